"""Rooms that are due for a reminder of their expiry: an index range scan, whatever the number of people (REM-6)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, update

from bot.policy.ids import AccountId, PersonId, RoomId, TeamId
from bot.policy.reminders.room_expiry import NEVER_REMINDED, TOO_LATE, thresholds
from storage.tables.people_and_rooms import CURRENT_ROOM, accounts, people, rooms


@dataclass(frozen=True, slots=True)
class Candidate:
    """A room that is due for a reminder, with what decides when the reminder is sent."""

    room: RoomId
    account: AccountId
    person: PersonId
    zone: str
    valid_until: datetime
    reminded_days: int


# The index orders by the reminder that a room had last, then by expiry: one jump to each reminder, and from there a range
# scan that meets only rooms that are due.
_NEXT_DAYS = select(func.min(rooms.c.reminded_days)).where(rooms.c.reminded_days > bindparam("after"), CURRENT_ROOM)
# The planner's statistics expect more rooms than are due. So the workspace is a subquery for each room, where a join would
# read all people; and the order is the index's, where a limit alone would make it scan all rooms.
_TEAM = (
    select(accounts.c.team).select_from(people.join(accounts)).where(people.c.id == rooms.c.person_id).scalar_subquery()
)
_DUE = (
    select(_TEAM, rooms.c.id)
    .where(rooms.c.reminded_days == bindparam("last_reminded"), rooms.c.valid_until <= bindparam("by"), CURRENT_ROOM)
    .order_by(rooms.c.valid_until)
    .limit(bindparam("limit_"))
)
_TOO_EARLY = (
    select(_TEAM, rooms.c.id)
    .where(rooms.c.reminded_days == bindparam("last_reminded"), rooms.c.valid_until > bindparam("by"), CURRENT_ROOM)
    .order_by(rooms.c.valid_until)
    .limit(bindparam("limit_"))
)
_RELOAD = (
    select(rooms.c.id, people.c.account_id, people.c.id, people.c.zone, rooms.c.valid_until, rooms.c.reminded_days)
    .select_from(rooms.join(people))
    .where(rooms.c.id.in_(bindparam("ids", expanding=True)), CURRENT_ROOM)
    .order_by(rooms.c.id)
)
_MARK_REMINDED = (
    update(rooms).where(rooms.c.id.in_(bindparam("ids", expanding=True))).values(reminded_days=bindparam("days"))
)
_RESET = update(rooms).where(rooms.c.id == bindparam("room"), CURRENT_ROOM).values(reminded_days=NEVER_REMINDED)


def due(tx: Connection, reminder_days: Sequence[int], now: datetime, limit: int) -> list[tuple[TeamId, RoomId]]:
    """At most so many rooms that crossed a threshold since their last reminder, with their workspaces."""
    found: list[tuple[TeamId, RoomId]] = []
    for last_reminded in _last_reminders(tx, after=TOO_LATE):
        widest = max(days for days in thresholds(reminder_days) if days < last_reminded)
        values = {"last_reminded": last_reminded, "by": now + timedelta(days=widest), "limit_": limit - len(found)}
        found += [(TeamId(team), RoomId(room)) for team, room in tx.execute(_DUE, values)]
        if len(found) >= limit:
            break
    return found


def marked_too_early(tx: Connection, now: datetime, limit: int) -> list[tuple[TeamId, RoomId]]:
    """Rooms marked with a reminder that is not due yet, as the clock was ahead when they were marked and was set back.

    At most so many that had the same reminder, whatever `REMINDER_DAYS` is now; with their workspaces.
    """
    values = [
        {"last_reminded": days, "by": now + timedelta(days=days), "limit_": limit}
        for days in _last_reminders(tx, after=TOO_LATE - 1)
        if days != NEVER_REMINDED
    ]
    return [(TeamId(team), RoomId(room)) for each in values for team, room in tx.execute(_TOO_EARLY, each)]


def _last_reminders(tx: Connection, after: int) -> Iterator[int]:
    """The values of `reminded_days` that occur, the most urgent first."""
    days: int | None = after
    while (days := tx.execute(_NEXT_DAYS, {"after": days}).scalar_one()) is not None:
        yield days


def reload(tx: Connection, room_ids: Iterable[RoomId]) -> list[Candidate]:
    """Read these rooms again under the account's lock; those that have ended are left out."""
    return [Candidate(*row) for row in tx.execute(_RELOAD, {"ids": list(room_ids)})]


def mark_reminded(tx: Connection, room_ids: Iterable[RoomId], days: int) -> None:
    """Record that these rooms had the reminder of so many days before."""
    tx.execute(_MARK_REMINDED, {"ids": list(room_ids), "days": days})


def reset(tx: Connection, room: RoomId) -> None:
    """Forget the reminders that the room had, as its host is back."""
    tx.execute(_RESET, {"room": room})
