"""When something that repeats takes place: RFC 5545 on the wall clock of a zone (MEET-3)."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from bot.policy.meetings.recurrence import (
    LAST_START_POSSIBLE,
    WEEKDAYS,
    Frequency,
    Pattern,
    RecurrenceRule,
    Weekday,
    final_start,
    first_matching_start,
    latest_start_until,
    local_starts,
    starts,
)
from bot.policy.meetings.rrule_text import parse_rrule
from bot.policy.values.timezones import is_timezone, local_time_exists, to_instant, to_local_time

DATA = Path(__file__).parents[2] / "data"
VECTORS = list(csv.DictReader((DATA / "recurrence.csv").read_text(encoding="utf-8").splitlines()))
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
DAILY = RecurrenceRule(Frequency.DAILY)
MONTHLY = RecurrenceRule(Frequency.MONTHLY)
YEARLY = RecurrenceRule(Frequency.YEARLY)
LAST_FRIDAY = RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=-1)
EVERY_WEEKDAY = RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def first(count: int, pattern: Pattern, since: datetime = LONG_AGO) -> list[str]:
    return [f"{start.at:%Y-%m-%dT%H:%MZ}" for start in islice(starts(pattern, since), count)]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['zone']} {row['rule']}")
def test_the_vectors(row: dict[str, str]) -> None:
    """MEET-3: across changes of clocks, month ends, leap days, week-ends."""
    pattern = Pattern(local(row["start_local"]), row["zone"], parse_rrule(row["rule"]))
    expected = row["occurrences_utc"].split()
    assert first(len(expected) + 1, pattern) == expected


@pytest.mark.parametrize(
    "start,rule,dates",
    [
        ("2027-01-03T09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=3", ["01-07", "01-21", "02-04"]),
        ("2027-01-03T09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4", ["01-04", "01-07", "01-18", "01-21"]),
        ("2027-01-05T09:00", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH;COUNT=3", ["01-07", "01-25", "01-28"]),
        ("2027-01-09T09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", ["01-11", "01-12", "01-13"]),
        ("2027-01-20T09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR;COUNT=3", ["02-05", "04-02", "06-04"]),
        ("2027-01-30T09:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", ["02-26", "05-28", "08-27"]),
        ("2027-01-30T09:00", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", ["01-31", "03-31", "05-31"]),
        ("2027-02-15T09:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["02-28", "03-31", "04-30"]),
    ],
)
def test_the_first_date_is_the_first_that_fits_and_the_interval_counts_from_there(
    start: str, rule: str, dates: list[str]
) -> None:
    """MEET-3: a start between, on a Sunday say, skips nothing. The same from any instant, and from the start it moves to."""
    pattern = Pattern(local(start), "UTC", parse_rrule(rule))
    expected = [f"2027-{each}T09:00Z" for each in dates]
    assert first(3, pattern) == expected[:3]
    moved = first_matching_start(pattern.start, pattern.rule)
    assert moved == local(f"2027-{dates[0]}T09:00")
    assert first(3, replace(pattern, start=moved)) == expected[:3]
    assert first(1, pattern, utc(f"2027-{dates[1]}T09:00")) == expected[1:2]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['zone']} {row['rule']}")
def test_the_vectors_without_end_begin_alike_and_are_found_from_any_instant(row: dict[str, str]) -> None:
    pattern = Pattern(local(row["start_local"]), row["zone"], parse_rrule(row["rule"].rsplit(";", 1)[0]))
    expected = row["occurrences_utc"].split()
    for place, text in enumerate(expected):
        assert first(len(expected) - place, pattern, utc(text[:-1])) == expected[place:]
        assert latest_start_until(pattern, utc(text[:-1])) == utc(text[:-1])


def test_a_meeting_that_does_not_repeat_takes_place_once() -> None:
    pattern = Pattern(local("2027-03-01T09:00"), "Europe/Berlin")
    assert first(9, pattern) == ["2027-03-01T08:00Z"]
    assert first(9, pattern, utc("2027-03-01T08:00")) == ["2027-03-01T08:00Z"]
    assert first(9, pattern, utc("2027-03-01T08:01")) == []
    assert final_start(pattern) == utc("2027-03-01T08:00")


def test_until_names_the_last_day_on_which_it_may_take_place() -> None:
    pattern = Pattern(
        local("2027-03-01T23:30"), "America/New_York", RecurrenceRule(Frequency.DAILY, until=date(2027, 3, 3))
    )
    assert first(9, pattern) == ["2027-03-02T04:30Z", "2027-03-03T04:30Z", "2027-03-04T04:30Z"]
    assert final_start(pattern) == utc("2027-03-04T04:30")


def test_a_leap_day_every_third_year_comes_every_twelfth() -> None:
    pattern = Pattern(local("2028-02-29T08:00"), "UTC", RecurrenceRule(Frequency.YEARLY, 3))
    assert first(3, pattern) == ["2028-02-29T08:00Z", "2040-02-29T08:00Z", "2052-02-29T08:00Z"]
    assert latest_start_until(pattern, utc("2051-01-01T00:00")) == utc("2040-02-29T08:00")


def test_there_is_no_leap_day_in_2100() -> None:
    assert first(1, Pattern(local("2028-02-29T08:00"), "UTC", YEARLY), utc("2097-01-01T00:00")) == ["2104-02-29T08:00Z"]


def test_the_fifth_friday_is_skipped_where_there_is_none() -> None:
    rule = RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=5)
    assert first(3, Pattern(local("2027-01-29T10:00"), "UTC", rule)) == [
        "2027-01-29T10:00Z",
        "2027-04-30T10:00Z",
        "2027-07-30T10:00Z",
    ]


def test_every_second_week_keeps_its_weeks_whenever_it_is_asked() -> None:
    pattern = Pattern(local("2027-05-06T14:00"), "UTC", RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH)))
    expected = ["2027-05-06T14:00Z", "2027-05-17T14:00Z", "2027-05-20T14:00Z", "2027-05-31T14:00Z"]
    assert first(4, pattern) == expected
    assert [first(1, pattern, utc(text[:-1]) - timedelta(days=1))[0] for text in expected] == expected


@pytest.mark.parametrize(
    "start,rule,fits",
    [
        ("2027-05-05T14:00", RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH)), "2027-05-06T14:00"),
        ("2027-05-08T09:00", EVERY_WEEKDAY, "2027-05-10T09:00"),
        ("2027-05-01T16:00", LAST_FRIDAY, "2027-05-28T16:00"),
        ("2027-05-29T16:00", LAST_FRIDAY, "2027-06-25T16:00"),
        ("2027-01-31T16:00", MONTHLY, "2027-01-31T16:00"),
        ("2027-01-31T16:00", None, "2027-01-31T16:00"),
    ],
)
def test_a_start_that_does_not_fit_moves_to_the_first_that_does(
    start: str, rule: RecurrenceRule | None, fits: str
) -> None:
    """MEET-3."""
    assert first_matching_start(local(start), rule) == local(fits)


def test_a_repeat_that_ends_before_its_first_date_has_none() -> None:
    """MEET-4."""
    assert (
        first_matching_start(
            local("2027-05-08T09:00"), RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS, until=date(2027, 5, 9))
        )
        is None
    )
    assert (
        first_matching_start(local("2027-05-08T09:00"), RecurrenceRule(Frequency.DAILY, until=date(2027, 5, 7))) is None
    )


def test_an_endless_series_has_no_last_start_and_a_latest_one_always() -> None:
    pattern = Pattern(local("2027-03-01T09:00"), "UTC", DAILY)
    assert final_start(pattern) is None
    assert latest_start_until(pattern, utc("2027-03-01T08:59")) is None
    assert latest_start_until(pattern, utc("2027-03-01T09:00")) == utc("2027-03-01T09:00")
    assert latest_start_until(pattern, utc("2227-03-01T08:00")) == utc("2227-02-28T09:00")
    assert latest_start_until(Pattern(local("2027-03-01T09:00"), "UTC"), utc("2027-04-01T09:00")) == utc(
        "2027-03-01T09:00"
    )


def test_a_series_that_counts_knows_its_last_start() -> None:
    pattern = Pattern(local("2027-01-31T10:00"), "Europe/London", RecurrenceRule(Frequency.MONTHLY, count=365))
    last = final_start(pattern)
    assert last is not None
    assert len(list(starts(pattern, LONG_AGO))) == 365
    assert list(starts(pattern, LONG_AGO))[-1].at == last


def test_finding_the_next_start_costs_the_same_in_the_hundredth_year(monotonous: list[RecurrenceRule]) -> None:
    for rule in monotonous:
        start = local("2027-01-29T10:00")
        late = local_starts(start, rule, local("2127-01-01T00:00"))
        found = next(late)
        assert found >= local("2127-01-01T00:00")
        assert found == next(each for each in local_starts(start, rule, start) if each >= local("2127-01-01T00:00"))


@pytest.fixture
def monotonous() -> list[RecurrenceRule]:
    return [
        DAILY,
        RecurrenceRule(Frequency.DAILY, 7),
        EVERY_WEEKDAY,
        RecurrenceRule(Frequency.WEEKLY, 3, (Weekday.SU,)),
        MONTHLY,
        LAST_FRIDAY,
    ]


def test_a_series_without_end_ends_somewhere() -> None:
    pattern = Pattern(local("2027-01-01T10:00"), "Pacific/Kiritimati", RecurrenceRule(Frequency.YEARLY, 99))
    assert [start.local for start in starts(pattern, LONG_AGO)] == [
        local(f"{year}-01-01T10:00") for year in (2027, 2126, 2225)
    ]
    assert LAST_START_POSSIBLE.year == 2299


@pytest.mark.parametrize(
    "wrong",
    [
        {"interval": 0},
        {"interval": 100},
        {"count": 0},
        {"count": 366},
        {"count": 3, "until": date(2027, 1, 1)},
        {"days": (Weekday.MO,)},
        {"ordinal": 1},
    ],
)
def test_a_repeat_that_nobody_can_mean_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        RecurrenceRule(Frequency.DAILY, **wrong)  # type: ignore[arg-type] # a table of wrong values


def test_an_hour_that_the_clocks_leave_out_does_not_exist() -> None:
    """MEET-4; one that comes twice does, and means the first."""
    assert not local_time_exists(local("2027-03-28T02:30"), "Europe/Berlin")
    assert not local_time_exists(local("2027-10-03T02:15"), "Australia/Lord_Howe")
    assert local_time_exists(local("2027-10-31T02:30"), "Europe/Berlin")
    assert to_instant(local("2027-10-31T02:30"), "Europe/Berlin") == utc("2027-10-31T00:30")
    assert to_local_time(utc("2027-10-31T01:30"), "Europe/Berlin") == local("2027-10-31T02:30")


@pytest.mark.parametrize(
    "name,known", [("Europe/Berlin", True), ("UTC", True), ("", False), ("Mars/Base", False), ("../x", False)]
)
def test_zones_are_those_of_the_iana_database(name: str, known: bool) -> None:
    assert is_timezone(name) is known
