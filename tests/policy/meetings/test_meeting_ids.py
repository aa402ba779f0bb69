"""A generated meeting ID: how long it is valid, who may open it, what a guest finds behind it (MEET-6, GATE-3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.ids import MeetingId, MeetingIdKey, PersonId, SessionId, UserId
from bot.policy.meetings.meeting_ids import (
    MeetingIdEndReason,
    MeetingIdRecord,
    MeetingState,
    instant_valid_until,
    may_start_meeting,
    meeting_state_for_guest,
    one_time_valid_until,
    recurring_valid_until,
)
from bot.policy.people.people import License, Person, Role
from bot.policy.rooms.rooms import Session
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.people import NOW

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
HOST = Person(PersonId(1), UserId("U1"), "Ava", "UTC", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None)
OWN = MeetingIdRecord(
    MeetingIdKey(1), HOST.id, MeetingId("81234567890"), "246810", "t" * 32, False, NOW, None, NOW + 30 * DAY, None, None
)
OPEN = Session(SessionId(1), None, OWN.id, "", "place", "s" * 32, NOW, None)


def state(
    own: MeetingIdRecord = OWN,
    session: Session | None = None,
    host: Person = HOST,
    after: timedelta = timedelta(0),
) -> MeetingState:
    return meeting_state_for_guest(own, session, host, NOW + after)


def test_an_instant_meetings_id_is_valid_for_its_one_session() -> None:
    """MEET-6."""
    assert instant_valid_until(NOW) == NOW + timedelta(hours=24)


@pytest.mark.parametrize("last_start,until", [(None, 30), (-1, 30), (3, 33)])
def test_a_one_time_meetings_id_is_valid_for_30_days_after_its_time_or_its_last_start(
    last_start: int | None, until: int
) -> None:
    """MEET-6."""
    started = None if last_start is None else NOW + last_start * DAY
    assert one_time_valid_until(NOW, started) == NOW + until * DAY


@pytest.mark.parametrize(
    "last_start,last,until",
    [(None, None, 365), (10, None, 375), (None, 20, 385), (30, 20, 395), (-5, -6, 365)],
)
def test_a_recurring_meetings_id_is_valid_for_365_days_after_the_latest_of_three(
    last_start: int | None, last: int | None, until: int
) -> None:
    """MEET-6: creation, last start, last occurrence."""
    started, occurred = (None if days is None else NOW + days * DAY for days in (last_start, last))
    assert recurring_valid_until(NOW, started, occurred) == NOW + until * DAY


def test_what_a_guest_finds_on_the_join_page_of_a_meeting() -> None:
    """GATE-3."""
    ended = replace(OPEN, ended_at=NOW)
    assert state() is MeetingState.NOT_STARTED
    assert state(session=OPEN) is MeetingState.OPEN
    assert state(session=ended) is MeetingState.OVER
    assert state(session=ended, after=timedelta(hours=1)) is MeetingState.NOT_STARTED
    assert state(session=OPEN, after=timedelta(hours=24)) is MeetingState.OVER
    assert state(after=30 * DAY - INSTANT) is MeetingState.NOT_STARTED
    assert state(after=30 * DAY) is MeetingState.EXPIRED
    assert state(replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.CANCELLED), OPEN) is MeetingState.CANCELLED
    assert state(replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.SWITCHED), OPEN) is MeetingState.REPLACED
    assert state(replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.OVER)) is MeetingState.EXPIRED
    assert state(replace(OWN, is_instant=True), ended, after=2 * DAY) is MeetingState.OVER
    assert state(session=OPEN, host=replace(HOST, active=False)) is MeetingState.CLOSED
    assert state(session=OPEN, host=replace(HOST, role=Role.GUEST)) is MeetingState.CLOSED


def test_the_host_can_open_it_while_it_is_valid_or_an_occurrence_is_to_come() -> None:
    late = NOW + 31 * DAY
    assert may_start_meeting(OWN, NOW, still_to_come=False) == Allowed()
    assert may_start_meeting(OWN, late, still_to_come=True) == Allowed()
    assert isinstance(may_start_meeting(OWN, late, still_to_come=False), Denied)
    cancelled = replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.CANCELLED)
    assert may_start_meeting(cancelled, NOW, still_to_come=True) == Denied(reason("meetings.cancelled"))
    assert isinstance(
        may_start_meeting(replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.OVER), NOW, still_to_come=True), Denied
    )


def test_to_the_instant_the_host_cannot_open_what_is_not_valid_any_more() -> None:
    """MEET-6."""
    end = NOW + 30 * DAY
    assert may_start_meeting(OWN, end - INSTANT, still_to_come=False) == Allowed()
    assert isinstance(may_start_meeting(OWN, end, still_to_come=False), Denied)


def test_of_several_reasons_a_guest_is_told_the_host_s_own_act() -> None:
    """GATE-3: cancelled before replaced before the host's leave, and that before an open session."""
    left = replace(HOST, active=False)
    cancelled = replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.CANCELLED)
    assert state(cancelled, OPEN, left) is MeetingState.CANCELLED
    switched = replace(OWN, ended_at=NOW, ended_by=MeetingIdEndReason.SWITCHED)
    assert state(switched, OPEN, left) is MeetingState.REPLACED
    assert state(replace(OWN, is_instant=True), OPEN) is MeetingState.OPEN
    assert state(replace(OWN, is_instant=True)) is MeetingState.OVER
    assert state(session=OPEN, after=DAY + timedelta(hours=1) - INSTANT) is MeetingState.OVER
    assert state(session=OPEN, after=DAY + timedelta(hours=1)) is MeetingState.NOT_STARTED
