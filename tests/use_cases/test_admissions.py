"""Who is let in through a number or a personal link, and what they find (GATE-1, GATE-3, GATE-5, PASS-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.policy.people import Actor, Role
from bot.policy.rooms import Room, RoomState
from bot.use_cases import people, replacements, sessions
from bot.use_cases.admissions import Admitted, AskPasscode, JoinAddress, JoinResult, open_page, submit_passcode
from storage import Database
from tests.databases import everything_in
from tests.factories import HOST, NOW, OTHER, TEAM, TERMS, identity, met, started, visited
from tests.statements import statements

ADDRESS = "203.0.113.7"
A_YEAR = timedelta(days=365)
A_DAY = timedelta(hours=24)
AN_HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
ADMIN = Actor(OTHER, Role.ADMIN, NOW)


@dataclass(frozen=True)
class Scene:
    """A room as it was given to guests, and when one of them stands at its door. `moved`: the link leads elsewhere now."""

    room: Room
    now: datetime
    moved: bool = False


def waiting(db: Database) -> Scene:
    return Scene(people.existing_room(met(db)), NOW)


def open_one(db: Database, after: timedelta = timedelta(0)) -> Scene:
    return Scene(started(db).room, NOW + after)


def last_moment_of_a_day(db: Database) -> Scene:
    return open_one(db, A_DAY - INSTANT)


def outlived(db: Database) -> Scene:
    return open_one(db, A_DAY)


def long_outlived(db: Database) -> Scene:
    return open_one(db, A_DAY + AN_HOUR)


def ended(db: Database, ago: timedelta = timedelta(0)) -> Scene:
    opened = started(db)
    sessions.end_session(db, TEAM, HOST, opened.session.id, NOW)
    return Scene(opened.room, NOW + ago)


def ended_almost_an_hour_ago(db: Database) -> Scene:
    return ended(db, AN_HOUR - INSTANT)


def ended_an_hour_ago(db: Database) -> Scene:
    return ended(db, AN_HOUR)


def started_again(db: Database) -> Scene:
    ended(db)
    return Scene(started(db, now=NOW + AN_HOUR).room, NOW + AN_HOUR)


def last_moment_of_validity(db: Database) -> Scene:
    return Scene(people.existing_room(met(db)), NOW + A_YEAR - INSTANT)


def expired(db: Database) -> Scene:
    return Scene(people.existing_room(met(db)), NOW + A_YEAR)


def replaced_by_a_visit(db: Database) -> Scene:
    old = people.existing_room(met(db))
    visited(db, now=NOW + A_YEAR)
    return Scene(old, NOW + A_YEAR, moved=True)


def replaced_by_hand_while_open(db: Database) -> Scene:
    old = started(db).room
    replacements.replace_number(db, TERMS, TEAM, Actor.acting_on_own(HOST), HOST, old.id, NOW)
    return Scene(old, NOW, moved=True)


def suspended_while_open(db: Database) -> Scene:
    room = started(db).room
    replacements.suspend_room(db, TEAM, ADMIN, HOST, NOW)
    return Scene(room, NOW)


def suspended_and_expired(db: Database) -> Scene:
    scene = suspended_while_open(db)
    return Scene(scene.room, NOW + A_YEAR)


def lifted(db: Database) -> Scene:
    scene = suspended_while_open(db)
    replacements.lift_suspension(db, TEAM, ADMIN, HOST, NOW)
    return Scene(scene.room, NOW + AN_HOUR)


def of_somebody_gone(db: Database) -> Scene:
    room = started(db).room
    people.sync_identity(db, identity(active=False), NOW)
    return Scene(room, NOW)


def of_somebody_who_is_a_guest_now(db: Database) -> Scene:
    room = started(db).room
    people.sync_identity(db, identity(role=Role.GUEST), NOW)
    return Scene(room, NOW)


STATES: list[tuple[Callable[[Database], Scene], RoomState]] = [
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


def number(room: Room) -> JoinAddress:
    return JoinAddress(room.number, is_link=False)


def link(room: Room) -> JoinAddress:
    return JoinAddress(room.link, is_link=True)


def ways_in(db: Database, scene: Scene) -> list[JoinResult]:
    """Through every door of the room, with its token, its passcode and the ticket that the passcode earned."""
    doors = [number(scene.room)] if scene.moved else [number(scene.room), link(scene.room)]
    entries: list[JoinResult] = []
    for door in doors:
        by_passcode = submit_passcode(db, door, scene.room.passcode, ADDRESS, scene.now)
        assert isinstance(by_passcode, Admitted)
        by_ticket = open_page(db, door, "", by_passcode.admission_token, scene.now)
        entries += [by_passcode, by_ticket, open_page(db, door, scene.room.token, "", scene.now)]
    return entries


@every_state
def test_whoever_has_the_token_passcode_or_ticket_learns_how_the_room_is(
    db: Database, make: Callable[[Database], Scene], state: RoomState
) -> None:
    """GATE-3, GATE-5: only an open session has a place to go to. A retired number keeps its last passcode (GATE-2)."""
    scene = make(db)
    for entry in ways_in(db, scene):
        assert isinstance(entry, Admitted)
        assert (entry.state, entry.host) == (state, "Ava")
        assert (entry.meeting_name is not None) is (state is RoomState.OPEN)


@every_state
def test_without_them_every_door_shows_the_same_page_and_does_the_same_work(
    db: Database, make: Callable[[Database], Scene], state: RoomState
) -> None:
    """GATE-2: every number and link, existing or not."""
    scene = make(db)
    submit_passcode(db, JoinAddress("2345678923", is_link=False), "", ADDRESS, scene.now)  # makes the key
    asked: set[tuple[str, ...]] = set()
    for door in (number(scene.room), JoinAddress("2345678923", is_link=False)):
        with statements() as executed:
            assert open_page(db, door, "wrong", "wrong", scene.now) == AskPasscode(wrong=False), state
            assert submit_passcode(db, door, "wrong", ADDRESS, scene.now) == AskPasscode(wrong=True), state
        asked.add(tuple(executed))
    assert len(asked) == 1
    for unknown in (link(scene.room), JoinAddress("nobody.here", is_link=True)):
        assert open_page(db, unknown, "wrong", "wrong", scene.now) == AskPasscode(wrong=False)


@every_state
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_looking_changes_nothing_that_is_stored(
    db: Database, make: Callable[[Database], Scene], state: RoomState
) -> None:
    """GATE-1: GET and HEAD."""
    scene = make(db)
    before = everything_in(db)
    for door in (number(scene.room), link(scene.room), JoinAddress("2345678923", is_link=False)):
        for token in (scene.room.token, "wrong", ""):
            open_page(db, door, token, token, scene.now)
    assert everything_in(db) == before, state
