"""How a database goes about what it is asked, and how much work that is; it knows nothing of what is asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from storage import Database

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


@contextmanager
def _recorded() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are executed inside, with their parameters."""
    recorded: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_others: object) -> None:
        recorded.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield recorded
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def explain_plans(db: Database, query: Callable[[Connection], object]) -> list[str]:
    """The plan of each statement that is asked, as the database tells it."""
    with db.read() as tx, _recorded() as recorded:
        query(tx)
    explain = _EXPLAIN["sqlite" if db.is_sqlite else "postgresql"]
    with db.read() as tx:
        return [
            "\n".join(str(row[-1]) for row in tx.exec_driver_sql(explain + statement, parameters))
            for statement, parameters in recorded
        ]


def database_work(db: Database, query: Callable[[Connection], object]) -> int:
    """How much the database did: on SQLite the steps of its machine, on PostgreSQL the pages it looked at."""
    return _steps(db, query) if db.is_sqlite else _pages(db, query)


def _steps(db: Database, query: Callable[[Connection], object]) -> int:
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with db.read() as tx:
        driver: Any = tx.connection.driver_connection
        driver.set_progress_handler(step, 1)
        try:
            query(tx)
        finally:
            driver.set_progress_handler(None, 1)
    return steps


def _pages(db: Database, query: Callable[[Connection], object]) -> int:
    with db.read() as tx, _recorded() as recorded:
        query(tx)
    with db.read() as tx:
        found = [
            tx.exec_driver_sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + statement, parameters).scalar_one()
            for statement, parameters in recorded
        ]
    return sum(each[0]["Plan"]["Shared Hit Blocks"] + each[0]["Plan"]["Shared Read Blocks"] for each in found)
