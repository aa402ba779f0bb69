"""A database of an earlier revision: looked at and changed behind the product's back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, inspect

from storage import migrate
from storage.engine.database import parse_url

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@contextmanager
def raw_transaction(url: str) -> Iterator[Connection]:
    """A transaction in which nothing of the product has a say."""
    engine = create_engine(parse_url(url))
    try:
        with engine.begin() as tx:
            yield tx
    finally:
        engine.dispose()


def table_contents(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by the names of its columns."""
    with raw_transaction(url) as tx:
        tables = sorted(set(inspect(tx).get_table_names()) - {"alembic_version"})
        return {
            table: [dict(row) for row in tx.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").mappings()]  # noqa: S608 - names from the database itself
            for table in tables
        }


def indexes(url: str) -> dict[str, dict[str, list[str | None]]]:
    """Each table's indexes with their columns."""
    with raw_transaction(url) as tx:
        seen = inspect(tx)
        return {
            table: {str(each["name"]): list(each["column_names"]) for each in seen.get_indexes(table)}
            for table in seen.get_table_names()
        }


def triggers(url: str) -> set[str]:
    """The names of all triggers."""
    with raw_transaction(url) as tx:
        return {row[0] for row in tx.exec_driver_sql(_TRIGGERS[tx.dialect.name])}


def migrated_with_rows(url: str, revision: str, rows: Iterable[str]) -> str:
    """The same database at this revision, with these rows."""
    migrate(url, revision)
    with raw_transaction(url) as tx:
        for row in rows:
            tx.exec_driver_sql(row)
    return url
