"""Tells whether a database has the newest schema, and migrates it."""

from collections.abc import Callable

from sqlalchemy import Connection, NullPool, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine.database import parse_url, sqlite_file
from storage.engine.errors import storage_error
from storage.engine.postgresql import unpooled_engine

HEAD_REVISION = "0013"
"""The id of the last migration."""
_VERSION_TABLE = "alembic_version"
_SELECT_REVISION = text(f"SELECT version_num FROM {_VERSION_TABLE}")  # noqa: S608 - the name is ours


def migrate(url: str, revision: str = "head", on_wait: Callable[[], object] = lambda: None) -> None:
    """Bring the database to `revision`. Raises StorageError where it cannot be reached or is newer than this version.

    `on_wait` is called once where another process holds the database; after a minute of waiting StorageError is raised.
    """
    if revision == "head" and is_migrated(url):
        return
    from storage.engine.upgrades import upgrade  # noqa: PLC0415 - Alembic is slow to load, and nearly every start finds nothing to do

    upgrade(url, revision, on_wait)


def is_migrated(url: str) -> bool:
    """Whether the database is at the newest revision. Raises StorageError when it cannot be reached."""
    parsed = parse_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and (file := sqlite_file(parsed)) and not file.exists():
        return False  # opening it would make an empty file
    engine = create_engine(parsed, poolclass=NullPool) if is_sqlite else unpooled_engine(parsed)
    try:
        with engine.connect() as connection:
            return _current_revision(connection) == HEAD_REVISION
    except SQLAlchemyError as error:
        raise storage_error(error) from error
    finally:
        engine.dispose()


def _current_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision: str | None = connection.execute(_SELECT_REVISION).scalar_one_or_none()
    return revision
