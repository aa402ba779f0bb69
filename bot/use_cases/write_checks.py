"""Whether the database takes writes: a full disk and a file that is read-only show in nothing else."""

from datetime import datetime

from storage import Database
from storage import write_checks as write_check_store

_LOCK = "write check"


def check_writes(db: Database, now: datetime) -> None:
    """Write something and commit it. Raises StorageError, which says why that does not go."""
    with db.write(_LOCK) as tx:
        write_check_store.write(tx, now)
