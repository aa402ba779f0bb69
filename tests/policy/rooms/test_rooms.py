"""A room's life: how long its number is valid, who may start it, what a session is (PMI-12, PMI-13, PMI-15, LOCK-6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.clock import Instant
from bot.policy.ids import AccountId, PersonId, Pmi, RoomId, SessionId, TeamId, UserId
from bot.policy.people.people import Account, License, Person, Plan, Role
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import (
    ROOM_SUSPENDED,
    Profile,
    Room,
    Session,
    existing_room,
    is_expired,
    is_open,
    may_start,
    needs_new_number,
    room_valid_until,
    session_ends_at,
)
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.people import NOW

HOST = Person(PersonId(1), UserId("U1"), "Ava", "UTC", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None)
ROOM = Room(RoomId(1), HOST.id, Pmi("2345678902"), "a.link", "246810", "t", NOW, None, None, None, None)
SESSION = Session(SessionId(1), ROOM.id, None, "", "place", "s", NOW, None)
RULES = RoomRules(Allowed(), passcode_required=True, token_in_links=True, may_choose=Allowed())
OFF = replace(RULES, enabled=Denied(reason("rooms.off")))
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
A_YEAR = 365 * DAY
LATE = NOW + A_YEAR


@pytest.mark.parametrize("used,days", [(None, 365), (-3, 365), (0, 365), (10, 375)])
def test_a_number_is_valid_for_365_days_after_it_was_assigned_or_used_last(used: int | None, days: int) -> None:
    """PMI-12: to the instant."""
    last_used_at = None if used is None else NOW + used * DAY
    room, end = replace(ROOM, last_used_at=last_used_at), NOW + days * DAY
    assert room_valid_until(room) == end
    assert not is_expired(room, end - INSTANT)
    assert is_expired(room, end)


def test_a_session_is_open_for_24_hours_or_until_it_was_ended() -> None:
    """Section 1, GATE-5."""
    assert not is_open(None, Instant(NOW))
    assert is_open(SESSION, Instant(NOW))
    assert is_open(SESSION, Instant(NOW + DAY - INSTANT))
    assert not is_open(SESSION, Instant(NOW + DAY))
    assert not is_open(replace(SESSION, ended_at=NOW + DAY / 2), Instant(NOW))
    assert session_ends_at(SESSION) == NOW + DAY
    assert session_ends_at(replace(SESSION, ended_at=NOW + DAY / 2)) == NOW + DAY / 2


def test_only_an_expired_room_that_its_host_could_start_gets_a_new_number_at_their_visit() -> None:
    """PMI-13, PMI-15, LOCK-6."""
    assert needs_new_number(ROOM, RULES, LATE)
    assert not needs_new_number(ROOM, RULES, LATE - INSTANT)
    assert not needs_new_number(replace(ROOM, suspended_at=NOW), RULES, LATE)
    assert not needs_new_number(ROOM, OFF, LATE)


def test_the_host_starts_a_valid_room_and_hears_why_not_otherwise() -> None:
    """PMI-13, PMI-15, LOCK-6, MEET-1."""
    suspended = replace(ROOM, suspended_at=NOW)
    assert may_start(HOST, ROOM, RULES, LATE - INSTANT) == Allowed()
    expired = may_start(HOST, ROOM, RULES, LATE)
    assert isinstance(expired, Denied)
    assert reason_text(expired.reason).startswith("Your personal meeting ID 234 567 8902 expired")
    assert may_start(HOST, suspended, RULES, LATE) == ROOM_SUSPENDED
    assert may_start(HOST, suspended, OFF, LATE) == OFF.enabled
    left = may_start(replace(HOST, active=False), suspended, OFF, LATE)
    assert isinstance(left, Denied)
    assert "deactivated" in reason_text(left.reason)


def test_somebody_who_was_met_has_a_room_or_the_program_is_wrong() -> None:
    account = Account(AccountId(1), TeamId("T1"), Plan.FREE, License.BASIC, "", None)
    assert existing_room(Profile(account, HOST, ROOM, None)) == ROOM
    with pytest.raises(LookupError):
        existing_room(Profile(account, HOST, None, None))
