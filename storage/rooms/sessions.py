"""Sessions of rooms: from when until when a room was open, and the name of its meeting place."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.policy.ids import PersonId, RoomId, SessionId
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, Session, session_ends_at
from storage.engine.sql import IDS, ids_json, read_one
from storage.rows import SESSION, session_of
from storage.tables import OPEN_SESSION, rooms, sessions

_BY_ID = select(*SESSION).where(sessions.c.id == bindparam("id_"))
_OVERDUE = (
    select(*SESSION)
    .where(OPEN_SESSION, sessions.c.room_id.is_not(None), sessions.c.started_at <= bindparam("started_by"))
    .order_by(sessions.c.started_at)
    .limit(bindparam("limit_"))
)
_END_HOSTED = (
    update(sessions)
    .where(OPEN_SESSION, sessions.c.room_id.in_(select(rooms.c.id).where(rooms.c.person_id.in_(IDS))))
    .values(ended_at=bindparam("at"))
)
_END = update(sessions).where(sessions.c.id == bindparam("id_"), OPEN_SESSION).values(ended_at=bindparam("at"))


def start(tx: Connection, room: RoomId, topic: str, place: str, token: str, now: datetime) -> Session:
    """Open a session. The database refuses a second open session of one room."""
    row = {"room_id": room, "topic": topic, "place": place, "token": token, "started_at": now}
    new_id = tx.execute(insert(sessions).values(**row).returning(sessions.c.id)).scalar_one()
    return Session(SessionId(new_id), room, topic, place, token, now, None)


def find(tx: Connection, session: SessionId) -> Session | None:
    """The session with this id, if it is of a room."""
    return read_one(tx, _BY_ID, {"id_": session}, session_of)


def end(tx: Connection, session: SessionId, at: datetime) -> bool:
    """End the session `at`, but not later than its 24 hours; false where it has ended already."""
    found = find(tx, session)
    return found is not None and tx.execute(_END, {"id_": session, "at": min(at, session_ends_at(found))}).rowcount == 1


def end_hosted_by(tx: Connection, hosts: Collection[PersonId], at: datetime) -> None:
    """End every open session of the rooms of these people: one statement."""
    tx.execute(_END_HOSTED, {"ids": ids_json(hosts), "at": at})


def overdue(tx: Connection, now: datetime, limit: int) -> list[Session]:
    """Open sessions that have lasted their 24 hours, the oldest first."""
    rows = tx.execute(_OVERDUE, {"started_by": now - SESSION_MAX_DURATION, "limit_": limit})
    return [session for row in rows if (session := session_of(row)) is not None]
