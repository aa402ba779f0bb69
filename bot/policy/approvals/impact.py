"""Which changes need approval, found by their effect: `resolve` before and after, for everybody a change reaches (APP-1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from bot.policy.approvals import changes
from bot.policy.approvals.changes import Change, Everyone
from bot.policy.ids import PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import PersonSettings, Resolved, SettingsTree, in_effect, resolve
from bot.policy.values.results import Allowed, NeedsApproval

_PASSCODE_SETTINGS = frozenset({Setting.PMI_ENABLED, Setting.PMI_PASSCODE_REQUIRED})


@dataclass(frozen=True, slots=True)
class Segment:
    """People whose groups and own choices are the same. Those who may not have a room count for locks, not for the impact."""

    settings: PersonSettings
    people: tuple[PersonId, ...]
    may_have_room: bool = True


UNKNOWN_PEOPLE = Segment(PersonSettings(), (), may_have_room=False)
"""People whom the bot has not met yet: the account's locks hold for them as for everybody."""


@dataclass(frozen=True, slots=True)
class Impact:
    """How many people change effective value, and how many upcoming meetings of theirs on a PMI stop working (APP-2)."""

    people: int = 0
    meetings: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether the change may be made at once, and for whom what becomes different.

    `changed`: the effective value of some setting. `losing_pmi`, `gaining_pmi`: `pmi_enabled` goes off, or on again.
    `needing_passcode`: a passcode becomes a must (LOCK-7). `changing_links`: links in invitations open by one click no longer,
    or again. All of them may have a room.
    """

    decision: Allowed | NeedsApproval
    changed: tuple[PersonId, ...] = ()
    losing_pmi: tuple[PersonId, ...] = ()
    gaining_pmi: tuple[PersonId, ...] = ()
    needing_passcode: tuple[PersonId, ...] = ()
    changing_links: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Effect:
    changes: bool
    touches_lock: bool
    loses_pmi: bool
    gains_pmi: bool
    needs_passcode: bool
    changes_links: bool


def assessed_settings(change: Change, tree: SettingsTree) -> frozenset[Setting]:
    """The settings for which people's own choices must be known to assess a change."""
    affected = changes.affected_settings(change, tree)
    return affected | _PASSCODE_SETTINGS if affected & _PASSCODE_SETTINGS else affected


def assess(change: Change, tree: SettingsTree, affected: Iterable[Segment]) -> Assessment:
    """Assess a change. `affected` are all whom `changes.affected_people` names, with their present settings."""
    future = changes.tree_after(change, tree)
    settings = assessed_settings(change, tree)
    segments = [*affected, UNKNOWN_PEOPLE] if isinstance(changes.affected_people(change), Everyone) else list(affected)
    effects = [(segment, _effect(change, settings, tree, future, segment.settings)) for segment in segments]
    needed = changes.sets_lock(change, tree) or any(effect.touches_lock for _, effect in effects)
    counted = [(segment.people, effect) for segment, effect in effects if segment.may_have_room]
    return Assessment(
        NeedsApproval() if needed else Allowed(),
        changed=_flatten(people for people, effect in counted if effect.changes),
        losing_pmi=_flatten(people for people, effect in counted if effect.loses_pmi),
        gaining_pmi=_flatten(people for people, effect in counted if effect.gains_pmi),
        needing_passcode=_flatten(people for people, effect in counted if effect.needs_passcode),
        changing_links=_flatten(people for people, effect in counted if effect.changes_links),
    )


def _effect(
    change: Change, settings: frozenset[Setting], tree: SettingsTree, future: SettingsTree, person: PersonSettings
) -> _Effect:
    then = replace(person, groups=changes.groups_after(change, person.groups))
    before = {setting: resolve(setting, tree, person) for setting in settings}
    after = {setting: resolve(setting, future, then) for setting in settings}
    joining = changes.joins_group(change, person.groups)
    pairs = [(before[setting], after[setting]) for setting in settings]
    return _Effect(
        changes=any(old.value != new.value for old, new in pairs),
        touches_lock=any(_touches_lock(old, new, joining=joining) for old, new in pairs),
        loses_pmi=_is_in_effect(Setting.PMI_ENABLED, before) and not _is_in_effect(Setting.PMI_ENABLED, after),
        gains_pmi=_is_in_effect(Setting.PMI_ENABLED, after) and not _is_in_effect(Setting.PMI_ENABLED, before),
        needs_passcode=_must_have_passcode(after) and not _must_have_passcode(before),
        changes_links=any(
            before[setting].value != after[setting].value for setting in settings & {Setting.PASSCODE_IN_LINK}
        ),
    )


def _touches_lock(old: Resolved, new: Resolved, *, joining: bool) -> bool:
    """A locked value changes or is unlocked; or somebody comes under a lock otherwise than by joining a group."""
    if old.locked:
        return new.value != old.value or not new.locked
    return new.locked and not joining


def _is_in_effect(setting: Setting, resolved: Mapping[Setting, Resolved]) -> bool:
    return setting in resolved and in_effect(setting, resolved)


def _must_have_passcode(resolved: Mapping[Setting, Resolved]) -> bool:
    return _is_in_effect(Setting.PMI_PASSCODE_REQUIRED, resolved)


def _flatten(parts: Iterable[tuple[PersonId, ...]]) -> tuple[PersonId, ...]:
    return tuple(chain.from_iterable(parts))
