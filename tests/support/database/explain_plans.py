"""The plan of a query and the work that it causes, as the database tells them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from storage import Database
from tests.support.database.recorded_statements import recorded_with_parameters

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


def explain_plans(db: Database, query: Callable[[Connection], object]) -> list[str]:
    """The plan of each statement that the query executes."""
    with db.read() as tx, recorded_with_parameters() as recorded:
        query(tx)
    explain = _EXPLAIN["sqlite" if db.is_sqlite else "postgresql"]
    with db.read() as tx:
        return [
            "\n".join(str(row[-1]) for row in tx.exec_driver_sql(explain + statement, parameters))
            for statement, parameters in recorded
        ]


def database_work(db: Database, query: Callable[[Connection], object]) -> int:
    """How much the database did: on SQLite the steps of its machine, on PostgreSQL the rows that it read from tables.

    Neither depends on how full pages are, on what other tests left behind, or on the machine.
    """
    return _steps(db, query) if db.is_sqlite else _rows_read(db, query)


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


def _rows_read(db: Database, query: Callable[[Connection], object]) -> int:
    with db.read() as tx, recorded_with_parameters() as recorded:
        query(tx)
    with db.read() as tx:
        found = [
            tx.exec_driver_sql("EXPLAIN (ANALYZE, FORMAT JSON) " + statement, parameters).scalar_one()
            for statement, parameters in recorded
        ]
    return sum(_rows_of(each[0]["Plan"]) for each in found)


def _rows_of(plan: dict[str, Any]) -> int:
    """Rows of the scans in a plan, also those that a filter then removed."""
    scanned = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
    own = scanned * plan["Actual Loops"] if plan["Node Type"].endswith("Scan") else 0
    return int(own) + sum(map(_rows_of, plan.get("Plans", [])))
