"""People of the recorded database, in which every table has rows, are exported and erased whole (AUDIT-1)."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.policy.ids import TeamId, UserId
from bot.use_cases.personal_data import erasure
from bot.use_cases.personal_data.export import export
from storage import Database
from storage.personal_data.export import SECTIONS
from tests.recorded import recording
from tests.recorded.replay import Replay
from tests.support.database.databases import all_rows

Row = dict[str, Any]
NOW = recording.instant()
LEFT_TABLES = {"audit": ["actor", "before", "after"], "numbers": ["number"]}
"""Where values of somebody who was erased may stand: ids in the audit log (Slack's and numbers), and reserved numbers."""


@pytest.fixture
def recorded(replay: Replay) -> Replay:
    """The recorded state, as 0.1.0 left it, migrated."""
    replay.begin()
    return replay


def dicts(db: Database, table: str) -> list[Row]:
    with db.read() as tx:
        return [dict(row) for row in tx.exec_driver_sql(f"SELECT * FROM {table}").mappings()]  # noqa: S608 - names of ours


def people(db: Database) -> list[Row]:
    return [each for each in dicts(db, "people") if each["slack_user"]]


def team(db: Database) -> TeamId:
    return TeamId(dicts(db, "accounts")[0]["team"])


def personal_values(db: Database, person: Row) -> set[str]:
    """Every text that is theirs alone, wherever it stands."""
    of = person["id"]
    rooms = [row for row in dicts(db, "rooms") if row["person_id"] == of]
    own_ids = [row for row in dicts(db, "own_ids") if row["person_id"] == of]
    keys = {row["id"] for row in rooms}, {row["id"] for row in own_ids}
    sessions = [row for row in dicts(db, "sessions") if row["room_id"] in keys[0] or row["own_id"] in keys[1]]
    meetings = [row for row in dicts(db, "meetings") if row["host_id"] == of]
    links = [row for row in dicts(db, "links") if row["person_id"] == of]
    requests = [row for row in dicts(db, "requests") if row["asked_by"] == person["slack_user"]]
    decided = [row for row in dicts(db, "requests") if row["decided_by"] == person["slack_user"]]
    feeds = [row for row in dicts(db, "calendar_feeds") if row["person_id"] == of]
    columns = (
        (rooms, "number", "passcode", "token", "passcode_hash"),
        (own_ids, "number", "passcode", "token", "passcode_hash"),
        (sessions, "topic", "token", "place", "token_hash"),
        (meetings, "topic", "description"),
        (links, "shown"),
        (requests, "reason"),
        (decided, "answer"),
        (feeds, "name_hash"),
        ([person], "slack_user", "name"),
    )
    return {str(row[name]) for rows, *names in columns for row in rows for name in names if row[name]}


def places(db: Database, values: set[str]) -> Iterator[tuple[str, str, str]]:
    """Each table and column in which one of these texts stands as a word, with the text."""
    words = {value: re.compile(rf"(?<!\w){re.escape(value)}(?!\w)") for value in values}
    for table in all_rows(db):
        for row in dicts(db, table):
            for column, cell in row.items():
                if column not in LEFT_TABLES.get(table, ()):
                    yield from ((table, column, value) for value in values if words[value].search(str(cell)))


def erase(replay: Replay, user: str) -> dict[str, int]:
    db = replay.live_bot.bot.database
    found = erasure.erase(db, team(db), UserId(user), NOW)
    assert found is not None
    return dict(found)


def test_nothing_personal_is_left_of_anybody_who_is_erased(recorded: Replay) -> None:
    db = recorded.live_bot.bot.database
    theirs = {person["slack_user"]: personal_values(db, person) for person in people(db)}
    shared = {
        value
        for user, values in theirs.items()
        for other, others in theirs.items()
        if user != other
        for value in values & others
    }
    for user, values in theirs.items():
        erase(recorded, user)
        assert sorted(set(places(db, values - shared))) == [], user
    assert people(db) == []
    remaining = all_rows(db)
    empty = {table for table, rows in remaining.items() if not rows}
    assert empty >= {"rooms", "own_ids", "sessions", "choices", "group_members", "calendar_feeds", "invitees"}


def test_every_section_of_an_export_is_filled_by_somebody(recorded: Replay) -> None:
    """And nobody's holds what opens a door."""
    db = recorded.live_bot.bot.database
    exported = {person["slack_user"]: export(db, team(db), UserId(person["slack_user"]), NOW) for person in people(db)}
    filled = {name for found in exported.values() if found for name, rows in found.items() if rows}
    assert filled - {"workspace", "user", "exported_at"} == SECTIONS.keys() - {"availability_checks"}
    secrets = {
        row[name] for table in ("rooms", "own_ids") for row in dicts(db, table) for name in ("passcode", "token")
    }
    secrets |= {row[name] for row in dicts(db, "sessions") for name in ("token", "place")}
    text = json.dumps(exported)
    assert [each for each in secrets if each and f'"{each}"' in text] == []
