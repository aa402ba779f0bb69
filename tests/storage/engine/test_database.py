"""How the database is reached: reads that take no lock, writes that hold the lock of their name, errors of our own."""

import sqlite3
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from bot.policy.ids import Pmi
from storage import Connection, Database, DuplicateKeyError, StorageError
from storage.engine.database import lock_key, parse_url
from storage.engine.timeouts import TIMEOUT_SECONDS
from storage.rooms import rooms as room_store
from tests.support.database.databases import sqlite_copy
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.people import NOW, add_person
from tests.support.machine.threads import TIMEOUT

only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
A_MOMENT = 0.1
"""Seconds in which a thread that is not held up would long have gone on."""


def value(tx: Connection, question: str) -> object:
    return tx.exec_driver_sql(question).scalar_one()


def ping(db: Database) -> None:
    with db.read() as tx:
        value(tx, "SELECT 1")


@only_sqlite
def test_a_sqlite_file_keeps_a_log_beside_it_checks_references_and_waits_for_a_lock(db: Database) -> None:
    for connection in (db.read(), db.write("lock")):
        with connection as tx:
            assert value(tx, "PRAGMA journal_mode") == "wal"
            assert value(tx, "PRAGMA foreign_keys") == 1
            assert value(tx, "PRAGMA synchronous") == 1  # NORMAL
            assert value(tx, "PRAGMA busy_timeout") == TIMEOUT_SECONDS * 1000


@only_postgresql
def test_postgresql_waits_for_a_lock_or_a_statement_as_long_as_sqlite_does(db: Database) -> None:
    for connection in (db.read(), db.write("lock")):
        with connection as tx:
            assert value(tx, "SHOW lock_timeout") == value(tx, "SHOW statement_timeout") == "1500ms"
            assert value(tx, "SHOW timezone") == "UTC"


@only_postgresql
def test_without_a_pooler_the_limits_are_said_once_a_connection(db: Database) -> None:
    """Reading says nothing more than what is asked: each message more would cost as much as the question."""
    ping(db)
    with recorded_statements() as executed, db.read() as tx:
        value(tx, "SELECT 1")
    assert executed == ["SELECT 1"]


