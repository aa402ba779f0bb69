"""Counts for the admins' report: rooms that expire and rooms in use; a few statements whatever the number of people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select

from bot.policy.ids import AccountId
from bot.policy.people.people import Person
from bot.policy.people.permissions import HOST_ROLES
from bot.policy.reports.report import RoomUsage, Week
from bot.policy.rooms.rooms import Room
from storage.engine.sql import BATCH, read_in_batches
from storage.rows import PERSON, ROOM, person_of, room_of
from storage.tables.people_and_rooms import CURRENT_LINK_OF_PERSON, CURRENT_ROOM, links, people, rooms

_CURRENT_HOSTS = (
    people.c.account_id == bindparam("account"),
    people.c.active,
    people.c.role.in_(HOST_ROLES),
    CURRENT_ROOM,
)
_USAGE = (
    select(
        func.count().label("rooms"),
        func.count(rooms.c.last_used_at).label("ever"),
        func.sum(case((rooms.c.last_used_at >= bindparam("since"), 1), else_=0)).label("lately"),
    )
    .select_from(rooms.join(people))
    .where(*_CURRENT_HOSTS)
)
_EXPIRING = (
    select(func.count())
    .select_from(rooms.join(people))
    .where(*_CURRENT_HOSTS, rooms.c.valid_until >= bindparam("begins"), rooms.c.valid_until < bindparam("ends"))
)
_UNUSED: Select[Any] = (
    select(*PERSON, *ROOM)
    .select_from(rooms.join(people).outerjoin(links, CURRENT_LINK_OF_PERSON))
    .where(*_CURRENT_HOSTS, rooms.c.last_used_at.is_(None), people.c.id > bindparam("after_"))
    .order_by(people.c.id)
    .limit(BATCH)
)


def usage(tx: Connection, account: AccountId, since: datetime) -> RoomUsage:
    """How many people have a room, and how many of them started it ever, and since then."""
    row = tx.execute(_USAGE, {"account": account, "since": since}).one()
    return RoomUsage(rooms=row.rooms, lately=row.lately or 0, ever=row.ever)


def count_expiring_by_week(tx: Connection, account: AccountId, weeks: Sequence[Week]) -> list[Week]:
    """These weeks with the numbers of rooms that expire in each."""
    return [replace(week, count=count_expiring(tx, account, week.begins, week.ends)) for week in weeks]


def count_expiring(tx: Connection, account: AccountId, begins: datetime, ends: datetime) -> int:
    """How many rooms expire from `begins` until before `ends`: an index look-up."""
    values = {"account": account, "begins": begins, "ends": ends}
    return int(tx.execute(_EXPIRING, values).scalar_one())


def unused_rooms(tx: Connection, account: AccountId) -> Iterator[tuple[Person, Room]]:
    """The people who never started their current room, with that room; read in batches."""
    for row in read_in_batches(tx, _UNUSED, {"account": account}, "person_id"):
        yield person_of(row), room_of(row)
