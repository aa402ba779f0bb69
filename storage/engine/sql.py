"""SQL of which each database has a dialect of its own, written once: upserts, lists of ids, rows as JSON, reading in batches."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_T = TypeVar("_T")
BATCH = 500
"""Rows read or written by one statement where 100,000 at once would take their memory at once."""


class _FunctionByDialect(FunctionElement[str]):
    """A function written differently by each dialect; `{}` stands for its arguments."""

    type = Text()
    inherit_cache = True
    sqlite: ClassVar[str]
    postgresql: ClassVar[str]


@compiles(_FunctionByDialect, "sqlite", "postgresql")
def _compile(element: _FunctionByDialect, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    template: str = getattr(element, compiler.dialect.name)
    return template.format(compiler.process(element.clauses, **options))


class _JsonElements(_FunctionByDialect):
    inherit_cache = True
    sqlite = "json_each({})"
    postgresql = "json_array_elements_text(CAST({} AS JSON))"


class JsonRows(_FunctionByDialect):
    """Aggregates these columns of all rows: a JSON list of lists, NULL or empty where there is no row."""

    inherit_cache = True
    sqlite = "json_group_array(json_array({}))"
    postgresql = "json_agg(json_build_array({}))"


class _Json(_FunctionByDialect):
    inherit_cache = True
    sqlite = "json({})"  # a subquery forgets that its text is JSON
    postgresql = "{}"


class _JsonText(_FunctionByDialect):
    inherit_cache = True
    sqlite = "json_array({})"
    postgresql = "CAST(json_build_array({}) AS TEXT)"


def json_text(*parts: ColumnElement[Any]) -> ColumnElement[str]:
    """One JSON list, as text, of several subqueries that give JSON."""
    return _JsonText(*(_Json(part) for part in parts))


IDS: Select[int] = select(cast(_JsonElements(bindparam("ids", type_=Text)).table_valued("value").c.value, Integer))
"""For `column.in_(IDS)`: any number of ids as the one parameter `ids`, which `ids_json` makes."""


def ids_json(values: Iterable[int]) -> str:
    """The value of the parameter `ids` of `IDS`."""
    return json.dumps(sorted(values))


def insert_or_ignore(table: Table) -> Insert:
    """INSERT that skips a row which breaks a unique key of the table."""
    return insert(table).on_conflict_do_nothing()


def upsert(
    table: Table,
    update: Sequence[str],
    *,
    key: Sequence[str] = (),
    reset: Mapping[str, object] | None = None,
    where: ColumnElement[bool] | None = None,
) -> Insert:
    """INSERT that, where a row has the same `key` (the primary key if left out), changes that row instead.

    The columns of `update` take the new values, those of `reset` the given ones; a row outside `where` stays as it is.
    """
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in key] or list(table.primary_key.columns),
        set_={**{name: statement.excluded[name] for name in update}, **(reset or {})},
        where=where,
    )


def delete_batch(table: Table, where: ColumnElement[bool], *order: ColumnElement[Any]) -> Delete:
    """DELETE of the first rows of a table in this order that fulfil `where`, at most as many as the parameter `limit_` says."""
    key = list(table.primary_key.columns)
    first = select(*key).where(where).order_by(*order).limit(bindparam("limit_"))
    return delete(table).where((key[0] if len(key) == 1 else tuple_(*key)).in_(first))


def overwrite_deleted(tx: Connection) -> None:
    """From here on what is deleted is overwritten in SQLite's file, where it would stay readable for long."""
    if tx.dialect.name == "sqlite":
        tx.exec_driver_sql("PRAGMA secure_delete=ON")


def excluded(table: Table, column: str) -> ColumnElement[Any]:
    """In the `where` of an `upsert`: the value of this column in the new row."""
    return insert(table).excluded[column]


def read_one(
    tx: Connection, statement: Select[Any], values: Mapping[str, object], read: Callable[[Row[Any]], _T | None]
) -> _T | None:
    """What `read` makes of the only row; none where there is no row. Raises where there are several."""
    row = tx.execute(statement, values).one_or_none()
    return None if row is None else read(row)


def read_in_batches(
    tx: Connection, statement: Select[Any], values: Mapping[str, object], key: str
) -> Iterator[Row[Any]]:
    """All rows of a statement that reads those whose `key` is above the parameter `after_`, in its order, with a limit."""
    last = 0
    while rows := tx.execute(statement, {**values, "after_": last}).all():
        yield from rows
        last = getattr(rows[-1], key)
