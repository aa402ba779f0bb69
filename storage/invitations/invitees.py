"""Invitees of meetings: their answers, and the meeting snapshot that was delivered to each last (INV-3)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Row, bindparam, func, insert, null, select, update

from bot.policy.ids import MeetingKey, PersonId
from bot.policy.invitations.invitations import Invitee, MeetingSnapshot, Rsvp, RsvpCounts, snapshot_from_json
from bot.policy.meetings.meetings import Meeting
from storage.engine.sql import IDS, ids_json, read_one, upsert
from storage.meetings.rows import SELECT_MEETINGS, meetings_of
from storage.rows import PERSON, person_of
from storage.tables.meetings_and_invitations import UPCOMING, invitees, meetings
from storage.tables.people_and_rooms import people

_JOINED = select(
    invitees.c.meeting_id, invitees.c.answer, invitees.c.told, invitees.c.telling, invitees.c.removed_at, *PERSON
).select_from(invitees.join(people))
_OF_MEETINGS = _JOINED.where(invitees.c.meeting_id.in_(IDS)).order_by(people.c.name, people.c.id)
_BY_KEY = (invitees.c.meeting_id == bindparam("meeting")) & (invitees.c.person_id == bindparam("person"))
_FIND = _JOINED.where(_BY_KEY)
_UPDATE = update(invitees).where(_BY_KEY)
_ANSWER_COUNTS = (
    select(invitees.c.meeting_id, invitees.c.answer, func.count().label("people"))
    .where(invitees.c.meeting_id.in_(IDS), invitees.c.removed_at.is_(None))
    .group_by(invitees.c.meeting_id, invitees.c.answer)
)
_INVITED_TO = SELECT_MEETINGS.join(invitees, invitees.c.meeting_id == meetings.c.id).where(
    invitees.c.person_id == bindparam("person"), invitees.c.removed_at.is_(None), UPCOMING
)
_INVITE = upsert(
    invitees,
    ["invited_at"],
    reset=dict.fromkeys(("removed_at", "told", "telling", "answer")),
    where=invitees.c.removed_at.is_not(None),
)
_COPIED_COLUMNS = ("person_id", "invited_at", "answer", "answered_at", "told")
_COPY = insert(invitees).from_select(
    ["meeting_id", *_COPIED_COLUMNS],
    select(bindparam("target", type_=Integer), *(invitees.c[name] for name in _COPIED_COLUMNS)).where(
        invitees.c.meeting_id == bindparam("source"), invitees.c.removed_at.is_(None)
    ),
)


def invite(tx: Connection, meeting: MeetingKey, person_ids: Collection[PersonId], now: datetime) -> None:
    """Insert invitees; who was removed before is invited again as if for the first time, who is invited stays as they are."""
    rows = [{"meeting_id": meeting, "person_id": person, "invited_at": now} for person in person_ids]
    if rows:
        tx.execute(_INVITE, rows)


def remove(tx: Connection, meeting: MeetingKey, person_ids: Collection[PersonId], now: datetime) -> None:
    """Mark these people as not invited any more; their delivered snapshot stays on record."""
    values = [{"meeting": meeting, "person": person, "at": now} for person in person_ids]
    if values:
        tx.execute(_UPDATE.where(invitees.c.removed_at.is_(None)).values(removed_at=bindparam("at")), values)


def of_meeting(tx: Connection, meeting: MeetingKey) -> list[Invitee]:
    """Everybody who is or was invited to the meeting, by name."""
    return of_meetings(tx, [meeting]).get(meeting, [])


def of_meetings(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, list[Invitee]]:
    """Everybody who is or was invited to each of these meetings, by name: one statement."""
    found: dict[MeetingKey, list[Invitee]] = {}
    for row in tx.execute(_OF_MEETINGS, {"ids": ids_json(keys)}):
        found.setdefault(MeetingKey(row.meeting_id), []).append(_invitee(row))
    return found


def answer_counts(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, RsvpCounts]:
    """How many gave which answer to each of these meetings; one to which nobody is invited is left out. One statement."""
    found: dict[MeetingKey, dict[Rsvp | None, int]] = {}
    for row in tx.execute(_ANSWER_COUNTS, {"ids": ids_json(keys)}):
        found.setdefault(MeetingKey(row.meeting_id), {})[Rsvp(row.answer) if row.answer else None] = row.people
    return dict(found)


def find(tx: Connection, meeting: MeetingKey, person: PersonId) -> Invitee | None:
    """The person as an invitee of the meeting, if they are or were invited."""
    return read_one(tx, _FIND, {"meeting": meeting, "person": person}, _invitee)


def invited_to(tx: Connection, person: PersonId) -> list[Meeting]:
    """The upcoming meetings to which the person is invited."""
    return meetings_of(tx, tx.execute(_INVITED_TO, {"person": person}).all())


def set_answer(tx: Connection, meeting: MeetingKey, person: PersonId, answered: Rsvp, now: datetime) -> None:
    """Store the answer of an invitee."""
    tx.execute(_UPDATE.values(answer=answered, answered_at=now), {"meeting": meeting, "person": person})


def set_in_flight(tx: Connection, meeting: MeetingKey, person: PersonId, snapshot: MeetingSnapshot) -> None:
    """Store the snapshot in a message that may reach the invitee from now on."""
    tx.execute(_UPDATE.values(telling=snapshot.to_json()), {"meeting": meeting, "person": person})


def confirm_in_flight(tx: Connection, meeting: MeetingKey, person: PersonId) -> None:
    """Make the snapshot in flight the delivered one: its message arrived."""
    confirmed = _UPDATE.where(invitees.c.telling.is_not(None)).values(told=invitees.c.telling, telling=null())
    tx.execute(confirmed, {"meeting": meeting, "person": person})


def advance_snapshot(
    tx: Connection, meeting: MeetingKey, known: Mapping[PersonId, MeetingSnapshot], current: MeetingSnapshot
) -> None:
    """Set the delivered snapshot of invitees to `current`, as another message says it; only where it is still as `known`."""
    values = [
        {"meeting": meeting, "person": person, "known": snapshot.to_json(), "current": current.to_json()}
        for person, snapshot in known.items()
    ]
    if values:
        tx.execute(_UPDATE.where(invitees.c.told == bindparam("known")).values(told=bindparam("current")), values)


def copy(tx: Connection, source: MeetingKey, target: MeetingKey) -> None:
    """Invite the invitees of one meeting to another, with their answers and delivered snapshots."""
    tx.execute(_COPY, {"source": source, "target": target})


def _invitee(row: Row[Any]) -> Invitee:
    return Invitee(
        person=person_of(row),
        rsvp=None if row.answer is None else Rsvp(row.answer),
        delivered=None if row.told is None else snapshot_from_json(row.told),
        in_flight=None if row.telling is None else snapshot_from_json(row.telling),
        removed=row.removed_at is not None,
    )
