"""Rooms, one row a number a person had, and the profile that shows somebody with their current one."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from bot.policy.ids import PersonId, Pmi, RoomId, TeamId, UserId
from bot.policy.reminders.room_expiry import NEVER_REMINDED
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Profile, Room, room_valid_until, valid_until
from bot.policy.settings.lock_resolution import PersonSettings, SettingsTree
from storage.engine.sql import DIALECTS, ids_json, select_ids
from storage.rows import ACCOUNT, PERSON, ROOM, SESSION, account_of, person_of, room_of, session_of
from storage.settings import settings as setting_store
from storage.tables import CURRENT_ROOM, OPEN_SESSION, accounts, links, people, rooms, sessions

_CURRENT_LINK = (links.c.person_id == people.c.id) & links.c.released_at.is_(None)
_PROFILE = (
    select(*ACCOUNT, *PERSON, *ROOM, *SESSION)
    .select_from(
        accounts.join(people)
        .outerjoin(rooms, (rooms.c.person_id == people.c.id) & CURRENT_ROOM)
        .outerjoin(links, _CURRENT_LINK)
        .outerjoin(sessions, (sessions.c.room_id == rooms.c.id) & OPEN_SESSION)
    )
    .where(accounts.c.team == bindparam("team"), people.c.slack_user == bindparam("user"))
)
_WITH_SETTINGS = {dialect: _PROFILE.add_columns(column) for dialect, column in setting_store.SETTINGS_COLUMN.items()}
_EARLIER = (
    select(*ROOM)
    .select_from(rooms.join(people).outerjoin(links, _CURRENT_LINK))
    .where(rooms.c.person_id == bindparam("person"), rooms.c.ended_at.is_not(None))
    .order_by(rooms.c.ended_at.desc(), rooms.c.id.desc())
    .limit(bindparam("most"))
)
_BY_ID = (
    select(*ROOM).select_from(rooms.join(people).outerjoin(links, _CURRENT_LINK)).where(rooms.c.id == bindparam("id_"))
)
_WITHOUT_PASSCODE = {
    dialect: select(rooms.c.id, rooms.c.person_id)
    .where(CURRENT_ROOM, rooms.c.passcode == "", rooms.c.person_id.in_(select_ids(dialect)))
    .order_by(rooms.c.person_id)
    for dialect in DIALECTS
}
_CURRENT = (
    select(*ROOM)
    .select_from(rooms.join(people).outerjoin(links, _CURRENT_LINK))
    .where(rooms.c.person_id == bindparam("person"), CURRENT_ROOM)
)
_UPDATE_CURRENT = update(rooms).where(rooms.c.id == bindparam("room"), CURRENT_ROOM)
_SET_PASSCODE = _UPDATE_CURRENT.values(passcode=bindparam("passcode_"), token=bindparam("token_"))


def profile(tx: Connection, team: TeamId, user: UserId) -> Profile | None:
    """Somebody with their current room and its open session: one statement."""
    row = tx.execute(_PROFILE, {"team": team, "user": user}).one_or_none()
    return None if row is None else _profile_of(row)


def profile_with_settings(
    tx: Connection, team: TeamId, user: UserId
) -> tuple[Profile, tuple[SettingsTree, PersonSettings]] | None:
    """The same together with what decides their settings: still one statement."""
    row = tx.execute(_WITH_SETTINGS[tx.dialect.name], {"team": team, "user": user}).first()
    return None if row is None else (_profile_of(row), setting_store.from_row(row))


def _profile_of(row: Row[Any]) -> Profile:
    return Profile(account_of(row), person_of(row), room_of(row), session_of(row))


def current(tx: Connection, person: PersonId) -> Room | None:
    """The room that somebody has now."""
    row = tx.execute(_CURRENT, {"person": person}).one_or_none()
    return None if row is None else room_of(row)


def earlier(tx: Connection, person: PersonId, limit: int) -> list[Room]:
    """The rooms of this person that ended, the latest first (PMI-14)."""
    rows = tx.execute(_EARLIER, {"person": person, "most": limit})
    return [room for row in rows if (room := room_of(row)) is not None]


def get(tx: Connection, room: RoomId) -> Room:
    """The room with this id."""
    found = room_of(tx.execute(_BY_ID, {"id_": room}).one())
    assert found is not None  # noqa: S101 - the row has an id
    return found


def add(tx: Connection, person: PersonId, number: Pmi, passcode: str, token: str, now: datetime) -> RoomId:
    """A person's new current room. The database refuses a second one."""
    row = {
        "person_id": person,
        "number": number,
        "passcode": passcode,
        "token": token,
        "assigned_at": now,
        "valid_until": valid_until(now, None),
    }
    return RoomId(tx.execute(insert(rooms).values(**row).returning(rooms.c.id)).scalar_one())


def end(tx: Connection, room: RoomId, reason: EndReason, at: datetime) -> None:
    """The room's number is no longer its person's."""
    tx.execute(_UPDATE_CURRENT.values(ended_at=at, ended_by=reason), {"room": room})


def mark_used(tx: Connection, room: Room, at: datetime) -> None:
    """The host started it: its validity begins anew (PMI-12). A clock that was set back never shortens it."""
    used = max(at, room.last_used_at or at)
    tx.execute(
        _UPDATE_CURRENT.values(
            last_used_at=used,
            valid_until=max(room_valid_until(room), valid_until(used, None)),
            reminded_days=NEVER_REMINDED,
        ),
        {"room": room.id},
    )


def set_passcode(tx: Connection, room: RoomId, passcode: str, token: str) -> None:
    """A passcode never changes without its token (PASS-2)."""
    tx.execute(_UPDATE_CURRENT.values(passcode=passcode, token=token), {"room": room})


def without_passcode(tx: Connection, hosts: Collection[PersonId]) -> dict[PersonId, RoomId]:
    """The current rooms of these people that have no passcode: one statement."""
    rows = tx.execute(_WITHOUT_PASSCODE[tx.dialect.name], {"ids": ids_json(hosts)})
    return {PersonId(row.person_id): RoomId(row.id) for row in rows}


def set_passcodes(tx: Connection, updated: Iterable[Room]) -> None:
    """The passcodes and tokens that these rooms are to have: one statement."""
    values = [{"room": room.id, "passcode_": room.passcode, "token_": room.token} for room in updated]
    if values:
        tx.execute(_SET_PASSCODE, values)


def set_suspended(tx: Connection, room: RoomId, at: datetime | None) -> None:
    """Suspend the room, or lift that (PMI-15)."""
    tx.execute(_UPDATE_CURRENT.values(suspended_at=at), {"room": room})


def mark_warned(tx: Connection, room: RoomId, at: datetime, unless_since: datetime) -> bool:
    """Note that the host is told of guessing at their room (GATE-2); false where they were told after `unless_since`."""
    long_ago = or_(rooms.c.warned_at.is_(None), rooms.c.warned_at <= unless_since)
    return tx.execute(_UPDATE_CURRENT.where(long_ago).values(warned_at=at), {"room": room}).rowcount == 1


def known_profile(tx: Connection, team: TeamId, user: UserId) -> Profile:
    """The profile of somebody who was met before, inside a transaction of the caller's."""
    known = profile(tx, team, user)
    if known is None:
        message = "a person who was just remembered is unknown"
        raise LookupError(message)
    return known
