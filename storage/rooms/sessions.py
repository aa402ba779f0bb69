"""Sessions of rooms, and of meetings with a generated ID: from when until when each was open, and its meeting place."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from bot.policy.ids import MeetingIdKey, PersonId, RoomId, SessionId, TeamId
from bot.policy.rooms import passcodes
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, TOKEN_REMEMBERED_FOR, Session, session_ends_at
from storage import secrets as secret_store
from storage.engine.sql import IDS, ids_json, read_one
from storage.rows import SESSION, session_of
from storage.tables.meetings_and_invitations import own_ids
from storage.tables.people_and_rooms import OPEN_SESSION, REMEMBERED_SESSION, accounts, people, rooms, sessions

_SELECT: Select[Any] = select(*SESSION)
_BY_ID = _SELECT.where(sessions.c.id == bindparam("id_"))
_OPEN_OF_MEETING_ID = _SELECT.where(sessions.c.own_id == bindparam("generated_id"), OPEN_SESSION)
_OVERDUE = (
    _SELECT.where(OPEN_SESSION, sessions.c.started_at <= bindparam("started_by"))
    .order_by(sessions.c.started_at)
    .limit(bindparam("limit_"))
)
_OVERDUE_OF_ROOMS = _OVERDUE.where(sessions.c.room_id.is_not(None))
_OVERDUE_OF_MEETINGS = _OVERDUE.add_columns(accounts.c.team).select_from(
    sessions.join(own_ids).join(people).join(accounts)
)
# A start for the statements below: alone it would end every session that is open.
# Nobody comes in any more: of the token only its hash is kept (GATE-3).
_END_OPEN = update(sessions).where(OPEN_SESSION).values(ended_at=bindparam("at"), token="", place="")
_END = _END_OPEN.where(sessions.c.id == bindparam("id_"))
_END_OF_MEETING_ID = _END_OPEN.where(sessions.c.own_id == bindparam("generated_id"))
_END_OF_ROOMS = _END_OPEN.where(sessions.c.room_id.in_(select(rooms.c.id).where(rooms.c.person_id.in_(IDS))))
_END_OF_MEETINGS = _END_OPEN.where(
    sessions.c.own_id.in_(select(own_ids.c.id).where(own_ids.c.person_id == bindparam("host")))
)
_FORGET = (
    update(sessions)
    .where(
        sessions.c.id.in_(
            select(sessions.c.id)
            .where(REMEMBERED_SESSION, sessions.c.ended_at <= bindparam("until"))
            .order_by(sessions.c.ended_at)
            .limit(bindparam("limit_"))
        )
    )
    .values(topic="", token_hash=None)
)


def start(
    tx: Connection,
    topic: str,
    meeting_name: str,
    token: str,
    now: datetime,
    *,
    room: RoomId | None = None,
    generated_id: MeetingIdKey | None = None,
) -> Session:
    """Open a session of a room or of a generated ID. The database refuses a second open one, and one of both or neither."""
    row = {
        "room_id": room,
        "own_id": generated_id,
        "topic": topic,
        "place": meeting_name,
        "token": token,
        "token_hash": passcodes.session_token_hash(secret_store.hash_key(tx), token),
    }
    new_id = tx.execute(insert(sessions).values(**row, started_at=now).returning(sessions.c.id)).scalar_one()
    return Session(SessionId(new_id), room, generated_id, topic, meeting_name, token, now, None)


def find(tx: Connection, session: SessionId) -> Session | None:
    """The session with this id."""
    return read_one(tx, _BY_ID, {"id_": session}, session_of)


def find_open_of_meeting_id(tx: Connection, generated_id: MeetingIdKey) -> Session | None:
    """The session of this meeting ID that was not ended; it may have outlived its 24 hours."""
    return read_one(tx, _OPEN_OF_MEETING_ID, {"generated_id": generated_id}, session_of)


def end(tx: Connection, session: Session, at: datetime) -> bool:
    """End the session `at`, but not later than its 24 hours; false where it has ended already."""
    return tx.execute(_END, {"id_": session.id, "at": min(at, session_ends_at(session))}).rowcount == 1


def end_of_meeting_id(tx: Connection, generated_id: MeetingIdKey, at: datetime) -> None:
    """End the open session of this meeting ID, if there is one."""
    tx.execute(_END_OF_MEETING_ID, {"generated_id": generated_id, "at": at})


def end_in_rooms_of(tx: Connection, hosts: Collection[PersonId], at: datetime) -> None:
    """End every open session of the rooms of these people: one statement."""
    tx.execute(_END_OF_ROOMS, {"ids": ids_json(hosts), "at": at})


def end_in_meetings_of(tx: Connection, host: PersonId, at: datetime) -> None:
    """End every open session of the generated IDs of this person: one statement."""
    tx.execute(_END_OF_MEETINGS, {"host": host, "at": at})


def overdue_in_rooms(tx: Connection, now: datetime, limit: int) -> list[Session]:
    """Open sessions of rooms that have lasted their 24 hours, the oldest first."""
    rows = tx.execute(_OVERDUE_OF_ROOMS, {"started_by": now - SESSION_MAX_DURATION, "limit_": limit})
    return list(map(session_of, rows))


def overdue_in_meetings(tx: Connection, now: datetime, limit: int) -> list[tuple[TeamId, MeetingIdKey, Session]]:
    """Open sessions of generated IDs that have lasted their 24 hours, with their workspaces, the oldest first."""
    rows = tx.execute(_OVERDUE_OF_MEETINGS, {"started_by": now - SESSION_MAX_DURATION, "limit_": limit})
    return [(TeamId(row.team), MeetingIdKey(row.session_own_id), session_of(row)) for row in rows]


def forget(tx: Connection, now: datetime, limit: int) -> int:
    """Forget topics and tokens of at most so many sessions that ended 30 days ago (GATE-3); gives of how many."""
    return tx.execute(_FORGET, {"until": now - TOKEN_REMEMBERED_FOR, "limit_": limit}).rowcount
