"""Counting for the admins' report: rooms that expire and who uses theirs; a few statements whatever the number of people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select

from bot.policy.ids import AccountId
from bot.policy.people.people import Person, Role
from bot.policy.reports.report import RoomUsage, Week
from bot.policy.rooms.rooms import Room
from storage.rows import PERSON, ROOM, person_of, room_of
from storage.tables import CURRENT_ROOM, links, people, rooms

BATCH = 500
_HOST_ROLES = (Role.PRIMARY_OWNER, Role.OWNER, Role.ADMIN, Role.MEMBER)
_CURRENT_HOSTS = (
    people.c.account_id == bindparam("account"),
    people.c.active,
    people.c.role.in_(_HOST_ROLES),
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
_CURRENT_LINK = (links.c.person_id == people.c.id) & links.c.released_at.is_(None)
_UNUSED: Select[Any] = (
    select(*PERSON, *ROOM)
    .select_from(rooms.join(people).outerjoin(links, _CURRENT_LINK))
    .where(*_CURRENT_HOSTS, rooms.c.last_used_at.is_(None), people.c.id > bindparam("after"))
    .order_by(people.c.id)
    .limit(BATCH)
)


def usage(tx: Connection, account: AccountId, since: datetime) -> RoomUsage:
    """How many have a room, and started it ever or since then."""
    row = tx.execute(_USAGE, {"account": account, "since": since}).one()
    return RoomUsage(rooms=row.rooms, lately=row.lately or 0, ever=row.ever)


def count_expiring_by_week(tx: Connection, account: AccountId, weeks: Sequence[Week]) -> list[Week]:
    """The same weeks with their counts."""
    return [replace(week, count=count_expiring(tx, account, week.begins, week.ends)) for week in weeks]


def count_expiring(tx: Connection, account: AccountId, begins: datetime, ends: datetime) -> int:
    """How many numbers expire in this time; an index look-up."""
    values = {"account": account, "begins": begins, "ends": ends}
    return int(tx.execute(_EXPIRING, values).scalar_one())


def unused_rooms(tx: Connection, account: AccountId) -> Iterator[tuple[Person, Room]]:
    """Those who never started the room that they have, read in batches."""
    after = 0
    while rows := tx.execute(_UNUSED, {"account": account, "after": after}).all():
        for row in rows:
            room = room_of(row)
            if room is not None:
                yield person_of(row), room
        after = rows[-1].person_id
