"""Who is admitted to a room or meeting, by which proof, and what they find (GATE-2, GATE-3, GATE-5, PASS-2, LOCK-8)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.policy.gateway.admission import (
    ALERT_INTERVAL,
    DECOY,
    PER_ADDRESS,
    PER_TARGET,
    JoinTarget,
    admits_everyone,
    admits_with_passcode,
    admits_with_token,
    is_of_ended_session,
    state_for_guest,
)
from bot.policy.ids import AccountId, Pmi, RoomId, SessionId
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingState
from bot.policy.people.people import Role
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.passcodes import passcode_hash
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import Room, RoomState, Session
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.meeting_values import HOST, MEETING_ID_RECORD
from tests.support.factories.people import NOW

KEY = b"k" * 32
DAY, HOUR, INSTANT = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
ROOM = Room(RoomId(1), HOST.id, Pmi("2345678902"), "a.link", "246810", "r" * 32, NOW, None, None, None, None)
SESSION = Session(SessionId(1), ROOM.id, None, "", "place", "s" * 32, NOW, None)
TARGET = JoinTarget(AccountId(1), HOST, ROOM, None)
OPEN_TARGET = replace(TARGET, session=SESSION)
MEETING = JoinTarget(AccountId(1), HOST, replace(MEETING_ID_RECORD, valid_until=NOW + DAY), None)
MEETING_SESSION = Session(SessionId(2), None, MEETING_ID_RECORD.id, "", "place", "m" * 32, NOW, None)
RULES = RoomRules(Allowed(), passcode_required=True, token_in_links=True, may_choose=Allowed())
NO_PASSCODE_NEEDED = replace(RULES, passcode_required=False)


def without_passcode(target: JoinTarget) -> JoinTarget:
    return replace(target, credentials=replace(target.credentials, passcode=""))


@pytest.mark.parametrize(
    "target,token,after,admitted",
    [
        (TARGET, ROOM.token, DAY * 0, True),
        (TARGET, "", DAY * 0, False),
        (TARGET, SESSION.token, DAY * 0, False),
        (OPEN_TARGET, ROOM.token, DAY * 0, True),
        (OPEN_TARGET, SESSION.token, DAY * 0, True),
        (OPEN_TARGET, SESSION.token, DAY - INSTANT, True),
        (OPEN_TARGET, SESSION.token, DAY, False),
        (OPEN_TARGET, ROOM.token, DAY, True),
        (replace(TARGET, session=replace(SESSION, ended_at=NOW)), SESSION.token, DAY * 0, False),
        (MEETING, MEETING_ID_RECORD.token, DAY * 0, True),
        (MEETING, ROOM.token, DAY * 0, False),
        (replace(MEETING, session=MEETING_SESSION), MEETING_SESSION.token, DAY * 0, True),
    ],
)
def test_a_link_s_token_admits_and_a_session_s_own_while_it_is_open(
    target: JoinTarget, token: str, after: timedelta, admitted: bool
) -> None:
    """PASS-2, PASS-3: and neither where links carry none."""
    assert admits_with_token(target, RULES, token, NOW + after) is admitted
    assert not admits_with_token(target, replace(RULES, token_in_links=False), token, NOW + after)


RETIRED_MEETING = replace(
    MEETING,
    credentials=replace(MEETING_ID_RECORD, passcode="", ended_at=NOW, ended_by=MeetingIdEndReason.SWITCHED),
    passcode_hash=passcode_hash(KEY, MEETING_ID_RECORD.token, MEETING_ID_RECORD.passcode),
)


@pytest.mark.parametrize(
    "target,right",
    [
        (TARGET, ROOM.passcode),
        (OPEN_TARGET, ROOM.passcode),
        (MEETING, MEETING_ID_RECORD.passcode),
        (RETIRED_MEETING, MEETING_ID_RECORD.passcode),
    ],
)
def test_a_passcode_admits_if_it_is_the_right_one(target: JoinTarget, right: str) -> None:
    """GATE-2: a retired number keeps a hash of its last passcode."""
    for rules in (RULES, NO_PASSCODE_NEEDED):
        assert admits_with_passcode(target, rules, right, KEY)
        for wrong in ("", "246811", target.credentials.token):
            assert not admits_with_passcode(target, rules, wrong, KEY)
        assert not admits_everyone(target, rules)


def test_a_room_without_passcode_admits_everybody_where_none_is_required() -> None:
    """GATE-2, LOCK-8: a room that must have one and has none yet admits only its host."""
    room = without_passcode(TARGET)
    for typed in ("", "anything"):
        assert admits_with_passcode(room, NO_PASSCODE_NEEDED, typed, KEY)
        assert not admits_with_passcode(room, RULES, typed, KEY)
    assert admits_everyone(room, NO_PASSCODE_NEEDED)
    assert not admits_everyone(room, RULES)


def test_a_meeting_without_passcode_admits_everybody_whatever_is_required_by_now() -> None:
    """MEET-2: it was asked when the meeting was scheduled."""
    for rules in (RULES, NO_PASSCODE_NEEDED):
        assert admits_with_passcode(without_passcode(MEETING), rules, "", KEY)
        assert admits_everyone(without_passcode(MEETING), rules)


@pytest.mark.parametrize(
    "target,session,at,over",
    [
        (TARGET, None, NOW, False),
        (OPEN_TARGET, SESSION, NOW, False),
        (OPEN_TARGET, SESSION, NOW + DAY, True),
        (OPEN_TARGET, SESSION, NOW + 31 * DAY - INSTANT, True),
        (OPEN_TARGET, SESSION, NOW + 31 * DAY, False),
        (OPEN_TARGET, replace(SESSION, id=SessionId(9), ended_at=NOW), NOW, True),
        (TARGET, replace(SESSION, ended_at=NOW), NOW + 30 * DAY - INSTANT, True),
        (TARGET, replace(SESSION, ended_at=NOW), NOW + 30 * DAY, False),
        (TARGET, replace(SESSION, room=RoomId(2), ended_at=NOW), NOW, False),
        (TARGET, replace(MEETING_SESSION, ended_at=NOW), NOW, False),
        (MEETING, replace(MEETING_SESSION, ended_at=NOW), NOW, True),
        (DECOY, replace(SESSION, ended_at=NOW), NOW, False),
    ],
)
def test_the_token_of_a_session_that_ended_is_known_for_thirty_days(
    target: JoinTarget, session: Session | None, at: datetime, over: bool
) -> None:
    """GATE-3: of this very room or meeting."""
    assert is_of_ended_session(target, session, at) is over


SUSPENDED: dict[str, Any] = {"suspended_at": NOW}
REPLACED: dict[str, Any] = {"ended_at": NOW, "ended_by": EndReason.REPLACED}
DISABLED = replace(RULES, enabled=Denied(reason("rooms.off")))
LATE = NOW + 365 * DAY


@pytest.mark.parametrize(
    "target,rules,at,state",
    [
        (TARGET, RULES, NOW, RoomState.NOT_STARTED),
        (OPEN_TARGET, RULES, NOW, RoomState.OPEN),
        (OPEN_TARGET, RULES, NOW + DAY - INSTANT, RoomState.OPEN),
        (OPEN_TARGET, RULES, NOW + DAY, RoomState.OVER),
        (OPEN_TARGET, RULES, NOW + DAY + HOUR - INSTANT, RoomState.OVER),
        (OPEN_TARGET, RULES, NOW + DAY + HOUR, RoomState.NOT_STARTED),
        (replace(TARGET, session=replace(SESSION, ended_at=NOW)), RULES, NOW, RoomState.OVER),
        (replace(TARGET, session=replace(SESSION, ended_at=NOW)), RULES, NOW + HOUR, RoomState.NOT_STARTED),
        (TARGET, RULES, LATE - INSTANT, RoomState.NOT_STARTED),
        (TARGET, RULES, LATE, RoomState.EXPIRED),
        (replace(OPEN_TARGET, credentials=replace(ROOM, last_used_at=NOW + DAY)), RULES, LATE, RoomState.NOT_STARTED),
        (replace(OPEN_TARGET, credentials=replace(ROOM, **SUSPENDED)), RULES, NOW, RoomState.SUSPENDED),
        (replace(TARGET, credentials=replace(ROOM, **SUSPENDED)), RULES, LATE, RoomState.SUSPENDED),
        (replace(OPEN_TARGET, credentials=replace(ROOM, **SUSPENDED)), DISABLED, NOW, RoomState.DISABLED),
        (replace(OPEN_TARGET, host=replace(HOST, active=False)), DISABLED, NOW, RoomState.CLOSED),
        (replace(OPEN_TARGET, host=replace(HOST, role=Role.GUEST)), RULES, NOW, RoomState.CLOSED),
        (replace(OPEN_TARGET, credentials=replace(ROOM, **REPLACED)), DISABLED, LATE, RoomState.REPLACED),
        (replace(OPEN_TARGET, link_released=True), RULES, NOW, RoomState.REPLACED),
        (MEETING, DISABLED, NOW, MeetingState.NOT_STARTED),
        (replace(MEETING, session=MEETING_SESSION), DISABLED, NOW, MeetingState.OPEN),
        (
            replace(MEETING, credentials=replace(MEETING_ID_RECORD, ended_by=MeetingIdEndReason.CANCELLED)),
            RULES,
            NOW,
            MeetingState.CANCELLED,
        ),
    ],
)
def test_a_guest_with_the_right_proof_finds_the_room_or_meeting_as_it_is(
    target: JoinTarget, rules: RoomRules, at: datetime, state: RoomState | MeetingState
) -> None:
    """GATE-3, GATE-5: of several reasons the one that the host would hear."""
    assert state_for_guest(target, rules, at) is state


def test_where_there_is_no_room_nothing_admits_and_nothing_can_be_guessed() -> None:
    """GATE-2."""
    for rules in (RULES, NO_PASSCODE_NEEDED):
        for typed in ("", "246810"):
            assert not admits_with_token(DECOY, rules, typed, NOW)
            assert not admits_with_passcode(DECOY, rules, typed, KEY)
        assert not admits_everyone(DECOY, rules)
    assert len(DECOY.credentials.passcode) == len(DECOY.credentials.token) == 32


def test_wrong_passcodes_close_entry_after_five_of_an_address_and_fifty_of_a_number() -> None:
    """GATE-2."""
    assert (PER_ADDRESS.attempts, PER_ADDRESS.window) == (5, 10 * timedelta(minutes=1))
    assert (PER_TARGET.attempts, PER_TARGET.window) == (50, HOUR)
    assert ALERT_INTERVAL == HOUR
