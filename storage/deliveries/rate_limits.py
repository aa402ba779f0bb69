"""The rate limit of each workspace, shared by all replicas. Read and written under the workspace's lock."""

from sqlalchemy import Connection, bindparam, select

from bot.policy.deliveries.deliveries import SuspendedWorkspace
from bot.policy.deliveries.rate_limit import RateLimit
from bot.policy.ids import AccountId, TeamId
from storage.engine.sql import upsert
from storage.tables.delivery_queue import paces
from storage.tables.people_and_rooms import accounts

_ONE = select(paces).where(paces.c.account_id == bindparam("account"), paces.c.method == bindparam("method_"))
_STATE_COLUMNS = ("next_at", "not_before", "troubles", "turn", "stopped_because", "stopped_at", "probe_at")
_SAVE = upsert(paces, _STATE_COLUMNS)
_SUSPENDED = (
    select(paces, accounts.c.team)
    .join(accounts, accounts.c.id == paces.c.account_id)
    .where(paces.c.stopped_because.is_not(None))
    .order_by(paces.c.stopped_at)
)


def get(tx: Connection, account: AccountId, method: str) -> RateLimit:
    """The stored rate limit of a method; a fresh one where none is stored."""
    row = tx.execute(_ONE, {"account": account, "method_": method}).one_or_none()
    if row is None:
        return RateLimit()
    return RateLimit(
        next_slot_at=row.next_at,
        paused_until=row.not_before,
        consecutive_failures=row.troubles,
        permits_used=row.turn,
        open_reason=row.stopped_because or "",
        opened_at=row.stopped_at,
        probe_at=row.probe_at,
    )


def save(tx: Connection, account: AccountId, method: str, rate_limit: RateLimit) -> None:
    """Insert or replace the rate-limit row."""
    row = {
        "account_id": account,
        "method": method,
        "next_at": rate_limit.next_slot_at,
        "not_before": rate_limit.paused_until,
        "troubles": rate_limit.consecutive_failures,
        "turn": rate_limit.permits_used,
        "stopped_because": rate_limit.open_reason or None,
        "stopped_at": rate_limit.opened_at,
        "probe_at": rate_limit.probe_at,
    }
    tx.execute(_SAVE, row)


def suspended(tx: Connection) -> list[SuspendedWorkspace]:
    """The workspaces to which nothing is sent, with the reason and since when, the longest suspended first."""
    rows = tx.execute(_SUSPENDED)
    return [SuspendedWorkspace(TeamId(row.team), row.method, row.stopped_because, row.stopped_at) for row in rows]
