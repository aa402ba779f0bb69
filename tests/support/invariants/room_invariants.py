"""What is true of rooms, numbers, links and sessions at every moment, read from the tables; it does not know what happened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, select

from bot.policy.ids import Pmi, UserId
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, VALID_FOR
from storage import Database
from storage.tables import people_and_rooms as stored

RESERVED_FOR = timedelta(days=365)


@dataclass(frozen=True)
class StoredRooms:
    """What is stored at one moment."""

    now: datetime
    people: list[Row[Any]]
    rooms: list[Row[Any]]
    numbers: list[Row[Any]]
    links: list[Row[Any]]
    sessions: list[Row[Any]]

    @classmethod
    def read(cls, db: Database, now: datetime) -> "StoredRooms":
        tables = (stored.people, stored.rooms, stored.numbers, stored.links, stored.sessions)
        with db.read() as tx:
            return cls(now, *(list(tx.execute(select(table).order_by(*table.primary_key))) for table in tables))

    def rooms_by(self, column: str) -> dict[Any, list[Row[Any]]]:
        """The rooms of each person, or of each number, in the order in which they were made."""
        grouped: dict[Any, list[Row[Any]]] = {}
        for row in self.rooms:
            grouped.setdefault(getattr(row, column), []).append(row)
        return grouped

    def numbers_of(self, user: UserId) -> list[Pmi]:
        """Every number that somebody had, the current one last."""
        ids = {row.slack_user: row.id for row in self.people}
        return [room.number for room in self.rooms_by("person_id").get(ids.get(user), [])]


def everybody_has_one_room_after_another_without_a_gap(stored_rooms: StoredRooms) -> None:
    """PMI-11, PMI-14: the latest is the current one, the others are on record with why they ended."""
    for rooms_of_person in stored_rooms.rooms_by("person_id").values():
        assert [room.ended_at is None for room in rooms_of_person] == [False] * (len(rooms_of_person) - 1) + [True]
        assert all(before.ended_at == after.assigned_at for before, after in pairwise(rooms_of_person))
        assert all(room.ended_by in set(EndReason) for room in rooms_of_person[:-1])


def a_number_goes_to_somebody_else_only_after_its_reservation(stored_rooms: StoredRooms) -> None:
    """PMI-9, PMI-13, PMI-15: its former owner may take it back earlier if it ended by an edit."""
    for rooms_of_number in stored_rooms.rooms_by("number").values():
        for before, after in pairwise(rooms_of_number):
            assert before.ended_at is not None
            taken_back = before.person_id == after.person_id and before.ended_by == EndReason.EDITED
            assert taken_back or after.assigned_at >= before.ended_at + RESERVED_FOR


def the_table_of_numbers_agrees_with_the_rooms(stored_rooms: StoredRooms) -> None:
    """PMI-10: every number, current and reserved, with the number as its key."""
    latest = {number: rooms_of_number[-1] for number, rooms_of_number in stored_rooms.rooms_by("number").items()}
    assert {(row.number, row.person_id, row.ended_at, row.ended_by) for row in stored_rooms.numbers} == {
        (number, room.person_id, room.ended_at, room.ended_by) for number, room in latest.items()
    }


def validity_is_kept_as_it_follows(stored_rooms: StoredRooms) -> None:
    """PMI-12: the column that is searched for what expires."""
    for room in stored_rooms.rooms:
        assert room.valid_until == max(room.assigned_at, room.last_used_at or room.assigned_at) + VALID_FOR


def no_session_lasted_longer_than_its_24_hours(stored_rooms: StoredRooms) -> None:
    """Spec section 1."""
    ended = [row for row in stored_rooms.sessions if row.ended_at is not None]
    assert all(row.started_at <= row.ended_at <= row.started_at + SESSION_MAX_DURATION for row in ended)


def nobody_is_let_into_a_room_that_ended_is_suspended_or_has_lost_its_host(stored_rooms: StoredRooms) -> None:
    """Spec section 1, GATE-5: a session ends with its number and with the right to a room."""
    active = {row.id for row in stored_rooms.people if row.active}
    closed = {
        row.id
        for row in stored_rooms.rooms
        if row.ended_at is not None or row.suspended_at is not None or row.person_id not in active
    }
    assert [row for row in stored_rooms.sessions if row.room_id in closed and _is_open(row, stored_rooms.now)] == []


def _is_open(session: Row[Any], now: datetime) -> bool:
    return session.ended_at is None and now < session.started_at + SESSION_MAX_DURATION


ROOM_INVARIANTS = (
    everybody_has_one_room_after_another_without_a_gap,
    a_number_goes_to_somebody_else_only_after_its_reservation,
    the_table_of_numbers_agrees_with_the_rooms,
    validity_is_kept_as_it_follows,
    no_session_lasted_longer_than_its_24_hours,
    nobody_is_let_into_a_room_that_ended_is_suspended_or_has_lost_its_host,
)
