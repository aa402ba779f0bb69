"""Connections to the database: reads that take no lock, and writes that hold a named lock until they commit."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.engine.clock import database_now
from storage.engine.errors import DuplicateKeyError, Outage, StorageError, storage_error
from storage.engine.first_write import count_changes, joined_by_waiting_work
from storage.engine.notifications import WorkQueue, collect
from storage.engine.postgresql import (
    POOLER_PARAMETERS,
    in_snapshot,
    lock_with_time_limits,
    postgresql_engine,
    with_time_limits,
)
from storage.engine.timeouts import TIMEOUT_SECONDS

log: structlog.stdlib.BoundLogger = structlog.get_logger()

POOL_SIZE = 16
"""Read connections that stay open, one for each handler of a workspace that may run; further ones close after one use."""
WRITE_POOL_SIZE = 4

_RETRY_INTERVAL_SECONDS = 0.01
_LOG_TIMEOUT_MILLISECONDS = 300
_ENGINE_OPTIONS = {"pool_timeout": TIMEOUT_SECONDS, "hide_parameters": True}
# LIFO, as the connection used last has its pages and statements cached. No rollback, as autocommit begins no transaction.
_READ_ENGINE_OPTIONS = {
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
    "pool_use_lifo": True,
    "pool_size": POOL_SIZE,
    "max_overflow": 4,
}
_OUTAGES_OF_FILES = {Outage.READ_ONLY, Outage.UNREACHABLE}


class Database:
    """A SQLite file or a PostgreSQL database, by its URL.

    `on_new_work` is called for each queue that a committed transaction has named by `notify`, in the thread that committed,
    and `on_outage` with each error of an outage: both must be quick, and the latter must not raise.
    """

    def __init__(self, url: str) -> None:
        parsed = parse_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._read, self._write = _sqlite_engines(parsed) if self.is_sqlite else _postgresql_engines(parsed)
        self.on_new_work: Callable[[WorkQueue], object] = lambda _queue: None
        self.on_outage: Callable[[StorageError], object] = lambda _error: None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading: each statement sees what is committed when it starts."""
        with self._translating_errors(), self._read.connect() as connection, with_time_limits(connection):
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection for reading: all statements see what is committed when the first one starts. It costs two more."""
        inside = in_sqlite_snapshot if self.is_sqlite else in_snapshot
        with self._translating_errors(), self._read.connect() as connection, inside(connection):
            yield connection

    @contextmanager
    def write(self, lock: str) -> Iterator[Connection]:
        """One transaction under the lock of this name (a workspace's id): what is read inside stays true until the commit.

        Work that waits for the thread's first write joins it (`storage/engine/first_write.py`). Raises StorageError where the
        lock is not acquired in time.
        """
        with self._translating_errors(), self._write.begin() as connection:
            if not self.is_sqlite:
                lock_with_time_limits(connection, lock_key(lock))
            notified = collect(connection)
            with joined_by_waiting_work(connection):
                yield connection
        for queue in notified:
            self._call_listener(queue)

    def journal_mode(self) -> str:
        """SQLite's journal mode: `wal`, unless the file system refuses it; then a reader and a writer wait for each other."""
        with self.read() as tx:
            return str(tx.exec_driver_sql("PRAGMA journal_mode").scalar_one())

    def empty_log(self) -> bool:
        """SQLite: move what is committed into the file and empty the write-ahead log, where deleted texts stand else.

        False where somebody was in the way; it waits for them shorter than writers, which wait for it. PostgreSQL: nothing.
        """
        if not self.is_sqlite:
            return True
        with self.read() as tx:
            tx.exec_driver_sql(f"PRAGMA busy_timeout = {_LOG_TIMEOUT_MILLISECONDS}")
            try:
                busy, *_ = tx.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            finally:
                tx.exec_driver_sql(f"PRAGMA busy_timeout = {int(TIMEOUT_SECONDS * 1000)}")
        return not busy

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        """Raise StorageError in place of SQLAlchemy's errors: with their traceback, without them as a cause, whose text quotes rows."""
        try:
            yield
        except IntegrityError as error:
            raise DuplicateKeyError(type(error.orig).__name__).with_traceback(error.__traceback__) from None
        except (DBAPIError, PoolTimeoutError) as error:
            translated = storage_error(error)
            if self.is_sqlite and translated.outage in _OUTAGES_OF_FILES:
                self.close()  # what has opened the file as it was keeps it so, also after somebody has mended it
            if translated.outage is not None:
                self.on_outage(translated)
            raise translated.with_traceback(error.__traceback__) from None

    def now(self) -> datetime:
        """The database's clock: aware, in UTC."""
        with self.read() as tx:
            return database_now(tx)

    def _call_listener(self, queue: WorkQueue) -> None:
        try:
            self.on_new_work(queue)
        except Exception as fault:  # a boundary: what the caller asked for is committed
            log.error("listener_failed", queue=queue, exc_info=fault)  # noqa: TRY400 - passed as it is

    def close(self) -> None:
        """Close every pooled connection; whoever needs one afterwards opens it anew."""
        self._read.dispose()
        self._write.dispose()


def parse_url(url: str) -> URL:
    """SQLAlchemy's URL: `postgres://` and `postgresql://` mean psycopg 3, and `POOLER_PARAMETERS` are dropped.

    Raises StorageError, whose text does not hold the address.
    """
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1)).difference_update_query(POOLER_PARAMETERS)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()().create_connect_args(parsed)  # reads ports that stand among the parameters
    except (ArgumentError, ValueError):
        raise StorageError("it is not the address of a database") from None
    return parsed


