"""What the bot remembers. `Database` may be handed on by anybody; the stores are for use cases alone."""

from sqlalchemy import Connection

from storage.database import Database
from storage.errors import StorageError, TakenError
from storage.migrate import is_migrated, migrate

__all__ = ["Connection", "Database", "StorageError", "TakenError", "is_migrated", "migrate"]
