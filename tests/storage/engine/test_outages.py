"""Which errors are of the database and not of a statement, on both databases (section 12)."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.use_cases.write_checks import check_writes
from storage import Connection, Database, Outage, StorageError, migrate
from storage.engine.timeouts import TIMEOUT_SECONDS
from tests.support.database.databases import table_rows
from tests.support.database.outages import locked
from tests.support.factories.people import NOW

only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
FILL = "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO write_checks SELECT i, '' FROM n"


def outage_of(db: Database, work: Callable[[Connection], object]) -> Outage | None:
    """What is told of the error that this raises, which `on_outage` hears as well if it is one."""
    heard: list[StorageError] = []
    db.on_outage = heard.append
    with pytest.raises(StorageError) as raised, db.write("lock") as tx:
        work(tx)
    assert heard == ([raised.value] if raised.value.outage else [])
    return raised.value.outage


def test_whatever_is_written_to_see_whether_that_goes_is_one_row(db: Database) -> None:
    for _ in range(3):
        check_writes(db, NOW)
    assert len(table_rows(db, "write_checks")) == 1


def test_a_lock_that_others_hold_is_waited_for_as_long_as_a_person_can_wait(db: Database, database_url: str) -> None:
    """UX-1."""
    with locked(database_url):
        began = time.monotonic()
        with pytest.raises(StorageError) as raised:
            check_writes(db, NOW)
        assert TIMEOUT_SECONDS - 0.2 < time.monotonic() - began < TIMEOUT_SECONDS + 0.5
    assert raised.value.outage is Outage.BUSY
    check_writes(db, NOW)


@only_sqlite
def test_sqlite_says_that_it_is_full_or_may_only_be_read_and_goes_on_once_that_is_mended(db: Database) -> None:
    def fill(tx: Connection) -> None:
        tx.exec_driver_sql("PRAGMA max_page_count = 1")
        tx.exec_driver_sql(FILL)

    def refuse(tx: Connection) -> None:
        tx.exec_driver_sql("PRAGMA query_only = ON")
        tx.exec_driver_sql("DELETE FROM write_checks")

    assert outage_of(db, fill) is Outage.FULL
    with db.write("lock") as tx:
        tx.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert outage_of(db, refuse) is Outage.READ_ONLY
    check_writes(db, NOW)  # by a new connection, without the pragma


@only_postgresql
@pytest.mark.parametrize(
    "statement, outage",
    [
        ("SET TRANSACTION READ ONLY; DELETE FROM write_checks", Outage.READ_ONLY),
        ("SELECT pg_sleep(5)", Outage.BUSY),
        ("DO $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$", Outage.FULL),
        ("DO $$ BEGIN RAISE EXCEPTION 'too many' USING ERRCODE = '53300'; END $$", Outage.UNREACHABLE),
        ("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$", Outage.BUSY),
        ("SELECT pg_terminate_backend(pg_backend_pid())", Outage.UNREACHABLE),
    ],
)
def test_postgresql_says_what_it_cannot_do_now_and_goes_on(db: Database, statement: str, outage: Outage) -> None:
    assert outage_of(db, lambda tx: tx.exec_driver_sql(statement)) is outage
    check_writes(db, NOW)


def test_a_statement_that_is_wrong_is_no_outage(db: Database) -> None:
    assert outage_of(db, lambda tx: tx.exec_driver_sql("SELECT nothing FROM nowhere")) is None
    twice = "INSERT INTO secrets (name, value) VALUES ('twice', 'x'), ('twice', 'y')"
    assert outage_of(db, lambda tx: tx.exec_driver_sql(twice)) is None


@only_postgresql
def test_a_statement_after_one_that_failed_is_no_outage(db: Database) -> None:
    """PostgreSQL's 25P02 is of the class of a transaction that was ended for idling, which is one."""

    def go_on(tx: Connection) -> None:
        with contextlib.suppress(SQLAlchemyError):
            tx.exec_driver_sql("SELECT nothing FROM nowhere")
        tx.exec_driver_sql("SELECT 1")

    assert outage_of(db, go_on) is None
    idle_too_long = "DO $$ BEGIN RAISE EXCEPTION 'idle' USING ERRCODE = '25P03'; END $$"
    assert outage_of(db, lambda tx: tx.exec_driver_sql(idle_too_long)) is Outage.BUSY


def test_a_server_that_is_not_there_is_an_outage() -> None:
    database = Database("postgresql://127.0.0.1:9/pmi")
    with pytest.raises(StorageError) as raised:
        database.now()
    assert raised.value.outage is Outage.UNREACHABLE
    database.close()


def test_a_file_whose_folder_cannot_be_made_is_an_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "afile").touch()
    for url in ("sqlite:////proc/nowhere/pmi.db", f"sqlite:///{tmp_path / 'afile' / 'pmi.db'}"):
        for use in (Database, migrate):
            with pytest.raises(StorageError, match="its folder cannot be made"):
                use(url)


def test_a_file_that_is_no_database_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "pmi.db").write_text("not a database, by far" * 100, encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path / 'pmi.db'}")
    with pytest.raises(StorageError) as raised:
        database.journal_mode()
    assert raised.value.outage is Outage.UNREACHABLE
    database.close()


def test_a_file_system_without_shared_memory_has_another_journal(tmp_path: Path) -> None:
    """As a network share: SQLite then goes on without its write-ahead log, and says nothing."""
    database = Database(f"sqlite:///file:{tmp_path / 'pmi.db'}?vfs=unix-dotfile&uri=true")
    assert database.journal_mode() == "delete"
    database.close()


@pytest.mark.parametrize("url", ["postgresql://pmi:geheim@host:x/pmi", "postgresql:///pmi?port=geheim", "nonsense"])
def test_what_is_no_address_is_said_without_the_address(url: str) -> None:
    with pytest.raises(StorageError) as raised:
        Database(url)
    assert str(raised.value) == "it is not the address of a database"
    assert raised.value.__cause__ is None
