"""What of a meeting took place when its host left, and what does not any more (MEET-9, INV-2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.meetings.departures import begins_after_host_left, until_host_left
from bot.policy.meetings.meetings import Meeting, occurrences
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    DAILY,
    WEEKLY,
    local_time,
    make_meeting,
    moved_to,
    utc,
)

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def left(meeting: Meeting, at: datetime) -> Meeting:
    return replace(meeting, host_left_at=at)


def shown_starts(meeting: Meeting) -> list[datetime]:
    """The starts of a year."""
    found = (each.starts_at for each in occurrences(meeting, SINCE))
    return [at for at in found if at < UNTIL] if meeting.pattern.rule else list(found)


@pytest.mark.parametrize("rule", [None, WEEKLY])
def test_what_ran_when_its_host_left_took_place(rule: RecurrenceRule | None) -> None:
    meeting = make_meeting("03-02T10:00", rule)
    starts_at = utc("03-02T10:00")
    assert [begins_after_host_left(left(meeting, at)) for at in (starts_at, starts_at + MOMENT)] == [True, False]
    assert not begins_after_host_left(meeting)


def test_a_meeting_that_all_or_nothing_took_place_of_is_the_same() -> None:
    once, series = make_meeting("03-02T10:00"), make_meeting("03-02T10:00", WEEKLY)
    for meeting in (once, series, left(once, utc("03-03T00:00")), left(series, utc("03-02T10:00"))):
        assert until_host_left(meeting) is meeting


@pytest.mark.parametrize(
    "rule", [replace(WEEKLY, count=3), replace(WEEKLY, until=local_time("03-20T10:00").date())], ids=["count", "until"]
)
def test_a_series_of_which_all_had_begun_is_the_same(rule: RecurrenceRule) -> None:
    """Its file keeps COUNT or UNTIL as they were."""
    series = make_meeting("03-02T10:00", rule)
    meeting = left(series, utc("03-16T10:00") + MOMENT)
    assert until_host_left(meeting) is meeting
    assert until_host_left(left(series, utc("03-16T10:00"))) != meeting


def test_a_series_ends_with_the_last_occurrence_that_had_begun() -> None:
    shown = until_host_left(left(make_meeting("03-02T10:00", WEEKLY), utc("03-16T10:00") + MOMENT))
    assert shown.pattern.rule == replace(WEEKLY, until=local_time("03-16T10:00").date())
    assert shown_starts(shown) == [utc(f"03-{day}T10:00") for day in ("02", "09", "16")]


def test_one_that_was_moved_counts_by_when_it_took_place() -> None:
    """One was moved behind the departure, one before it, one was dropped."""
    overrides = {
        local_time("03-09T10:00"): moved_to("03-20T10:00"),
        local_time("03-16T10:00"): CANCELLED_OCCURRENCE,
        local_time("03-30T10:00"): moved_to("03-17T10:00"),
    }
    shown = until_host_left(left(make_meeting("03-02T10:00", WEEKLY, overrides=overrides), utc("03-18T00:00")))
    assert shown_starts(shown) == [utc("03-02T10:00"), utc("03-17T10:00")]
    assert shown.overrides[local_time("03-23T10:00")].local_start is None


@given(
    st.sampled_from([DAILY, WEEKLY, replace(DAILY, count=40), RecurrenceRule(Frequency.MONTHLY)]),
    st.dictionaries(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 60)), max_size=5),
    st.integers(0, 24 * 70),
)
def test_it_shows_what_had_begun_and_nothing_else(
    rule: RecurrenceRule, moved: dict[int, int | None], hours: int
) -> None:
    first = local_time("03-02T10:00")
    series = make_meeting("03-02T10:00", rule)
    planned = [each.planned for each, _ in zip(occurrences(series, SINCE), range(31), strict=False)]
    overrides = {
        planned[at]: CANCELLED_OCCURRENCE
        if to is None
        else replace(CANCELLED_OCCURRENCE, local_start=first + timedelta(days=to, hours=1))
        for at, to in moved.items()
        if at < len(planned)
    }
    meeting = left(replace(series, overrides=overrides), utc("03-02T10:00") + timedelta(hours=hours))
    begun = [each for each in shown_starts(meeting) if meeting.host_left_at and each < meeting.host_left_at]
    assert begins_after_host_left(meeting) == (not begun)
    assert shown_starts(until_host_left(meeting)) == (begun or shown_starts(meeting))
