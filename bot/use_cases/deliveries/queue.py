"""Upkeep of the delivery queue: late and old messages, what operators see and retry, suspended workspaces (REM-4).

`outbox` says what is enqueued, `dispatch` how it is sent, `reconciliation` what becomes of unclear outcomes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import Delivery, DeliveryState, SuspendedWorkspace
from bot.policy.deliveries.rate_limit import POST_METHOD
from bot.policy.deliveries.retry import MAX_WAIT
from bot.policy.ids import AccountId, DeliveryId, TeamId
from bot.use_cases.batches import run_in_batches
from bot.use_cases.deliveries.completion import run_hook
from bot.use_cases.deliveries.worker import DeliveryWorker, Finished
from storage import Database
from storage.deliveries import queue as queue_store
from storage.deliveries import rate_limits as rate_limit_store
from storage.engine.clock import database_now
from storage.people import people as people_store

RETENTION = timedelta(days=400)
"""How long a finished message keeps its dedup key: longer than the year after which a cause can recur (PMI-12)."""
RETRY_TTL = timedelta(days=1)
TOO_LATE = "too late"
"""The reason of a message that was dropped at its deadline."""
LOCK = "deliveries"
"""The lock of upkeep, for which no person's request waits."""
BATCH = 500
FAILED_SHOWN = 50


def drop_late(worker: DeliveryWorker, now: datetime) -> int:
    """Drop what is past its deadline, with the reason; return how many (REM-7)."""
    with worker.db.read() as tx:
        db_now = worker.deps.database_now(tx)
        workspaces = queue_store.past_deadline(tx, now)
    if not worker.clock_is_sane(now, db_now):
        return 0
    return sum(_drop_late(worker, account, team, now) for account, team in workspaces)


def _drop_late(worker: DeliveryWorker, account: AccountId, team: TeamId, now: datetime) -> int:
    with worker.db.write(team) as tx:
        db_now = worker.deps.database_now(tx)
        dropped = queue_store.drop_past_deadline(tx, account, now=now, at=db_now, reason=TOO_LATE, limit=BATCH)
        for delivery in dropped:
            run_hook(worker, tx, delivery, now)
    for delivery in dropped:
        worker.deps.emit(Finished(delivery))
    return len(dropped)


def redate_ahead(db: Database, now: datetime) -> int:
    """Bring back what people's acts enqueued while a clock was wrong and ahead: it would wait until then (CLOCK-1); return how many."""
    return run_in_batches(db, LOCK, lambda tx, most: queue_store.redate(tx, now, most))


def purge_finished(db: Database, now: datetime) -> int:
    """Delete messages that finished before `RETENTION`, in batches; return how many."""
    return run_in_batches(db, LOCK, lambda tx, most: queue_store.purge(tx, now - RETENTION, most))


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """Counts by state, the oldest pending delivery, the latest failed ones, and suspended workspaces."""

    counts: dict[DeliveryState, int]
    oldest: Delivery | None
    failed: Sequence[Delivery]
    suspended: Sequence[SuspendedWorkspace]


def queue_status(db: Database) -> QueueStatus:
    """The state of the whole queue, for operators."""
    with db.read() as tx:
        return QueueStatus(
            counts=queue_store.counts_by_state(tx),
            oldest=queue_store.oldest_pending(tx),
            failed=queue_store.failed(tx, FAILED_SHOWN),
            suspended=rate_limit_store.suspended(tx),
        )


def waiting_time(db: Database, now: datetime) -> timedelta:
    """How long the oldest message that is due has waited; nothing where none does."""
    with db.read() as tx:
        oldest = queue_store.oldest_pending(tx)
    return timedelta() if oldest is None else max(timedelta(), now - oldest.due)


def suspended_workspaces(db: Database) -> Sequence[SuspendedWorkspace]:
    """The workspaces to which nothing is sent, with the reasons."""
    with db.read() as tx:
        return rate_limit_store.suspended(tx)


def retry(db: Database, delivery: DeliveryId, now: datetime) -> bool:
    """Make a failed, dropped or unknown delivery pending again, for a day at least; false in any other state."""
    with db.write(LOCK) as tx:
        found = queue_store.get(tx, delivery)
        if found is None:
            return False
        return queue_store.retry(tx, delivery, max(found.deadline, now + RETRY_TTL))


REVOKED = "token_revoked"
"""Slack's own error for it, so that the workspace is probed and goes on once the token is valid."""


def on_uninstalled(db: Database, team: TeamId) -> None:
    """Open the circuit of a workspace that removed the app: nothing is sent until a probe succeeds.

    Idempotent, since Slack sends two events.
    """
    with db.write(team) as tx:
        account = people_store.find_account(tx, team)
        if account is None:
            return
        db_now = database_now(tx)
        limit = rate_limit_store.get(tx, account.id, POST_METHOD)
        opened = rate_limit.opened(limit, REVOKED, db_now, db_now + MAX_WAIT)
        rate_limit_store.save(tx, account.id, POST_METHOD, opened)
