"""Migrating: from nothing, by several processes at once, and what is refused."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import psycopg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url, text

from storage import Database, NewerSchemaError, Outage, StorageError, is_migrated, migrate
from storage.engine.database import lock_key
from storage.engine.migrate import HEAD_REVISION
from tests.support.database import databases
from tests.support.database.outages import locked

ROOT = Path(__file__).parents[3]
CONNECTED_WITHIN = 6.0
"""Seconds after which nobody waits for a connection any more, with room for a busy machine."""
MIGRATE_WHEN_TOLD = "import sys; from storage import migrate; print('ready', flush=True); input(); migrate(sys.argv[1])"


def run(url: str, statement: str) -> None:
    """Change a database behind the product's back, without looking at references."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as tx:
        tx.execute(text(statement))
    engine.dispose()


def test_a_new_database_is_migrated_from_nothing(unmigrated_database_url: str) -> None:
    assert not is_migrated(unmigrated_database_url)
    migrate(unmigrated_database_url)
    assert is_migrated(unmigrated_database_url)


def test_migrating_again_keeps_everything(unmigrated_database_url: str) -> None:
    migrate(unmigrated_database_url)
    run(unmigrated_database_url, "INSERT INTO secrets VALUES ('kept', 'value')")
    migrate(unmigrated_database_url)
    db = Database(unmigrated_database_url)
    with db.read() as tx:
        assert tx.exec_driver_sql("SELECT value FROM secrets").scalar_one() == "value"
    db.close()


def test_asking_whether_a_file_is_migrated_does_not_make_it(tmp_path: Path) -> None:
    assert not is_migrated(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_made_by_migrating_together_with_its_folder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'pmi.db'}"
    migrate(url)
    assert is_migrated(url)


def test_four_processes_may_migrate_the_same_database_at_once(unmigrated_database_url: str) -> None:
    processes = [
        subprocess.Popen(  # noqa: S603 - our own interpreter and a constant program
            [sys.executable, "-W", "error", "-c", MIGRATE_WHEN_TOLD, unmigrated_database_url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0], errors
    assert is_migrated(unmigrated_database_url)


def test_a_database_that_is_newer_than_the_code_is_refused_in_clear_words(unmigrated_database_url: str) -> None:
    migrate(unmigrated_database_url)
    run(unmigrated_database_url, "UPDATE alembic_version SET version_num = 'from-the-future'")
    for ask in (is_migrated, migrate, lambda url: migrate(url, HEAD_REVISION)):
        with pytest.raises(NewerSchemaError, match=r"newer than this version of PMI Bot .*from-the-future.*Install"):
            ask(unmigrated_database_url)


def test_a_database_that_cannot_be_reached_is_an_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is not a database. " * 100, encoding="utf-8")
    for url in (f"sqlite:///{tmp_path / 'notes.txt'}", f"postgresql://nobody@/nothing?host={tmp_path}"):
        for ask in (migrate, is_migrated):
            with pytest.raises(StorageError):
                ask(url)


def test_a_migration_that_leaves_rows_without_their_parents_is_undone(tmp_path: Path) -> None:
    """References are not looked at while a batch migration remakes tables; before the commit they are."""
    url = f"sqlite:///{tmp_path / 'pmi.db'}"
    migrate(url, "0006")
    run(url, "INSERT INTO choices VALUES (99, 'nobody', 1)")
    with pytest.raises(StorageError, match=r"without their parents in: \['choices'\]"):
        migrate(url)
    assert not is_migrated(url)


def test_the_newest_revision_is_one() -> None:
    """Two heads would mean that two branches were merged without saying in which order their changes go."""
    assert ScriptDirectory(str(ROOT / "storage" / "migrations")).get_heads() == [HEAD_REVISION]


def test_who_has_to_wait_for_another_process_is_told_and_goes_on_afterwards(unmigrated_database_url: str) -> None:
    migrate(unmigrated_database_url, "0006")
    waits = Event()
    with ThreadPoolExecutor(1) as pool:
        with migrating_elsewhere(unmigrated_database_url):
            waiting = pool.submit(migrate, unmigrated_database_url, on_wait=waits.set)
            assert waits.wait(10)
            assert not waiting.done()
        waiting.result(timeout=30)
    assert is_migrated(unmigrated_database_url)


@pytest.mark.parametrize("revision", ["0006", HEAD_REVISION])
def test_a_table_that_others_hold_is_waited_for_with_a_word(
    postgresql: databases.PostgresServer, revision: str
) -> None:
    """PostgreSQL: that of the revisions, and one that is to be changed."""
    table = "alembic_version" if revision == HEAD_REVISION else "people"
    waits: list[None] = []
    said = Event()

    def on_wait() -> None:
        waits.append(None)
        said.set()

    with postgresql.database() as url, ThreadPoolExecutor(1) as pool:
        migrate(url, revision)
        with locked(url, table):
            waiting = pool.submit(migrate, url, on_wait=on_wait)
            assert said.wait(10)
            assert not waiting.done()
        waiting.result(timeout=30)
        assert is_migrated(url)
    assert waits == [None]


def test_whether_it_is_migrated_is_known_in_time_or_not_at_all(postgresql: databases.PostgresServer) -> None:
    with postgresql.database() as url:
        migrate(url)
        with locked(url, "alembic_version"), pytest.raises(StorageError) as raised:
            is_migrated(url)
    assert raised.value.outage is Outage.BUSY


def test_a_server_that_never_speaks_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for ask in (is_migrated, migrate):
            began = time.monotonic()
            with pytest.raises(StorageError) as raised:
                ask(f"postgresql://pmi@127.0.0.1:{silent.getsockname()[1]}/pmi")
            assert raised.value.outage is Outage.UNREACHABLE
            assert time.monotonic() - began < CONNECTED_WITHIN


def test_who_need_not_wait_is_told_nothing(unmigrated_database_url: str) -> None:
    waits = Event()
    migrate(unmigrated_database_url, on_wait=waits.set)
    assert not waits.is_set()


@contextmanager
def migrating_elsewhere(url: str) -> Iterator[None]:
    """Another process has begun, and holds what it takes."""
    if url.startswith("sqlite"):
        with locked(url):
            yield
    else:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [lock_key("migrate")])
            yield
