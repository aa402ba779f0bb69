"""Stores the outcome of a delivery after Slack's answer, if our lease still holds, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.policy.deliveries.outcomes import (
    Accepted,
    Ambiguous,
    DeliveryOutcome,
    Failed,
    LookupDeferred,
    LookupOutcome,
    Retry,
    WorkspaceFault,
)
from bot.policy.deliveries.rate_limit import POST_METHOD, RateLimit
from bot.policy.deliveries.retry import backoff_delay, retry_delay
from bot.use_cases.deliveries.worker import (
    BackedOff,
    CircuitClosed,
    CircuitOpened,
    ClaimedDelivery,
    DeliveryWorker,
    Finished,
    WorkerEvent,
)
from storage import Connection
from storage.deliveries import claims as claim_store
from storage.deliveries import rate_limits as rate_limit_store
from storage.deliveries.claims import Counters
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class Completion:
    """The end of a delivery. `unreachable`: its person cannot be reached; `reconciled`: it was found in Slack."""

    state: DeliveryState
    reason: str = ""
    channel: str = ""
    ts: str = ""
    unreachable: bool = False
    reconciled: bool = False


def record_outcome(worker: DeliveryWorker, claimed: ClaimedDelivery, outcome: DeliveryOutcome, now: datetime) -> bool:
    """Store the outcome of one post; return whether to go on with this workspace."""
    record(worker, claimed, POST_METHOD, outcome, partial(_apply_outcome, worker, claimed, outcome, now))
    return not (
        isinstance(outcome, WorkspaceFault | Ambiguous)
        or (isinstance(outcome, Retry) and not outcome.counts_as_failure)
    )


def record(
    worker: DeliveryWorker,
    claimed: ClaimedDelivery,
    method: str,
    outcome: DeliveryOutcome | LookupOutcome,
    apply: Callable[[Connection, datetime], list[WorkerEvent]],
) -> None:
    """Store what `apply` makes of an outcome, and what follows for the rate limit of this method, in one transaction.

    `apply` gets the database's time; the events that it gives are emitted after the transaction.
    """
    delivery = claimed.delivery
    with worker.db.write(delivery.team) as tx:
        db_now = worker.deps.database_now(tx)
        before = rate_limit_store.get(tx, delivery.account, method)
        events = apply(tx, db_now)
        after = _limit_after(worker, before, outcome, db_now, trial=claimed.trial)
        if after != before:
            rate_limit_store.save(tx, delivery.account, method, after)
    for event in [*events, *_circuit_events(delivery, method, before, after)]:
        worker.deps.emit(event)


def _apply_outcome(
    worker: DeliveryWorker,
    claimed: ClaimedDelivery,
    outcome: DeliveryOutcome,
    now: datetime,
    tx: Connection,
    db_now: datetime,
) -> list[WorkerEvent]:
    delivery, lease_token = claimed.delivery, claimed.lease_token
    match outcome:
        case Accepted(channel, ts):
            return complete(worker, tx, claimed, Completion(DeliveryState.SENT, channel=channel, ts=ts), now)
        case Failed(reason, unreachable):
            return complete(worker, tx, claimed, Completion(DeliveryState.FAILED, reason, unreachable=unreachable), now)
        case Retry(reason, counts) if counts and delivery.failures + 1 >= worker.retry_policy.max_failures:
            return complete(worker, tx, claimed, Completion(DeliveryState.FAILED, reason), now)
        case Retry(reason, counts, retry_after):
            not_before = None if retry_after is not None else db_now + backoff(worker, delivery.tries + 1)
            counters = Counters(int(counts), int(not claimed.in_flight))
            claim_store.reschedule(tx, delivery.id, lease_token, reason, not_before, counters)
            return [BackedOff(delivery, reason)]
        case WorkspaceFault(reason):
            claim_store.reschedule(tx, delivery.id, lease_token, reason, None, Counters())
            return []
        case Ambiguous(reason):
            claim_store.set_reason(tx, delivery.id, lease_token, reason)
            return [BackedOff(delivery, reason)]


def backoff(worker: DeliveryWorker, tries: int) -> timedelta:
    """The delay before the next try, after so many tries."""
    return backoff_delay(worker.retry_policy, tries, worker.deps.jitter())


def complete(
    worker: DeliveryWorker, tx: Connection, claimed: ClaimedDelivery, completion: Completion, now: datetime
) -> list[WorkerEvent]:
    """If our lease still holds, store the end of the delivery, clear or mark `unreachable` (REM-5), run `on_finished`."""
    delivery, person = claimed.delivery, claimed.delivery.recipient.person
    state, reason, channel, ts = completion.state, completion.reason, completion.channel, completion.ts
    if not claim_store.complete(tx, delivery.id, claimed.lease_token, state, now, reason, channel, ts):
        return []
    if person is not None and state is DeliveryState.SENT:
        people_store.clear_unreachable(tx, person)
    if person is not None and completion.unreachable:
        people_store.mark_unreachable(tx, person, reason, now)
    ended = replace(delivery, state=state, reason=reason, channel=channel, ts=ts, finished_at=now)
    run_hook(worker, tx, ended, now)
    return [Finished(ended, completion.reconciled)]


def run_hook(worker: DeliveryWorker, tx: Connection, ended: Delivery, now: datetime) -> None:
    """Call the kind's `on_finished` hook, in the transaction that ends the delivery."""
    message_type = worker.message_types.get(ended.kind)
    if message_type is not None:
        message_type.on_finished(tx, ended, now)


def _limit_after(
    worker: DeliveryWorker, limit: RateLimit, outcome: DeliveryOutcome | LookupOutcome, db_now: datetime, *, trial: bool
) -> RateLimit:
    failures = limit.consecutive_failures + 1
    match outcome:
        case WorkspaceFault(reason):
            return rate_limit.opened(limit, reason, db_now, db_now + worker.retry_policy.probe_interval)
        case Retry(_, False, retry_after) | LookupDeferred(_, retry_after):
            pause = retry_delay(worker.retry_policy, retry_after, failures, worker.deps.jitter())
            return rate_limit.failed(limit, db_now + pause)
        case Ambiguous():
            return rate_limit.failed(limit, db_now + backoff(worker, failures))
        case _:
            return rate_limit.closed(limit) if trial else rate_limit.succeeded(limit)


def _circuit_events(delivery: Delivery, method: str, before: RateLimit, after: RateLimit) -> list[WorkerEvent]:
    """The circuit's events: one when it opens, one when it closes."""
    if before.open_reason == after.open_reason:
        return []
    if after.open_reason:
        return [CircuitOpened(delivery.team, method, after.open_reason)]
    return [CircuitClosed(delivery.team, method)]
