"""Finds two meetings of one host on the same ID that overlap or lie less than TOO_CLOSE apart (MEET-7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from bot.policy.meetings.meetings import Meeting, Occurrence, occurrences

CONFLICT_HORIZON = timedelta(days=90)
TOO_CLOSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An occurrence of the meeting that is being saved, and one of another meeting that is too close."""

    mine: Occurrence
    other: Occurrence

    @property
    def overlaps(self) -> bool:
        """Whether both take place at once, for a while."""
        return self.mine.starts_at < self.other.ends_at and self.other.starts_at < self.mine.ends_at


def first_conflict(wanted: Meeting, others: Sequence[Meeting], now: datetime) -> Conflict | None:
    """The earliest conflict in the next 90 days, if there is one. `others` are the host's other meetings on their PMI."""
    mine = list(_within_horizon(wanted, now))
    found = (conflict for other in others if (conflict := _first_conflict_with(mine, other, now)) is not None)
    return min(found, key=lambda each: (each.mine.starts_at, each.other.starts_at), default=None)


def _within_horizon(meeting: Meeting, now: datetime) -> Iterator[Occurrence]:
    return takewhile(lambda each: each.starts_at < now + CONFLICT_HORIZON, occurrences(meeting, now))


def _first_conflict_with(mine: Sequence[Occurrence], meeting: Meeting, now: datetime) -> Conflict | None:
    """Both are in order: the occurrence that ends first cannot conflict with anything later than the other's present one."""
    theirs = _within_horizon(meeting, now)
    other = next(theirs, None)
    index = 0
    while other is not None and index < len(mine):
        if mine[index].starts_at <= other.ends_at + TOO_CLOSE and other.starts_at <= mine[index].ends_at + TOO_CLOSE:
            return Conflict(mine[index], other)
        if mine[index].ends_at <= other.ends_at:
            index += 1
        else:
            other = next(theirs, None)
    return None
