"""Looks in Slack for messages whose outcome is unclear, before they may be sent again (REM-4)."""

from datetime import datetime
from functools import partial

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.deliveries.outcomes import (
    Absent,
    Accepted,
    LookupDeferred,
    LookupImpossible,
    LookupOutcome,
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
    may_go_on = circuit is not CircuitState.OPEN
    while may_go_on and tick_has_time_left(worker, began):
        batch = _reclaim(worker, account, team, trial=circuit is CircuitState.HALF_OPEN)
        may_go_on = bool(batch) and circuit is CircuitState.CLOSED
        for claimed in batch:
            may_go_on = _reconcile_one(worker, claimed, now) and may_go_on


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


def _reconcile_one(worker: DeliveryWorker, claimed: ClaimedDelivery, now: datetime) -> bool:
    delivery = claimed.delivery
    since = (delivery.first_tried_at or now) - worker.retry_policy.lookup_margin
    looked_up = worker.deps.poster.look_up(delivery.team, delivery.recipient, delivery.idempotency_key, since)
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
        case LookupDeferred(reason) | WorkspaceFault(reason):
            return [BackedOff(delivery, reason)]  # unchanged: looked for again when this lease has expired
