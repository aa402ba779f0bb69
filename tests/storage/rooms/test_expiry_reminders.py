"""Finding rooms that are due a reminder: the right ones, by a range of an index, whatever the number of people (REM-6)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.policy.ids import RoomId, TeamId
from bot.policy.reminders.room_expiry import NEVER_REMINDED, TOO_LATE
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Room
from storage import Database
from storage.rooms import expiry_reminders as expiry_reminder_store
from storage.rooms import rooms as room_store
from storage.tables.people_and_rooms import rooms
from tests.support.database.explain_plans import database_work, explain_plans
from tests.support.factories.people import NOW, TEAM
from tests.support.factories.seed_people import seed_people
from tests.support.fixtures.reminder_fixture import DAY, EXPIRY, room_to_expire

USUAL = (30, 7, 1)
INSTANT = timedelta(microseconds=1)


def marked(db: Database, room: Room, days: int) -> None:
    with db.write(TEAM) as tx:
        expiry_reminder_store.mark_reminded(tx, [room.id], days)


def due(db: Database, before: timedelta, most: int = 10) -> list[tuple[TeamId, RoomId]]:
    """What is found so long before the expiry."""
    with db.read() as tx:
        return expiry_reminder_store.due(tx, USUAL, EXPIRY - before, most)


@pytest.mark.parametrize(
    "last_reminded,before",
    [(NEVER_REMINDED, 30 * DAY), (60, 30 * DAY), (30, 7 * DAY), (14, 7 * DAY), (7, DAY), (1, 0 * DAY), (0, -30 * DAY)],
)
def test_a_room_is_found_from_the_instant_at_which_the_threshold_after_its_last_reminder_falls_due(
    db: Database, last_reminded: int, before: timedelta
) -> None:
    """REM-1."""
    room = room_to_expire(db)
    marked(db, room, last_reminded)
    assert due(db, before + INSTANT) == []
    assert due(db, before) == [(TEAM, room.id)]
    assert due(db, before - 400 * DAY) == [(TEAM, room.id)]


def test_a_room_of_which_nothing_is_said_any_more_is_never_found(db: Database) -> None:
    marked(db, room_to_expire(db), TOO_LATE)
    assert due(db, -400 * DAY) == []


def test_a_room_that_ended_is_never_found(db: Database) -> None:
    room = room_to_expire(db)
    with db.write(TEAM) as tx:
        room_store.end(tx, room, EndReason.REPLACED, NOW)
        assert expiry_reminder_store.reload(tx, [room.id]) == []
        assert expiry_reminder_store.marked_too_early(tx, NOW, 10) == []
    assert due(db, 0 * DAY) == []


def test_at_most_so_many_are_found_the_nearest_to_their_expiry_first_among_those_reminded_alike(db: Database) -> None:
    ids = [room_to_expire(db, f"U{n}", now=NOW - n * DAY).id for n in range(5)]
    with db.write(TEAM) as tx:
        expiry_reminder_store.mark_reminded(tx, ids[:1], 7)
    assert [room for _, room in due(db, DAY)] == [ids[0], *reversed(ids[1:])]
    assert [room for _, room in due(db, DAY, 3)] == [ids[0], ids[4], ids[3]]
    assert due(db, DAY, 0) == []


@pytest.mark.parametrize(
    "last_reminded,before", [(30, 30 * DAY), (7, 7 * DAY), (1, DAY), (0, 0 * DAY), (TOO_LATE, -30 * DAY)]
)
def test_a_reminder_is_too_early_until_its_threshold_falls_due(
    db: Database, last_reminded: int, before: timedelta
) -> None:
    """A clock that was ahead has set it."""
    room = room_to_expire(db)
    marked(db, room, last_reminded)
    with db.read() as tx:
        assert expiry_reminder_store.marked_too_early(tx, EXPIRY - before - INSTANT, 10) == [(TEAM, room.id)]
        assert expiry_reminder_store.marked_too_early(tx, EXPIRY - before, 10) == []


def test_what_is_known_of_a_room_under_the_lock(db: Database) -> None:
    room = room_to_expire(db, zone="Asia/Kathmandu")
    marked(db, room, 7)
    with db.write(TEAM) as tx:
        (found,) = expiry_reminder_store.reload(tx, [room.id, RoomId(99)])
        expiry_reminder_store.reset(tx, room.id)
        (after,) = expiry_reminder_store.reload(tx, [room.id])
    assert (found.room, found.person, found.zone) == (room.id, room.person, "Asia/Kathmandu")
    assert (found.valid_until, found.reminded_days, after.reminded_days) == (EXPIRY, 7, NEVER_REMINDED)


def test_using_a_room_forgets_its_reminders(db: Database) -> None:
    room = room_to_expire(db)
    marked(db, room, 7)
    with db.write(TEAM) as tx:
        room_store.mark_used(tx, room, NOW + DAY)
        assert tx.execute(select(rooms.c.reminded_days)).scalar_one() == NEVER_REMINDED


def find_due(tx: Connection, most: int = 1000) -> list[tuple[TeamId, RoomId]]:
    """What the clock asks at each tick."""
    assert expiry_reminder_store.marked_too_early(tx, NOW, most) == []
    return expiry_reminder_store.due(tx, USUAL, NOW, most)


def test_the_statements_are_ranges_of_the_index_and_no_table_is_read_as_a_whole(db: Database) -> None:
    """REM-6. PostgreSQL plans by its statistics; nothing forbids it to read the table."""
    seed_people(db, 20_000, 20, NOW)
    plans = explain_plans(db, find_due)
    assert len(plans) == (3 + 1) + (
        3 + 2
    )  # the two last reminders and the end of them; rooms that are too early, and due
    for plan in plans:
        assert "ix_rooms_reminders" in plan
        assert not re.search(r"Seq Scan on (rooms|people)|SCAN (rooms|people)", plan)
        assert re.search(r"reminded_days\s*[=>]", plan)
    assert len([plan for plan in plans if re.search(r"reminded_days ?= ?.*valid_until ?[<>]", plan)]) == 1 + 2


def test_the_work_depends_on_how_many_are_due_and_not_on_how_many_people_there_are(db: Database) -> None:
    """REM-6: eleven times the people cost no more, six times the due ones six times as much at most."""
    costs = []
    known = 0
    for many, due_ones in ((2_000, 20), (20_000, 0), (2_000, 100)):
        seed_people(db, many, due_ones, NOW, known=known)
        known += many
        costs.append(database_work(db, find_due))
    with db.read() as tx:
        assert len(find_due(tx)) == 120
    few, many_people, many_due = costs
    assert many_people <= few
    assert 2 * many_people <= many_due <= 6 * many_people


def test_a_way_that_computes_with_the_column_would_be_noticed(db: Database) -> None:
    """The check above can fail: this is how not to ask."""
    seed_people(db, 20_000, 5, NOW)
    day = "strftime('%s', valid_until) / 86400" if db.is_sqlite else "extract(epoch from valid_until) / 86400"
    slow = f"SELECT id FROM rooms WHERE ended_at IS NULL AND {day} <= {(NOW + 30 * DAY).timestamp() / 86400}"  # noqa: S608 - a constant
    (plan,) = explain_plans(db, lambda tx: tx.exec_driver_sql(slow).all())
    assert re.search(r"Seq Scan on rooms|SCAN rooms", plan)
    assert database_work(db, lambda tx: tx.exec_driver_sql(slow).all()) > 100 * database_work(db, find_due)
