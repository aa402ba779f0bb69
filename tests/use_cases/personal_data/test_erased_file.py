"""Nothing of a person who was erased can be read from SQLite's files, which the bot keeps open (AUDIT-1)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.use_cases.personal_data import erasure
from storage import Database
from tests.support.database.databases import MigratedDatabase
from tests.support.factories.people import HOST, NOW, TEAM, start_room

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
