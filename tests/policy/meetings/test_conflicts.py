"""Meetings on one number that are too close together (MEET-7)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.meetings.conflicts import CONFLICT_HORIZON, TOO_CLOSE, first_conflict
from bot.policy.meetings.meetings import Meeting, occurrences
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    DAILY,
    WEEKLY,
    local_time,
    make_meeting,
    moved_to,
)
from tests.support.factories.people import NOW


@pytest.mark.parametrize(
    "start,minutes,collides",
    [
        ("03-02T10:00", 30, True),
        ("03-02T09:30", 15, True),  # ends exactly 15 minutes before
        ("03-02T09:29", 15, False),
        ("03-02T10:45", 30, True),  # begins exactly 15 minutes after
        ("03-02T10:46", 30, False),
        ("03-02T08:00", 600, True),
        ("03-03T10:00", 30, False),
    ],
)
def test_meetings_that_overlap_or_lie_within_15_minutes_collide(start: str, minutes: int, collides: bool) -> None:
    found = first_conflict(make_meeting(start, minutes=minutes), [make_meeting()], NOW)
    assert (found is not None) is collides


def test_the_first_of_all_collisions_is_shown_with_the_meeting_that_it_is_with() -> None:
    tea = make_meeting("03-04T10:00", topic="Tea")
    cake = make_meeting("03-03T10:15", topic="Cake")
    found = first_conflict(make_meeting(rule=DAILY), [tea, cake], NOW)
    assert found is not None
    assert (found.other.topic, found.mine.local_start, found.other.local_start) == (
        "Cake",
        local_time("03-03T10:00"),
        local_time("03-03T10:15"),
    )


@pytest.mark.parametrize(
    "start,minutes,overlaps", [("03-02T10:29", 30, True), ("03-02T10:30", 30, False), ("03-02T09:30", 30, False)]
)
def test_what_takes_place_at_once_is_more_than_close(start: str, minutes: int, overlaps: bool) -> None:
    """MEET-7: the warning says which of both."""
    for mine, other in ((make_meeting(), make_meeting(start, minutes=minutes)), (make_meeting(start), make_meeting())):
        found = first_conflict(mine, [other], NOW)
        assert found is not None
        assert found.overlaps is overlaps


def test_of_two_collisions_with_one_occurrence_the_earlier_other_is_shown() -> None:
    """MEET-7."""
    late, early = make_meeting("03-02T10:20", topic="Late"), make_meeting("03-02T10:10", topic="Early")
    for others in ([late, early], [early, late]):
        found = first_conflict(make_meeting(), others, NOW)
        assert found is not None
        assert found.other.topic == "Early"


def test_series_collide_where_their_occurrences_meet() -> None:
    assert first_conflict(make_meeting(rule=WEEKLY), [make_meeting("03-03T10:00", rule=WEEKLY)], NOW) is None
    assert first_conflict(make_meeting(rule=WEEKLY), [make_meeting("03-03T10:00", rule=DAILY)], NOW) is not None


def test_dropped_and_moved_occurrences_count_where_they_take_place() -> None:
    other = make_meeting(
        rule=WEEKLY,
        overrides={local_time("03-02T10:00"): CANCELLED_OCCURRENCE, local_time("03-09T10:00"): moved_to("03-11T12:00")},
    )
    assert first_conflict(make_meeting(), [other], NOW) is None
    assert first_conflict(make_meeting("03-09T10:00"), [other], NOW) is None
    assert first_conflict(make_meeting("03-11T12:30"), [other], NOW) is not None


def test_what_lies_more_than_90_days_ahead_is_not_looked_at() -> None:
    yearly = RecurrenceRule(Frequency.YEARLY)
    assert first_conflict(make_meeting("05-30T08:00", yearly), [make_meeting("05-30T08:00")], NOW) is not None
    assert first_conflict(make_meeting("05-30T09:00", yearly), [make_meeting("05-30T09:00")], NOW) is None


def test_cancelled_meetings_of_the_past_and_none_at_all_collide_with_nothing() -> None:
    assert first_conflict(make_meeting(), [], NOW) is None
    assert first_conflict(make_meeting(), [make_meeting("02-02T10:00")], NOW) is None


starts = st.integers(0, 6 * 24 * 4).map(lambda quarters: local_time("03-01T12:00") + timedelta(minutes=15 * quarters))
meetings = st.builds(
    lambda start, minutes, rule: make_meeting(start.isoformat()[5:16], rule, minutes=minutes),
    starts,
    st.sampled_from([15, 30, 60, 120]),
    st.sampled_from([None, DAILY, WEEKLY, RecurrenceRule(Frequency.DAILY, 2)]),
)


@given(meetings, meetings)
def test_the_same_collisions_are_found_by_comparing_everything_with_everything(one: Meeting, other: Meeting) -> None:
    until = NOW + CONFLICT_HORIZON
    mine = [each for each, _ in zip(occurrences(one, NOW), range(95), strict=False) if each.starts_at < until]
    theirs = [each for each, _ in zip(occurrences(other, NOW), range(95), strict=False) if each.starts_at < until]
    close = any(
        a.starts_at <= b.ends_at + TOO_CLOSE and b.starts_at <= a.ends_at + TOO_CLOSE for a in mine for b in theirs
    )
    assert (first_conflict(one, [other], NOW) is not None) is close
