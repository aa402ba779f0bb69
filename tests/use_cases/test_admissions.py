"""Who is let in through a number or a personal link, and what they find (GATE-1, GATE-3, GATE-5, PASS-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.policy.people import Actor, Role
from bot.policy.room_edits import version
from bot.policy.rooms import Room, RoomState
from bot.policy.settings import Setting
from bot.policy.tickets import TICKET_LASTS
from bot.use_cases import people, replacements, sessions
from bot.use_cases.admissions import AskPasscode, Entry, Inside, Name, knock, look
from bot.use_cases.replacements import Replaced
from bot.use_cases.settings import choose_own
from storage import Database
from storage import rooms as room_store
from tests.databases import everything_in
from tests.factories import HOST, NOW, OTHER, TEAM, TERMS, edited, identity, met, started, visited
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
    return Scene(people.room_of(met(db)), NOW)


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
    return Scene(people.room_of(met(db)), NOW + A_YEAR - INSTANT)


def expired(db: Database) -> Scene:
    return Scene(people.room_of(met(db)), NOW + A_YEAR)


def replaced_by_a_visit(db: Database) -> Scene:
    old = people.room_of(met(db))
    visited(db, now=NOW + A_YEAR)
    return Scene(old, NOW + A_YEAR, moved=True)


def replaced_by_hand_while_open(db: Database) -> Scene:
    old = started(db).room
    replacements.replace_number(db, TERMS, TEAM, Actor.oneself(HOST), HOST, old.id, NOW)
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
    people.learn(db, identity(active=False), NOW)
    return Scene(room, NOW)


def of_somebody_who_is_a_guest_now(db: Database) -> Scene:
    room = started(db).room
    people.learn(db, identity(role=Role.GUEST), NOW)
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


def number(room: Room) -> Name:
    return Name(room.number, is_link=False)


def link(room: Room) -> Name:
    return Name(room.link, is_link=True)


def ways_in(db: Database, scene: Scene) -> list[Entry]:
    """Through every door of the room, with its token, its passcode and the ticket that the passcode earned."""
    doors = [number(scene.room)] if scene.moved else [number(scene.room), link(scene.room)]
    entries: list[Entry] = []
    for door in doors:
        by_passcode = knock(db, door, scene.room.passcode, ADDRESS, scene.now)
        assert isinstance(by_passcode, Inside)
        by_ticket = look(db, door, "", by_passcode.ticket, scene.now)
        entries += [by_passcode, by_ticket, look(db, door, scene.room.token, "", scene.now)]
    return entries


@every_state
def test_whoever_has_the_token_passcode_or_ticket_learns_how_the_room_is(
    db: Database, make: Callable[[Database], Scene], state: RoomState
) -> None:
    """GATE-3, GATE-5: only an open session has a place to go to. A retired number keeps its last passcode (GATE-2)."""
    scene = make(db)
    for entry in ways_in(db, scene):
        assert isinstance(entry, Inside)
        assert (entry.state, entry.host) == (state, "Ava")
        assert (entry.place is not None) is (state is RoomState.OPEN)


@every_state
def test_without_them_every_door_shows_the_same_page_and_does_the_same_work(
    db: Database, make: Callable[[Database], Scene], state: RoomState
) -> None:
    """GATE-2: every number and link, existing or not."""
    scene = make(db)
    knock(db, Name("2345678923", is_link=False), "", ADDRESS, scene.now)  # makes the key
    asked: set[tuple[str, ...]] = set()
    for door in (number(scene.room), Name("2345678923", is_link=False)):
        with statements() as executed:
            assert look(db, door, "wrong", "wrong", scene.now) == AskPasscode(wrong=False), state
            assert knock(db, door, "wrong", ADDRESS, scene.now) == AskPasscode(wrong=True), state
        asked.add(tuple(executed))
    assert len(asked) == 1
    for unknown in (link(scene.room), Name("nobody.here", is_link=True)):
        assert look(db, unknown, "wrong", "wrong", scene.now) == AskPasscode(wrong=False)


@every_state
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_looking_changes_nothing_that_is_stored(
    db: Database, make: Callable[[Database], Scene], state: RoomState
) -> None:
    """GATE-1: GET and HEAD."""
    scene = make(db)
    before = everything_in(db)
    for door in (number(scene.room), link(scene.room), Name("2345678923", is_link=False)):
        for token in (scene.room.token, "wrong", ""):
            look(db, door, token, token, scene.now)
    assert everything_in(db) == before, state


def test_the_place_is_that_of_the_open_session(db: Database) -> None:
    opened = started(db)
    entry = look(db, number(opened.room), opened.room.token, "", NOW)
    assert isinstance(entry, Inside)
    assert entry.place == opened.session.place


def test_a_session_s_own_token_is_good_for_that_session_only(db: Database) -> None:
    """PASS-3."""
    first = started(db)
    sessions.end_session(db, TEAM, HOST, first.session.id, NOW)
    assert look(db, number(first.room), first.session.token, "", NOW) == AskPasscode(wrong=False)
    second = started(db)
    assert look(db, number(first.room), first.session.token, "", NOW) == AskPasscode(wrong=False)
    assert isinstance(look(db, number(first.room), second.session.token, "", NOW), Inside)
    assert look(db, number(first.room), second.session.token, "", NOW + A_DAY) == AskPasscode(wrong=False)


def test_one_room_s_proofs_open_no_other(db: Database) -> None:
    mine, theirs = started(db).room, started(db, OTHER).room
    entry = knock(db, number(mine), mine.passcode, ADDRESS, NOW)
    assert isinstance(entry, Inside)
    assert look(db, number(theirs), mine.token, entry.ticket, NOW) == AskPasscode(wrong=False)


def test_a_ticket_is_good_for_twelve_hours_to_the_second(db: Database) -> None:
    room = people.room_of(met(db))
    entry = knock(db, number(room), room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Inside)
    last = look(db, number(room), "", entry.ticket, NOW + TICKET_LASTS - INSTANT)
    assert last == Inside(RoomState.NOT_STARTED, "Ava", None, entry.ticket)
    assert look(db, number(room), "", entry.ticket, NOW + TICKET_LASTS) == AskPasscode(wrong=False)


def test_a_ticket_and_a_token_die_with_a_changed_passcode(db: Database) -> None:
    """PASS-2."""
    room = visited(db).room
    entry = knock(db, number(room), room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Inside)
    edited(db, passcode="another1")
    assert look(db, number(room), room.token, entry.ticket, NOW) == AskPasscode(wrong=False)
    assert knock(db, number(room), room.passcode, ADDRESS, NOW) == AskPasscode(wrong=True)
    assert isinstance(knock(db, number(room), "another1", ADDRESS, NOW), Inside)


@pytest.mark.parametrize(
    "forged", ["", ".", "9999999999.", "9999999999.00", "x.y", "é.ü", "\x00", "9" * 5000], ids=range(8)
)
def test_a_forged_ticket_or_token_is_not_taken(db: Database, forged: str) -> None:
    room = people.room_of(met(db))
    knock(db, number(room), room.passcode, ADDRESS, NOW)
    assert look(db, number(room), forged, forged, NOW) == AskPasscode(wrong=False)


def test_a_ticket_s_time_cannot_be_moved(db: Database) -> None:
    room = people.room_of(met(db))
    entry = knock(db, number(room), room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Inside)
    expires, _, seal = entry.ticket.partition(".")
    assert look(db, number(room), "", f"{int(expires) + 1}.{seal}", NOW) == AskPasscode(wrong=False)


def test_a_room_without_a_passcode_needs_no_proof(db: Database) -> None:
    """GATE-2: it gives itself away, and the setting says so."""
    room = started(db).room
    choose_own(db, TEAM, HOST, {Setting.PMI_PASSCODE_REQUIRED: False}, NOW)
    with db.write(TEAM) as tx:
        room_store.set_passcode(tx, room.id, "", "token")
    for entry in (look(db, number(room), "", "", NOW), knock(db, number(room), "", ADDRESS, NOW)):
        assert isinstance(entry, Inside)
        assert entry.state is RoomState.OPEN


def test_a_room_that_must_have_a_passcode_and_has_none_admits_nobody(db: Database) -> None:
    """LOCK-8: until it gets one."""
    room = started(db).room
    with db.write(TEAM) as tx:
        room_store.set_passcode(tx, room.id, "", "token")
    assert look(db, number(room), "", "", NOW) == AskPasscode(wrong=False)
    assert knock(db, number(room), "", ADDRESS, NOW) == AskPasscode(wrong=True)


def test_a_switched_off_room_says_so_after_the_right_proof_only(db: Database) -> None:
    """LOCK-6, GATE-2, GATE-3."""
    room = started(db).room
    choose_own(db, TEAM, HOST, {Setting.PMI_ENABLED: False}, NOW)
    assert look(db, number(room), "", "", NOW) == AskPasscode(wrong=False)
    for entry in (look(db, number(room), room.token, "", NOW), look(db, link(room), room.token, "", NOW)):
        assert isinstance(entry, Inside)
        assert entry.state is RoomState.DISABLED
        assert entry.place is None


def test_where_links_carry_no_token_older_tokens_ask_for_the_passcode(db: Database) -> None:
    """PASS-2."""
    opened = started(db)
    choose_own(db, TEAM, HOST, {Setting.PASSCODE_IN_LINK: False}, NOW)
    for token in (opened.room.token, opened.session.token):
        assert look(db, number(opened.room), token, "", NOW) == AskPasscode(wrong=False)
    assert isinstance(knock(db, number(opened.room), opened.room.passcode, ADDRESS, NOW), Inside)


def test_a_link_is_found_however_its_letters_are_written(db: Database) -> None:
    """LINK-1."""
    room = people.room_of(met(db))
    assert isinstance(look(db, Name(room.link.upper(), is_link=True), room.token, "", NOW), Inside)


def test_a_released_link_leads_to_the_old_room_for_its_guests_and_nowhere_else(db: Database) -> None:
    """GATE-3: number replaced, ask your host."""
    old = started(db).room
    renewed = replacements.renew_link(db, TEAM, HOST, version(old), NOW)
    assert isinstance(renewed, Replaced)
    before = look(db, link(old), old.token, "", NOW)
    after = look(db, link(renewed.room), renewed.room.token, "", NOW)
    assert isinstance(before, Inside)
    assert isinstance(after, Inside)
    assert (before.state, before.place) == (RoomState.REPLACED, None)
    assert after.state is RoomState.OPEN
    assert look(db, link(old), "wrong", "", NOW) == AskPasscode(wrong=False)


def test_a_number_that_was_issued_again_leads_to_its_present_owner(db: Database) -> None:
    """PMI-9: after 365 days."""
    old = people.room_of(met(db))
    visited(db, now=NOW + A_YEAR)
    visited(db, OTHER, now=NOW + 2 * A_YEAR)
    edited(db, OTHER, now=NOW + 2 * A_YEAR, number=old.number)
    theirs = visited(db, OTHER, now=NOW + 2 * A_YEAR).room
    assert theirs.number == old.number
    assert look(db, number(old), old.token, "", NOW + 2 * A_YEAR) == AskPasscode(wrong=False)
    assert isinstance(look(db, number(old), theirs.token, "", NOW + 2 * A_YEAR), Inside)


ODD_TEXTS = {
    "nothing": "",
    "a space": " ",
    "a short number": "0",
    "far too long": "x" * 5000,
    "a zero byte": "a\x00b",
    "an accent": "é",
    "an emoji": "🦊",
    "half an emoji": "\ud83e",
    "SQL": "'; DROP TABLE rooms; --",
    "a wildcard": "%",
    "longer in lower case": "İ" * 40,
}


@pytest.mark.parametrize("is_link", [False, True], ids=["number", "link"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_whatever_stands_in_an_address_is_a_door_like_any_other(db: Database, text: str, is_link: bool) -> None:
    """Section 12, GATE-2."""
    door = Name(text, is_link=is_link)
    assert look(db, door, text, text, NOW) == AskPasscode(wrong=False)
    assert knock(db, door, text, text, NOW) == AskPasscode(wrong=True)
