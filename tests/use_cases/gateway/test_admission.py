"""Who is let in through a number or a personal link, and what they find (GATE-1, GATE-3, GATE-5, PASS-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.policy.people.people import Actor, Role
from bot.policy.rooms.rooms import Room, RoomState, existing_room
from bot.use_cases.gateway.admission import Admitted, AskPasscode, JoinAddress, JoinResult, open_page, submit_passcode
from bot.use_cases.people import identities
from bot.use_cases.rooms import replacements, sessions
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.join_addresses import by_link, by_number
from tests.support.factories.people import (
    HOST,
    NOW,
    OTHER,
    add_person,
    caller,
    identity,
    make_context,
    open_profile,
    start_room,
)

ADDRESS = "203.0.113.7"
A_YEAR = timedelta(days=365)
A_DAY = timedelta(hours=24)
AN_HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
ADMIN = Actor(OTHER, Role.ADMIN, NOW)


@dataclass(frozen=True)
class JoinCase:
    """A room as it was given to guests, and when one of them comes. `moved`: the link leads elsewhere now."""

    room: Room
    now: datetime
    moved: bool = False


def waiting(db: Database) -> JoinCase:
    return JoinCase(existing_room(add_person(db)), NOW)


def open_one(db: Database, after: timedelta = timedelta(0)) -> JoinCase:
    return JoinCase(start_room(db).room, NOW + after)


def last_moment_of_a_day(db: Database) -> JoinCase:
    return open_one(db, A_DAY - INSTANT)


def outlived(db: Database) -> JoinCase:
    return open_one(db, A_DAY)


def long_outlived(db: Database) -> JoinCase:
    return open_one(db, A_DAY + AN_HOUR)


def ended(db: Database, ago: timedelta = timedelta(0)) -> JoinCase:
    opened = start_room(db)
    sessions.end_session(make_context(db), caller(HOST), opened.session.id)
    return JoinCase(opened.room, NOW + ago)


def ended_almost_an_hour_ago(db: Database) -> JoinCase:
    return ended(db, AN_HOUR - INSTANT)


def ended_an_hour_ago(db: Database) -> JoinCase:
    return ended(db, AN_HOUR)


def started_again(db: Database) -> JoinCase:
    ended(db)
    return JoinCase(start_room(db, now=NOW + AN_HOUR).room, NOW + AN_HOUR)


def last_moment_of_validity(db: Database) -> JoinCase:
    return JoinCase(existing_room(add_person(db)), NOW + A_YEAR - INSTANT)


def expired(db: Database) -> JoinCase:
    return JoinCase(existing_room(add_person(db)), NOW + A_YEAR)


def replaced_by_a_visit(db: Database) -> JoinCase:
    old = existing_room(add_person(db))
    open_profile(db, now=NOW + A_YEAR)
    return JoinCase(old, NOW + A_YEAR, moved=True)


def replaced_by_hand_while_open(db: Database) -> JoinCase:
    old = start_room(db).room
    replacements.replace_number(make_context(db), caller(HOST), HOST, old.id)
    return JoinCase(old, NOW, moved=True)


def suspended_while_open(db: Database) -> JoinCase:
    room = start_room(db).room
    replacements.suspend_room(make_context(db), caller(ADMIN), HOST)
    return JoinCase(room, NOW)


def suspended_and_expired(db: Database) -> JoinCase:
    case = suspended_while_open(db)
    return JoinCase(case.room, NOW + A_YEAR)


def lifted(db: Database) -> JoinCase:
    case = suspended_while_open(db)
    replacements.lift_suspension(make_context(db), caller(ADMIN), HOST)
    return JoinCase(case.room, NOW + AN_HOUR)


def of_somebody_gone(db: Database) -> JoinCase:
    room = start_room(db).room
    identities.sync_identity(db, identity(active=False), NOW)
    return JoinCase(room, NOW)


def of_somebody_who_is_a_guest_now(db: Database) -> JoinCase:
    room = start_room(db).room
    identities.sync_identity(db, identity(role=Role.GUEST), NOW)
    return JoinCase(room, NOW)


STATES: list[tuple[Callable[[Database], JoinCase], RoomState]] = [
    (waiting, RoomState.NOT_STARTED),
    (open_one, RoomState.OPEN),
    (last_moment_of_a_day, RoomState.OPEN),
    (outlived, RoomState.OVER),
    (long_outlived, RoomState.NOT_STARTED),
    (ended, RoomState.OVER),
    (ended_almost_an_hour_ago, RoomState.OVER),
    (ended_an_hour_ago, RoomState.NOT_STARTED),
    (started_again, RoomState.OPEN),
    (last_moment_of_validity, RoomState.NOT_STARTED),
    (expired, RoomState.EXPIRED),
    (replaced_by_a_visit, RoomState.REPLACED),
    (replaced_by_hand_while_open, RoomState.REPLACED),
    (suspended_while_open, RoomState.SUSPENDED),
    (suspended_and_expired, RoomState.SUSPENDED),
    (lifted, RoomState.NOT_STARTED),
    (of_somebody_gone, RoomState.CLOSED),
    (of_somebody_who_is_a_guest_now, RoomState.CLOSED),
]
every_state = pytest.mark.parametrize("make,state", STATES, ids=[make.__name__ for make, _ in STATES])


def ways_in(db: Database, case: JoinCase) -> list[JoinResult]:
    """By every join address of the room, with its token, its passcode and the admission token that the passcode earned."""
    join_addresses = [by_number(case.room)] if case.moved else [by_number(case.room), by_link(case.room)]
    entries: list[JoinResult] = []
    for join_address in join_addresses:
        by_passcode = submit_passcode(db, join_address, case.room.passcode, ADDRESS, case.now)
        assert isinstance(by_passcode, Admitted)
        by_admission_token = open_page(db, join_address, "", by_passcode.admission_token, case.now)
        entries += [by_passcode, by_admission_token, open_page(db, join_address, case.room.token, "", case.now)]
    return entries


@every_state
def test_whoever_has_the_token_passcode_or_admission_token_learns_how_the_room_is(
    db: Database, make: Callable[[Database], JoinCase], state: RoomState
) -> None:
    """GATE-3, GATE-5: only an open session has a place to go to. A retired number keeps its last passcode (GATE-2)."""
    case = make(db)
    for entry in ways_in(db, case):
        assert isinstance(entry, Admitted)
        assert (entry.state, entry.host) == (state, "Ava")
        assert (entry.meeting_name is not None) is (state is RoomState.OPEN)


@every_state
def test_without_them_every_join_target_shows_the_same_page_and_does_the_same_work(
    db: Database, make: Callable[[Database], JoinCase], state: RoomState
) -> None:
    """GATE-2: every number and link, existing or not."""
    case = make(db)
    submit_passcode(db, JoinAddress("2345678923", is_link=False), "", ADDRESS, case.now)  # makes the key
    asked: set[tuple[str, ...]] = set()
    for join_address in (by_number(case.room), JoinAddress("2345678923", is_link=False)):
        with recorded_statements() as executed:
            assert open_page(db, join_address, "wrong", "wrong", case.now) == AskPasscode(wrong=False), state
            assert submit_passcode(db, join_address, "wrong", ADDRESS, case.now) == AskPasscode(wrong=True), state
        asked.add(tuple(executed))
    assert len(asked) == 1
    for unknown in (by_link(case.room), JoinAddress("nobody.here", is_link=True)):
        assert open_page(db, unknown, "wrong", "wrong", case.now) == AskPasscode(wrong=False)


@every_state
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_looking_changes_nothing_that_is_stored(
    db: Database, make: Callable[[Database], JoinCase], state: RoomState
) -> None:
    """GATE-1: GET and HEAD."""
    case = make(db)
    before = all_rows(db)
    for join_address in (by_number(case.room), by_link(case.room), JoinAddress("2345678923", is_link=False)):
        for token in (case.room.token, "wrong", ""):
            open_page(db, join_address, token, token, case.now)
    assert all_rows(db) == before, state
