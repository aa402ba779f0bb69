"""Who was invited to a meeting, what they answered, and what they were told last (INV-3)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, literal, null, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.ids import MeetingKey, PersonId
from bot.policy.invitations.invitations import Invitee, MeetingSnapshot, Rsvp, RsvpCounts, snapshot_from_json
from bot.policy.meetings.meetings import Meeting
from storage.engine.sql import DIALECTS, ids_json, select_ids
from storage.meetings.rows import SELECT_MEETINGS, meetings_of
from storage.rows import PERSON, person_of
from storage.tables import people
from storage.tables.meetings_and_invitations import UPCOMING, invitees, meetings

_JOINED = select(
    invitees.c.meeting_id, invitees.c.answer, invitees.c.told, invitees.c.telling, invitees.c.removed_at, *PERSON
).select_from(invitees.join(people))
_OF_MEETINGS = {
    dialect: _JOINED.where(invitees.c.meeting_id.in_(select_ids(dialect))).order_by(people.c.name, people.c.id)
    for dialect in DIALECTS
}
_BY_KEY = (invitees.c.meeting_id == bindparam("meeting")) & (invitees.c.person_id == bindparam("person"))
_FIND = _JOINED.where(_BY_KEY)
_UPDATE = update(invitees).where(_BY_KEY)
_ANSWER_COUNTS: Mapping[str, Select[Any]] = {
    dialect: select(invitees.c.meeting_id, invitees.c.answer, func.count().label("people"))
    .where(invitees.c.meeting_id.in_(select_ids(dialect)), invitees.c.removed_at.is_(None))
    .group_by(invitees.c.meeting_id, invitees.c.answer)
    for dialect in DIALECTS
}
_INVITED_TO = SELECT_MEETINGS.join(invitees, invitees.c.meeting_id == meetings.c.id).where(
    invitees.c.person_id == bindparam("person"), invitees.c.removed_at.is_(None), UPCOMING
)
_COPIED_COLUMNS = (
    invitees.c.person_id,
    invitees.c.invited_at,
    invitees.c.answer,
    invitees.c.answered_at,
    invitees.c.told,
)


def invite(tx: Connection, meeting: MeetingKey, person_ids: Collection[PersonId], now: datetime) -> None:
    """They are invited from now on; whoever was removed before is invited anew, as if for the first time."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(invitees)
    reset = {"removed_at": None, "invited_at": row.excluded.invited_at, "told": None, "telling": None, "answer": None}
    statement = row.on_conflict_do_update(
        index_elements=[invitees.c.meeting_id, invitees.c.person_id],
        set_=reset,
        where=invitees.c.removed_at.is_not(None),
    )
    rows = [{"meeting_id": meeting, "person_id": person, "invited_at": now} for person in person_ids]
    if rows:
        tx.execute(statement, rows)


def remove(tx: Connection, meeting: MeetingKey, person_ids: Collection[PersonId], now: datetime) -> None:
    """They are not invited any more; what they were told stays on record."""
    values = [{"meeting": meeting, "person": person, "at": now} for person in person_ids]
    if values:
        tx.execute(_UPDATE.where(invitees.c.removed_at.is_(None)).values(removed_at=bindparam("at")), values)


def of_meeting(tx: Connection, meeting: MeetingKey) -> list[Invitee]:
    """Everybody who is or was invited, by name."""
    return of_meetings(tx, [meeting]).get(meeting, [])


def of_meetings(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, list[Invitee]]:
    """The same for many meetings: one statement."""
    found: dict[MeetingKey, list[Invitee]] = {}
    for row in tx.execute(_OF_MEETINGS[tx.dialect.name], {"ids": ids_json(keys)}):
        found.setdefault(MeetingKey(row.meeting_id), []).append(_invitee(row))
    return found


def answer_counts(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, RsvpCounts]:
    """How many gave which answer to each of these meetings; one to which nobody is invited is left out. One statement."""
    found: dict[MeetingKey, dict[Rsvp | None, int]] = {}
    for row in tx.execute(_ANSWER_COUNTS[tx.dialect.name], {"ids": ids_json(keys)}):
        found.setdefault(MeetingKey(row.meeting_id), {})[Rsvp(row.answer) if row.answer else None] = row.people
    return dict(found)


def find(tx: Connection, meeting: MeetingKey, person: PersonId) -> Invitee | None:
    """Somebody who is or was invited."""
    row = tx.execute(_FIND, {"meeting": meeting, "person": person}).one_or_none()
    return None if row is None else _invitee(row)


def invited_to(tx: Connection, person: PersonId) -> list[Meeting]:
    """The upcoming meetings to which somebody is invited."""
    return meetings_of(tx, tx.execute(_INVITED_TO, {"person": person}).all())


def set_answer(tx: Connection, meeting: MeetingKey, person: PersonId, answered: Rsvp, now: datetime) -> None:
    """**“Yes”**, **“No”** or **“Maybe”**."""
    tx.execute(_UPDATE.values(answer=answered, answered_at=now), {"meeting": meeting, "person": person})


def set_in_flight(tx: Connection, meeting: MeetingKey, person: PersonId, snapshot: MeetingSnapshot) -> None:
    """A message that says this may be on its way from now on."""
    tx.execute(_UPDATE.values(telling=snapshot.to_json()), {"meeting": meeting, "person": person})


def confirm_in_flight(tx: Connection, meeting: MeetingKey, person: PersonId) -> None:
    """That message arrived."""
    confirmed = _UPDATE.where(invitees.c.telling.is_not(None)).values(told=invitees.c.telling, telling=null())
    tx.execute(confirmed, {"meeting": meeting, "person": person})


def advance_snapshot(
    tx: Connection, meeting: MeetingKey, known: Mapping[PersonId, MeetingSnapshot], current: MeetingSnapshot
) -> None:
    """Those who knew what was before need not be told what is now, because another message says it."""
    values = [
        {"meeting": meeting, "person": person, "was": snapshot.to_json(), "text": current.to_json()}
        for person, snapshot in known.items()
    ]
    if values:
        tx.execute(_UPDATE.where(invitees.c.told == bindparam("was")).values(told=bindparam("text")), values)


def copy(tx: Connection, source: MeetingKey, target: MeetingKey) -> None:
    """The same people are invited to another meeting, with what they answered and know."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    copied = select(literal(int(target)), *_COPIED_COLUMNS).where(
        invitees.c.meeting_id == bindparam("source"), invitees.c.removed_at.is_(None)
    )
    names = ["meeting_id", *(column.name for column in _COPIED_COLUMNS)]
    tx.execute(insert(invitees).from_select(names, copied), {"source": source})


def _invitee(row: Row[Any]) -> Invitee:
    return Invitee(
        person=person_of(row),
        rsvp=None if row.answer is None else Rsvp(row.answer),
        delivered=None if row.told is None else snapshot_from_json(row.told),
        in_flight=None if row.telling is None else snapshot_from_json(row.telling),
        removed=row.removed_at is not None,
    )
