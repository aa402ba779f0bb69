"""Sends what is due: claim, render at the last moment, post, complete (REM-3 to REM-5, REM-7).

No transaction is open during a call to Slack. Every process may do this at any time; there is no leader.
"""

import secrets
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.deliveries import DeliveryState, Urgency
from bot.policy.deliveries.outcomes import NotSent, PostResponse, Rejected, Retry, TimedOut, classify_response
from bot.policy.deliveries.rate_limit import POST_METHOD
from bot.policy.ids import AccountId, TeamId
from bot.use_cases.deliveries.circuit import CircuitState, check_circuit
from bot.use_cases.deliveries.completion import Completion, complete, record_outcome
from bot.use_cases.deliveries.worker import ClaimedDelivery, Crashed, Defer, DeliveryWorker, Discard
from bot.use_cases.ports import Message
from storage import Connection, StorageError
from storage.deliveries import claims as claim_store
from storage.deliveries import rate_limits as rate_limit_store
from storage.deliveries.claims import Lease

CLAIM_BATCH = 10
"""Claimed together, sent one after the other; what does not fit into the tick is unclaimed."""
LEASE_TOKEN_BYTES = 8


@dataclass(frozen=True, slots=True)
class DueWorkspace:
    """A workspace with due deliveries, and their classes of urgency."""

    account: AccountId
    team: TeamId
    urgencies: Collection[Urgency]


def send_due(worker: DeliveryWorker, now: datetime) -> None:
    """One tick: send as much of what is due as the rate limit allows and as fits into a tick."""
    began = worker.deps.monotonic()
    with worker.db.read() as tx:
        db_now = worker.deps.database_now(tx)
        due = claim_store.due_workspaces(tx, now)
    if worker.clock_is_sane(now, db_now):
        for (account, team), classes in due.items():
            _send_to_workspace(worker, DueWorkspace(account, team, classes), now, began)


def _send_to_workspace(worker: DeliveryWorker, workspace: DueWorkspace, now: datetime, began: float) -> None:
    circuit = check_circuit(worker, workspace.account, workspace.team, POST_METHOD)
    if circuit is CircuitState.HALF_OPEN:
        for claimed in _claim(worker, workspace, now, trial=True):
            _process(worker, claimed, now)
    while circuit is CircuitState.CLOSED and tick_has_time_left(worker, began):
        batch = _claim(worker, workspace, now, trial=False)
        if not batch or not _process_all(worker, batch, now, began):
            return


def tick_has_time_left(worker: DeliveryWorker, began: float) -> bool:
    """Whether this tick has time left; `began` is its start by the monotonic clock, in seconds."""
    return worker.deps.monotonic() - began < worker.retry_policy.poll_interval.total_seconds()


def new_lease_token() -> str:
    """A random token by which a worker proves its lease."""
    return secrets.token_hex(LEASE_TOKEN_BYTES)


def _claim(worker: DeliveryWorker, workspace: DueWorkspace, now: datetime, *, trial: bool) -> list[ClaimedDelivery]:
    """Claim as many deliveries as there are permits now, and consume these; on trial it is one.

    Bulk's guaranteed tenth goes first, then the classes by urgency (REM-7).
    """
    retry_policy, account = worker.retry_policy, workspace.account
    rate, interval = retry_policy.rate, retry_policy.poll_interval
    with worker.db.write(workspace.team) as tx:
        db_now = worker.deps.database_now(tx)
        limit = rate_limit_store.get(tx, account, POST_METHOD)
        permits = 1 if trial else min(rate_limit.available(limit, db_now, rate, interval), CLAIM_BATCH)
        lease = Lease(new_lease_token(), db_now, db_now + retry_policy.lease)
        bulk = rate_limit.bulk_available(limit, permits) if Urgency.BULK in workspace.urgencies else 0
        batch: list[ClaimedDelivery] = []
        for urgency, most in [(Urgency.BULK, bulk), *((each, permits) for each in sorted(workspace.urgencies))]:
            if count := min(most, permits - len(batch)):
                kinds = worker.message_types
                deliveries = claim_store.claim(tx, account, urgency, lease, kinds=kinds, now=now, limit=count)
                batch += [ClaimedDelivery(delivery, lease.token, trial) for delivery in deliveries]
        if batch:
            consumed = rate_limit.consumed(limit, len(batch), db_now, rate, interval)
            rate_limit_store.save(tx, account, POST_METHOD, consumed)
    return batch


def _process_all(worker: DeliveryWorker, batch: list[ClaimedDelivery], now: datetime, began: float) -> bool:
    """Process them in order, one at least, and unclaim the rest; return whether to go on."""
    left = deque(batch)
    may_go_on = _process(worker, left.popleft(), now)
    while left and may_go_on and tick_has_time_left(worker, began):
        may_go_on = _process(worker, left.popleft(), now)
    if left:
        _unclaim(worker, list(left))
    return may_go_on


