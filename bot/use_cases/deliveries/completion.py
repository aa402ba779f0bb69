"""What becomes of a message after Slack's answer: written down if the worker still holds it, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.policy.deliveries.outcomes import Ambiguous, DeliveryOutcome, Failed, Retry, Sent, WorkspaceFault
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
    """How it ended with a message. `unreachable`: because of its person; `reconciled`: it was found in Slack."""

    state: DeliveryState
    reason: str = ""
    channel: str = ""
    ts: str = ""
    unreachable: bool = False
    reconciled: bool = False


def record_outcome(worker: DeliveryWorker, claimed: ClaimedDelivery, outcome: DeliveryOutcome, now: datetime) -> bool:
    """Write down what came of one post; gives whether Slack may be spoken to further."""
    delivery = claimed.delivery
    with worker.db.write(delivery.team) as tx:
        db_now = worker.deps.database_now(tx)
        before = rate_limit_store.get(tx, delivery.account, POST_METHOD)
        events = _apply_outcome(worker, tx, claimed, outcome, db_now, now)
        after = _limit_after(worker, before, outcome, db_now, trial=claimed.trial)
        if after != before:
            rate_limit_store.save(tx, delivery.account, POST_METHOD, after)
    for event in [*events, *circuit_events(delivery, POST_METHOD, before, after)]:
        worker.deps.emit(event)
    return not (
        isinstance(outcome, WorkspaceFault | Ambiguous)
        or (isinstance(outcome, Retry) and not outcome.counts_as_failure)
    )


def _apply_outcome(
    worker: DeliveryWorker,
    tx: Connection,
    claimed: ClaimedDelivery,
    outcome: DeliveryOutcome,
    db_now: datetime,
    now: datetime,
) -> list[WorkerEvent]:
    delivery, lease_token = claimed.delivery, claimed.lease_token
    match outcome:
        case Sent(channel, ts):
            return complete(worker, tx, claimed, Completion(DeliveryState.SENT, channel=channel, ts=ts), now)
        case Failed(reason, unreachable):
            return complete(worker, tx, claimed, Completion(DeliveryState.FAILED, reason, unreachable=unreachable), now)
        case Retry(reason, counts) if counts and delivery.failures + 1 >= worker.retry_policy.max_failures:
            return complete(worker, tx, claimed, Completion(DeliveryState.FAILED, reason), now)
        case Retry(reason, counts, retry_after):
            not_before = None if retry_after is not None else db_now + backoff(worker, delivery.tries + 1)
            claim_store.reschedule(
                tx, delivery.id, lease_token, reason, not_before, Counters(int(counts), int(not claimed.in_flight))
            )
            return [BackedOff(delivery, reason)]
        case WorkspaceFault(reason):
            claim_store.reschedule(tx, delivery.id, lease_token, reason, None, Counters())
            return []
        case Ambiguous(reason):
            claim_store.set_reason(tx, delivery.id, lease_token, reason)
            return [BackedOff(delivery, reason)]


def backoff(worker: DeliveryWorker, tries: int) -> timedelta:
    """How long something waits after so many tries in vain."""
    return backoff_delay(worker.retry_policy, tries, worker.deps.jitter())


def complete(
    worker: DeliveryWorker, tx: Connection, claimed: ClaimedDelivery, completion: Completion, now: datetime
) -> list[WorkerEvent]:
    """It is over with this message, unless somebody else has taken it over. Who cannot be reached is marked (REM-5)."""
    delivery, person = claimed.delivery, claimed.delivery.recipient.person
    if not claim_store.complete(
        tx,
        delivery.id,
        claimed.lease_token,
        completion.state,
        now,
        completion.reason,
        completion.channel,
        completion.ts,
    ):
        return []
    if person is not None and completion.state is DeliveryState.SENT:
        people_store.clear_unreachable(tx, person)
    if person is not None and completion.unreachable:
        people_store.mark_unreachable(tx, person, completion.reason, now)
    ended = replace(
        delivery,
        state=completion.state,
        reason=completion.reason,
        channel=completion.channel,
        ts=completion.ts,
        finished_at=now,
    )
    run_hook(worker, tx, ended, now)
    return [Finished(ended, completion.reconciled)]


def run_hook(worker: DeliveryWorker, tx: Connection, ended: Delivery, now: datetime) -> None:
    """What messages of this kind leave to do, in the same transaction."""
    message_type = worker.message_types.get(ended.kind)
    if message_type is not None:
        message_type.on_finished(tx, ended, now)


def _limit_after(
    worker: DeliveryWorker, limit_state: RateLimit, outcome: DeliveryOutcome, db_now: datetime, *, trial: bool
) -> RateLimit:
    match outcome:
        case WorkspaceFault(reason):
            return rate_limit.opened(limit_state, reason, db_now, db_now + worker.retry_policy.probe_interval)
        case Retry(_, counts, retry_after) if not counts:
            pause = retry_delay(
                worker.retry_policy, retry_after, limit_state.consecutive_failures + 1, worker.deps.jitter()
            )
            return rate_limit.failed(limit_state, db_now + pause)
        case Ambiguous():
            return rate_limit.failed(limit_state, db_now + backoff(worker, limit_state.consecutive_failures + 1))
        case _:
            return rate_limit.closed(limit_state) if trial else rate_limit.succeeded(limit_state)


def circuit_events(delivery: Delivery, method: str, before: RateLimit, after: RateLimit) -> list[WorkerEvent]:
    """An alarm is raised once, and once more when it is over."""
    if before.open_reason == after.open_reason:
        return []
    if after.open_reason:
        return [CircuitOpened(delivery.team, method, after.open_reason)]
    return [CircuitClosed(delivery.team, method)]
