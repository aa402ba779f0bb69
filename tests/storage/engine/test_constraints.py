"""What the database itself refuses, whatever a use case may have overlooked."""

from datetime import timedelta
from functools import partial

import pytest

from bot.policy.ids import PersonId, Pmi, RoomId
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import existing_room
from bot.use_cases.meetings import meeting_ids
from storage import Database, DuplicateKeyError, StorageError
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store
from tests.support.factories.people import NOW, OPTIONS, TEAM, add_person, identity, start_room
from tests.support.machine.threads import run_concurrently

DAY = timedelta(days=1)


def add_room(db: Database, person: PersonId, number: int, lock: str) -> bool:
    try:
        with db.write(lock) as tx:
            room_store.add(tx, person, Pmi(str(2345678900 + number)), "", "", NOW)
    except DuplicateKeyError:
        return False
    return True


def test_a_person_has_one_current_room(db: Database) -> None:
    """PMI-11; earlier rooms are as many as they are (PMI-14)."""
    room = existing_room(add_person(db))
    assert not add_room(db, room.person, 1, "lock")
    with db.write("lock") as tx:
        room_store.end(tx, room, EndReason.EDITED, NOW)
    assert add_room(db, room.person, 1, "lock")
    assert not add_room(db, room.person, 2, "lock")


def test_of_many_rooms_added_for_one_person_at_the_same_instant_exactly_one_stays(replicas: list[Database]) -> None:
    """Under different locks, so that only the database keeps them apart."""
    with replicas[0].write(TEAM) as tx:
        account = people_store.ensure_account(tx, TEAM, OPTIONS.default_plan, NOW)
        person = people_store.add(tx, account, identity(), OPTIONS.default_license, NOW).id
    added = run_concurrently([partial(add_room, replicas[n % 4], person, n, f"lock {n}") for n in range(8)])
    assert sum(added) == 1


def start(db: Database, room: RoomId, lock: str) -> bool:
    try:
        with db.write(lock) as tx:
            session_store.start(tx, "", "place", "token", NOW, room=room)
    except DuplicateKeyError:
        return False
    return True


def test_a_room_has_one_open_session(db: Database) -> None:
    started = start_room(db)
    assert not start(db, started.room.id, "lock")
    with db.write("lock") as tx:
        assert session_store.end(tx, started.session, NOW)
        assert not session_store.end(tx, started.session, NOW)
    assert start(db, started.room.id, "lock")


def test_of_many_sessions_of_one_room_started_at_the_same_instant_exactly_one_stays(replicas: list[Database]) -> None:
    room = existing_room(add_person(replicas[0])).id
    assert sum(run_concurrently([partial(start, replicas[n % 4], room, f"lock {n}") for n in range(8)])) == 1


def test_a_person_is_known_once_in_a_workspace(db: Database) -> None:
    account = add_person(db).account
    with pytest.raises(DuplicateKeyError), db.write(TEAM) as tx:
        people_store.add(tx, account, identity(), OPTIONS.default_license, NOW)
    assert add_person(db, team="T0ANOTHER").person.id != add_person(db).person.id


def test_a_room_belongs_to_somebody(db: Database) -> None:
    with pytest.raises(StorageError), db.write("lock") as tx:
        room_store.add(tx, PersonId(99), Pmi("2345678923"), "", "", NOW)


@pytest.mark.parametrize("both", [True, False])
def test_a_session_belongs_to_a_room_or_to_a_generated_id(db: Database, both: bool) -> None:
    room = existing_room(add_person(db))
    with db.write("lock") as tx:
        generated = meeting_ids.create_meeting_ids(tx, room.person, [("123457", NOW + DAY)], NOW)[0]
        session_store.start(tx, "", "place", "token", NOW, generated_id=generated.id)
        session_store.end_of_meeting_id(tx, generated.id, NOW)
    owner, other = (room.id, generated.id) if both else (None, None)
    with pytest.raises(StorageError), db.write("lock") as tx:
        session_store.start(tx, "", "other place", "other token", NOW, room=owner, generated_id=other)


def test_the_room_of_a_session_exists(db: Database) -> None:
    with pytest.raises(StorageError), db.write("lock") as tx:
        session_store.start(tx, "", "place", "token", NOW, room=RoomId(99))
