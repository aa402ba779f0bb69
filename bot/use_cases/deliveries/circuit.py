"""Circuit breaker: after a fault of a workspace itself, calls to it stop, and it is probed from time to time (REM-4)."""

from dataclasses import replace
from enum import Enum

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.outcomes import TOKEN_ERRORS
from bot.policy.deliveries.retry import MAX_WAIT
from bot.policy.ids import AccountId, TeamId
from bot.use_cases.deliveries.worker import CircuitClosed, DeliveryWorker
from storage.deliveries import rate_limits as rate_limit_store


class CircuitState(Enum):
    """Whether calls to this workspace are allowed now."""

    OPEN = "open"
    HALF_OPEN = "half open"  # one call, whose answer decides
    CLOSED = "closed"


def check_circuit(worker: DeliveryWorker, account: AccountId, team: TeamId, method: str) -> CircuitState:
    """Probe an open circuit with `auth.test` when that is due, and once after each start: the token may be new."""
    with worker.db.read() as tx:
        reason = rate_limit_store.get(tx, account, method).open_reason
    if not reason:
        return CircuitState.CLOSED
    if not _probe_is_due(worker, account, team, method) or worker.deps.poster.probe(team):
        return CircuitState.OPEN
    if reason not in TOKEN_ERRORS:
        return CircuitState.HALF_OPEN
    _close_circuit(worker, account, team, method)
    return CircuitState.CLOSED


def _probe_is_due(worker: DeliveryWorker, account: AccountId, team: TeamId, method: str) -> bool:
    with worker.db.write(team) as tx:
        db_now = worker.deps.database_now(tx)
        limit = rate_limit_store.get(tx, account, method)
        not_due_yet = limit.probe_at is not None and db_now < limit.probe_at <= db_now + MAX_WAIT
        if not_due_yet and (team, method) in worker.probed:
            return False
        rate_limit_store.save(tx, account, method, replace(limit, probe_at=db_now + worker.retry_policy.probe_interval))
    worker.probed.add((team, method))
    return True


def _close_circuit(worker: DeliveryWorker, account: AccountId, team: TeamId, method: str) -> None:
    with worker.db.write(team) as tx:
        limit = rate_limit_store.get(tx, account, method)
        rate_limit_store.save(tx, account, method, rate_limit.closed(limit))
    worker.deps.emit(CircuitClosed(team, method))
