"""The rate limit of each workspace, shared by all replicas. Read and written under the workspace's lock."""

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.deliveries import SuspendedWorkspace
from bot.policy.pace import RateLimit
from bot.policy.people import AccountId, TeamId
from storage.tables import accounts, paces

_ONE = select(paces).where(paces.c.account_id == bindparam("account"), paces.c.method == bindparam("method_"))
_SUSPENDED = (
    select(paces, accounts.c.team)
    .join(accounts, accounts.c.id == paces.c.account_id)
    .where(paces.c.stopped_because.is_not(None))
    .order_by(paces.c.stopped_at)
)


def get(tx: Connection, account: AccountId, method: str) -> RateLimit:
    """How fast this workspace may be spoken to."""
    row = tx.execute(_ONE, {"account": account, "method_": method}).one_or_none()
    if row is None:
        return RateLimit()
    return RateLimit(
        next_at=row.next_at,
        not_before=row.not_before,
        troubles=row.troubles,
        turn=row.turn,
        stopped_because=row.stopped_because or "",
        stopped_at=row.stopped_at,
        probe_at=row.probe_at,
    )


def save(tx: Connection, account: AccountId, method: str, rate_limit: RateLimit) -> None:
    """From now on this holds."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    values = {**asdict(rate_limit), "stopped_because": rate_limit.stopped_because or None}
    statement = insert(paces).values(account_id=account, method=method, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["account_id", "method"], set_=values))


def suspended(tx: Connection) -> list[SuspendedWorkspace]:
    """The workspaces to which nothing is sent, and why."""
    rows = tx.execute(_SUSPENDED)
    return [SuspendedWorkspace(TeamId(row.team), row.method, row.stopped_because, row.stopped_at) for row in rows]
