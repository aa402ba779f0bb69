"""Who holds which number and which personal link: two tables whose keys refuse a second owner (PMI-10, LINK-2)."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, literal, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.dml import Insert

from bot.policy.ids import MeetingId, PersonId, Pmi, RoomId
from bot.policy.rooms.links import LinkRecord, link_key
from bot.policy.rooms.numbers import EndReason, NumberRecord
from storage.tables import links, numbers

_HOLDING = select(numbers).where(numbers.c.number == bindparam("number_"))
_REISSUE = (
    update(numbers)
    .where(numbers.c.number == bindparam("number_"), numbers.c.ended_at == bindparam("seen"))
    .values(person_id=bindparam("person"), ended_at=None, ended_by=None)
)
_END_HOLDING = (
    update(numbers)
    .where(numbers.c.number == bindparam("number_"), numbers.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_by=bindparam("why"))
)
_LINK_HOLDING = select(links).where(links.c.key == bindparam("key_"))
_CURRENT_LINK = select(links.c.key).where(links.c.person_id == bindparam("person"), links.c.released_at.is_(None))
_REISSUE_LINK = (
    update(links)
    .where(links.c.key == bindparam("key_"), links.c.released_at == bindparam("seen"))
    .values(person_id=bindparam("person"), shown=bindparam("shown_"), released_at=None, room_id=None)
)
_RELEASE_LINK = (
    update(links)
    .where(links.c.person_id == bindparam("person"), links.c.released_at.is_(None))
    .values(released_at=bindparam("at"), room_id=bindparam("room"))
)
_RESPELL_LINK = (
    update(links)
    .where(links.c.key == bindparam("key_"), links.c.released_at.is_(None))
    .values(shown=bindparam("shown_"))
)


def holding(tx: Connection, number: Pmi | MeetingId) -> NumberRecord | None:
    """What is on record for this number, for policy's `is_taken`."""
    row = tx.execute(_HOLDING, {"number_": number}).one_or_none()
    if row is None:
        return None
    ended_by = None if row.ended_by is None else EndReason(row.ended_by)
    return NumberRecord(row.person_id, current=row.ended_at is None, ended_at=row.ended_at, ended_by=ended_by)


def claim(tx: Connection, number: Pmi | MeetingId, person: PersonId, expected: NumberRecord | None) -> bool:
    """Give the number to this person, if its record is still what was `seen`; false where somebody was faster."""
    if expected is None:
        return _did_insert(tx, _insert_or_ignore(tx, "numbers").values(number=number, person_id=person))
    return tx.execute(_REISSUE, {"number_": number, "person": person, "seen": expected.ended_at}).rowcount == 1


def end(tx: Connection, number: Pmi | MeetingId, reason: EndReason, at: datetime) -> None:
    """From now on the number is reserved (PMI-9)."""
    tx.execute(_END_HOLDING, {"number_": number, "at": at, "why": reason})


def link_holding(tx: Connection, link: str) -> LinkRecord | None:
    """What is on record for this personal link, for policy's `is_taken`."""
    row = tx.execute(_LINK_HOLDING, {"key_": link_key(link)}).one_or_none()
    return None if row is None else LinkRecord(row.person_id, row.released_at)


def has_link(tx: Connection, person: PersonId) -> bool:
    """Whether this person has a current link."""
    return tx.execute(_CURRENT_LINK, {"person": person}).first() is not None


def claim_link(tx: Connection, link: str, person: PersonId, expected: LinkRecord | None) -> bool:
    """Give the link to this person, if its record is still what was `seen`; false where somebody was faster."""
    if expected is None:
        row = {"key": link_key(link), "shown": link, "person_id": person}
        return _did_insert(tx, _insert_or_ignore(tx, "links").values(**row))
    values = {"key_": link_key(link), "shown_": link, "person": person, "seen": expected.released_at}
    return tx.execute(_REISSUE_LINK, values).rowcount == 1


def respell_link(tx: Connection, link: str) -> None:
    """The same link in other capitals."""
    tx.execute(_RESPELL_LINK, {"key_": link_key(link), "shown_": link})


def release_link(tx: Connection, person: PersonId, room: RoomId, at: datetime) -> None:
    """The person's link is free for them alone for a year; it remembers which room it led to."""
    tx.execute(_RELEASE_LINK, {"person": person, "room": room, "at": at})


def _insert_or_ignore(tx: Connection, table: str) -> Insert:
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    return insert({"numbers": numbers, "links": links}[table]).on_conflict_do_nothing()


def _did_insert(tx: Connection, statement: Insert) -> bool:
    return tx.execute(statement.returning(literal(1))).first() is not None
