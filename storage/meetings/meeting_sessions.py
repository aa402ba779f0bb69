"""Sessions of meetings with a generated ID; those of rooms are in `storage.rooms.sessions`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from bot.policy.ids import MeetingIdKey, PersonId, SessionId, TeamId
from bot.policy.meetings.meeting_ids import MeetingSession
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, session_ends_at
from storage.engine.sql import IDS, ids_json, read_one
from storage.rows import SESSION, meeting_session_of
from storage.tables import OPEN_SESSION, accounts, people, sessions
from storage.tables.meetings_and_invitations import own_ids

_BY_ID = select(*SESSION).where(sessions.c.id == bindparam("id_"))
_OPEN = select(*SESSION).where(sessions.c.own_id == bindparam("record"), OPEN_SESSION)
_OVERDUE: Select[Any] = (
    select(*SESSION, accounts.c.team)
    .select_from(sessions.join(own_ids).join(people).join(accounts))
    .where(OPEN_SESSION, sessions.c.own_id.is_not(None), sessions.c.started_at <= bindparam("started_by"))
    .order_by(sessions.c.started_at)
    .limit(bindparam("limit_"))
)
_END = update(sessions).where(sessions.c.id == bindparam("id_"), OPEN_SESSION).values(ended_at=bindparam("at"))
_END_ALL = update(sessions).where(OPEN_SESSION, sessions.c.own_id.in_(IDS)).values(ended_at=bindparam("at"))
_END_HOSTED = (
    update(sessions)
    .where(OPEN_SESSION, sessions.c.own_id.in_(select(own_ids.c.id).where(own_ids.c.person_id.in_(IDS))))
    .values(ended_at=bindparam("at"))
)


def start(tx: Connection, record: MeetingIdKey, topic: str, place: str, token: str, now: datetime) -> MeetingSession:
    """Open a session. The database refuses a second open session of one meeting ID."""
    row = {"own_id": record, "topic": topic, "place": place, "token": token, "started_at": now}
    new_id = tx.execute(insert(sessions).values(**row).returning(sessions.c.id)).scalar_one()
    return MeetingSession(SessionId(new_id), record, topic, place, token, now, None)


def find(tx: Connection, session: SessionId) -> MeetingSession | None:
    """The session with this id, if it is of a generated meeting ID."""
    return read_one(tx, _BY_ID, {"id_": session}, meeting_session_of)


def find_open(tx: Connection, record: MeetingIdKey) -> MeetingSession | None:
    """The session of this meeting ID that was not ended; it may have outlived its 24 hours."""
    return read_one(tx, _OPEN, {"record": record}, meeting_session_of)


def end(tx: Connection, session: MeetingSession, at: datetime) -> bool:
    """End the session `at`, but not later than its 24 hours; false where it has ended already."""
    return tx.execute(_END, {"id_": session.id, "at": min(at, session_ends_at(session))}).rowcount == 1


def end_all(tx: Connection, records: Collection[MeetingIdKey], at: datetime) -> None:
    """End every open session of these meeting IDs: one statement."""
    tx.execute(_END_ALL, {"ids": ids_json(records), "at": at})


def end_hosted_by(tx: Connection, hosts: Collection[PersonId], at: datetime) -> None:
    """End every open session of the meeting IDs of these people: one statement."""
    tx.execute(_END_HOSTED, {"ids": ids_json(hosts), "at": at})


def overdue(tx: Connection, now: datetime, limit: int) -> list[tuple[TeamId, MeetingSession]]:
    """Open sessions that have lasted their 24 hours, with their workspaces, the oldest first."""
    rows = tx.execute(_OVERDUE, {"started_by": now - SESSION_MAX_DURATION, "limit_": limit})
    return [(TeamId(row.team), session) for row in rows if (session := meeting_session_of(row)) is not None]
