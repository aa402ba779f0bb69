"""What both databases are given in their own dialect: the texts, what these do, and that they are compiled once."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Executable, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import CacheStats, Dialect

from storage import Database
from storage.engine.sql import IDS, JsonRows, excluded, ids_json, insert_or_ignore, json_text, upsert
from storage.tables.people_and_rooms import numbers, people, secrets, taken_events
from tests.support.factories.people import NOW, add_person

DIALECTS: dict[str, Callable[[], Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}
RECORD = insert_or_ignore(taken_events).returning(literal(1))
SAVE = upsert(secrets, ["value"])
SAVE_IF_LATER = upsert(
    taken_events, ["at"], key=["team", "event"], where=excluded(taken_events, "at") > taken_events.c.at
)
CLEAR_INSTEAD = upsert(secrets, [], reset={"value": ""})
AMONG = select(people.c.id).where(people.c.id.in_(IDS)).order_by(people.c.id)
ALL_SECRETS = json_text(
    select(JsonRows(secrets.c.name, secrets.c.value)).scalar_subquery(),
    select(JsonRows(numbers.c.number)).scalar_subquery(),
).label("lists")
TEXTS = {
    "insert_or_ignore": (RECORD, ["ON CONFLICT DO NOTHING RETURNING"], {}),
    "upsert": (SAVE, ["ON CONFLICT (name) DO UPDATE SET value = excluded.value"], {}),
    "upsert where": (
        SAVE_IF_LATER,
        ["ON CONFLICT (team, event) DO UPDATE SET at = excluded.at WHERE excluded.at > taken_events.at"],
        {},
    ),
    "upsert reset": (
        CLEAR_INSTEAD,
        [],
        {"sqlite": "DO UPDATE SET value = ?", "postgresql": "DO UPDATE SET value = %(param_1)s"},
    ),
    "ids": (
        AMONG,
        ["people.id IN (SELECT CAST(anon_1.value AS INTEGER)"],
        {"sqlite": "json_each(?)", "postgresql": "json_array_elements_text(CAST(%(ids)s::VARCHAR AS JSON))"},
    ),
    "json": (
        select(ALL_SECRETS),
        [],
        {
            "sqlite": "json_array(json((SELECT json_group_array(json_array(secrets.name, secrets.value))",
            "postgresql": "CAST(json_build_array((SELECT json_agg(json_build_array(secrets.name, secrets.value))",
        },
    ),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("statement, both, each", TEXTS.values(), ids=list(TEXTS))
def test_one_statement_has_the_text_of_either_dialect(
    statement: Executable, both: list[str], each: dict[str, str], dialect: str
) -> None:
    text = " ".join(str(statement.compile(dialect=DIALECTS[dialect]())).split())  # type: ignore[attr-defined] # every one of these can be
    assert [part for part in [*both, *([each[dialect]] if each else [])] if part not in text] == []


def secret_values(tx: Connection) -> dict[str, str]:
    return {row.name: row.value for row in tx.execute(select(secrets.c.name, secrets.c.value))}


def test_a_row_that_breaks_a_key_is_ignored_and_not_returned(db: Database) -> None:
    row = {"team": "T", "event": "E", "at": NOW}
    with db.write("lock") as tx:
        assert tx.execute(RECORD, row).first() is not None
        assert tx.execute(RECORD, row).first() is None
        assert len(tx.execute(RECORD, [row, {**row, "event": "another"}]).all()) == 1


def test_an_upsert_inserts_what_is_new_and_changes_what_is_there(db: Database) -> None:
    with db.write("lock") as tx:
        tx.execute(SAVE, [{"name": "a", "value": "1"}, {"name": "b", "value": "1"}])
        tx.execute(SAVE, [{"name": "b", "value": "2"}, {"name": "c", "value": "2"}])
        assert secret_values(tx) == {"a": "1", "b": "2", "c": "2"}
        tx.execute(CLEAR_INSTEAD, [{"name": "b", "value": "3"}, {"name": "d", "value": "3"}])
        assert secret_values(tx) == {"a": "1", "b": "", "c": "2", "d": "3"}


@pytest.mark.parametrize("later, expected", [(-1, 0), (0, 0), (1, 1)])
def test_an_upsert_leaves_a_row_outside_its_condition_as_it_is(db: Database, later: int, expected: int) -> None:
    def at(seconds: int) -> datetime:
        return NOW + timedelta(seconds=seconds)

    with db.write("lock") as tx:
        for seconds in (0, later):
            tx.execute(SAVE_IF_LATER, {"team": "T", "event": "E", "at": at(seconds)})
        assert tx.execute(select(taken_events.c.at)).scalars().all() == [at(expected)]


def test_any_number_of_ids_is_one_parameter(db: Database) -> None:
    """More of them than either database takes parameters."""
    person = add_person(db).person.id
    with db.read() as tx:
        for ids, expected in (([], []), ([person], [person]), ([person + 1], []), (range(100_000), [person])):
            assert tx.execute(AMONG, {"ids": ids_json(ids)}).scalars().all() == expected


def test_rows_come_as_one_json_text(db: Database) -> None:
    with db.write("lock") as tx:
        tx.execute(SAVE, [{"name": "a", "value": '1"{}'}, {"name": "b", "value": ""}])
        rows, none = json.loads(tx.execute(select(ALL_SECRETS)).scalar_one())
    assert sorted(rows) == [["a", '1"{}'], ["b", ""]]
    assert not none


@pytest.mark.parametrize("statement", [RECORD, SAVE, SAVE_IF_LATER, CLEAR_INSTEAD, AMONG, select(ALL_SECRETS)])
def test_a_statement_is_compiled_once(db: Database, statement: Executable) -> None:
    values = {"ids": "[]"} if statement is AMONG else {"team": "T", "event": "E", "at": NOW}
    values = {"name": "a", "value": "1"} if statement in (SAVE, CLEAR_INSTEAD) else values
    with db.write("lock") as tx:
        tx.execute(statement, values)
        assert tx.execute(statement, values).context.cache_hit is CacheStats.CACHE_HIT
