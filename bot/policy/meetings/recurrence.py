"""Repeats as RFC 5545 rules, expanded on the wall clock of a meeting's own zone (MEET-3); it knows no meetings.

A local time is a `datetime` without a zone. Finding the next start costs the same in the first year and in the hundredth.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from itertools import islice, takewhile
from typing import Any, Literal

from dateutil import rrule

from bot.policy.values.timezones import to_instant, to_local_time

MAX_COUNT = 365
MAX_INTERVAL = 99
ORDINALS = (1, 2, 3, 4, 5, -1)
LAST_START_POSSIBLE = datetime(2299, 12, 31, 23, 59)  # noqa: DTZ001 - a local time
"""No start lies after this, so that an endless series can be enumerated."""
_DAY = timedelta(days=1)
_END_OF_DAY = time(23, 59, 59)


class Frequency(StrEnum):
    """How far apart, in RFC 5545's words."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(IntEnum):
    """A day of the week, numbered as Python does, named as RFC 5545 does."""

    MO, TU, WE, TH, FR, SA, SU = range(7)


WEEKDAYS = (Weekday.MO, Weekday.TU, Weekday.WE, Weekday.TH, Weekday.FR)
_RRULE_FREQUENCIES: Mapping[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """Every `interval`-th day, week, month or year, in `count` occurrences, or `until` a local day, or without end.

    `days` of the week are for weekly (none: the start's own). Monthly with a `ordinal` means the first to fifth or last (-1)
    of its one day; with `last_day` the last of the month, whichever it is; else the start's own date. Raises ValueError for
    what MEET-3 does not know.
    """

    frequency: Frequency
    interval: int = 1
    days: tuple[Weekday, ...] = ()
    ordinal: int = 0
    until: date | None = None
    count: int | None = None
    last_day: bool = False

    def __post_init__(self) -> None:
        by_ordinal = self.frequency is Frequency.MONTHLY and len(self.days) == 1 and self.ordinal in ORDINALS
        weekly = self.frequency is Frequency.WEEKLY and not self.ordinal
        by_date = not self.days and not self.ordinal
        valid = (
            1 <= self.interval <= MAX_INTERVAL,
            by_ordinal or weekly or by_date,
            not self.last_day or (by_date and self.frequency is Frequency.MONTHLY),
            self.days == tuple(sorted(set(self.days))),
            self.count is None or 1 <= self.count <= MAX_COUNT,
            self.count is None or self.until is None,
        )
        if not all(valid):
            raise ValueError("no such repeat")

    @property
    def is_endless(self) -> bool:
        """Whether it goes on without end."""
        return self.count is None and self.until is None


@dataclass(frozen=True, slots=True)
class Pattern:
    """When something takes place: its first start on the wall clock of a zone, and how it repeats, if it does."""

    start: datetime
    zone: str
    rule: RecurrenceRule | None = None


@dataclass(frozen=True, slots=True)
class PatternStart:
    """One start of a pattern: as the wall clock was meant to show it, and when that is."""

    local: datetime
    at: datetime


def starts(pattern: Pattern, since: datetime) -> Iterator[PatternStart]:
    """Every start at this instant or later, in order."""
    near = to_local_time(since, pattern.zone) - _DAY  # no change of clocks is longer than a day
    for local in local_starts(pattern.start, pattern.rule, near):
        at = to_instant(local, pattern.zone)
        if at >= since:
            yield PatternStart(local, at)


def local_starts(start: datetime, rule: RecurrenceRule | None, since: datetime) -> Iterator[datetime]:
    """Every local start at `since` (local) or later, in order.

    A `start` that does not fit its rule is not among them: the first later one that does begins the series.
    """
    if rule is None:
        return iter([start] if start >= since else [])
    return (local for local in _expansion(start, rule, since) if local >= since)


def _expansion(start: datetime, rule: RecurrenceRule, since: datetime) -> Iterator[datetime]:
    """dateutil's expansion from shortly before `since`; a rule with a count is expanded from its start, 365 steps at most."""
    start = _on_a_day_of(rule, start)
    begin = start if rule.count is not None else _start_near(start, rule, since)
    until = min(LAST_START_POSSIBLE, datetime.combine(rule.until or LAST_START_POSSIBLE, _END_OF_DAY))
    frequency, days = _RRULE_FREQUENCIES[rule.frequency], _by_days(start, rule)
    return islice(rrule.rrule(frequency, dtstart=begin, interval=rule.interval, until=until, **days), rule.count)


def _on_a_day_of(rule: RecurrenceRule, start: datetime) -> datetime:
    """The start or the first later one on a day of the rule's, from which its interval counts.

    Every second Thursday begins on the next Thursday, though dateutil and RFC 5545 count weeks from that of the start.
    """
    if rule.interval == 1 or not (rule.days or rule.last_day):
        return start
    return next(iter(rrule.rrule(_RRULE_FREQUENCIES[rule.frequency], dtstart=start, **_by_days(start, rule))))


def _by_days(start: datetime, rule: RecurrenceRule) -> dict[str, Any]:
    """The arguments of `rrule` for the days of a rule; those of each frequency have a type of their own."""
    match rule.frequency:
        case Frequency.DAILY:
            return {}
        case Frequency.WEEKLY:
            return {"byweekday": [int(day) for day in rule.days] or [start.weekday()]}
        case Frequency.MONTHLY if rule.ordinal:
            return {"byweekday": rrule.weekday(int(rule.days[0]), rule.ordinal)}
        case Frequency.MONTHLY:
            return {"bymonthday": -1 if rule.last_day else start.day}
        case Frequency.YEARLY:
            return {"bymonth": start.month, "bymonthday": start.day}


def _start_near(start: datetime, rule: RecurrenceRule, since: datetime) -> datetime:
    """A start of the same pattern at least one whole interval before `since`, or the very first."""
    if since <= start:
        return start
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        step = rule.interval * (_DAY if rule.frequency is Frequency.DAILY else 7 * _DAY)
        return start + max(0, (since - start) // step - 1) * step
    months = rule.interval * (1 if rule.frequency is Frequency.MONTHLY else 12)
    passed = (since.year - start.year) * 12 + since.month - start.month
    steps = max(0, passed // months - 1)
    if not steps:
        return start
    ahead = start.month - 1 + steps * months
    return start.replace(year=start.year + ahead // 12, month=ahead % 12 + 1, day=1)


def first_matching_start(start: datetime, rule: RecurrenceRule | None) -> datetime | None:
    """The start itself if it fits its rule, else the first later one that does (MEET-3); none if the rule ends before."""
    return next(local_starts(start, rule, start), None)


def final_start(pattern: Pattern) -> datetime | None:
    """The instant of the last start there will ever be; none of an endless series."""
    if pattern.rule is not None and pattern.rule.is_endless:
        return None
    until = pattern.rule.until if pattern.rule else None
    end = datetime.combine(until, _END_OF_DAY) if until else LAST_START_POSSIBLE
    return latest_start_until(pattern, to_instant(end, pattern.zone))


def latest_start_until(pattern: Pattern, now: datetime) -> datetime | None:
    """The instant of the last start up to and including `now`; none before the first.

    Looked for backwards, in steps that grow, because months and years that lack a day are skipped.
    """
    near = to_local_time(now, pattern.zone)
    for back in (32 * _DAY, 400 * _DAY, 8000 * _DAY, None):
        since = pattern.start if back is None else max(pattern.start, near - back)
        every = (to_instant(local, pattern.zone) for local in local_starts(pattern.start, pattern.rule, since))
        found = deque(takewhile(lambda at: at <= now, every), maxlen=1)
        if found:
            return found[0]
    return None
