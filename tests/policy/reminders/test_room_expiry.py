"""When a reminder falls due, which one is the most urgent, when it may come, and when it must not (REM-1 to REM-3)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.deliveries.deliveries import Urgency
from bot.policy.reminders.room_expiry import (
    AT_EXPIRY,
    NEVER_REMINDED,
    TOO_LATE,
    Reminder,
    current_threshold,
    due_at,
    due_reminder,
    in_working_hours,
    postponed_thresholds,
    snoozed_until,
    thresholds,
    urgency,
)

END = datetime(2026, 6, 1, 18, 30, tzinfo=UTC)
DAY, HOUR, INSTANT = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
USUAL = (30, 7, 1)
ZONES = sorted(available_timezones())

some_days = st.lists(st.integers(1, 364), min_size=1, max_size=6).map(tuple)
some_instants = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds
lengths = st.timedeltas(timedelta(0), 430 * DAY)


@pytest.mark.parametrize(
    "reminder_days,expected",
    [
        ((30, 7, 1), [30, 7, 1, 0, TOO_LATE]),
        ((14,), [14, 0, TOO_LATE]),
        ((60, 30, 3), [60, 30, 3, 0, TOO_LATE]),
        ((1, 7, 7, 30), [30, 7, 1, 0, TOO_LATE]),
        ((), [0, TOO_LATE]),
    ],
)
def test_the_furthest_reminder_comes_first_and_the_expiry_itself_after_them(
    reminder_days: tuple[int, ...], expected: list[int]
) -> None:
    """REM-1."""
    assert thresholds(reminder_days) == expected


@pytest.mark.parametrize(
    "before,reminder_days,expected",
    [
        (31 * DAY, USUAL, None),
        (30 * DAY + INSTANT, USUAL, None),
        (30 * DAY, USUAL, 30),
        (7 * DAY + INSTANT, USUAL, 30),
        (7 * DAY, USUAL, 7),
        (DAY, USUAL, 1),
        (INSTANT, USUAL, 1),
        (0 * DAY, USUAL, 0),
        (-30 * DAY + INSTANT, USUAL, 0),
        (-30 * DAY, USUAL, TOO_LATE),
        (14 * DAY + INSTANT, (14,), None),
        (3 * DAY, (14,), 14),
        (45 * DAY, (60, 30, 3), 60),
        (3 * DAY, (60, 30, 3), 3),
        (INSTANT, (), None),
    ],
)
def test_of_all_reminders_that_have_fallen_due_the_most_urgent_one_counts(
    before: timedelta, reminder_days: tuple[int, ...], expected: int | None
) -> None:
    """REM-2: after downtime only this one is sent."""
    assert current_threshold(END, reminder_days, END - before) == expected


@pytest.mark.parametrize(
    "before,reminded,expected",
    [
        (30 * DAY + INSTANT, NEVER_REMINDED, None),
        (30 * DAY, NEVER_REMINDED, 30),
        (29 * DAY, 30, None),
        (7 * DAY, 30, 7),
        (2 * DAY, NEVER_REMINDED, 7),
        (12 * HOUR, 30, 1),
        (12 * HOUR, 1, None),
        (12 * HOUR, 0, None),
        (0 * DAY, 1, 0),
        (-30 * DAY + INSTANT, NEVER_REMINDED, 0),
        (-30 * DAY, NEVER_REMINDED, None),
    ],
)
def test_a_reminder_is_due_once_its_threshold_is_crossed_and_none_as_urgent_was_enqueued(
    before: timedelta, reminded: int, expected: int | None
) -> None:
    """REM-1. That a number has expired is news for thirty days."""
    reminder = due_reminder(END, reminded, "UTC", USUAL, END - before)
    assert (None if reminder is None else reminder.days) == expected


def test_a_reminder_matters_until_the_next_one_says_it_better() -> None:
    deadlines = {
        before: due_reminder(END, NEVER_REMINDED, "UTC", (30, 7, 1), END - before * DAY)
        for before in (30, 20, 7, 1, 0, -29)
    }
    assert {before: reminder and (reminder.days, reminder.deadline) for before, reminder in deadlines.items()} == {
        30: (30, END - 7 * DAY),
        20: (30, END - 7 * DAY),
        7: (7, END - DAY),
        1: (1, END),
        0: (0, END + 30 * DAY),
        -29: (0, END + 30 * DAY),
    }


@pytest.mark.parametrize(
    "days,expected",
    [
        (364, Urgency.EXPIRY_LATER),
        (8, Urgency.EXPIRY_LATER),
        (7, Urgency.EXPIRY_SOON),
        (2, Urgency.EXPIRY_SOON),
        (1, Urgency.EXPIRY_NOW),
        (AT_EXPIRY, Urgency.EXPIRY_NOW),
    ],
)
def test_the_nearer_the_expiry_the_more_urgent(days: int, expected: Urgency) -> None:
    """REM-7: expiry by urgency."""
    assert urgency(days) is expected


@given(some_days, st.lists(lengths, min_size=1, max_size=30), st.sampled_from(ZONES))
def test_whenever_it_is_looked_each_reminder_is_due_once_and_the_urgency_only_rises(
    reminder_days: tuple[int, ...], looks: list[timedelta], zone: str
) -> None:
    """REM-1, REM-2: what a look at any instants finds due, with the reminder that it leaves as the last."""
    due: list[Reminder] = []
    reminded = NEVER_REMINDED
    start = END - 380 * DAY
    for now in sorted(start + look for look in looks):
        reminder = due_reminder(END, reminded, zone, reminder_days, now)
        assert (reminder is None) == (current_threshold(END, reminder_days, now) in (None, reminded, TOO_LATE))
        if reminder is not None:
            reminded = reminder.days
            due.append(reminder)
            assert due_at(END, reminder.days) <= now < reminder.deadline
            assert reminder.due == in_working_hours(due_at(END, reminder.days), zone)
    assert [each.days for each in due] == sorted({each.days for each in due}, reverse=True)
    assert {each.days for each in due} <= set(thresholds(reminder_days))


@given(some_instants, st.sampled_from(ZONES))
@example(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "Europe/Berlin")  # the hour that does not exist
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin")  # the hour that comes twice
@example(datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "Asia/Kathmandu")
@example(datetime(2026, 4, 5, 0, 0, tzinfo=UTC), "Australia/Lord_Howe")  # half an hour of daylight saving
@example(datetime(2026, 9, 6, 3, 0, tzinfo=UTC), "America/Santiago")  # midnight does not exist
def test_nobody_is_reminded_at_night(earliest: datetime, zone: str) -> None:
    """REM-2: between 09:00 and 17:00 where the person is, at the earliest such instant."""
    at = in_working_hours(earliest, zone)
    local = at.astimezone(ZoneInfo(zone))
    assert time(9) <= local.time() < time(17)
    assert earliest <= at
    if at != earliest:
        assert local.time() == time(9)
        assert not time(9) <= earliest.astimezone(ZoneInfo(zone)).time() < time(17)
    shift = _offset(at, zone) - _offset(earliest, zone)
    assert at - earliest <= 16 * HOUR - shift  # from 17:00 on, and an hour more in the night that is longer
    assert in_working_hours(at, zone) == at


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


@given(some_instants, st.timedeltas(timedelta(0), 3 * DAY), st.sampled_from(ZONES))
def test_what_is_due_later_does_not_come_sooner(earliest: datetime, later: timedelta, zone: str) -> None:
    assert in_working_hours(earliest, zone) <= in_working_hours(earliest + later, zone)


@pytest.mark.parametrize(
    "zone,earliest,expected",
    [
        ("Europe/Berlin", "2026-03-29T00:30+00:00", "2026-03-29T07:00+00:00"),  # clocks go forward in between
        ("Europe/Berlin", "2026-10-24T15:00+00:00", "2026-10-25T08:00+00:00"),  # clocks go back in between
        ("Asia/Kathmandu", "2026-06-01T03:14+00:00", "2026-06-01T03:15+00:00"),  # 45 minutes past the hour
        ("Asia/Kathmandu", "2026-06-01T11:14+00:00", "2026-06-01T11:14+00:00"),
        ("Asia/Kathmandu", "2026-06-01T11:15+00:00", "2026-06-02T03:15+00:00"),
        ("Pacific/Kiritimati", "2026-06-01T18:59+00:00", "2026-06-01T19:00+00:00"),  # a day ahead
        ("America/Los_Angeles", "2026-06-01T00:00+00:00", "2026-06-01T16:00+00:00"),
        ("UTC", "2026-06-01T08:59:59.999999+00:00", "2026-06-01T09:00+00:00"),
        ("UTC", "2026-06-06T12:00+00:00", "2026-06-06T12:00+00:00"),  # a Saturday: on any day
    ],
)
def test_a_reminder_waits_for_nine_in_the_morning_where_its_host_is(zone: str, earliest: str, expected: str) -> None:
    """REM-2."""
    assert in_working_hours(datetime.fromisoformat(earliest), zone) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "\0", "UTC\n", "Ä", "x" * 300])
def test_an_unknown_zone_counts_as_utc(zone: str) -> None:
    """REM-2."""
    assert in_working_hours(END, zone) == in_working_hours(END, "UTC") == datetime(2026, 6, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "before,expected",
    [
        (30 * DAY, 23 * DAY),
        (8 * DAY, DAY),
        (7 * DAY, DAY),
        (DAY + INSTANT, DAY),
        (DAY, None),
        (HOUR, None),
        (-DAY, None),
    ],
)
def test_a_snooze_is_a_week_and_never_past_the_last_day(before: timedelta, expected: timedelta | None) -> None:
    assert snoozed_until(END, END - before) == (None if expected is None else END - expected)


@given(some_instants)
def test_a_snooze_ends_in_the_future_and_leaves_a_day(now: datetime) -> None:
    again = snoozed_until(END, now)
    if again is not None:
        assert now < again <= min(now + 7 * DAY, END - DAY)
    else:
        assert now >= END - DAY


@pytest.mark.parametrize(
    "now,due,reminder_days,expected",
    [
        (30, 23, USUAL, []),
        (10, 3, USUAL, [7]),
        (7, 1, USUAL, [1]),
        (14, 7, USUAL, [7]),
        (12, 5, (10, 8, 7, 1), [10, 8, 7]),
        (8, 1, (14,), []),
    ],
)
def test_reminders_that_fall_due_during_a_snooze_wait_for_its_end(
    now: int, due: int, reminder_days: tuple[int, ...], expected: list[int]
) -> None:
    assert postponed_thresholds(END, reminder_days, END - now * DAY, END - due * DAY) == expected
