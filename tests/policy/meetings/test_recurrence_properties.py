"""Repeats against a second way of finding them: walking day by day, and asking of each day whether it belongs (MEET-3)."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.meetings.recurrence import (
    Frequency,
    Pattern,
    RecurrenceRule,
    Weekday,
    first_matching_start,
    latest_start_until,
    starts,
)
from bot.policy.meetings.rrule_text import parse_rrule, to_rrule

DAY = timedelta(days=1)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"]

rules = st.one_of(
    st.builds(RecurrenceRule, st.just(Frequency.DAILY), st.integers(1, 99)),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.WEEKLY),
        st.integers(1, 9),
        st.sets(st.sampled_from(Weekday), min_size=1).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(RecurrenceRule, st.sampled_from([Frequency.MONTHLY, Frequency.YEARLY]), st.integers(1, 14)),
    st.builds(RecurrenceRule, st.just(Frequency.MONTHLY), st.integers(1, 14), last_day=st.just(True)),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.MONTHLY),
        st.integers(1, 14),
        st.sampled_from(Weekday).map(lambda day: (day,)),
        st.sampled_from([1, 2, 3, 4, 5, -1]),
    ),
)
begins = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2030-12-31")).map(
    lambda at: at.replace(second=0, microsecond=0)
)
patterns = st.builds(Pattern, begins, st.sampled_from(ZONES), rules)


def belongs(day: datetime, pattern: Pattern) -> bool:
    """Whether a day is one of the pattern's, by the calendar alone."""
    start, rule = pattern.start, pattern.rule
    assert rule is not None
    match rule.frequency:
        case Frequency.DAILY:
            return (day.date() - start.date()).days % rule.interval == 0
        case Frequency.WEEKLY:
            mondays = [each.date() - each.weekday() * DAY for each in (start, day)]
            return (mondays[1] - mondays[0]).days // 7 % rule.interval == 0 and day.weekday() in rule.days
        case Frequency.YEARLY:
            return (day.year - start.year) % rule.interval == 0 and (day.month, day.day) == (start.month, start.day)
        case Frequency.MONTHLY:
            months = (day.year - start.year) * 12 + day.month - start.month
            return months % rule.interval == 0 and fits_month(day, start, rule)


def fits_month(day: datetime, start: datetime, rule: RecurrenceRule) -> bool:
    last = monthrange(day.year, day.month)[1]
    if not rule.ordinal:
        return day.day == (last if rule.last_day else start.day)
    last_week = day.day > last - 7
    return day.weekday() == rule.days[0] and (last_week if rule.ordinal == -1 else (day.day + 6) // 7 == rule.ordinal)


def by_walking(pattern: Pattern, until: datetime) -> list[datetime]:
    """The interval counts from the first day that fits, whatever the interval."""
    found, day = [], pattern.start
    assert pattern.rule is not None
    while not belongs(day, replace(pattern, rule=replace(pattern.rule, interval=1))):
        day += DAY
    pattern = replace(pattern, start=day)
    while day <= until:
        if belongs(day, pattern):
            found.append(day.replace(tzinfo=ZoneInfo(pattern.zone)).astimezone(UTC))
        day += DAY
    return found


@settings(deadline=None)
@given(patterns, st.integers(0, 2500))
def test_the_same_starts_are_found_by_walking_day_by_day(pattern: Pattern, days: int) -> None:
    asked = (pattern.start + days * DAY).replace(tzinfo=UTC)
    walked = by_walking(pattern, pattern.start + (days + 800) * DAY)
    expected = [at for at in walked if at >= asked]
    found = starts(pattern, asked)
    assert [next(found).at for _ in expected] == expected
    assert latest_start_until(pattern, asked) == max((at for at in walked if at <= asked), default=None)


@settings(deadline=None)
@given(patterns)
def test_a_start_moved_to_the_first_that_fits_begins_the_same_series(pattern: Pattern) -> None:
    fits = first_matching_start(pattern.start, pattern.rule)
    assert fits is not None
    moved = Pattern(fits, pattern.zone, pattern.rule)
    both = zip(
        starts(pattern, datetime(2020, 1, 1, tzinfo=UTC)), starts(moved, datetime(2020, 1, 1, tzinfo=UTC)), strict=False
    )
    assert all(one == other for one, other in (pair for pair, _ in zip(both, range(5), strict=False)))


@given(rules, st.one_of(st.none(), st.integers(1, 365)), st.one_of(st.none(), st.dates()))
def test_what_is_written_is_read_again(rule: RecurrenceRule, times: int | None, until: object) -> None:
    whole = replace(rule, until=None if times else until, count=times)  # type: ignore[arg-type] # a date or none
    assert parse_rrule(to_rrule(whole)) == whole
