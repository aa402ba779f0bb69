"""Which rooms are owed a reminder of their expiry: an index range scan, whatever the number of people (REM-6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, select, update

from bot.policy.people import AccountId, PersonId, TeamId
from bot.policy.reminders import NEVER, OVER, thresholds
from bot.policy.rooms import RoomId
from storage.tables import CURRENT_ROOM, accounts, people, rooms


@dataclass(frozen=True, slots=True)
class Candidate:
    """A room that some threshold was crossed for since its last reminder, with what decides when its host is told."""

    room: RoomId
    account: AccountId
    team: TeamId
    person: PersonId
    zone: str
    valid_until: datetime
    reminded_days: int


# Rooms that had the same reminder last lie together in the index, ordered by expiry: a jump from one such stage to the
# next, and in each a range scan that meets only rooms that are due.
_NEXT_STAGE = select(func.min(rooms.c.reminded_days)).where(rooms.c.reminded_days > bindparam("after"), CURRENT_ROOM)
_COLUMNS = (
    rooms.c.id.label("room"),
    accounts.c.id.label("account"),
    accounts.c.team.label("team"),
    people.c.id.label("person"),
    people.c.zone.label("zone"),
    rooms.c.valid_until.label("valid_until"),
    rooms.c.reminded_days.label("reminded_days"),
)
_JOINED = rooms.join(people, people.c.id == rooms.c.person_id).join(accounts, accounts.c.id == people.c.account_id)
_OF_STAGE = (
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(rooms.c.reminded_days == bindparam("stage"), rooms.c.valid_until <= bindparam("by"), CURRENT_ROOM)
    .order_by(rooms.c.valid_until)
    .limit(bindparam("most"))
)
_TOO_EARLY = (
    select(rooms.c.id.label("room"))
    .where(rooms.c.reminded_days == bindparam("stage"), rooms.c.valid_until > bindparam("by"), CURRENT_ROOM)
    .limit(bindparam("most"))
)
_AGAIN = (
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(rooms.c.id.in_(bindparam("ids", expanding=True)), CURRENT_ROOM)
    .order_by(rooms.c.id)
)
_MARK = update(rooms).where(rooms.c.id.in_(bindparam("ids", expanding=True))).values(reminded_days=bindparam("days"))
_FORGET = update(rooms).where(and_(rooms.c.id == bindparam("room"), CURRENT_ROOM)).values(reminded_days=NEVER)


def due(tx: Connection, reminder_days: Sequence[int], now: datetime, most: int) -> list[Candidate]:
    """At most so many rooms for which a threshold was crossed since their last reminder."""
    found: list[Candidate] = []
    stage: int | None = OVER
    while len(found) < most and (stage := tx.execute(_NEXT_STAGE, {"after": stage}).scalar_one()) is not None:
        widest = max(days for days in thresholds(reminder_days) if days < stage)
        values = {"stage": stage, "by": now + timedelta(days=widest), "most": most - len(found)}
        found += [Candidate(**row._mapping) for row in tx.execute(_OF_STAGE, values)]  # noqa: SLF001 - SQLAlchemy's public way to a row's names
    return found


def too_early(tx: Connection, reminder_days: Sequence[int], now: datetime, most: int) -> list[RoomId]:
    """Rooms that are marked with a reminder that has not fallen due: the clock was ahead when it was owed, and went back."""
    stages = thresholds(reminder_days)
    values = [{"stage": days, "by": now + timedelta(days=days), "most": most} for days in stages]
    return [RoomId(row.room) for each in values for row in tx.execute(_TOO_EARLY, each)]


def again(tx: Connection, rooms_: Iterable[RoomId]) -> list[Candidate]:
    """The same rooms as they are now, for asking again under the account's lock."""
    return [Candidate(**row._mapping) for row in tx.execute(_AGAIN, {"ids": list(rooms_)})]  # noqa: SLF001 - as above


def mark(tx: Connection, rooms_: Iterable[RoomId], days: int) -> None:
    """These rooms were owed the reminder of so many days before."""
    tx.execute(_MARK, {"ids": list(rooms_), "days": days})


def forget(tx: Connection, room: RoomId) -> None:
    """Its reminders count anew: its host is back."""
    tx.execute(_FORGET, {"room": room})
