"""Owners of numbers and of personal links: two tables whose keys refuse a second owner (PMI-10, LINK-2).

A link is stored under its keyed hash; only a current one can be read.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, literal, select, update

from bot.policy.ids import MeetingId, PersonId, Pmi, RoomId
from bot.policy.rooms.links import LinkRecord, link_hash
from bot.policy.rooms.numbers import EndReason, NumberRecord
from storage import secrets as secret_store
from storage.engine.sql import insert_or_ignore
from storage.tables.people_and_rooms import CURRENT_LINK, links, numbers

_CLAIM = insert_or_ignore(numbers).returning(literal(1))
_CLAIM_LINK = insert_or_ignore(links).returning(literal(1))
_HOLDING = select(numbers).where(numbers.c.number == bindparam("number_"))
_REISSUE = (
    update(numbers)
    .where(numbers.c.number == bindparam("number_"), numbers.c.ended_at == bindparam("seen"))
    .values(person_id=bindparam("person"), ended_at=None, ended_by=None)
)
_END_HOLDING = (
    update(numbers)
    .where(numbers.c.number == bindparam("number_"), numbers.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_by=bindparam("reason_"))
)
_LINK_HOLDING = select(links).where(links.c.key == bindparam("key_"))
_CURRENT_LINK = select(links.c.key).where(links.c.person_id == bindparam("person"), CURRENT_LINK)
_REISSUE_LINK = (
    update(links)
    .where(links.c.key == bindparam("key_"), links.c.released_at == bindparam("seen"))
    .values(person_id=bindparam("person"), shown=bindparam("shown_"), released_at=None, room_id=None)
)
_RELEASE_LINK = (
    update(links)
    .where(links.c.person_id == bindparam("person"), CURRENT_LINK)
    .values(released_at=bindparam("at"), room_id=bindparam("room"), shown="")
)
_RESPELL_LINK = update(links).where(links.c.key == bindparam("key_"), CURRENT_LINK).values(shown=bindparam("shown_"))


def holding(tx: Connection, number: Pmi | MeetingId) -> NumberRecord | None:
    """The record of this number, for policy's `is_taken`."""
    row = tx.execute(_HOLDING, {"number_": number}).one_or_none()
    if row is None:
        return None
    ended_by = None if row.ended_by is None else EndReason(row.ended_by)
    return NumberRecord(row.person_id, current=row.ended_at is None, ended_at=row.ended_at, ended_by=ended_by)


def claim(tx: Connection, number: Pmi | MeetingId, person: PersonId, expected: NumberRecord | None) -> bool:
    """Give the number to this person, if its record is still as `expected`; false where somebody was faster."""
    if expected is None:
        return tx.execute(_CLAIM, {"number": number, "person_id": person}).first() is not None
    return tx.execute(_REISSUE, {"number_": number, "person": person, "seen": expected.ended_at}).rowcount == 1


def end(tx: Connection, number: Pmi | MeetingId, reason: EndReason, at: datetime) -> None:
    """End the number's use: it is reserved from now on (PMI-9)."""
    tx.execute(_END_HOLDING, {"number_": number, "at": at, "reason_": reason})


def link_holding(tx: Connection, link: str) -> LinkRecord | None:
    """The record of this personal link, for policy's `is_taken`."""
    row = tx.execute(_LINK_HOLDING, {"key_": _stored_key(tx, link)}).one_or_none()
    return None if row is None else LinkRecord(row.person_id, row.released_at)


def has_link(tx: Connection, person: PersonId) -> bool:
    """Whether this person has a current link."""
    return tx.execute(_CURRENT_LINK, {"person": person}).first() is not None


def claim_link(tx: Connection, link: str, person: PersonId, expected: LinkRecord | None) -> bool:
    """Give the link to this person, if its record is still as `expected`; false where somebody was faster."""
    if expected is None:
        row = {"key": _stored_key(tx, link), "shown": link, "person_id": person}
        return tx.execute(_CLAIM_LINK, row).first() is not None
    values = {"key_": _stored_key(tx, link), "shown_": link, "person": person, "seen": expected.released_at}
    return tx.execute(_REISSUE_LINK, values).rowcount == 1


def respell_link(tx: Connection, link: str) -> None:
    """Change the capitals in which the link is shown."""
    tx.execute(_RESPELL_LINK, {"key_": _stored_key(tx, link), "shown_": link})


def release_link(tx: Connection, person: PersonId, room: RoomId, at: datetime) -> None:
    """Release the person's link, which stays theirs alone for a year, with the room that it led to. It cannot be read any more."""
    tx.execute(_RELEASE_LINK, {"person": person, "room": room, "at": at})


def _stored_key(tx: Connection, link: str) -> str:
    return link_hash(secret_store.hash_key(tx), link)