def sqlite_file(url: URL) -> Path | None:
    """The file of SQLite's URL; none where it is a URI of SQLite's own (`file:…`)."""
    return None if not url.database or url.database.startswith("file:") else Path(url.database)


def make_folder(url: URL) -> None:
    """Make the folder of a SQLite file. Raises StorageError where that does not go."""
    if file := sqlite_file(url):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            in_place = isinstance(error, FileExistsError | NotADirectoryError)
            why = "a file is in its place" if in_place else error.strerror
            raise StorageError(f"its folder cannot be made: {why}") from error


def lock_key(name: str) -> int:
    """The key of PostgreSQL's advisory lock for this name: 64 bits, signed, the same in every process."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


def _sqlite_engines(url: URL) -> tuple[Engine, Engine]:
    """Two engines: on a shared one every read would take the write lock."""
    make_folder(url)
    connect_args = {"timeout": TIMEOUT_SECONDS, "check_same_thread": False}
    read = create_engine(url, connect_args=connect_args, **_READ_ENGINE_OPTIONS, **_ENGINE_OPTIONS)
    write = create_engine(url, connect_args=connect_args, pool_size=1, max_overflow=0, **_ENGINE_OPTIONS)
    for engine in (read, write):
        event.listen(engine, "connect", configure_sqlite)
    event.listen(write, "begin", begin_immediate)
    return read, write


def configure_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - SQLAlchemy hands over an untyped DBAPI connection
    """Set up a new SQLite connection: WAL, foreign keys, and no transactions by the driver."""
    connection.isolation_level = None  # the driver must not begin transactions of its own
    _switch_to_wal(connection)
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Needed once per file. Of two connections that switch together SQLite refuses one at once, without its timeout: try again."""
    for tries_left in range(int(TIMEOUT_SECONDS / _RETRY_INTERVAL_SECONDS), -1, -1):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not tries_left:
                raise
            time.sleep(_RETRY_INTERVAL_SECONDS)
        else:
            return


@contextmanager
def in_sqlite_snapshot(connection: Connection) -> Iterator[None]:
    """Read inside, on this autocommit connection, what was committed at the first statement."""
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")


def begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first and writes later could not be retried."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql_engines(url: URL) -> tuple[Engine, Engine]:
    """Two engines: on a shared one every read would switch its connection to autocommit and back."""
    read = postgresql_engine(url, **_READ_ENGINE_OPTIONS, **_ENGINE_OPTIONS)
    write = postgresql_engine(url, pool_size=WRITE_POOL_SIZE, max_overflow=4, **_ENGINE_OPTIONS)
    count_changes(write)
    return read, write
