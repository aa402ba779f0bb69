"""Meetings of one host on the same number that are too close together: people of the first walk into the second (MEET-7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from bot.policy.meetings import Meeting, Occurrence, occurrences

LOOKED_AHEAD = timedelta(days=90)
TOO_CLOSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Collision:
    """An occurrence of the meeting that is being saved, and the one of another meeting that is too close."""

    mine: Occurrence
    other: Occurrence
    with_meeting: Meeting

    @property
    def overlaps(self) -> bool:
        """Whether both take place at once, for a while."""
        return self.mine.at < self.other.ends and self.other.at < self.mine.ends


def first_collision(wanted: Meeting, others: Sequence[Meeting], now: datetime) -> Collision | None:
    """The earliest in the next 90 days, if there is one. `others` are the host's other meetings on their PMI."""
    mine = list(_within(wanted, now))
    found = (collision for other in others if (collision := _with(mine, other, now)) is not None)
    return min(found, key=lambda each: (each.mine.at, each.other.at), default=None)


def _within(meeting: Meeting, now: datetime) -> Iterator[Occurrence]:
    return takewhile(lambda each: each.at < now + LOOKED_AHEAD, occurrences(meeting, now))


def _with(mine: Sequence[Occurrence], meeting: Meeting, now: datetime) -> Collision | None:
    """Both lists are in order: whichever ends first cannot meet anything later than what the other one shows now."""
    theirs = _within(meeting, now)
    other = next(theirs, None)
    place = 0
    while other is not None and place < len(mine):
        if mine[place].at <= other.ends + TOO_CLOSE and other.at <= mine[place].ends + TOO_CLOSE:
            return Collision(mine[place], other, meeting)
        if mine[place].ends <= other.ends:
            place += 1
        else:
            other = next(theirs, None)
    return None
