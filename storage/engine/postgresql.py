"""Connections to PostgreSQL: how long anything may take there, also behind a pooler that hands them on after each transaction.

A transaction that writes says its limits together with its lock. Reads say them once a connection where it is direct. A pooler
such as PgBouncer refuses them at the start of a connection, and what is said or prepared outside of a transaction would be
somebody else's a moment later: there each look is a transaction that says them, and nothing is prepared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, bindparam, create_engine, event, func, select
from sqlalchemy.engine import URL

from storage.engine.timeouts import TIMEOUT_SECONDS

POOLER_PARAMETERS = ("prepare_threshold",)
"""What people are told to write into the address for a pooler: psycopg takes no text for it, and a pooler is found here."""
_CONNECT_SECONDS = 2
_MILLISECONDS = int(TIMEOUT_SECONDS * 1000)
_LIMITS = {
    "lock_timeout": _MILLISECONDS,
    "statement_timeout": _MILLISECONDS,
    "idle_in_transaction_session_timeout": 2 * _MILLISECONDS,  # a process that stands still loses its locks
}
_SET_SESSION_LIMITS = "SET timezone = 'UTC'; " + "; ".join(f"SET {name} = {limit}" for name, limit in _LIMITS.items())
_BEGIN_WITH_LIMITS = "BEGIN; " + "; ".join(f"SET LOCAL {name} = {limit}" for name, limit in _LIMITS.items())
_LOCK_WITH_LIMITS = select(
    *(func.set_config(name, str(limit), True) for name, limit in _LIMITS.items()),  # noqa: FBT003 - PostgreSQL's: local
    func.pg_advisory_xact_lock(bindparam("key")),
)
"""One way to the database and back for all of it. A limit that is set in a statement holds for the lock in the same."""
_BEHIND_POOLER = "pooled"


def postgresql_engine(url: URL, **settings: Any) -> Engine:  # noqa: ANN401 - create_engine's own
    """An engine whose connections know their limits, or that they stand behind a pooler."""
    engine = create_engine(url, connect_args={"connect_timeout": _CONNECT_SECONDS}, pool_pre_ping=True, **settings)
    event.listen(engine, "connect", _set_limits_or_mark_pooled)
    return engine


def unpooled_engine(url: URL) -> Engine:
    """An engine for a look or a migration: its connections close at once, take their time, and leave nothing behind."""
    return create_engine(url, poolclass=NullPool, connect_args={"prepare_threshold": None})


def _set_limits_or_mark_pooled(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy hands over an untyped DBAPI connection
    autocommit, connection.autocommit = connection.autocommit, True
    (backend,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    if backend == connection.info.backend_pid:
        connection.execute(_SET_SESSION_LIMITS)
    else:  # a pooler tells everybody a number of its own, since it hands everybody on
        record.info[_BEHIND_POOLER] = True
        connection.prepare_threshold = None
    connection.autocommit = autocommit


@contextmanager
def with_time_limits(connection: Connection) -> Iterator[None]:
    """Inside, what is read on this connection in autocommit is limited, wherever it comes from."""
    if not connection.info.get(_BEHIND_POOLER):
        yield
        return
    try:
        connection.exec_driver_sql(_BEGIN_WITH_LIMITS, execution_options={"no_parameters": True})
        yield
    finally:
        if not connection.invalidated:  # else there is nobody to say it to
            connection.exec_driver_sql("ROLLBACK")


def lock_with_time_limits(connection: Connection, key: int) -> None:
    """Take the advisory lock until the transaction ends, and limit whatever comes in it."""
    connection.execute(_LOCK_WITH_LIMITS, {"key": key})
