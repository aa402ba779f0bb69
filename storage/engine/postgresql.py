"""Connections to PostgreSQL with time limits, also behind a pooler such as PgBouncer in transaction mode.

A write sets the limits in the statement that takes its lock. A read has the limits of its connection, set once when it is
opened. Behind a pooler neither settings nor prepared statements may outlive a transaction, as the next one may run on
another server connection: there each read is a transaction that sets the limits, and nothing is prepared.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, bindparam, create_engine, event, func, select
from sqlalchemy.engine import URL

from storage.engine.timeouts import TIMEOUT_SECONDS

POOLER_PARAMETERS = ("prepare_threshold",)
"""URL parameters that manuals recommend for a pooler. psycopg cannot parse them, and a pooler is detected here."""
_CONNECTION: Mapping[str, object] = {
    "connect_timeout": 2,  # seconds
    "tcp_user_timeout": 5000,  # milliseconds in which what was sent must have arrived
    "keepalives_idle": 10,  # seconds without a word; then it asks, three times, whether anybody is there
    "keepalives_interval": 3,
    "keepalives_count": 3,
}
"""So that a server which a broken network hides is given up: it neither answers nor refuses. What the URL says goes first."""
_MILLISECONDS = int(TIMEOUT_SECONDS * 1000)
_LIMITS = {
    "lock_timeout": _MILLISECONDS,
    "statement_timeout": _MILLISECONDS,
    "idle_in_transaction_session_timeout": 2 * _MILLISECONDS,  # a suspended process loses its locks
}
_SET_SESSION_LIMITS = "SET timezone = 'UTC'; " + "; ".join(f"SET {name} = {limit}" for name, limit in _LIMITS.items())
_SET_LOCAL_LIMITS = "; ".join(f"SET LOCAL {name} = {limit}" for name, limit in _LIMITS.items())
_BEGIN_WITH_LIMITS = f"BEGIN; {_SET_LOCAL_LIMITS}"
_BEGIN_SNAPSHOT = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_SET_LOCAL_LIMITS}"
_LOCK_WITH_LIMITS = select(
    *(func.set_config(name, str(limit), True) for name, limit in _LIMITS.items()),  # noqa: FBT003 - PostgreSQL's: local
    func.pg_advisory_xact_lock(bindparam("key")),
)
"""One round trip for all of it. A limit that is set in a statement holds for the lock in the same statement."""
_BEHIND_POOLER = "pooled"


def postgresql_engine(url: URL, **settings: Any) -> Engine:  # noqa: ANN401 - create_engine's own
    """An engine whose connections have the limits set, or are marked as behind a pooler."""
    engine = create_engine(url, connect_args=_connection(url), pool_pre_ping=True, **settings)
    event.listen(engine, "connect", _set_limits_or_mark_pooled)
    return engine


def unpooled_engine(url: URL) -> Engine:
    """An engine for a single query or a migration: no pool, no prepared statements, and no limits for statements and locks."""
    return create_engine(url, poolclass=NullPool, connect_args={**_connection(url), "prepare_threshold": None})


def _connection(url: URL) -> dict[str, object]:
    return {name: value for name, value in _CONNECTION.items() if name not in url.query}


def limit_transaction(connection: Connection) -> None:
    """Set the limits for the rest of this transaction."""
    connection.exec_driver_sql(_SET_LOCAL_LIMITS, execution_options={"no_parameters": True})


def _set_limits_or_mark_pooled(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy hands over an untyped DBAPI connection
    autocommit, connection.autocommit = connection.autocommit, True
    (backend,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    if backend == connection.info.backend_pid:
        connection.execute(_SET_SESSION_LIMITS)
    else:  # a pooler reports a process id of its own, as server connections change
        record.info[_BEHIND_POOLER] = True
        connection.prepare_threshold = None
    connection.autocommit = autocommit


@contextmanager
def with_time_limits(connection: Connection) -> Iterator[None]:
    """Limit what is read inside on this autocommit connection, also behind a pooler."""
    if not connection.info.get(_BEHIND_POOLER):
        yield
        return
    with _read_transaction(connection, _BEGIN_WITH_LIMITS):
        yield


def in_snapshot(connection: Connection) -> AbstractContextManager[None]:
    """Read inside, on this autocommit connection, what was committed at the first statement, with time limits."""
    return _read_transaction(connection, _BEGIN_SNAPSHOT)


@contextmanager
def _read_transaction(connection: Connection, begin: str) -> Iterator[None]:
    try:
        connection.exec_driver_sql(begin, execution_options={"no_parameters": True})
        yield
    finally:
        if not connection.invalidated:  # else the connection is gone, and the transaction with it
            connection.exec_driver_sql("ROLLBACK")


def lock_with_time_limits(connection: Connection, key: int) -> None:
    """Take the advisory lock until the transaction ends, and set the limits for the transaction."""
    connection.execute(_LOCK_WITH_LIMITS, {"key": key})
