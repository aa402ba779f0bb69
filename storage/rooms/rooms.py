"""Rooms: one row for each number a person had. And profiles: a person with their current room."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from bot.policy.ids import PersonId, Pmi, RoomId, TeamId, UserId
from bot.policy.reminders.room_expiry import NEVER_REMINDED
from bot.policy.rooms import passcodes
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import VALID_FOR, Profile, Room, room_valid_until
from bot.policy.settings.lock_resolution import PersonSettings, SettingsTree
from storage import secrets as secret_store
from storage.engine.sql import IDS, ids_json, read_one
from storage.rows import ACCOUNT, PERSON, ROOM, SESSION, account_of, person_of, room_of, session_of
from storage.settings import settings as setting_store
from storage.tables.people_and_rooms import (
    CURRENT_LINK_OF_PERSON,
    CURRENT_ROOM,
    OPEN_SESSION,
    accounts,
    links,
    people,
    rooms,
    sessions,
)

_ROOMS = rooms.join(people).outerjoin(links, CURRENT_LINK_OF_PERSON)
_PROFILE = (
    select(*ACCOUNT, *PERSON, *ROOM, *SESSION)
    .select_from(
        accounts.join(people)
        .outerjoin(rooms, (rooms.c.person_id == people.c.id) & CURRENT_ROOM)
        .outerjoin(links, CURRENT_LINK_OF_PERSON)
        .outerjoin(sessions, (sessions.c.room_id == rooms.c.id) & OPEN_SESSION)
    )
    .where(accounts.c.team == bindparam("team"), people.c.slack_user == bindparam("user"))
)
_WITH_SETTINGS = _PROFILE.add_columns(setting_store.SETTINGS_COLUMN)
_EARLIER = (
    select(*ROOM)
    .select_from(_ROOMS)
    .where(rooms.c.person_id == bindparam("person"), rooms.c.ended_at.is_not(None))
    .order_by(rooms.c.ended_at.desc(), rooms.c.id.desc())
    .limit(bindparam("limit_"))
)
_BY_ID = select(*ROOM).select_from(_ROOMS).where(rooms.c.id == bindparam("id_"))
_SELECT_CURRENT = select(*ROOM).select_from(_ROOMS).where(CURRENT_ROOM)
_CURRENT = _SELECT_CURRENT.where(rooms.c.person_id == bindparam("person"))
_WITHOUT_PASSCODE = _SELECT_CURRENT.where(rooms.c.passcode == "", rooms.c.person_id.in_(IDS)).order_by(
    rooms.c.person_id
)
_UPDATE_CURRENT = update(rooms).where(rooms.c.id == bindparam("room"), CURRENT_ROOM)
_SET_PASSCODES = _UPDATE_CURRENT.values(passcode=bindparam("passcode_"), token=bindparam("token_"))


def profile(tx: Connection, team: TeamId, user: UserId) -> Profile | None:
    """A person with their current room and its open session: one statement."""
    return read_one(tx, _PROFILE, {"team": team, "user": user}, _profile_of)


def profile_with_settings(
    tx: Connection, team: TeamId, user: UserId
) -> tuple[Profile, tuple[SettingsTree, PersonSettings]] | None:
    """Somebody's profile together with the input of `resolve_all` for their settings: one statement."""
    row = tx.execute(_WITH_SETTINGS, {"team": team, "user": user}).first()
    return None if row is None else (_profile_of(row), setting_store.from_row(row))


def _profile_of(row: Row[Any]) -> Profile:
    room = None if row.room_id is None else room_of(row)
    session = None if row.session_id is None else session_of(row)
    return Profile(account_of(row), person_of(row), room, session)


def current(tx: Connection, person: PersonId) -> Room | None:
    """The person's current room."""
    return read_one(tx, _CURRENT, {"person": person}, room_of)


def earlier(tx: Connection, person: PersonId, limit: int) -> list[Room]:
    """The rooms of this person that ended, the latest first (PMI-14)."""
    rows = tx.execute(_EARLIER, {"person": person, "limit_": limit})
    return list(map(room_of, rows))


def get(tx: Connection, room: RoomId) -> Room:
    """The room with this id."""
    return room_of(tx.execute(_BY_ID, {"id_": room}).one())


def add(tx: Connection, person: PersonId, number: Pmi, passcode: str, token: str, now: datetime) -> RoomId:
    """Insert the person's current room. The database refuses a second one."""
    row = {
        "person_id": person,
        "number": number,
        "passcode": passcode,
        "token": token,
        "assigned_at": now,
        "valid_until": now + VALID_FOR,
    }
    return RoomId(tx.execute(insert(rooms).values(**row).returning(rooms.c.id)).scalar_one())


def end(tx: Connection, room: Room, reason: EndReason, at: datetime) -> None:
    """End the room: its number is no longer its person's. Of its passcode only a keyed hash is kept (GATE-2)."""
    kept_hash = passcodes.passcode_hash(secret_store.hash_key(tx), room.token, room.passcode) if room.passcode else None
    values = {"ended_at": at, "ended_by": reason, "passcode": "", "passcode_hash": kept_hash}
    tx.execute(_UPDATE_CURRENT.values(**values), {"room": room.id})


def mark_used(tx: Connection, room: Room, at: datetime) -> None:
    """Record a start by the host, which renews the validity (PMI-12). A clock that was set back never shortens it."""
    used = max(at, room.last_used_at or at)
    until = max(room_valid_until(room), used + VALID_FOR)
    values = {"last_used_at": used, "valid_until": until, "reminded_days": NEVER_REMINDED}
    tx.execute(_UPDATE_CURRENT.values(**values), {"room": room.id})


def set_passcode(tx: Connection, room: RoomId, passcode: str, token: str) -> None:
    """Set the passcode and its token, which change together (PASS-2)."""
    tx.execute(_UPDATE_CURRENT.values(passcode=passcode, token=token), {"room": room})


def without_passcode(tx: Connection, hosts: Collection[PersonId]) -> list[Room]:
    """The current rooms of these people that have no passcode: one statement."""
    rows = tx.execute(_WITHOUT_PASSCODE, {"ids": ids_json(hosts)})
    return list(map(room_of, rows))


def set_passcodes(tx: Connection, updated: Iterable[Room]) -> None:
    """Store the passcodes and tokens of these rooms: one statement."""
    values = [{"room": room.id, "passcode_": room.passcode, "token_": room.token} for room in updated]
    if values:
        tx.execute(_SET_PASSCODES, values)


def set_suspended(tx: Connection, room: RoomId, at: datetime | None) -> None:
    """Suspend the room, or resume it where `at` is None (PMI-15)."""
    tx.execute(_UPDATE_CURRENT.values(suspended_at=at), {"room": room})


def mark_alerted(tx: Connection, room: RoomId, at: datetime, unless_since: datetime) -> bool:
    """Record that the host is warned of guessing at their room (GATE-2); false where they were warned after `unless_since`."""
    long_ago = or_(rooms.c.warned_at.is_(None), rooms.c.warned_at <= unless_since)
    return tx.execute(_UPDATE_CURRENT.where(long_ago).values(warned_at=at), {"room": room}).rowcount == 1


def known_profile(tx: Connection, team: TeamId, user: UserId) -> Profile:
    """The profile of a person who is on record. Raises LookupError for anybody else."""
    known = profile(tx, team, user)
    if known is None:
        raise LookupError("the person is not on record")
    return known
