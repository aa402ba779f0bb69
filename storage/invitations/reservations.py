"""Channel messages that are reserved before they are posted, so that no two replicas post the same one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select

NOT_POSTED = ""
"""The `ts` of a reservation."""
ABANDONED_AFTER = timedelta(minutes=5)
"""How long a process of version 0.1.0 may take to post what it has reserved; it knows of no queue."""
_Id = TypeVar("_Id", bound=int)
_Id_co = TypeVar("_Id_co", bound=int, covariant=True)


@dataclass(frozen=True, slots=True)
class Reservation(Generic[_Id_co]):
    """A channel message that is reserved, or posted already."""

    id: _Id_co
    is_posted: bool
    reserved_at: datetime


class Reservations(Generic[_Id]):
    """Reservations in one table of channel messages, which has the columns `id`, `ts` and `posted_at`.

    `key` names the columns of which no two rows may have the same values.
    """

    def __init__(self, table: Table, id_type: Callable[[int], _Id], key: Sequence[str]) -> None:
        self._id_type = id_type
        self.is_posted: ColumnElement[bool] = table.c.ts != NOT_POSTED
        by_id, unposted = table.c.id == bindparam("id_"), table.c.ts == NOT_POSTED
        columns = select(table.c.id, table.c.ts, table.c.posted_at)
        self._reserve = insert(table).returning(table.c.id)
        self._find = columns.where(*(table.c[name] == bindparam(f"{name}_") for name in key))
        self._get_unposted = columns.where(by_id, unposted)
        self._drop = delete(table).where(by_id)
        self._release = self._drop.where(unposted)

    def reserve(self, tx: Connection, now: datetime, **columns: object) -> _Id:
        """Insert a row without a `ts`. Whoever does has found none under its key, under the workspace's lock."""
        row = {**columns, "ts": NOT_POSTED, "posted_at": now}
        return self._id_type(tx.execute(self._reserve, row).scalar_one())

    def find(self, tx: Connection, **key: object) -> Reservation[_Id] | None:
        """What is reserved or posted under this key."""
        row = tx.execute(self._find, {f"{name}_": value for name, value in key.items()}).one_or_none()
        return None if row is None else Reservation(self._id_type(row.id), row.ts != NOT_POSTED, row.posted_at)

    def is_reserved(self, tx: Connection, post: _Id) -> bool:
        """Whether the message is reserved and not posted yet."""
        return tx.execute(self._get_unposted, {"id_": post}).first() is not None

    def release(self, tx: Connection, post: _Id) -> None:
        """Delete a reservation whose message was not posted, so that it may be posted again; a posted one stays."""
        tx.execute(self._release, {"id_": post})

    def drop(self, tx: Connection, post: _Id) -> None:
        """Delete a message that is not there any more, so that it may be posted again."""
        tx.execute(self._drop, {"id_": post})
