"""The migrations make exactly what `storage.tables` says: tables, columns, keys, indexes with their predicates, triggers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, Inspector, create_engine, inspect, text

from storage import migrate
from storage.engine.database import parse_url
from storage.tables import metadata

INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


@pytest.fixture
def migrated(unmigrated_database_url: str) -> Iterator[Engine]:
    """A database as the migrations make it."""
    migrate(unmigrated_database_url)
    engine = create_engine(parse_url(unmigrated_database_url))
    yield engine
    engine.dispose()


@pytest.fixture
def declared(migrated: Engine, tmp_path: Path) -> Iterator[Engine]:
    """A database as `storage.tables` makes it: another file, or another schema."""
    if migrated.dialect.name == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    else:
        engine = create_engine(migrated.url.update_query_dict({"options": "-c search_path=declared"}))
        with engine.begin() as tx:
            tx.execute(text("CREATE SCHEMA declared"))
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def picture(engine: Engine) -> dict[str, Any]:
    """All that a database says of its tables."""
    seen = inspect(engine)
    return {name: table(seen, name) for name in seen.get_table_names() if name != "alembic_version"}


def table(seen: Inspector, name: str) -> dict[str, Any]:
    columns = seen.get_columns(name)
    return {
        "columns": [
            (each["name"], str(each["type"]), each["nullable"], each["default"], each.get("autoincrement"))
            for each in columns
        ],
        "key": seen.get_pk_constraint(name),
        "unique": sorted((each["name"] or "", each["column_names"]) for each in seen.get_unique_constraints(name)),
        "references": sorted(
            (each["name"] or "", each["constrained_columns"], each["referred_table"], each["referred_columns"], each["options"])
            for each in seen.get_foreign_keys(name)
        ),
        "checks": sorted((each["name"] or "", each["sqltext"]) for each in seen.get_check_constraints(name)),
    }  # fmt: skip


def indexes(tx: Connection) -> dict[str, str]:
    """Each index as the database would write it, with its predicate."""
    schema = tx.exec_driver_sql("SELECT current_schema()").scalar_one() if tx.dialect.name == "postgresql" else ""
    statement = INDEXES[tx.dialect.name].replace("public", schema)
    written = {name: " ".join(sql.replace(f"{schema}.", "").split()) for name, sql in tx.exec_driver_sql(statement)}
    return {name: sql for name, sql in written.items() if name != "alembic_version_pkc"}


def test_alembic_finds_nothing_to_change(migrated: Engine) -> None:
    with migrated.connect() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_tables_columns_keys_and_references_are_as_declared(migrated: Engine, declared: Engine) -> None:
    assert picture(migrated) == picture(declared)
    assert set(picture(migrated)) == set(metadata.tables)


def test_indexes_are_as_declared_with_their_predicates(migrated: Engine, declared: Engine) -> None:
    with migrated.connect() as here, declared.connect() as there:
        assert indexes(here) == indexes(there)
        assert "WHERE" in indexes(here)["ux_rooms_current"]


def test_no_reference_deletes_or_changes_other_rows(migrated: Engine) -> None:
    """A batch migration on SQLite that dropped a table would take its children along."""
    options = {name: [each[-1] for each in shown["references"]] for name, shown in picture(migrated).items()}
    assert {name: found for name, found in options.items() if any(found)} == {}
    assert any(options.values())
