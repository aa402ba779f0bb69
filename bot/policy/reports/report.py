"""The figures of the admins' report: expiries by week, use of rooms, locks and what they hide."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.approvals.impact import Segment
from bot.policy.ids import GroupId, UserId
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, Group, Origin, SettingsTree, Source, resolve

HORIZON = timedelta(days=90)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Numbers that expire from `begins` on, for seven days or to the end of the horizon."""

    begins: datetime
    ends: datetime
    count: int = 0


@dataclass(frozen=True, slots=True)
class RoomUsage:
    """People who have a room: how many, how many of them started it lately (within the horizon) or ever."""

    rooms: int
    lately: int
    ever: int

    @property
    def never(self) -> int:
        """Who has a room and never started it."""
        return self.rooms - self.ever

    @property
    def long_ago(self) -> int:
        """Who started it once, and not lately."""
        return self.ever - self.lately


@dataclass(frozen=True, slots=True)
class LockInForce:
    """A lock, the value it fixes, and how many people's choices and groups' values it hides (LOCK-3)."""

    setting: Setting
    by: Source
    value: bool
    people: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A person whom a message did not reach, since when, with Slack's name for the reason (REM-5)."""

    user: UserId
    reason: str
    since: datetime


def weeks(now: datetime) -> list[Week]:
    """The weeks of the horizon, from now on."""
    starts = [now + WEEK * number for number in range(-(-HORIZON // WEEK))]
    return [Week(start, min(start + WEEK, now + HORIZON)) for start in starts]


def locked_settings(tree: SettingsTree) -> frozenset[Setting]:
    """The settings that the account or any group locks."""
    return frozenset(
        setting
        for setting in CATALOGUE
        if tree.state(setting).locked or any(group.state(setting).locked for group in tree.groups)
    )


def locks_in_force(tree: SettingsTree, segments: Iterable[Segment]) -> list[LockInForce]:
    """Every lock that is set and not itself under the account's, in the order of the catalogue."""
    hidden = _hidden_choices(tree, segments)
    found = []
    for setting in CATALOGUE:
        state = tree.state(setting)
        if state.locked:
            value = CATALOGUE[setting].default if state.value is None else state.value
            groups = sum(group.state(setting).value is not None for group in tree.groups)
            found.append(LockInForce(setting, FROM_ACCOUNT, value, hidden[setting, None], groups))
        else:
            found += [_group_lock(setting, group, hidden) for group in tree.groups if group.state(setting).locked]
    return found


def _group_lock(setting: Setting, group: Group, hidden: Mapping[tuple[Setting, GroupId | None], int]) -> LockInForce:
    by = Source(Origin.GROUP, group.id, group.name)
    return LockInForce(setting, by, bool(group.state(setting).value), hidden.get((setting, group.id), 0))


def _hidden_choices(tree: SettingsTree, segments: Iterable[Segment]) -> Counter[tuple[Setting, GroupId | None]]:
    locked = locked_settings(tree)
    hidden: Counter[tuple[Setting, GroupId | None]] = Counter()
    for segment in segments:
        for setting in locked:
            by = resolve(setting, tree, segment.settings).locked_by
            if by is not None and segment.settings.choice(setting) is not None:
                hidden[setting, by.group] += len(segment.people)
    return hidden
