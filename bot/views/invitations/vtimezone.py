"""A zone's clock changes as a VTIMEZONE (RFC 5545, section 3.6.5); it must not know meetings.

icalendar 7 has one too, but writes onsets of summer time in the new local time, one hour late: the RFC wants the offset
before the change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDLists, vRecur

YEARS_AHEAD = 30
"""Years whose clock changes are searched; changes that are regular over all of them become a rule without end."""
_SEARCH_STEP = timedelta(days=5)  # no zone changes its clocks twice within so few days
_MINUTE = timedelta(minutes=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Observance = TimezoneStandard | TimezoneDaylight


@dataclass(frozen=True, slots=True)
class Onset:
    """A clock change: its local time by the offset before, both offsets, and the zone's abbreviation after it."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str


@lru_cache(maxsize=512)
def vtimezone(zone: str, first_year: int) -> Timezone:
    """The zone's definition for events of `first_year` and later. It is cached: do not change it."""
    tz = ZoneInfo(zone)
    begin = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    onsets = list(_onsets(tz, begin, begin.replace(year=begin.year + YEARS_AHEAD)))
    years = len({each.local.year for each in onsets})
    definition = Timezone()
    definition.add("TZID", zone)
    definition.add_component(_initial_observance(tz, begin))
    for group in _regular_groups(onsets):
        rule = _rrule(group) if len(group) == years else None
        definition.add_component(_observance(group, rule))
    return definition


def _onsets(tz: ZoneInfo, begin: datetime, end: datetime) -> Iterator[Onset]:
    at = begin
    while at < end:
        if _offset_and_name(tz, at) != _offset_and_name(tz, at + _SEARCH_STEP):
            changed = _find_change(tz, at, at + _SEARCH_STEP)
            before, (after, name) = _offset_and_name(tz, at)[0], _offset_and_name(tz, changed)
            yield Onset((changed + before).replace(tzinfo=None), before, after, name)
        at += _SEARCH_STEP


def _offset_and_name(tz: ZoneInfo, at: datetime) -> tuple[timedelta, str]:
    local = at.astimezone(tz)
    return local.utcoffset() or timedelta(0), local.tzname() or ""


def _find_change(tz: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first minute after the clock change between `low` and `high`."""
    old = _offset_and_name(tz, low)
    while high - low > _MINUTE:
        middle = low + (high - low) // _MINUTE // 2 * _MINUTE
        low, high = (middle, high) if _offset_and_name(tz, middle) == old else (low, middle)
    return high


def _initial_observance(tz: ZoneInfo, begin: datetime) -> Observance:
    """The offset before the first clock change."""
    offset, name = _offset_and_name(tz, begin)
    return _observance([Onset((begin + offset).replace(tzinfo=None), offset, offset, name)], None)


def _regular_groups(onsets: Sequence[Onset]) -> list[list[Onset]]:
    """Onsets with the same offsets, abbreviation, month and local time, one group each."""

    def regularity(onset: Onset) -> tuple[object, ...]:
        return onset.before, onset.after, onset.name, onset.local.month, onset.local.time()

    in_order = sorted(onsets, key=lambda each: (*map(str, regularity(each)), each.local))
    return [list(group) for _, group in groupby(in_order, regularity)]


def _rrule(onsets: Sequence[Onset]) -> str | None:
    weekdays = {each.local.weekday() for each in onsets}
    if len(weekdays) != 1:
        return None
    day, month = _DAYS[weekdays.pop()], onsets[0].local.month
    if all((each.local + timedelta(days=7)).month != month for each in onsets):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{day}"
    weeks = {(each.local.day - 1) // 7 + 1 for each in onsets}
    if len(weeks) == 1:
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={weeks.pop()}{day}"
    first, last = min(each.local.day for each in onsets), max(each.local.day for each in onsets)
    if last - first >= len(_DAYS):
        return None
    days = ",".join(str(first + n) for n in range(len(_DAYS)))
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={day}"


def _observance(onsets: Sequence[Onset], rule: str | None) -> Observance:
    first = onsets[0]
    observance = TimezoneDaylight() if first.after > first.before else TimezoneStandard()
    observance.add("DTSTART", first.local)
    if rule is not None:
        observance.add("RRULE", vRecur.from_ical(rule))
    elif len(onsets) > 1:
        observance.add("RDATE", vDDDLists([each.local for each in onsets[1:]]))
    observance.add("TZOFFSETFROM", first.before)
    observance.add("TZOFFSETTO", first.after)
    observance.add("TZNAME", first.name)
    return observance
