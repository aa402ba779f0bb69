"""Fixtures for all: databases of both kinds, fresh for each test; and what becomes of browser tests without a browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bot.config import zone_files
from storage import Database, migrate
from tests.support.database import databases, pooler
from tests.support.machine import chromium, faketime, ical_js, small_disk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("ours", deadline=None)  # how long an example takes, the machine decides
settings.load_profile("ours")

DATABASE_KINDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[databases.PostgresServer]:
    """A server for the whole run, started when the first test needs it."""
    with databases.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: databases.PostgresServer) -> Iterator[Callable[[], databases.MigratedDatabase]]:
    """Empties the one migrated database and gives it."""
    with postgresql.database() as url:
        migrate(url)
        database_in_use, empty = databases.MigratedDatabase(url), databases.PostgresReset(url)

        def emptied() -> databases.MigratedDatabase:
            empty()
            return database_in_use

        yield emptied
        database_in_use.close()
        empty.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    migrate(f"sqlite:///{path}")
    yield path
    databases.sqlite_pool(path).close()


@pytest.fixture(params=DATABASE_KINDS)
def unmigrated_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database of either kind with nothing in it; the one for tests that change tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: databases.PostgresServer = request.getfixturevalue("postgresql")
    with server.database() as url:
        yield url


@pytest.fixture(params=DATABASE_KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[databases.MigratedDatabase]:
    """A migrated database of either kind. For one kind: `parametrize("database", ["sqlite"], indirect=True)`."""
    if request.param == "sqlite":
        with databases.sqlite_pool(request.getfixturevalue("migrated_sqlite")).borrow() as database_in_use:
            yield database_in_use
        return
    yield request.getfixturevalue("migrated_postgresql")()


@pytest.fixture
def database_url(database: databases.MigratedDatabase) -> str:
    """Where it is."""
    return database.url


@pytest.fixture
def db(database: databases.MigratedDatabase) -> Database:
    """The storage of one process."""
    return database.open()


@pytest.fixture
def replicas(database: databases.MigratedDatabase) -> list[Database]:
    """The storage of four other processes that share the database."""
    return [database.open(process) for process in range(1, 5)]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests of a worker; each person in them has a context of their own."""
    with chromium.running_browser(chromium.find(os.environ)) as running:
        yield running


def pytest_sessionstart() -> None:
    """Time zones are those that the program takes. In CI nothing may be left out."""
    zone_files.use_newest()
    if os.environ.get("CI") == "true" and (missing := _missing_programs()):
        pytest.exit(
            f"In CI nothing is left out; .ci/run installs what is needed. {' '.join(missing.values())}", returncode=1
        )


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a good part of the tests waits for time-outs, browsers and processes."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that need a program which is not there are left out."""
    missing = _missing_programs()
    deselected = [item for item in items if any(item.get_closest_marker(marker) for marker in missing)]
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if item not in deselected]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so, in a line each."""
    for said in _missing_programs().values():
        terminalreporter.write_line(said, yellow=True)


def _missing_programs() -> dict[str, str]:
    """The markers of tests that cannot run here, and what is said of them."""
    programs = {"browser": chromium, "pooler": pooler, "faketime": faketime, "ical_js": ical_js}
    missing = {marker: program.SKIP_NOTICE for marker, program in programs.items() if not program.find(os.environ)}
    return missing if small_disk.is_available() else missing | {"small_disk": small_disk.SKIP_NOTICE}
