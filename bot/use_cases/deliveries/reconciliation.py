"""Looks in Slack for messages whose outcome is unclear, before they may be sent again (REM-4).

One call of Slack's looks at one page, and how far that went is stored: an app that may read one page a minute gets to the end as well.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.deliveries.lookups import lookup_window
from bot.policy.deliveries.outcomes import (
    Absent,
    Accepted,
    LookupDeferred,
    LookupImpossible,
    LookupOutcome,
    MorePages,
    WorkspaceFault,
    classify_lookup,
)
from bot.policy.deliveries.rate_limit import LOOKUP_METHOD
from bot.policy.ids import AccountId, TeamId
from bot.use_cases.deliveries.circuit import CircuitState, check_circuit
from bot.use_cases.deliveries.completion import Completion, backoff, complete, record
from bot.use_cases.deliveries.dispatch import CLAIM_BATCH, new_lease_token, tick_has_time_left
from bot.use_cases.deliveries.worker import BackedOff, ClaimedDelivery, DeliveryWorker, WorkerEvent
from storage import Connection
from storage.deliveries import claims as claim_store
from storage.deliveries import rate_limits as rate_limit_store
from storage.deliveries.claims import Counters, Lease


def reconcile_due(worker: DeliveryWorker, now: datetime) -> None:
    """One tick: look for deliveries whose lease expired so long ago that Slack has taken them or never will."""
    began = worker.deps.monotonic()
    with worker.db.read() as tx:
        db_now = worker.deps.database_now(tx)
        unclear = claim_store.with_expired_leases(tx, db_now, db_now - worker.retry_policy.lookup_after)
    if worker.clock_is_sane(now, db_now):
        for account, team in unclear:
            _reconcile_workspace(worker, account, team, now, began)


def _reconcile_workspace(worker: DeliveryWorker, account: AccountId, team: TeamId, now: datetime, began: float) -> None:
    circuit = check_circuit(worker, account, team, LOOKUP_METHOD)
    if circuit is CircuitState.HALF_OPEN:
        _reconcile_all(worker, _reclaim(worker, account, team, trial=True), now)
    while circuit is CircuitState.CLOSED and tick_has_time_left(worker, began):
        batch = _reclaim(worker, account, team, trial=False)
        if not batch or not _reconcile_all(worker, batch, now):
            return


def _reclaim(worker: DeliveryWorker, account: AccountId, team: TeamId, *, trial: bool) -> list[ClaimedDelivery]:
    retry_policy = worker.retry_policy
    with worker.db.write(team) as tx:
        db_now = worker.deps.database_now(tx)
        if not worker.may_reclaim(db_now):
            return []
        limit = rate_limit_store.get(tx, account, LOOKUP_METHOD)
        rate, interval = retry_policy.lookup_rate, retry_policy.poll_interval
        permits = 1 if trial else min(rate_limit.available(limit, db_now, rate, interval), CLAIM_BATCH)
        if not permits:
            return []
        lease = Lease(new_lease_token(), db_now, db_now + retry_policy.lease)
        expired_by = db_now - retry_policy.lookup_after
        deliveries = claim_store.reclaim(tx, account, lease, expired_by=expired_by, limit=permits)
        consumed = rate_limit.consumed(limit, len(deliveries), db_now, rate, interval)
        rate_limit_store.save(tx, account, LOOKUP_METHOD, consumed)
    return [ClaimedDelivery(delivery, lease.token, trial) for delivery in deliveries]


def _reconcile_all(worker: DeliveryWorker, batch: Sequence[ClaimedDelivery], now: datetime) -> bool:
    """Look at one page for each in turn, and leave the others as they were once Slack cannot be asked; return whether to go on."""
    for place, claimed in enumerate(batch, start=1):
        if not _reconcile_one(worker, claimed, now):
            _put_back(worker, batch[place:])
            return False
    return True


def _reconcile_one(worker: DeliveryWorker, claimed: ClaimedDelivery, now: datetime) -> bool:
    delivery = claimed.delivery
    window = lookup_window(worker.retry_policy, delivery, now)
    key, position = delivery.idempotency_key, delivery.lookup_position
    looked_up = worker.deps.poster.look_up(delivery.team, delivery.recipient, key, window, position)
    found = classify_lookup(looked_up, to_person=delivery.recipient.person is not None)
    record(worker, claimed, LOOKUP_METHOD, found, partial(_apply_finding, worker, claimed, found, now))
    return not isinstance(found, LookupDeferred | WorkspaceFault)


def _apply_finding(
    worker: DeliveryWorker,
    claimed: ClaimedDelivery,
    found: LookupOutcome,
    now: datetime,
    tx: Connection,
    db_now: datetime,
) -> list[WorkerEvent]:
    delivery = claimed.delivery
    match found:
        case Accepted(channel, ts):
            sent = Completion(DeliveryState.SENT, channel=channel, ts=ts, reconciled=True)
            return complete(worker, tx, claimed, sent, now)
        case Absent():
            not_before = db_now + backoff(worker, delivery.tries)
            claim_store.reschedule(tx, delivery.id, claimed.lease_token, delivery.reason, not_before, Counters())
            return [BackedOff(delivery, "slack did not take it")]
        case LookupImpossible(reason):
            return complete(worker, tx, claimed, Completion(DeliveryState.UNKNOWN, reason), now)
        case MorePages(position):
            _go_on_later(worker, tx, claimed, position, db_now)
            return []
        case LookupDeferred(reason, from_start=from_start):
            _go_on_later(worker, tx, claimed, "" if from_start else delivery.lookup_position, db_now)
            return [BackedOff(delivery, reason)]
        case WorkspaceFault(reason):
            _go_on_later(worker, tx, claimed, delivery.lookup_position, db_now)
            return [BackedOff(delivery, reason)]


def _put_back(worker: DeliveryWorker, batch: Sequence[ClaimedDelivery]) -> None:
    """Nobody has looked for these: they are where they were, and their permits are given back."""
    if not batch:
        return
    first = batch[0].delivery
    with worker.db.write(first.team) as tx:
        db_now = worker.deps.database_now(tx)
        for claimed in batch:
            _go_on_later(worker, tx, claimed, claimed.delivery.lookup_position, db_now)
        limit = rate_limit_store.get(tx, first.account, LOOKUP_METHOD)
        refunded = rate_limit.refunded(limit, len(batch), worker.retry_policy.lookup_rate)
        rate_limit_store.save(tx, first.account, LOOKUP_METHOD, refunded)


def _go_on_later(
    worker: DeliveryWorker, tx: Connection, claimed: ClaimedDelivery, position: str, db_now: datetime
) -> None:
    """Any replica goes on from this position as soon as the rate limit lets it, after those that wait for longer."""
    expired_at = db_now - worker.retry_policy.lookup_after
    claim_store.go_on_later(tx, claimed.delivery.id, claimed.lease_token, position, expired_at)
