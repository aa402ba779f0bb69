"""Channel messages that are reserved before they are posted, so that no two replicas post the same one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete

from storage.engine.sql import insert_or_ignore

NOT_POSTED = ""
"""The `ts` of a reservation."""
ABANDONED_AFTER = timedelta(minutes=5)
_Id = TypeVar("_Id", bound=int)


class Reservations(Generic[_Id]):
    """Reservations in one table of channel messages, which has the columns `id`, `ts` and `posted_at`."""

    def __init__(self, table: Table, id_type: Callable[[int], _Id]) -> None:
        self._id_type = id_type
        self.is_posted: ColumnElement[bool] = table.c.ts != NOT_POSTED
        self._reserve = insert_or_ignore(table).returning(table.c.id)
        self._drop = delete(table).where(table.c.id == bindparam("id_"))
        self._drop_abandoned = delete(table).where(table.c.ts == NOT_POSTED, table.c.posted_at < bindparam("before"))

    def reserve(self, tx: Connection, now: datetime, **columns: object) -> _Id | None:
        """Insert a row without a `ts`; none where the row that it must not repeat exists."""
        row = {**columns, "ts": NOT_POSTED, "posted_at": now}
        new_id = tx.execute(self._reserve, row).scalar_one_or_none()
        return None if new_id is None else self._id_type(new_id)

    def drop(self, tx: Connection, post: _Id) -> None:
        """Delete a message that could not be posted or is not there any more, so that it may be posted again."""
        tx.execute(self._drop, {"id_": post})

    def drop_abandoned(self, tx: Connection, now: datetime) -> None:
        """Delete reservations whose posting was cut off, so that they do not block it for ever."""
        tx.execute(self._drop_abandoned, {"before": now - ABANDONED_AFTER})
