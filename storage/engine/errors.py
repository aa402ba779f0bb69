"""Errors of the database: SQLAlchemy's own do not leave this package."""

import sqlite3
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

_HINTS = {
    "statement pooling mode": "the pooler hands connections on after each statement; set its pool_mode to transaction"
}
"""What to do about an error, by words of the driver's message, which does not say it."""


class Outage(StrEnum):
    """Why the database cannot do now what it can at other times; no fault of the statement."""

    BUSY = "busy"  # locked by others, or no answer in time
    UNREACHABLE = "unreachable"
    FULL = "full"
    READ_ONLY = "read-only"


_SQLITE_OUTAGES: Mapping[int, Outage] = {
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_IOERR: Outage.UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Outage.UNREACHABLE,
    sqlite3.SQLITE_NOTADB: Outage.UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: Outage.UNREACHABLE,
}
_SQLITE_PRIMARY_CODE = 0xFF
"""The bits of an extended result code that are the primary one."""
_POSTGRESQL_OUTAGES: Mapping[str, Outage] = {
    "25006": Outage.READ_ONLY,  # read_only_sql_transaction: a standby, or set so
    "25P03": Outage.BUSY,  # idle_in_transaction_session_timeout
    "40001": Outage.BUSY,  # serialization_failure
    "40P01": Outage.BUSY,  # deadlock_detected
    "53100": Outage.FULL,  # disk_full
    "55P03": Outage.BUSY,  # lock_not_available
    "57014": Outage.BUSY,  # query_canceled: a time-out
}
_POSTGRESQL_CLASSES: Mapping[str, Outage] = {
    "08": Outage.UNREACHABLE,  # connection exceptions, a pooler's too
    "53": Outage.UNREACHABLE,  # out of memory or connections
    "57": Outage.UNREACHABLE,  # shut down, starting
    "58": Outage.UNREACHABLE,  # errors of the system
}


class StorageError(Exception):
    """The database could not be reached, refused the statement, or did not answer in time.

    `outage`: none for a refused statement.
    """

    def __init__(self, message: str = "", outage: Outage | None = None) -> None:
        super().__init__(message)
        self.outage = outage


def is_outage(error: BaseException) -> bool:
    """Whether it is of the database, whose outages are logged once for all who meet them."""
    return isinstance(error, StorageError) and error.outage is not None


class DuplicateKeyError(StorageError):
    """A constraint refused the row, as a rule because one with the same key exists already."""


class NewerSchemaError(StorageError):
    """A later version has migrated the database, of whose schema this one knows nothing."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is newer than this version of PMI Bot (its schema is {revision}, of which this version"
            " knows nothing). Install the version that migrated it, or a later one."
        )


class RepeatedRequestError(Exception):
    """The request that this thread handles was acted upon before: nothing of it is done again (section 12 of the rules)."""


def driver_message(error: SQLAlchemyError) -> str:
    """The first line of the driver's message, without the statement and its values, which no log may show."""
    message = next(iter(str(getattr(error, "orig", None) or error).strip().splitlines()), "no answer")
    return next((hint for words, hint in _HINTS.items() if words in message), message)


def storage_error(error: SQLAlchemyError) -> StorageError:
    """The same error in this package's words."""
    return StorageError(driver_message(error), outage_of(error))


def outage_of(error: SQLAlchemyError) -> Outage | None:
    """Which outage the driver's error tells of; none where the statement is at fault."""
    if isinstance(error, PoolTimeoutError):
        return Outage.BUSY
    cause = getattr(error, "orig", None)
    if isinstance(cause, sqlite3.Error):
        return _SQLITE_OUTAGES.get(getattr(cause, "sqlite_errorcode", 0) & _SQLITE_PRIMARY_CODE)
    state = getattr(cause, "sqlstate", None)
    if state is None:  # no server has answered
        return Outage.UNREACHABLE if type(cause).__name__ in {"OperationalError", "ConnectionTimeout"} else None
    return _POSTGRESQL_OUTAGES.get(state) or _POSTGRESQL_CLASSES.get(state[:2])
