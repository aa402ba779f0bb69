"""Messages to be sent, enqueued in the transaction of their cause: never lost, never doubled (REM-7).

How they are sent is in `dispatch`, what becomes of those whose outcome is unclear in `reconciliation`. A workspace that
removed the bot is sent nothing until it is back (REM-4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import Delivery, DeliveryState, OutboxMessage, SuspendedWorkspace
from bot.policy.deliveries.rate_limit import POST_METHOD
from bot.policy.deliveries.retry import MAX_WAIT
from bot.policy.ids import AccountId, DeliveryId, TeamId
from bot.use_cases.deliveries.completion import run_hook
from bot.use_cases.deliveries.worker import DeliveryWorker, Finished
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.deliveries import queue as queue_store
from storage.deliveries import rate_limits as rate_limit_store
from storage.engine.clock import database_now
from storage.people import people as people_store

RETENTION = timedelta(days=400)
"""How long a finished message keeps its key taken: longer than any cause can come up again, which is a year (PMI-12)."""
RETRY_TTL = timedelta(days=1)
BATCH = 500
FAILED_SHOWN = 50


def enqueue(tx: Connection, message: OutboxMessage, now: datetime) -> bool:
    """Owe a message, inside the transaction of its cause; false where its key is on record already."""
    return outbox_store.enqueue(tx, message, now)


def enqueue_all(tx: Connection, messages: Iterable[OutboxMessage], now: datetime) -> int:
    """Owe many; gives how many were new. An iterator is read in batches."""
    return outbox_store.enqueue_all(tx, messages, now)


def enqueue_again(tx: Connection, messages: Iterable[OutboxMessage], now: datetime) -> None:
    """Owe many, also those that were dropped or failed before; one that is pending may be postponed, not hastened."""
    outbox_store.enqueue_or_reschedule(tx, messages, now)


def find(tx: Connection, account: AccountId, key: str) -> Delivery | None:
    """What became of the message with this key."""
    return outbox_store.find(tx, account, key)


def drop_late(worker: DeliveryWorker, now: datetime) -> int:
    """Drop what waits beyond its deadline, with the reason; gives how many (REM-7)."""
    with worker.db.read() as tx:
        db_now = worker.deps.database_now(tx)
        workspaces = queue_store.past_deadline(tx, now)
    if not worker.clock_is_sane(now, db_now):
        return 0
    return sum(_drop_late(worker, account, team, now) for account, team in workspaces)


def _drop_late(worker: DeliveryWorker, account: AccountId, team: TeamId, now: datetime) -> int:
    with worker.db.write(team) as tx:
        db_now = worker.deps.database_now(tx)
        dropped = queue_store.drop_past_deadline(tx, account, now=now, at=db_now, reason="too late", limit=BATCH)
        for delivery in dropped:
            run_hook(worker, tx, delivery, now)
    for delivery in dropped:
        worker.deps.emit(Finished(delivery))
    return len(dropped)


def purge_finished(db: Database, now: datetime) -> int:
    """Delete messages that were finished long ago; gives how many."""
    with db.write("deliveries") as tx:
        return queue_store.purge(tx, now - RETENTION, BATCH)


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """How the queue stands: counts by state, what has waited longest, what failed last, which workspaces have stopped."""

    counts: dict[DeliveryState, int]
    oldest: Delivery | None
    failed: Sequence[Delivery]
    suspended: Sequence[SuspendedWorkspace]


def queue_status(db: Database) -> QueueStatus:
    """For operators to see."""
    with db.read() as tx:
        return QueueStatus(
            counts=queue_store.counts_by_state(tx),
            oldest=queue_store.oldest_pending(tx),
            failed=queue_store.failed(tx, FAILED_SHOWN),
            suspended=rate_limit_store.suspended(tx),
        )


def suspended_workspaces(db: Database) -> Sequence[SuspendedWorkspace]:
    """The workspaces to which nothing is sent, and why."""
    with db.read() as tx:
        return rate_limit_store.suspended(tx)


def retry(db: Database, delivery: DeliveryId, now: datetime) -> bool:
    """An operator wants a message sent that failed, was dropped, or whose outcome is unknown; false where none is such."""
    with db.write("deliveries") as tx:
        found = queue_store.get(tx, delivery)
        if found is None:
            return False
        return queue_store.retry(tx, delivery, max(found.deadline, now + RETRY_TTL))


def suspend_workspace(db: Database, account: AccountId, team: TeamId, reason: str) -> None:
    """The app was removed, or its token revoked: nothing is sent to this workspace until it answers again."""
    with db.write(team) as tx:
        db_now = database_now(tx)
        limit_state = rate_limit_store.get(tx, account, POST_METHOD)
        rate_limit_store.save(
            tx, account, POST_METHOD, rate_limit.opened(limit_state, reason, db_now, db_now + MAX_WAIT)
        )


REVOKED = "token_revoked"
"""As Slack itself would answer: the workspace is tried out again now and then, and goes on once the token is good."""


def on_uninstalled(db: Database, team: TeamId) -> None:
    """What is owed to the workspace waits. Twice is the same as once: Slack tells of it by two events."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
    if account is not None:
        suspend_workspace(db, account.id, team, REVOKED)
