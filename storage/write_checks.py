"""Writes to the database for the sake of writing."""

from datetime import datetime

from sqlalchemy import Connection

from storage.engine.sql import upsert
from storage.tables.write_checks import write_checks

_WRITE = upsert(write_checks, ["at"])
_ONLY_ROW = 1


def write(tx: Connection, at: datetime) -> None:
    """Overwrite the one row."""
    tx.execute(_WRITE, {"id": _ONLY_ROW, "at": at})