def test_a_file_to_which_another_process_writes_may_be_opened_for_the_first_time(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    """The first connection switches the file to its write-ahead log, for which SQLite itself does not wait."""
    database = Database(sqlite_copy(migrated_sqlite, tmp_path))
    with closing(sqlite3.connect(tmp_path / "test.db")) as another, ThreadPoolExecutor(1) as pool:
        another.execute("BEGIN IMMEDIATE")
        opening = pool.submit(ping, database)
        with pytest.raises(TimeoutError):
            opening.result(A_MOMENT)
        another.commit()
        opening.result(TIMEOUT)
    database.close()


def test_a_file_is_made_together_with_its_folder(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'test.db'}")
    ping(database)
    database.close()
    assert (tmp_path / "new" / "folder" / "test.db").exists()


def test_what_is_written_is_seen_after_the_commit_and_not_before(db: Database) -> None:
    add_person(db)
    with db.read() as before:
        with db.write("lock") as tx:
            tx.exec_driver_sql("UPDATE people SET name = 'New'")
            assert value(before, "SELECT name FROM people") == "Ava"
        assert value(before, "SELECT name FROM people") == "New"


def test_a_snapshot_is_of_one_instant(db: Database) -> None:
    """Its first statement's; the next one on that connection is another's."""
    add_person(db)
    with db.snapshot() as before:
        assert value(before, "SELECT name FROM people") == "Ava"
        with db.write("lock") as tx:
            tx.exec_driver_sql("UPDATE people SET name = 'New'")
        assert value(before, "SELECT name FROM people") == "Ava"
    with pytest.raises(LookupError), db.snapshot():
        raise LookupError
    with db.snapshot() as after:
        assert value(after, "SELECT name FROM people") == "New"
    with db.read() as now:
        assert value(now, "SELECT name FROM people") == "New"


def test_a_write_that_raises_changes_nothing(db: Database) -> None:
    add_person(db)

    def change_and_fail() -> None:
        with db.write("lock") as tx:
            tx.exec_driver_sql("UPDATE people SET name = 'New'")
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    with db.read() as tx:
        assert value(tx, "SELECT name FROM people") == "Ava"


def test_of_two_writes_under_one_lock_the_second_waits_for_the_first(replicas: list[Database]) -> None:
    """Habit 12: what was true when a rule was asked is true until the commit."""
    one, two, *_ = replicas
    entered = Event()

    def second() -> object:
        with two.write("T1") as tx:
            entered.set()
            return value(tx, "SELECT plan FROM accounts")

    add_person(one)
    with ThreadPoolExecutor(1) as pool:
        with one.write("T1") as tx:
            waiting = pool.submit(second)
            assert not entered.wait(A_MOMENT)
            tx.exec_driver_sql("UPDATE accounts SET plan = 'pro'")
        assert waiting.result(TIMEOUT) == "pro"


@only_postgresql
def test_writes_under_different_locks_do_not_wait_for_each_other(replicas: list[Database]) -> None:
    one, two, *_ = replicas
    with one.write("T1"), two.write("T2") as tx:
        assert value(tx, "SELECT 1") == 1


@only_postgresql
def test_a_process_that_stands_still_in_a_transaction_loses_its_lock(replicas: list[Database]) -> None:
    """A frozen machine must not freeze the others: on SQLite there is only one machine."""
    one, two, *_ = replicas

    def stand_still() -> None:
        with one.write("T1") as tx:
            assert not Event().wait(2 * TIMEOUT_SECONDS + A_MOMENT)
            value(tx, "SELECT 1")

    with pytest.raises(StorageError):
        stand_still()
    with two.write("T1") as tx:
        assert value(tx, "SELECT 1") == 1


def test_a_lock_that_is_not_to_be_had_in_time_is_an_error_of_our_own(replicas: list[Database]) -> None:
    """UX-1: the wait is shorter than the transport's deadline of two seconds."""
    one, two, *_ = replicas

    def second() -> None:
        with two.write("T1"):
            pass

    with one.write("T1"), ThreadPoolExecutor(1) as pool, pytest.raises(StorageError):
        pool.submit(second).result(TIMEOUT)


def test_no_error_shows_a_value_from_the_statement(db: Database) -> None:
    """Section 12: passcodes and tokens are in no log, which shows errors with all that led to them."""
    person = add_person(db).person.id
    values = (Pmi("2345678923"), "pass" + "4711", "token" * 6, NOW)
    with pytest.raises(DuplicateKeyError) as caught, db.write("lock") as tx:
        room_store.add(tx, person, *values)
    shown = "".join(traceback.format_exception(caught.value))
    assert [value for value in map(str, values) if value in shown] == []
    assert f"({person})" not in shown  # PostgreSQL names the key and its value in a detail
    assert "room_store.add(tx, person" in shown  # where it happened is still to be seen


def test_a_database_that_is_not_there_is_an_error_of_our_own(tmp_path: Path) -> None:
    database = Database(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(StorageError):
        ping(database)
    database.close()


def test_a_file_that_is_no_database_is_an_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is not a database. " * 100, encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path / 'notes.txt'}")
    with pytest.raises(StorageError, match="not a database"):
        ping(database)
    database.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_psycopg_3(scheme: str) -> None:
    assert parse_url(f"{scheme}://localhost/pmi").drivername == "postgresql+psycopg"


def test_a_lock_has_the_same_number_in_every_process_and_version_and_fits_a_bigint() -> None:
    keys = {lock_key(f"T{number}") for number in range(1000)}
    assert len(keys) == 1000
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert lock_key("migrate") == -8382747344732321830
