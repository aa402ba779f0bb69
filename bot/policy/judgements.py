"""What needs a second pair of eyes, found by its effect: `resolve` before and after, for everybody a change reaches (APP-1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.policy import changes
from bot.policy.answers import Allowed, NeedsApproval
from bot.policy.changes import Change, Everyone
from bot.policy.people import PersonId
from bot.policy.resolution import Layout, Resolved, Situation, in_effect, resolve
from bot.policy.settings import Setting

ANOTHER_ADMIN = NeedsApproval("another owner or admin")
_FOR_PASSCODES = frozenset({Setting.PMI_ENABLED, Setting.PMI_PASSCODE_REQUIRED})


@dataclass(frozen=True, slots=True)
class Crowd:
    """People in one and the same situation. Those who may not have a room count for locks, not for the impact."""

    situation: Situation
    people: tuple[PersonId, ...]
    may_have_room: bool = True


STRANGERS = Crowd(Situation(), (), may_have_room=False)
"""Whoever the bot has not met yet: under the account's locks like everybody else."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the change may be made at once, and for whom what becomes different.

    `changed`: the effective value of some setting. `losing_pmi`, `gaining_pmi`: `pmi_enabled` goes off, or on again.
    `needing_passcode`: a passcode becomes a must (LOCK-7). All of them may have a room.
    """

    answer: Allowed | NeedsApproval
    changed: tuple[PersonId, ...] = ()
    losing_pmi: tuple[PersonId, ...] = ()
    gaining_pmi: tuple[PersonId, ...] = ()
    needing_passcode: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Effect:
    changes: bool
    touches_lock: bool
    loses_pmi: bool
    gains_pmi: bool
    needs_passcode: bool


def settings_weighed(change: Change, layout: Layout) -> frozenset[Setting]:
    """The settings whose own choices must be known to judge a change."""
    touched = changes.touched(change, layout)
    return touched | _FOR_PASSCODES if touched & _FOR_PASSCODES else touched


def judge(change: Change, layout: Layout, reached: Iterable[Crowd]) -> Judgement:
    """`reached` are all whom `changes.reach` names, as they are now."""
    future = changes.after(change, layout)
    weighed = settings_weighed(change, layout)
    crowds = [*reached, STRANGERS] if isinstance(changes.reach(change), Everyone) else list(reached)
    effects = [(crowd, _effect(change, weighed, layout, future, crowd.situation)) for crowd in crowds]
    needed = changes.sets_lock(change, layout) or any(effect.touches_lock for _, effect in effects)
    seen = [(crowd.people, effect) for crowd, effect in effects if crowd.may_have_room]
    return Judgement(
        ANOTHER_ADMIN if needed else Allowed(),
        changed=_gathered(people for people, effect in seen if effect.changes),
        losing_pmi=_gathered(people for people, effect in seen if effect.loses_pmi),
        gaining_pmi=_gathered(people for people, effect in seen if effect.gains_pmi),
        needing_passcode=_gathered(people for people, effect in seen if effect.needs_passcode),
    )


def _effect(
    change: Change, weighed: frozenset[Setting], layout: Layout, future: Layout, situation: Situation
) -> _Effect:
    then = replace(situation, groups=changes.groups_after(change, situation.groups))
    before = {setting: resolve(setting, layout, situation) for setting in weighed}
    after = {setting: resolve(setting, future, then) for setting in weighed}
    joining = changes.joins(change, situation.groups)
    pairs = [(before[setting], after[setting]) for setting in weighed]
    return _Effect(
        changes=any(old.value != new.value for old, new in pairs),
        touches_lock=any(_touches_lock(old, new, joining=joining) for old, new in pairs),
        loses_pmi=_holds(Setting.PMI_ENABLED, before) and not _holds(Setting.PMI_ENABLED, after),
        gains_pmi=_holds(Setting.PMI_ENABLED, after) and not _holds(Setting.PMI_ENABLED, before),
        needs_passcode=_must_have_passcode(after) and not _must_have_passcode(before),
    )


def _touches_lock(old: Resolved, new: Resolved, *, joining: bool) -> bool:
    """A locked value changes or is unlocked; or somebody comes under a lock otherwise than by joining a group."""
    if old.locked:
        return new.value != old.value or not new.locked
    return new.locked and not joining


def _holds(setting: Setting, resolved: Mapping[Setting, Resolved]) -> bool:
    return setting in resolved and in_effect(setting, resolved)


def _must_have_passcode(resolved: Mapping[Setting, Resolved]) -> bool:
    return _holds(Setting.PMI_PASSCODE_REQUIRED, resolved)


def _gathered(parts: Iterable[tuple[PersonId, ...]]) -> tuple[PersonId, ...]:
    return tuple(person for part in parts for person in part)
