"""Generated meeting IDs: what opens them, how long they are valid, and the door that each leads to (MEET-6, GATE-3)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.numbers import MeetingId
from bot.policy.own_ids import MeetingIdEndReason, MeetingIdKey, MeetingIdRecord, MeetingJoinTarget, MeetingSession
from bot.policy.people import AccountId, PersonId, TeamId
from bot.policy.rooms import SESSION_MAX_DURATION
from storage.id_lists import DIALECTS, ids, listed
from storage.meeting_tables import CURRENT_OWN_ID, UPCOMING, meetings, own_ids
from storage.rows import OWN_ID, PERSON, SESSION, meeting_session_of, own_id_of, person_of
from storage.tables import OPEN_SESSION, accounts, numbers, people, sessions

_BY_ID = select(*OWN_ID).where(own_ids.c.id == bindparam("id_"))
_BY_NUMBERS = (
    select(own_ids.c.number, own_ids.c.id)
    .where(own_ids.c.number.in_(bindparam("numbers", expanding=True)), CURRENT_OWN_ID)
    .order_by(own_ids.c.id)
)
_CHANGE = update(own_ids).where(own_ids.c.id == bindparam("id_"))
_LATEST = select(func.max(sessions.c.id)).where(sessions.c.own_id == own_ids.c.id).correlate(own_ids).scalar_subquery()
# A number may have been generated again after its reservation: the newest one is what it leads to.
_DOOR: Select[Any] = (
    select(people.c.account_id.label("account"), *PERSON, *OWN_ID, *SESSION)
    .select_from(own_ids.join(people).outerjoin(sessions, sessions.c.id == _LATEST))
    .where(own_ids.c.number == bindparam("number_"))
    .order_by(own_ids.c.id.desc())
    .limit(1)
)
_RUNNING: Select[Any] = (
    select(*OWN_ID, *SESSION)
    .select_from(own_ids.join(sessions, sessions.c.own_id == own_ids.c.id))
    .where(
        own_ids.c.person_id == bindparam("host"),
        CURRENT_OWN_ID,
        own_ids.c.instant,
        OPEN_SESSION,
        sessions.c.topic == bindparam("topic_"),
        sessions.c.started_at > bindparam("since"),
    )
    .order_by(sessions.c.id.desc())
    .limit(1)
)
_INSTANTS: Select[Any] = (
    select(*OWN_ID, *SESSION)
    .select_from(own_ids.join(sessions, sessions.c.own_id == own_ids.c.id))
    .where(
        own_ids.c.person_id == bindparam("host"),
        CURRENT_OWN_ID,
        own_ids.c.instant,
        OPEN_SESSION,
        sessions.c.started_at > bindparam("since"),
    )
    .order_by(sessions.c.id)
    .limit(bindparam("most"))
)
_TO_COME = exists().where(meetings.c.own_id == own_ids.c.id, UPCOMING)
_OVER = (
    select(own_ids.c.id, accounts.c.team)
    .select_from(own_ids.join(people).join(accounts))
    .where(CURRENT_OWN_ID, own_ids.c.valid_until <= bindparam("now"), ~_TO_COME)
    .order_by(own_ids.c.valid_until)
    .limit(bindparam("most"))
)
_END = {
    dialect: update(own_ids)
    .where(own_ids.c.id.in_(ids(dialect)), CURRENT_OWN_ID)
    .values(ended_at=bindparam("at"), ended_by=bindparam("why"))
    for dialect in DIALECTS
}
_GIVE = {
    dialect: update(own_ids).where(own_ids.c.id.in_(ids(dialect))).values(person_id=bindparam("to"))
    for dialect in DIALECTS
}
_GIVE_NUMBER = {
    dialect: update(numbers)
    .where(numbers.c.number.in_(select(own_ids.c.number).where(own_ids.c.id.in_(ids(dialect)))))
    .values(person_id=bindparam("to"))
    for dialect in DIALECTS
}


def claim_all(tx: Connection, wanted: Sequence[MeetingId], person: PersonId) -> list[MeetingId]:
    """Give those of these numbers that were never anybody's to this person: one statement. They are distinct."""
    insert_ = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    statement = insert_(numbers).on_conflict_do_nothing().returning(numbers.c.number)
    rows = [{"number": number, "person_id": person} for number in wanted]
    return [MeetingId(number) for (number,) in tx.execute(statement, rows)]


