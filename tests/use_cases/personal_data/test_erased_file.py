"""Nothing of a person who was erased can be read from SQLite's files, which the bot keeps open (AUDIT-1)."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.use_cases.personal_data import erasure
from storage import Connection, Database
from storage.people import people as people_store
from storage.personal_data import erasure as erasure_store
from storage.personal_data import messages as message_store
from tests.support.database.databases import MigratedDatabase
from tests.support.factories.people import HOST, NOW, TEAM, add_person, start_room

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TOPIC = "Very secret plans"


def files_with_the_topic(database: MigratedDatabase) -> list[str]:
    file = Path(make_url(database.url).database or "")
    return [each.suffix for each in (file, Path(f"{file}-wal")) if TOPIC.encode() in each.read_bytes()]


@contextmanager
def reader(database: MigratedDatabase) -> Iterator[None]:
    """Meanwhile another process reads what is there now."""
    with closing(sqlite3.connect(make_url(database.url).database or "")) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM people").fetchall()
        yield


def erase_messages(tx: Connection) -> None:
    account, person = people_store.find_account(tx, TEAM), people_store.find(tx, TEAM, HOST)
    assert account is not None
    assert person is not None
    message_store.erase_finished(tx, account.id, person, 0)


def forget_remains(tx: Connection) -> None:
    erasure_store.forget_remains(tx, NOW, 1)


@pytest.mark.parametrize("work", [erase_messages, forget_remains])
def test_whatever_erases_lets_sqlite_overwrite(db: Database, work: Callable[[Connection], None]) -> None:
    """Also where it was built not to, and where nothing else of the person is erased in the same transaction."""
    add_person(db)
    with db.write(TEAM) as tx:
        tx.exec_driver_sql("PRAGMA secure_delete=OFF")
        work(tx)
        assert tx.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1


@pytest.mark.parametrize("in_file", [False, True])
def test_what_is_erased_cannot_be_read_from_the_files(database: MigratedDatabase, db: Database, in_file: bool) -> None:
    """Whatever SQLite was built with: deleted texts stay in file and log until something else is written there."""
    start_room(db, topic=TOPIC)
    if in_file:
        assert db.empty_log()
    assert len(files_with_the_topic(database)) == 1
    assert erasure.erase(db, TEAM, HOST, NOW)
    assert files_with_the_topic(database) == []


def test_a_reader_in_the_way_keeps_nobody_from_being_erased(database: MigratedDatabase, db: Database) -> None:
    """What stays in the log is gone as soon as it is emptied; the last connection that closes does that as well."""
    start_room(db, topic=TOPIC)
    with reader(database):
        assert erasure.erase(db, TEAM, HOST, NOW)
        assert not db.empty_log()
        assert files_with_the_topic(database)
    assert db.empty_log()
    assert files_with_the_topic(database) == []
