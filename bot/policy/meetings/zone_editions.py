"""What an edition of the time zone data says of the coming years, and which meetings a later edition moves (MEET-3)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo, available_timezones

from bot.policy.meetings.meetings import Meeting, occurrences
from bot.policy.values import zone_data

HORIZON = timedelta(days=3 * 365)
"""Meetings further ahead are told when they come nearer: laws about clocks change more often."""
_SEARCH_STEP = timedelta(days=5)  # no zone changes its clocks twice within so few days
_SECOND = timedelta(seconds=1)

Offsets = Sequence[tuple[int, int]]
"""From when which offset from UTC holds, both in seconds, in order; the first pair is of the beginning."""


@dataclass(frozen=True, slots=True)
class ZoneEdition:
    """The offsets of all zones from some instant until another, as one edition knew them."""

    version: str
    until: datetime
    offsets: Mapping[str, Offsets]


@dataclass(frozen=True, slots=True)
class MovedPeriod:
    """A time in which the clocks of a zone show something else than an earlier edition knew; its end is exclusive."""

    begin: datetime
    end: datetime


def edition_in_use(now: datetime) -> ZoneEdition:
    """What the present data says of all zones, from now until `HORIZON` is over."""
    until = now + HORIZON
    offsets = {name: offsets_of(name, now, until) for name in sorted(available_timezones())}
    return ZoneEdition(zone_data.in_use().version, until, offsets)


def offsets_of(zone: str, begin: datetime, until: datetime) -> Offsets:
    """The offsets of a zone by the present data."""
    tz, at = ZoneInfo(zone), begin
    found = [(int(begin.timestamp()), _offset(tz, begin))]
    while at < until:
        following = min(at + _SEARCH_STEP, until)
        if _offset(tz, following) != found[-1][1]:
            changed = _find_change(tz, at, following)
            found.append((int(changed.timestamp()), _offset(tz, changed)))
        at = following
    return found


def moved_periods(known: ZoneEdition, zone: str) -> list[MovedPeriod]:
    """When the present data says otherwise than the edition that was known; none for a zone that it does not have."""
    before = known.offsets.get(zone)
    if not before:
        return []
    after = offsets_of(zone, datetime.fromtimestamp(before[0][0], UTC), known.until)
    edges = [*sorted({at for at, _ in (*before, *after)}), int(known.until.timestamp())]
    return [
        MovedPeriod(datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC))
        for begin, end in pairwise(edges)
        if _offset_at(before, begin) != _offset_at(after, begin)
    ]


def is_moved(meeting: Meeting, periods: Sequence[MovedPeriod], now: datetime) -> bool:
    """Whether the meeting starts within one of these periods, once at least from now on."""
    return any(any(at >= period.begin for at in _starts_until(meeting, period, now)) for period in periods)


def _starts_until(meeting: Meeting, period: MovedPeriod, now: datetime) -> Iterator[datetime]:
    since = max(now, period.begin)
    starts = (each.starts_at for each in occurrences(meeting, since))
    return takewhile(lambda at: at < period.end, starts)


def _offset_at(offsets: Offsets, at: int) -> int:
    return offsets[bisect_right(offsets, at, key=lambda each: each[0]) - 1][1]


def _offset(tz: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(tz).utcoffset()
    return round((offset or timedelta()).total_seconds())


def _find_change(tz: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second after the change between the two."""
    before = _offset(tz, low)
    while high - low > _SECOND:
        middle = low + (high - low) / 2
        low, high = (middle, high) if _offset(tz, middle) == before else (low, middle)
    return high.replace(microsecond=0)
