"""Messages that the bot owes somebody: written down in the transaction of their cause, never lost, never doubled (REM-7).

How they are sent is in `sending`; what became of those whose outcome is unclear, in `looking_up`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy import pace as paces
from bot.policy.deliveries import Delivery, DeliveryId, Owed, State, Stop
from bot.policy.pace import POST
from bot.policy.patience import LONGEST_PAUSE
from bot.policy.people import AccountId, TeamId
from bot.use_cases.couriers import Courier, Settled
from bot.use_cases.settling import conclude
from storage import Connection, Database
from storage import deliveries as delivery_store
from storage import delivery_reports as reports
from storage import paces as pace_store
from storage.clock import database_now

KEPT_FOR = timedelta(days=400)
"""How long a settled message keeps its key taken: longer than any cause can come up again, which is a year (PMI-12)."""
RETRY_MATTERS_FOR = timedelta(days=1)
BATCH = 500
FAILED_SHOWN = 50


def owe(tx: Connection, owed: Owed, now: datetime) -> bool:
    """Owe a message, inside the transaction of its cause; false where its key is on record already."""
    return delivery_store.owe(tx, owed, now)


def owe_all(tx: Connection, owed: Iterable[Owed], now: datetime) -> int:
    """Owe many; gives how many were new. An iterator is read in batches."""
    return delivery_store.owe_all(tx, owed, now)


def owe_anew(tx: Connection, owed: Iterable[Owed], now: datetime) -> None:
    """Owe many, also those that were dropped or failed before; one that is pending may be postponed, not hastened."""
    delivery_store.owe_anew(tx, owed, now)


def find(tx: Connection, account: AccountId, key: str) -> Delivery | None:
    """What became of the message with this key."""
    return delivery_store.find(tx, account, key)


def drop_late(courier: Courier, now: datetime) -> int:
    """Drop what waits beyond its deadline, with the reason; gives how many (REM-7)."""
    with courier.db.read() as tx:
        at = courier.tools.database_now(tx)
        offices = reports.late(tx, now)
    if not courier.may_act(now, at):
        return 0
    return sum(_drop_late(courier, account, team, now) for account, team in offices)


def _drop_late(courier: Courier, account: AccountId, team: TeamId, now: datetime) -> int:
    with courier.db.write(team) as tx:
        at = courier.tools.database_now(tx)
        dropped = reports.drop_late(tx, account, now=now, at=at, reason="too late", most=BATCH)
        for delivery in dropped:
            conclude(courier, tx, delivery, now)
    for delivery in dropped:
        courier.tools.tell(Settled(delivery))
    return len(dropped)


def forget(db: Database, now: datetime) -> int:
    """Delete messages that were settled long ago; gives how many."""
    with db.write("deliveries") as tx:
        return reports.forget(tx, now - KEPT_FOR, BATCH)


@dataclass(frozen=True, slots=True)
class Queue:
    """How the queue stands: counts by state, what has waited longest, what failed last, which workspaces have stopped."""

    counts: dict[State, int]
    oldest: Delivery | None
    failed: Sequence[Delivery]
    stops: Sequence[Stop]


def look(db: Database) -> Queue:
    """For operators to see."""
    with db.read() as tx:
        return Queue(
            counts=reports.counts(tx),
            oldest=reports.oldest_pending(tx),
            failed=reports.failed(tx, FAILED_SHOWN),
            stops=pace_store.stops(tx),
        )


def stops(db: Database) -> Sequence[Stop]:
    """The workspaces to which nothing is sent, and why."""
    with db.read() as tx:
        return pace_store.stops(tx)


def retry(db: Database, delivery: DeliveryId, now: datetime) -> bool:
    """An operator wants a message sent that failed, was dropped, or whose outcome is unknown; false where none is such."""
    with db.write("deliveries") as tx:
        found = reports.get(tx, delivery)
        if found is None:
            return False
        return reports.retry(tx, delivery, max(found.deadline, now + RETRY_MATTERS_FOR))


def stop(db: Database, account: AccountId, team: TeamId, reason: str) -> None:
    """The app was removed, or its token revoked: nothing is sent to this workspace until it answers again."""
    with db.write(team) as tx:
        at = database_now(tx)
        pace = pace_store.get(tx, account, POST)
        pace_store.put(tx, account, POST, paces.stopped(pace, reason, at, at + LONGEST_PAUSE))
