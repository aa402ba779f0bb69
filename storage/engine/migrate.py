"""Tells whether a database has the newest schema, and migrates it."""

from collections.abc import Callable

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine.database import parse_url, sqlite_file
from storage.engine.errors import NewerSchemaError, Outage, StorageError, storage_error
from storage.engine.postgresql import limit_transaction, unpooled_engine
from storage.engine.timeouts import TIMEOUT_SECONDS

HEAD_REVISION = "0014"
"""The id of the last migration."""
_VERSION_TABLE = "alembic_version"
_SELECT_REVISION = text(f"SELECT version_num FROM {_VERSION_TABLE}")  # noqa: S608 - the name is ours


def migrate(url: str, revision: str = "head", on_wait: Callable[[], object] = lambda: None) -> None:
    """Bring the database to `revision`. Raises StorageError where it cannot be reached or is newer than this version.

    `on_wait` is called once where another process holds the database; after a minute of waiting StorageError is raised.
    """
    on_wait = _once(on_wait)
    if revision == "head" and _is_migrated_or_held(url, on_wait):
        return
    from storage.engine.upgrades import upgrade  # noqa: PLC0415 - Alembic is slow to load, and nearly every start finds nothing to do

    upgrade(url, revision, on_wait)


def _once(call: Callable[[], object]) -> Callable[[], object]:
    left = [call]
    return lambda: left.pop()() if left else None


def _is_migrated_or_held(url: str, on_wait: Callable[[], object]) -> bool:
    """Whether there is nothing to do. False where others hold what says so: the migration waits for them longer."""
    try:
        return is_migrated(url)
    except StorageError as error:
        if error.outage is not Outage.BUSY:
            raise
    on_wait()
    return False


def is_migrated(url: str) -> bool:
    """Whether the database is at the newest revision.

    Raises NewerSchemaError where it is at one that this version does not know, StorageError where it cannot be reached, or
    does not answer within the limits of any other statement.
    """
    parsed = parse_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and (file := sqlite_file(parsed)) and not file.exists():
        return False  # opening it would make an empty file
    engine = _sqlite_engine(parsed) if is_sqlite else unpooled_engine(parsed)
    try:
        with engine.connect() as connection:
            if not is_sqlite:
                limit_transaction(connection)
            revision = _current_revision(connection)
    except SQLAlchemyError as error:
        raise storage_error(error) from error
    finally:
        engine.dispose()
    if revision is not None and revision > HEAD_REVISION:  # they are numbered
        raise NewerSchemaError(revision)
    return revision == HEAD_REVISION


def _sqlite_engine(url: URL) -> Engine:
    return create_engine(url, poolclass=NullPool, connect_args={"timeout": TIMEOUT_SECONDS})


def _current_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision: str | None = connection.execute(_SELECT_REVISION).scalar_one_or_none()
    return revision
