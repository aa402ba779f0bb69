"""The database's own clock: the same for all replicas, whatever their machines believe."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text

_POSTGRESQL = text("SELECT clock_timestamp()")
_SQLITE = text("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")


def database_now(tx: Connection) -> datetime:
    """What time it is in the database: aware, in UTC. On SQLite to the millisecond."""
    if tx.dialect.name == "sqlite":
        return datetime.fromisoformat(str(tx.execute(_SQLITE).scalar_one())).replace(tzinfo=UTC)
    at: datetime = tx.execute(_POSTGRESQL).scalar_one()
    return at.astimezone(UTC)
