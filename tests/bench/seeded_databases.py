"""The databases of the benchmarks: made once for each state of the schema and kept, since a million people take their time.

They lie in a folder of the system's for passing files. What is measured must not change them; what changes one, takes a copy.
"""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from storage import Database, migrate
from tests.support.database import databases
from tests.support.factories import seed_history as settling_in
from tests.support.factories import seed_people as filling
from tests.support.factories.people import NOW

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)
MILLION, TEN_THOUSAND, HUNDRED_THOUSAND = 1_000_000, 10_000, 100_000
DUE = 3_000
"""How many people are due a reminder, however many there are."""
_ROOT = Path(__file__).parents[2]


class SeededDatabases:
    """What is kept; a server of PostgreSQL runs from its first use until the end."""

    def __init__(self, cleanup: ExitStack) -> None:
        self._cleanup = cleanup
        self._folder = _folder()

    def url(self, kind: str, many: int, due: int = DUE) -> str:
        """A database with so many people, of whom so many are due a reminder at `NOW`."""
        name = f"people_{many}_due_{due}"
        return self._file(name, many, due) if kind == SQLITE else self._database(name, many, due)

    @contextmanager
    def copy(self, kind: str, many: int, due: int = DUE) -> Iterator[str]:
        """A copy of it, to be changed."""
        kept = self.url(kind, many, due)
        if kind == SQLITE:
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                yield databases.sqlite_copy(Path(kept.removeprefix("sqlite:///")), Path(folder))
            return
        name, copied = kept.rpartition("?")[0].rpartition("/")[2], "copied"
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", copied)
        self._execute("CREATE DATABASE {} TEMPLATE {}", copied, name)
        try:
            yield self._server.url(copied)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", copied)

    def _file(self, name: str, many: int, due: int) -> str:
        kept, half_done = self._folder / f"{name}.db", self._folder / f"{name}.part"
        if not kept.exists():
            half_done.unlink(missing_ok=True)
            _make(f"sqlite:///{half_done}", many, due)
            half_done.rename(kept)
        return f"sqlite:///{kept}"

    def _database(self, name: str, many: int, due: int) -> str:
        if not self._has(name):
            half_done = f"{name}_part"
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", half_done)
            self._execute("CREATE DATABASE {}", half_done)
            _make(self._server.url(half_done), many, due)
            with psycopg.connect(self._server.url(half_done), autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
            self._execute("ALTER DATABASE {} RENAME TO {}", half_done, name)
        return self._server.url(name)

    @cached_property
    def _server(self) -> databases.PostgresServer:
        return self._cleanup.enter_context(databases.running_server(self._folder))

    @cached_property
    def _admin(self) -> psycopg.Connection:
        return self._cleanup.enter_context(psycopg.connect(self._server.url("postgres"), autocommit=True))

    def _has(self, name: str) -> bool:
        return self._admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _execute(self, statement: str, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _make(url: str, many: int, due: int) -> None:
    print(f"making a database of {many:,} people …", file=sys.stderr, flush=True)  # noqa: T201 - somebody waits
    migrate(url)
    database = Database(url)
    filling.seed_people(database, many, due, NOW)
    settling_in.seed_history(database)
    database.close()


def _folder() -> Path:
    """Where everything is kept for this state of the schema; what an earlier one left is thrown away."""
    own = Path(tempfile.gettempdir()) / f"pmi-bench-{os.getuid()}"
    folder = own / _state_of_the_schema()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for other in own.iterdir():
        if other != folder:
            shutil.rmtree(other)
    return folder


def _state_of_the_schema() -> str:
    """Changes with every migration, and with how the databases are filled."""
    sources = sorted((_ROOT / "storage" / "migrations" / "versions").glob("*.py"))
    digest = hashlib.sha256()
    for path in (*sources, Path(filling.__file__), Path(settling_in.__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
