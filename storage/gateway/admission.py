"""The join gateway's queries: the room behind a number or link, and the count of wrong passcodes (GATE-2)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, delete, func, insert, or_, select

from bot.policy.gateway.admission import JoinTarget
from bot.policy.ids import AccountId
from bot.policy.rooms.links import link_hash
from bot.policy.rooms.rooms import Session
from bot.policy.values.throttle import Throttle
from storage.dated_ahead import dated_ahead, latest_at
from storage.engine.sql import delete_batch, read_one
from storage.rows import PERSON, ROOM, SESSION, person_of, room_of, session_of
from storage.tables.people_and_rooms import (
    CURRENT_LINK,
    CURRENT_LINK_OF_PERSON,
    CURRENT_ROOM,
    accounts,
    links,
    people,
    rooms,
    sessions,
)
from storage.tables.throttles import wrong_passcodes
from storage.throttles import nth_latest, select_nth_latest

_LATEST_SESSION = (
    select(func.max(sessions.c.id)).where(sessions.c.room_id == rooms.c.id).correlate(rooms).scalar_subquery()
)
_CURRENT_ROOM_OF_LINK = (
    select(rooms.c.id).where(rooms.c.person_id == links.c.person_id, CURRENT_ROOM).correlate(links).scalar_subquery()
)
_COLUMNS = (
    accounts.c.id.label("account"),
    links.c.released_at.label("released_at"),
    rooms.c.passcode_hash,
    *PERSON,
    *ROOM,
    *SESSION,
)

# A number may have been issued again after its reservation: the newest room is the one it leads to.
_BY_NUMBER: Select[Any] = (
    select(*_COLUMNS)
    .select_from(
        rooms.join(people)
        .join(accounts)
        .outerjoin(links, CURRENT_LINK_OF_PERSON)
        .outerjoin(sessions, sessions.c.id == _LATEST_SESSION)
    )
    .where(rooms.c.number == bindparam("target"))
    .order_by(rooms.c.id.desc())
    .limit(1)
)
_BY_LINK: Select[Any] = (
    select(*_COLUMNS)
    .select_from(
        links.join(people, links.c.person_id == people.c.id)
        .join(accounts)
        .join(rooms, rooms.c.id == case((CURRENT_LINK, _CURRENT_ROOM_OF_LINK), else_=links.c.room_id))
        .outerjoin(sessions, sessions.c.id == _LATEST_SESSION)
    )
    .where(links.c.key == bindparam("target"))
)
_BY_TOKEN = select(*SESSION).where(sessions.c.token_hash == bindparam("hash_"))
_NTH_FROM_ADDRESS = select_nth_latest(wrong_passcodes.c.address, wrong_passcodes.c.at)
_NTH_AT_TARGET = select_nth_latest(wrong_passcodes.c.door, wrong_passcodes.c.at)
_ADD = insert(wrong_passcodes).returning(wrong_passcodes.c.id)
_TAKE_BACK = delete(wrong_passcodes).where(wrong_passcodes.c.id == bindparam("id_"))
_PURGE = delete_batch(
    wrong_passcodes,
    or_(wrong_passcodes.c.at < bindparam("before"), dated_ahead(wrong_passcodes.c.at)),
    wrong_passcodes.c.at,
)


def by_number(tx: Connection, number: str) -> JoinTarget | None:
    """The room that this number led to last."""
    return _join_target(tx, _BY_NUMBER, number)


def by_link(tx: Connection, key: bytes, link: str) -> JoinTarget | None:
    """The room that this personal link leads to, or led to when it was released. `key` is that of the stored hashes."""
    return _join_target(tx, _BY_LINK, link_hash(key, link))


def session_with_token(tx: Connection, token_hash: str) -> Session | None:
    """The session whose token has this hash; of one that ended long ago it is forgotten (GATE-3)."""
    return read_one(tx, _BY_TOKEN, {"hash_": token_hash}, session_of)


def _join_target(tx: Connection, statement: Select[Any], name: str) -> JoinTarget | None:
    row = tx.execute(statement, {"target": name}).one_or_none()
    if row is None:
        return None
    return JoinTarget(
        account=AccountId(row.account),
        host=person_of(row),
        credentials=room_of(row),
        session=None if row.session_id is None else session_of(row),
        passcode_hash=row.passcode_hash or "",
        link_released=statement is _BY_LINK and row.released_at is not None,
    )


def nth_wrong_passcode_from(tx: Connection, address: str, limit: Throttle, now: datetime) -> datetime | None:
    """When the `limit.attempts`-th latest wrong passcode within the limit's window came from this address."""
    return nth_latest(tx, _NTH_FROM_ADDRESS, address, limit, now)


def nth_wrong_passcode_at(tx: Connection, target: str, limit: Throttle, now: datetime) -> datetime | None:
    """When the `limit.attempts`-th latest wrong passcode within the limit's window came for this number or link, from any address."""
    return nth_latest(tx, _NTH_AT_TARGET, target, limit, now)


def add_wrong_passcode(tx: Connection, target: str, address: str, now: datetime) -> int:
    """Count one wrong passcode; its id. `address` is a keyed hash."""
    added: int = tx.execute(_ADD, {"door": target, "address": address, "at": now}).scalar_one()
    return added


def take_back(tx: Connection, added: int) -> None:
    """Count a passcode no longer that was not wrong."""
    tx.execute(_TAKE_BACK, {"id_": added})


def purge_wrong_passcodes(tx: Connection, now: datetime, limit: int) -> int:
    """Delete at most so many that are older than a day, as addresses are kept no longer (GATE-2), or dated by a wrong clock; gives how many."""
    values = {"before": now - timedelta(days=1), **latest_at(now), "limit_": limit}
    return tx.execute(_PURGE, values).rowcount
