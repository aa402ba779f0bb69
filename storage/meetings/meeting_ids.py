"""Generated meeting IDs: their passcodes and tokens, their validity, and the join target of each (MEET-6, GATE-3)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, insert, or_, select, update

from bot.policy.gateway.admission import JoinTarget
from bot.policy.ids import AccountId, MeetingId, MeetingIdKey, PersonId, TeamId
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingIdRecord
from bot.policy.rooms import passcodes
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, Session
from storage import secrets as secret_store
from storage.engine.sql import IDS, ids_json, insert_or_ignore
from storage.rows import MEETING_ID_RECORD, PERSON, SESSION, meeting_id_record_of, person_of, session_of
from storage.tables.meetings_and_invitations import CURRENT_MEETING_ID, UPCOMING, meetings, own_ids
from storage.tables.people_and_rooms import OPEN_SESSION, accounts, numbers, people, sessions

_CLAIM = insert_or_ignore(numbers).returning(numbers.c.number)
_BY_ID = select(*MEETING_ID_RECORD).where(own_ids.c.id == bindparam("id_"))
_BY_NUMBERS = (
    select(own_ids.c.number, own_ids.c.id)
    .where(own_ids.c.number.in_(bindparam("numbers", expanding=True)), CURRENT_MEETING_ID)
    .order_by(own_ids.c.id)
)
_UPDATE = update(own_ids).where(own_ids.c.id == bindparam("id_"))
_LATEST_SESSION = (
    select(func.max(sessions.c.id)).where(sessions.c.own_id == own_ids.c.id).correlate(own_ids).scalar_subquery()
)
# A number may have been generated again after its reservation: the newest one is what it leads to.
_JOIN_TARGET: Select[Any] = (
    select(people.c.account_id.label("account"), own_ids.c.passcode_hash, *PERSON, *MEETING_ID_RECORD, *SESSION)
    .select_from(own_ids.join(people).outerjoin(sessions, sessions.c.id == _LATEST_SESSION))
    .where(own_ids.c.number == bindparam("number_"))
    .order_by(own_ids.c.id.desc())
    .limit(1)
)
_SELECT_OPEN_INSTANT = (
    select(*MEETING_ID_RECORD, *SESSION)
    .select_from(own_ids.join(sessions, sessions.c.own_id == own_ids.c.id))
    .where(
        own_ids.c.person_id == bindparam("host"),
        CURRENT_MEETING_ID,
        own_ids.c.instant,
        OPEN_SESSION,
        sessions.c.started_at > bindparam("since"),
    )
)
_OPEN_INSTANT = (
    _SELECT_OPEN_INSTANT.where(sessions.c.topic == bindparam("topic_")).order_by(sessions.c.id.desc()).limit(1)
)
_OPEN_INSTANTS = _SELECT_OPEN_INSTANT.order_by(sessions.c.id).limit(bindparam("limit_"))
_HAS_UPCOMING = exists().where(meetings.c.own_id == own_ids.c.id, UPCOMING)
_EXPIRED = (
    select(own_ids.c.id, accounts.c.team)
    .select_from(own_ids.join(people).join(accounts))
    .where(CURRENT_MEETING_ID, own_ids.c.valid_until <= bindparam("now"), ~_HAS_UPCOMING)
    .order_by(own_ids.c.valid_until)
    .limit(bindparam("limit_"))
)
_TRANSFER = update(own_ids).where(own_ids.c.id.in_(IDS)).values(person_id=bindparam("new_host"))
_TRANSFER_NUMBERS = (
    update(numbers)
    .where(numbers.c.number.in_(select(own_ids.c.number).where(own_ids.c.id.in_(IDS))))
    .values(person_id=bindparam("new_host"))
)


def claim_all(tx: Connection, candidates: Sequence[MeetingId], person: PersonId) -> list[MeetingId]:
    """Claim those of these distinct numbers that nobody ever had; gives the claimed ones. One statement."""
    rows = [{"number": number, "person_id": person} for number in candidates]
    return [MeetingId(number) for number in tx.execute(_CLAIM, rows).scalars()]


def add_all(tx: Connection, records: Sequence[MeetingIdRecord]) -> list[MeetingIdKey]:
    """Insert generated IDs whose numbers are claimed; gives their new keys in this order (the keys in `records` are ignored).

    The keys are read by number in a second statement: on SQLite, RETURNING in order would insert row by row.
    """
    tx.execute(insert(own_ids), [_row(record) for record in records])
    rows = tx.execute(_BY_NUMBERS, {"numbers": [record.number for record in records]})
    keys = {row.number: MeetingIdKey(row.id) for row in rows}
    return [keys[record.number] for record in records]


def _row(record: MeetingIdRecord) -> dict[str, Any]:
    return {
        "person_id": record.host,
        "number": record.number,
        "passcode": record.passcode,
        "token": record.token,
        "instant": record.is_instant,
        "made_at": record.made_at,
        "last_started_at": record.last_started_at,
        "valid_until": record.valid_until,
    }


def get(tx: Connection, key: MeetingIdKey) -> MeetingIdRecord:
    """The generated ID with this key."""
    return meeting_id_record_of(tx.execute(_BY_ID, {"id_": key}).one())


def join_target(tx: Connection, number: str) -> JoinTarget | None:
    """The meeting that this number led to last, with its latest session."""
    row = tx.execute(_JOIN_TARGET, {"number_": number}).one_or_none()
    if row is None:
        return None
    session = None if row.session_id is None else session_of(row)
    return JoinTarget(
        AccountId(row.account), person_of(row), meeting_id_record_of(row), session, row.passcode_hash or ""
    )


def find_open_instant(
    tx: Connection, host: PersonId, topic: str, since: datetime
) -> tuple[MeetingIdRecord, Session] | None:
    """The latest open instant meeting of this topic that the host started after `since` (MEET-1)."""
    row = tx.execute(_OPEN_INSTANT, {"host": host, "topic_": topic, "since": since}).one_or_none()
    return None if row is None else (meeting_id_record_of(row), session_of(row))


def list_open_instant(
    tx: Connection, host: PersonId, now: datetime, limit: int
) -> list[tuple[MeetingIdRecord, Session]]:
    """The open instant meetings of the host, the oldest first."""
    rows = tx.execute(_OPEN_INSTANTS, {"host": host, "since": now - SESSION_MAX_DURATION, "limit_": limit})
    return [(meeting_id_record_of(row), session_of(row)) for row in rows]


def mark_started(tx: Connection, key: MeetingIdKey, at: datetime) -> None:
    """Record a start by the host. A clock that was set back never makes it earlier."""
    is_later = or_(own_ids.c.last_started_at.is_(None), own_ids.c.last_started_at < at)
    tx.execute(_UPDATE.where(is_later).values(last_started_at=at), {"id_": key})


def set_valid_until(tx: Connection, key: MeetingIdKey, at: datetime) -> None:
    """Set the end of validity (MEET-6)."""
    tx.execute(_UPDATE.values(valid_until=at), {"id_": key})


def set_passcode(tx: Connection, key: MeetingIdKey, passcode: str, token: str) -> None:
    """Set the passcode and its token, which change together (PASS-2)."""
    tx.execute(_UPDATE.values(passcode=passcode, token=token), {"id_": key})


def mark_alerted(tx: Connection, key: MeetingIdKey, at: datetime, unless_since: datetime) -> bool:
    """Record that the host is warned of guessing at this meeting ID (GATE-2); false where they were warned after `unless_since`."""
    long_ago = or_(own_ids.c.warned_at.is_(None), own_ids.c.warned_at <= unless_since)
    return tx.execute(_UPDATE.where(long_ago).values(warned_at=at), {"id_": key}).rowcount == 1


def end(tx: Connection, record: MeetingIdRecord, reason: MeetingIdEndReason, at: datetime) -> None:
    """End this ID: it leads nowhere any more. Of its passcode only a keyed hash is kept (GATE-2)."""
    key = secret_store.hash_key(tx)
    kept_hash = passcodes.passcode_hash(key, record.token, record.passcode) if record.passcode else None
    values = {"ended_at": at, "ended_by": reason, "passcode": "", "passcode_hash": kept_hash}
    tx.execute(_UPDATE.where(CURRENT_MEETING_ID).values(**values), {"id_": record.id})


def transfer_all(tx: Connection, keys: Collection[MeetingIdKey], new_host: PersonId) -> None:
    """Give these IDs and their numbers to another host (MEET-9)."""
    tx.execute(_TRANSFER_NUMBERS, {"ids": ids_json(keys), "new_host": new_host})
    tx.execute(_TRANSFER, {"ids": ids_json(keys), "new_host": new_host})


def expired(tx: Connection, now: datetime, limit: int) -> list[tuple[TeamId, MeetingIdKey]]:
    """IDs past their validity without an upcoming meeting, with their workspaces: an index range scan."""
    return [(TeamId(row.team), MeetingIdKey(row.id)) for row in tx.execute(_EXPIRED, {"now": now, "limit_": limit})]