def _process(worker: DeliveryWorker, claimed: ClaimedDelivery, now: datetime) -> bool:
    rendered = _render(worker, claimed, now)
    match rendered:
        case Discard(reason):
            _discard(worker, claimed, reason, now)
            return True
        case Defer(due):
            _defer(worker, claimed, due)
            return True
        case Retry():
            return record_outcome(worker, claimed, rendered, now)
        case _:
            return _post(worker, claimed, rendered, now)


def _render(worker: DeliveryWorker, claimed: ClaimedDelivery, now: datetime) -> Message | Discard | Defer | Retry:
    """Render from the facts of this moment (REM-3)."""
    try:
        return worker.message_types[claimed.delivery.kind].render(claimed.delivery, now)
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001 - one faulty message must not hold up the others
        worker.deps.emit(Crashed(claimed.delivery, error))
        return Retry(f"not made: {type(error).__name__}", counts_as_failure=True)


def _post(worker: DeliveryWorker, claimed: ClaimedDelivery, message: Message, now: datetime) -> bool:
    delivery, guard = claimed.delivery, SendGuard(worker, claimed, now)
    try:
        answer = worker.deps.poster.post(delivery.team, delivery.recipient, message, delivery.idempotency_key, guard)
    except Exception as error:  # noqa: BLE001 - one faulty message must not hold up the others
        worker.deps.emit(Crashed(delivery, error))
        reason = f"not posted: {type(error).__name__}"
        answer = TimedOut(reason) if guard.passed else Rejected(reason)
    if guard.refused:
        _unclaim(worker, [claimed])
        return True
    outcome = classify_response(guard.verdict(answer), to_person=delivery.recipient.person is not None)
    return record_outcome(worker, replace(claimed, in_flight=guard.passed), outcome, now)


class SendGuard:
    """Called when all of a request but its last byte has left: passes only if the lease holds by the database's clock.

    Slack has seen the request begin before this check. So even if the process freezes right after it, Slack takes the
    request, if at all, within the time that other workers wait before they look for the message.
    """

    def __init__(self, worker: DeliveryWorker, claimed: ClaimedDelivery, now: datetime) -> None:
        self._worker = worker
        self._claimed = claimed
        self._now = now
        self.passed = False
        self.refused = False

    def __call__(self) -> bool:
        monotonic, retry_policy = self._worker.deps.monotonic, self._worker.retry_policy
        asked = monotonic()
        lease_holds = self._mark_in_flight()
        self.passed = lease_holds and monotonic() - asked < retry_policy.request_timeout.total_seconds()
        self.refused = not self.passed
        return self.passed

    def verdict(self, answer: PostResponse) -> PostResponse:
        """Correct an answer that says less than the guard knows: whether Slack can have taken the request."""
        match answer:
            case NotSent(why) if self.passed:
                return TimedOut(why)
            case TimedOut(why) if not self.passed:
                return NotSent(why)
            case _:
                return answer

    def _mark_in_flight(self) -> bool:
        delivery = self._claimed.delivery
        try:
            with self._worker.db.write(delivery.team) as tx:
                db_now = self._worker.deps.database_now(tx)
                lease = Lease(self._claimed.lease_token, db_now, db_now + self._worker.retry_policy.lease)
                return claim_store.mark_in_flight(tx, delivery.id, lease, self._now)
        except StorageError:
            return False  # stored or not: the request is not completed


def _discard(worker: DeliveryWorker, claimed: ClaimedDelivery, reason: str, now: datetime) -> None:
    delivery = claimed.delivery
    with worker.db.write(delivery.team) as tx:
        events = complete(worker, tx, claimed, Completion(DeliveryState.DROPPED, reason), now)
        _refund_permit(worker, tx, claimed)
    for event in events:
        worker.deps.emit(event)


def _defer(worker: DeliveryWorker, claimed: ClaimedDelivery, due: datetime) -> None:
    with worker.db.write(claimed.delivery.team) as tx:
        claim_store.defer(tx, claimed.delivery.id, claimed.lease_token, due)
        _refund_permit(worker, tx, claimed)


def _unclaim(worker: DeliveryWorker, batch: Sequence[ClaimedDelivery]) -> None:
    """Put them back as if they had never been claimed."""
    first = batch[0]
    with worker.db.write(first.delivery.team) as tx:
        claim_store.unclaim(tx, [claimed.delivery.id for claimed in batch], first.lease_token)
        _refund_permit(worker, tx, first, len(batch))


def _refund_permit(worker: DeliveryWorker, tx: Connection, claimed: ClaimedDelivery, count: int = 1) -> None:
    account = claimed.delivery.account
    limit = rate_limit_store.get(tx, account, POST_METHOD)
    rate_limit_store.save(tx, account, POST_METHOD, rate_limit.refunded(limit, count, worker.retry_policy.rate))
