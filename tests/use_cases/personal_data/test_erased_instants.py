"""What an erasure dates is written as everything else is: SQLite compares instants as texts (AUDIT-1)."""

import re

import pytest

from bot.use_cases.personal_data import erasure
from storage import Database
from storage.engine.types import Instant
from storage.tables import metadata
from tests.support.factories.meetings import schedule_meeting
from tests.support.factories.people import HOST, NOW, TEAM, save_room_form, start_room

FORM = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
DATED = {"numbers.ended_at", "links.released_at", "people.created_at"}


def instants(db: Database) -> dict[str, list[str]]:
    """What stands in each column of instants, as SQLite has it."""
    columns = [each for table in metadata.sorted_tables for each in table.c if isinstance(each.type, Instant)]
    with db.read() as tx:
        return {
            f"{each.table.name}.{each.name}": list(
                tx.exec_driver_sql(f"SELECT {each.name} FROM {each.table.name} WHERE {each.name} IS NOT NULL").scalars()  # noqa: S608 - names of ours
            )
            for each in columns
        }


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_instant_has_one_form(db: Database) -> None:
    start_room(db, topic="Planning")
    save_room_form(db, link="ava.example")
    schedule_meeting(db)
    assert erasure.erase(db, TEAM, HOST, NOW)
    found = instants(db)
    assert [name for name in DATED if not found[name]] == []
    assert {
        name: wrong for name, texts in found.items() if (wrong := [t for t in texts if not FORM.fullmatch(t)])
    } == {}
