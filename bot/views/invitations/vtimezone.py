"""A zone's clock changes as a VTIMEZONE (RFC 5545, section 3.6.5); it must not know meetings.

icalendar has one too, but writes the onset of summer time an hour late (docs/decisions/0009). What readers make of a definition
differs, so it says only what all of them understand: a yearly rule where one runs, else one date in each RDATE.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

YEARS_AHEAD = 30
"""Years whose clock changes are searched; changes that are regular up to their end become a rule without end."""
SHORTEST_RULE = 4
"""Yearly changes in a row that make a rule; fewer are listed."""
_SEARCH_STEP = timedelta(days=5)  # no zone changes its clocks twice within so few days
_MINUTE = timedelta(minutes=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = len(_DAYS)
_FEBRUARY = 2

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
    end = begin.replace(year=begin.year + YEARS_AHEAD)
    definition = Timezone()
    definition.add("TZID", zone)
    definition.add_component(_initial_observance(tz, begin))
    for alike in _alike(list(_onsets(tz, begin, end))):
        listed: list[Onset] = []
        for run in _yearly_runs(alike):
            if len(run) < SHORTEST_RULE:
                listed += run
                continue
            goes_on = run[-1].local.year == end.year - 1
            for rule, onsets in _rules(run):
                definition.add_component(_observance(onsets[0], rule if goes_on else f"{rule};UNTIL={_until(run)}"))
        if listed:
            definition.add_component(_listed_observance(sorted(listed, key=lambda each: each.local)))
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
    return _observance(Onset((begin + offset).replace(tzinfo=None), offset, offset, name))


def _alike(onsets: Sequence[Onset]) -> list[list[Onset]]:
    """Onsets with the same offsets and abbreviation, one group each, by time."""

    def kind(onset: Onset) -> tuple[timedelta, timedelta, str]:
        return onset.before, onset.after, onset.name

    in_order = sorted(onsets, key=lambda each: (kind(each), each.local))
    return [list(group) for _, group in groupby(in_order, kind)]


def _yearly_runs(alike: Sequence[Onset]) -> list[list[Onset]]:
    """The onsets in runs, each of which a rule describes: one a year, year after year, until the rule does not fit."""
    runs: list[list[Onset]] = []
    for onset in alike:
        fitting = (run for run in runs if run[-1].local.year == onset.local.year - 1 and _rules([*run, onset]))
        if (run := next(fitting, None)) is not None:
            run.append(onset)
        else:
            runs.append([onset])
    return runs


def _rules(run: Sequence[Onset]) -> list[tuple[str, list[Onset]]]:
    """The rules of these onsets, one a year, each with its own of them; none where they have no weekday and hour in common.

    A week that crosses the end of a month (the night after Cairo's last Thursday of October) takes a rule in each of both.
    """
    if len({(each.local.weekday(), each.local.time()) for each in run}) > 1:
        return []
    day, months = _DAYS[run[0].local.weekday()], sorted({each.local.month for each in run})
    if len(months) == 1:
        ordinal = _common_ordinal(run)
        if ordinal:
            return [(f"FREQ=YEARLY;BYMONTH={months[0]};BYDAY={ordinal}{day}", list(run))]
    elif len(months) > 2 or months[1] - months[0] > 1 or _FEBRUARY in months:  # noqa: PLR2004 - two neighbours; not with a leap day between
        return []
    in_one_year = sorted({each.local.date().replace(year=date.min.year) for each in run if not _is_leap_day(each)})
    if not in_one_year or (in_one_year[-1] - in_one_year[0]).days >= _WEEK or any(map(_is_leap_day, run)):
        return []
    week = [in_one_year[0] + timedelta(days=n) for n in range(_WEEK)]
    rules = []
    for month in months:
        days = ",".join(str(each.day) for each in week if each.month == month)
        onsets = [each for each in run if each.local.month == month]
        rules.append((f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={day}", onsets))
    return rules


def _is_leap_day(onset: Onset) -> bool:
    return (onset.local.month, onset.local.day) == (_FEBRUARY, 29)


def _common_ordinal(run: Sequence[Onset]) -> int:
    """Which of its weekday in the month each of them is, -1 for the last; 0 where that differs."""
    if all((each.local + timedelta(days=_WEEK)).month != each.local.month for each in run):
        return -1
    weeks = {(each.local.day - 1) // _WEEK + 1 for each in run}
    return weeks.pop() if len(weeks) == 1 else 0


def _until(run: Sequence[Onset]) -> str:
    """An end in UTC (RFC 5545, section 3.3.10) well after the last onset, for readers that compare it with local times."""
    return f"{run[-1].local + timedelta(days=_WEEK):%Y%m%dT%H%M%SZ}"


def _listed_observance(onsets: Sequence[Onset]) -> Observance:
    """Onsets without a rule. The first is listed too, for readers that go by RDATE alone where there is one."""
    observance = _observance(onsets[0])
    if len(onsets) > 1:
        for each in onsets:
            observance.add("RDATE", each.local)
    return observance


def _observance(first: Onset, rule: str = "") -> Observance:
    observance = TimezoneDaylight() if first.after > first.before else TimezoneStandard()
    observance.add("DTSTART", first.local)
    if rule:
        observance.add("RRULE", vRecur.from_ical(rule))
    observance.add("TZOFFSETFROM", first.before)
    observance.add("TZOFFSETTO", first.after)
    observance.add("TZNAME", first.name)
    return observance
