"""The database's clock: the same for all replicas."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text

_POSTGRESQL = text("SELECT clock_timestamp()")
_SQLITE = text("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")


def database_now(tx: Connection) -> datetime:
    """The database's time: aware, in UTC; on SQLite to the millisecond."""
    if tx.dialect.name == "sqlite":
        return datetime.fromisoformat(str(tx.execute(_SQLITE).scalar_one())).replace(tzinfo=UTC)
    at: datetime = tx.execute(_POSTGRESQL).scalar_one()
    return at.astimezone(UTC)
