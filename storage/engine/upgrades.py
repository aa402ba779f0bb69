"""Runs the migrations with Alembic; several processes may try at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from storage.engine.database import begin_immediate, lock_key, make_folder, parse_url
from storage.engine.errors import NewerSchemaError, Outage, StorageError, outage_of, storage_error
from storage.engine.postgresql import unpooled_engine
from storage.engine.timeouts import MIGRATION_TIMEOUT_SECONDS

_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_SHORTLY = 1  # seconds after which waiting is worth a word


def upgrade(url: str, revision: str, on_wait: Callable[[], object]) -> None:
    """Migrate the database to `revision` (`head`: the newest) in one transaction; a second process waits for the first.

    `on_wait` is called where it has to wait for another process; it gives up after `MIGRATION_TIMEOUT_SECONDS`.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        make_folder(parsed)
        engine = create_engine(parsed, poolclass=NullPool, connect_args={"timeout": _SHORTLY})
        event.listen(engine, "connect", _prepare_for_migration)
        event.listen(engine, "begin", partial(_begin_on_sqlite, on_wait))
    else:
        engine = unpooled_engine(parsed)
    try:
        _run(engine, revision, on_wait)
    except CommandError as error:
        raise StorageError(str(error)) from error
    except SQLAlchemyError as error:
        raise storage_error(error) from error
    finally:
        engine.dispose()


def _run(engine: Engine, revision: str, on_wait: Callable[[], object]) -> None:
    """On PostgreSQL twice where others hold a lock that it needs: it gives up soon, says so, and then waits for as long as it may."""
    try:
        _migrate(engine, revision, _SHORTLY)
    except OperationalError as error:
        if engine.dialect.name == "sqlite" or outage_of(error) is not Outage.BUSY:
            raise
        on_wait()
        _migrate(engine, revision, MIGRATION_TIMEOUT_SECONDS)


def _migrate(engine: Engine, revision: str, lock_seconds: int) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            _lock_on_postgresql(connection, lock_seconds)
        _check_not_newer(connection)
        _upgrade(connection, revision)
        _check_foreign_keys(connection)


def _begin_on_sqlite(on_wait: Callable[[], object], connection: Connection) -> None:
    try:
        begin_immediate(connection)
    except OperationalError as error:
        if outage_of(error) is not Outage.BUSY:
            raise
        on_wait()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {MIGRATION_TIMEOUT_SECONDS * 1000}")
        begin_immediate(connection)


def _lock_on_postgresql(connection: Connection, seconds: int) -> None:
    """The time limit also holds for the tables' locks, which running replicas may have."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{seconds}s'")
    connection.execute(_LOCK, {"key": lock_key("migrate")})


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _check_not_newer(connection: Connection) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise NewerSchemaError(current)


def _upgrade(connection: Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _prepare_for_migration(connection: object, _record: object) -> None:
    """Switch foreign keys off before BEGIN: a batch migration drops and recreates tables, which would delete child rows."""
    connection.isolation_level = None  # type: ignore[attr-defined] # sqlite3.Connection, untyped in SQLAlchemy's event
    connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined] # the same


def _check_foreign_keys(connection: Connection) -> None:
    """Raise StorageError where a row refers to none; before COMMIT, as foreign keys are off on SQLite."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StorageError(f"the migration left rows without their parents in: {sorted({row[0] for row in broken})}")
