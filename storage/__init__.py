"""The database. `Database` may be passed on by any layer; the stores are for use cases alone."""

from sqlalchemy import Connection

from storage.engine.database import Database
from storage.engine.errors import DuplicateKeyError, RepeatedRequestError, StorageError
from storage.engine.migrate import is_migrated, migrate
from storage.engine.notifications import WorkQueue

__all__ = [
    "Connection",
    "Database",
    "DuplicateKeyError",
    "RepeatedRequestError",
    "StorageError",
    "WorkQueue",
    "is_migrated",
    "migrate",
]
