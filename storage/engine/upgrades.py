"""Runs the migrations with Alembic; several processes may try at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, NullPool, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine.database import begin_immediate, lock_key, parse_url
from storage.engine.errors import StorageError, driver_message
from storage.engine.postgresql import unpooled_engine
from storage.engine.timeouts import MIGRATION_TIMEOUT_SECONDS

_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


def upgrade(url: str, revision: str) -> None:
    """Migrate the database to `revision` (`head`: the newest) in one transaction; a second process waits for the first."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, poolclass=NullPool, connect_args={"timeout": MIGRATION_TIMEOUT_SECONDS})
        event.listen(engine, "connect", _prepare_for_migration)
        event.listen(engine, "begin", begin_immediate)
    else:
        engine = unpooled_engine(parsed)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK, {"key": lock_key("migrate")})
            _check_not_newer(connection)
            _upgrade(connection, revision)
            _check_foreign_keys(connection)
    except CommandError as error:
        raise StorageError(str(error)) from error
    except SQLAlchemyError as error:
        raise StorageError(driver_message(error)) from error
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _check_not_newer(connection: Connection) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise StorageError(
            f"the database is newer than this version of PMI Bot (its schema is {current}, of which this version"
            " knows nothing). Install the version that migrated it, or a later one."
        )


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
