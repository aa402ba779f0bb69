"""The database. `Database` may be passed on by any layer; the stores are for use cases alone."""

from sqlalchemy import Connection

from storage.engine.database import Database
from storage.engine.errors import (
    DuplicateKeyError,
    NewerSchemaError,
    Outage,
    RepeatedRequestError,
    StorageError,
    is_outage,
)
from storage.engine.migrate import is_migrated, migrate
from storage.engine.notifications import WorkQueue

__all__ = [
    "Connection",
    "Database",
    "DuplicateKeyError",
    "NewerSchemaError",
    "Outage",
    "RepeatedRequestError",
    "StorageError",
    "WorkQueue",
    "is_migrated",
    "is_outage",
    "migrate",
]
