"""Writes to the database for the sake of writing."""

from datetime import datetime

from sqlalchemy import Connection

from storage.engine.sql import upsert
from storage.tables.write_checks import write_checks

_WRITE = upsert(write_checks, ["at"])
_ONLY_ROW = 1
_TAKE_ROOM = """SET LOCAL work_mem = '64kB'; SET LOCAL temp_tablespaces = '';
    SELECT count(*) FROM unnest(array_fill(repeat('-', 1000), ARRAY[256]))"""
"""More rows than its memory holds: PostgreSQL writes some 250 kB into a file beside the database's own, which it deletes at the end.

It takes no privilege, and leaves nothing behind: a temporary table would stay in the session, where no vacuum may freeze it.
"""


def write(tx: Connection, at: datetime) -> None:
    """Overwrite the one row, and on PostgreSQL take room for a moment: the row finds its own on a disk that is full."""
    tx.execute(_WRITE, {"id": _ONLY_ROW, "at": at})
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql(_TAKE_ROOM, execution_options={"no_parameters": True})