def add_all(tx: Connection, fresh: Sequence[MeetingIdRecord]) -> list[MeetingIdKey]:
    """Write down generated IDs whose numbers were claimed; gives their keys in this order, and does not look at their own.

    Found again by their numbers: on SQLite rows that are told back in order are written one by one.
    """
    tx.execute(insert(own_ids), [_row(own) for own in fresh])
    rows = tx.execute(_BY_NUMBERS, {"numbers": [own.number for own in fresh]})
    keys = {row.number: MeetingIdKey(row.id) for row in rows}
    return [keys[own.number] for own in fresh]


def _row(own: MeetingIdRecord) -> dict[str, Any]:
    return {
        "person_id": own.host,
        "number": own.number,
        "passcode": own.passcode,
        "token": own.token,
        "instant": own.is_instant,
        "made_at": own.made_at,
        "last_started_at": own.last_started_at,
        "valid_until": own.valid_until,
    }


def get(tx: Connection, key: MeetingIdKey) -> MeetingIdRecord:
    """The one with this key."""
    found = own_id_of(tx.execute(_BY_ID, {"id_": key}).one())
    assert found is not None  # noqa: S101 - the row has an id
    return found


def door(tx: Connection, number: str) -> MeetingJoinTarget | None:
    """The meeting that this number led to last."""
    row = tx.execute(_DOOR, {"number_": number}).one_or_none()
    if row is None or (own := own_id_of(row)) is None:
        return None
    return MeetingJoinTarget(AccountId(row.account), person_of(row), own, meeting_session_of(row))


def running(
    tx: Connection, host: PersonId, topic: str, since: datetime
) -> tuple[MeetingIdRecord, MeetingSession] | None:
    """An open instant meeting of this topic that its host started later than that (MEET-1)."""
    row = tx.execute(_RUNNING, {"host": host, "topic_": topic, "since": since}).one_or_none()
    if row is None or (own := own_id_of(row)) is None or (session := meeting_session_of(row)) is None:
        return None
    return own, session


def instants(tx: Connection, host: PersonId, now: datetime, most: int) -> list[tuple[MeetingIdRecord, MeetingSession]]:
    """Meetings that were started at once and are open now, the oldest first."""
    rows = tx.execute(_INSTANTS, {"host": host, "since": now - SESSION_MAX_DURATION, "most": most})
    return [
        (own, session) for row in rows if (own := own_id_of(row)) and (session := meeting_session_of(row)) is not None
    ]


def mark_started(tx: Connection, key: MeetingIdKey, at: datetime) -> None:
    """Its host opened it. A clock that was set back never makes that earlier."""
    later = or_(own_ids.c.last_started_at.is_(None), own_ids.c.last_started_at < at)
    tx.execute(_CHANGE.where(later).values(last_started_at=at), {"id_": key})


def set_valid_until(tx: Connection, key: MeetingIdKey, at: datetime) -> None:
    """MEET-6 says so now."""
    tx.execute(_CHANGE.values(valid_until=at), {"id_": key})


def set_passcode(tx: Connection, key: MeetingIdKey, passcode: str, token: str) -> None:
    """A passcode never changes without its token (PASS-2)."""
    tx.execute(_CHANGE.values(passcode=passcode, token=token), {"id_": key})


def mark_warned(tx: Connection, key: MeetingIdKey, at: datetime, unless_since: datetime) -> bool:
    """Note that the host is told of guessing at this door (GATE-2); false where they were told after `unless_since`."""
    long_ago = or_(own_ids.c.warned_at.is_(None), own_ids.c.warned_at <= unless_since)
    return tx.execute(_CHANGE.where(long_ago).values(warned_at=at), {"id_": key}).rowcount == 1


def end_all(tx: Connection, keys: Collection[MeetingIdKey], why: MeetingIdEndReason, at: datetime) -> None:
    """They lead nowhere any more."""
    tx.execute(_END[tx.dialect.name], {"ids": listed(keys), "at": at, "why": why})


def give_all(tx: Connection, keys: Collection[MeetingIdKey], to: PersonId) -> None:
    """They and their numbers are another host's from now on (MEET-9)."""
    tx.execute(_GIVE_NUMBER[tx.dialect.name], {"ids": listed(keys), "to": to})
    tx.execute(_GIVE[tx.dialect.name], {"ids": listed(keys), "to": to})


def over(tx: Connection, now: datetime, most: int) -> list[tuple[TeamId, MeetingIdKey]]:
    """Those whose validity is over and to which no occurrence is to come: an index range scan."""
    return [(TeamId(row.team), MeetingIdKey(row.id)) for row in tx.execute(_OVER, {"now": now, "most": most})]
