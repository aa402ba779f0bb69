"""Work that joins the first transaction of a thread that changes anything, and is committed with it or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultExecutionContext

Work = Callable[[Connection], None]

_CHANGED = "changed rows"
_NO_ACT = "changed rows that are no act"
_waiting: ContextVar[Work | None] = ContextVar("waiting for the first write", default=None)


@contextmanager
def at_first_write(work: Work) -> Iterator[None]:
    """Have `work` called once, at the end of the first transaction that this thread commits inside and that changed a row.

    What it raises rolls that transaction back, and leaves `Database.write`. Other threads know nothing of it.
    """
    before = _waiting.set(work)
    try:
        yield
    finally:
        _waiting.reset(before)


@contextmanager
def joined_by_waiting_work(tx: Connection) -> Iterator[None]:
    """The inside of a transaction, which `work` joins where it has changed a row."""
    if _waiting.get() is None:
        yield
        return
    before = _count_changes(tx)
    yield
    if _count_changes(tx) != before:
        run_now(tx)


def run_now(tx: Connection) -> None:
    """Call the work that waits for this thread's first write in this transaction, whether it changes anything or not."""
    work = _waiting.get()
    if work is not None:
        work(tx)
        _waiting.set(None)


@contextmanager
def no_act(tx: Connection) -> Iterator[None]:
    """What changes inside does not count as a change: nothing was done, as where the attempts of a refused act are counted."""
    before = _count_changes(tx)
    yield
    tx.info[_NO_ACT] = tx.info.get(_NO_ACT, 0) + _count_changes(tx) - before


def count_changes(engine: Engine) -> None:
    """Count the rows that the statements of this engine change; SQLite's driver does that itself."""
    event.listen(engine, "after_cursor_execute", _add_changes)


def _add_changes(
    tx: Connection,
    cursor: Any,  # noqa: ANN401 - SQLAlchemy hands over an untyped DBAPI cursor
    _statement: str,
    _parameters: object,
    context: DefaultExecutionContext | None,
    _executemany: bool,  # noqa: FBT001 - SQLAlchemy's signature
) -> None:
    if context is not None and (context.isinsert or context.isupdate or context.isdelete):
        tx.info[_CHANGED] = tx.info.get(_CHANGED, 0) + cursor.rowcount


def _count_changes(tx: Connection) -> int:
    """The rows that acts have changed on this connection since it was opened."""
    no_act_of_these = int(tx.info.get(_NO_ACT, 0))
    if tx.dialect.name == "sqlite":
        driver: Any = tx.connection.dbapi_connection
        return int(driver.total_changes) - no_act_of_these
    return int(tx.info.get(_CHANGED, 0)) - no_act_of_these
