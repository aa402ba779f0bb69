"""What becomes of a message after Slack's answer: written down if the worker still holds it, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy import pace as paces
from bot.policy.deliveries import Delivery, State
from bot.policy.delivery_answers import Again, Failed, Outcome, Sent, Stopped, Unclear
from bot.policy.pace import POST, Pace
from bot.policy.patience import obeyed, wait
from bot.use_cases.couriers import (
    BackedOff,
    CircuitClosed,
    CircuitOpened,
    ClaimedDelivery,
    DeliveryWorker,
    Finished,
    WorkerEvent,
)
from storage import Connection, unreachable
from storage import delivery_claims as claims
from storage import paces as pace_store
from storage.delivery_claims import Counted


@dataclass(frozen=True, slots=True)
class Completion:
    """How it ended with a message. `unreachable`: because of its person; `reconciled`: it was found in Slack."""

    state: State
    reason: str = ""
    channel: str = ""
    ts: str = ""
    unreachable: bool = False
    reconciled: bool = False


def record_outcome(worker: DeliveryWorker, claimed: ClaimedDelivery, outcome: Outcome, now: datetime) -> bool:
    """Write down what came of one post; gives whether Slack may be spoken to further."""
    delivery = claimed.delivery
    with worker.db.write(delivery.team) as tx:
        db_now = worker.deps.database_now(tx)
        before = pace_store.get(tx, delivery.account, POST)
        events = _apply_outcome(worker, tx, claimed, outcome, db_now, now)
        after = _limit_after(worker, before, outcome, db_now, trial=claimed.trial)
        if after != before:
            pace_store.put(tx, delivery.account, POST, after)
    for event in [*events, *circuit_events(delivery, POST, before, after)]:
        worker.deps.emit(event)
    return not (isinstance(outcome, Stopped | Unclear) or (isinstance(outcome, Again) and not outcome.counts))


def _apply_outcome(
    worker: DeliveryWorker, tx: Connection, claimed: ClaimedDelivery, outcome: Outcome, db_now: datetime, now: datetime
) -> list[WorkerEvent]:
    delivery, lease_token = claimed.delivery, claimed.lease_token
    match outcome:
        case Sent(channel, ts):
            return complete(worker, tx, claimed, Completion(State.SENT, channel=channel, ts=ts), now)
        case Failed(reason, unreachable):
            return complete(worker, tx, claimed, Completion(State.FAILED, reason, unreachable=unreachable), now)
        case Again(reason, counts) if counts and delivery.attempts + 1 >= worker.retry_policy.attempts:
            return complete(worker, tx, claimed, Completion(State.FAILED, reason), now)
        case Again(reason, counts, retry_after):
            not_before = None if retry_after is not None else db_now + backoff(worker, delivery.tries + 1)
            claims.put_back(
                tx, delivery.id, lease_token, reason, not_before, Counted(int(counts), int(not claimed.in_flight))
            )
            return [BackedOff(delivery, reason)]
        case Stopped(reason):
            claims.put_back(tx, delivery.id, lease_token, reason, None, Counted())
            return []
        case Unclear(reason):
            claims.note(tx, delivery.id, lease_token, reason)
            return [BackedOff(delivery, reason)]


def backoff(worker: DeliveryWorker, tries: int) -> timedelta:
    """How long something waits after so many tries in vain."""
    return wait(worker.retry_policy, tries, worker.deps.jitter())


def complete(
    worker: DeliveryWorker, tx: Connection, claimed: ClaimedDelivery, completion: Completion, now: datetime
) -> list[WorkerEvent]:
    """It is over with this message, unless somebody else has taken it over. Who cannot be reached is marked (REM-5)."""
    delivery, person = claimed.delivery, claimed.delivery.recipient.person
    if not claims.settle(
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
    if person is not None and completion.state is State.SENT:
        unreachable.clear(tx, person)
    if person is not None and completion.unreachable:
        unreachable.mark(tx, person, completion.reason, now)
    ended = replace(
        delivery,
        state=completion.state,
        reason=completion.reason,
        channel=completion.channel,
        ts=completion.ts,
        settled_at=now,
    )
    run_hook(worker, tx, ended, now)
    return [Finished(ended, completion.reconciled)]


def run_hook(worker: DeliveryWorker, tx: Connection, ended: Delivery, now: datetime) -> None:
    """What messages of this kind leave to do, in the same transaction."""
    message_type = worker.message_types.get(ended.kind)
    if message_type is not None:
        message_type.on_finished(tx, ended, now)


def _limit_after(worker: DeliveryWorker, limit_state: Pace, outcome: Outcome, db_now: datetime, *, trial: bool) -> Pace:
    match outcome:
        case Stopped(reason):
            return paces.stopped(limit_state, reason, db_now, db_now + worker.retry_policy.probe_every)
        case Again(_, counts, retry_after) if not counts:
            pause = obeyed(worker.retry_policy, retry_after, limit_state.troubles + 1, worker.deps.jitter())
            return paces.troubled(limit_state, db_now + pause)
        case Unclear():
            return paces.troubled(limit_state, db_now + backoff(worker, limit_state.troubles + 1))
        case _:
            return paces.resumed(limit_state) if trial else paces.well(limit_state)


def circuit_events(delivery: Delivery, method: str, before: Pace, after: Pace) -> list[WorkerEvent]:
    """An alarm is raised once, and once more when it is over."""
    if before.stopped_because == after.stopped_because:
        return []
    if after.stopped_because:
        return [CircuitOpened(delivery.team, method, after.stopped_because)]
    return [CircuitClosed(delivery.team, method)]
