"""Sessions of rooms: when a room was open, where it took place."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.policy.ids import PersonId, RoomId, SessionId
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, Session, session_ends_at
from storage.engine.sql import DIALECTS, ids_json, select_ids
from storage.rows import SESSION, session_of
from storage.tables import OPEN_SESSION, rooms, sessions

_BY_ID = select(*SESSION).where(sessions.c.id == bindparam("id_"))
_OPEN = select(*SESSION).where(sessions.c.room_id == bindparam("room"), OPEN_SESSION)
_OVERDUE = (
    select(*SESSION)
    .where(OPEN_SESSION, sessions.c.room_id.is_not(None), sessions.c.started_at <= bindparam("started_by"))
    .order_by(sessions.c.started_at)
    .limit(bindparam("most"))
)
_END_HOSTED = {
    dialect: update(sessions)
    .where(OPEN_SESSION, sessions.c.room_id.in_(select(rooms.c.id).where(rooms.c.person_id.in_(select_ids(dialect)))))
    .values(ended_at=bindparam("at"))
    for dialect in DIALECTS
}
_END = update(sessions).where(sessions.c.id == bindparam("id_"), OPEN_SESSION).values(ended_at=bindparam("at"))


def start(tx: Connection, room: RoomId, topic: str, place: str, token: str, now: datetime) -> Session:
    """Open the room. The database refuses a second open session of one room."""
    row = {"room_id": room, "topic": topic, "place": place, "token": token, "started_at": now}
    new_id = tx.execute(insert(sessions).values(**row).returning(sessions.c.id)).scalar_one()
    return Session(SessionId(new_id), room, topic, place, token, now, None)


def find(tx: Connection, session: SessionId) -> Session | None:
    """The session with this id."""
    row = tx.execute(_BY_ID, {"id_": session}).one_or_none()
    return None if row is None else session_of(row)


def find_open(tx: Connection, room: RoomId) -> Session | None:
    """The session of this room that nobody has ended; it may have outlived its 24 hours."""
    row = tx.execute(_OPEN, {"room": room}).one_or_none()
    return None if row is None else session_of(row)


def end(tx: Connection, session: SessionId, at: datetime) -> bool:
    """End it, at the latest when its 24 hours were over; false where that was written down already."""
    found = find(tx, session)
    return found is not None and tx.execute(_END, {"id_": session, "at": min(at, session_ends_at(found))}).rowcount == 1


def end_hosted_by(tx: Connection, hosts: Collection[PersonId], at: datetime) -> None:
    """End every open session of these people: one statement."""
    tx.execute(_END_HOSTED[tx.dialect.name], {"ids": ids_json(hosts), "at": at})


def overdue(tx: Connection, now: datetime, limit: int) -> list[Session]:
    """Sessions that have lasted their 24 hours and were not ended, the oldest first."""
    rows = tx.execute(_OVERDUE, {"started_by": now - SESSION_MAX_DURATION, "most": limit})
    return [session for row in rows if (session := session_of(row)) is not None]
