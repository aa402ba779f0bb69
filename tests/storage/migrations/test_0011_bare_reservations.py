"""What migrating to keyed hashes makes of what stood in clear, and that nothing else changes (GATE-2, GATE-3, LINK-2)."""

import hashlib
import hmac
from typing import Any

import pytest

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, raw_transaction, table_contents, triggers

BEFORE, AFTER = "0010", "0011"
KEY = "ab" * 32
WITHOUT_KEY = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T1', 'pro', '2026-01-01')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01')""",
    "INSERT INTO numbers (number, person_id, ended_at, ended_by) VALUES ('2345678901', 5, '2026-02-01', 'edited')",
    """INSERT INTO rooms (id, person_id, number, passcode, token, assigned_at, valid_until, ended_at, ended_by) VALUES
    (6, 5, '2345678901', '246810', 'room token', '2026-01-01', '2026-01-01', '2026-02-01', 'edited'),
    (7, 5, '2345678902', '', 'other token', '2026-01-01', '2026-01-01', '2026-02-02', 'edited')""",
    """INSERT INTO rooms (id, person_id, number, passcode, token, assigned_at, valid_until) VALUES
    (8, 5, '2345678903', '135790', 'third token', '2026-01-01', '2026-01-01')""",
    """INSERT INTO links (key, shown, person_id, released_at, room_id) VALUES
    ('ava.old', 'Ava.Old', 5, '2026-02-01', 6), ('ava.new', 'Ava.New', 5, NULL, NULL)""",
    """INSERT INTO own_ids (id, person_id, number, passcode, token, instant, made_at, valid_until, ended_at) VALUES
    (3, 5, '23456789012', '975310', 'id token', true, '2026-01-01', '2026-01-01', '2026-02-01')""",
    """INSERT INTO sessions (id, room_id, own_id, topic, place, token, started_at, ended_at) VALUES
    (1, 6, NULL, 'Tea', 'place 1', 'token 1', '2026-01-01', '2026-01-02'),
    (2, 8, NULL, 'Cake', 'place 2', 'token 2', '2026-01-01', NULL),
    (3, NULL, 3, 'Jam', 'place 3', 'token 3', '2026-01-01', '2026-01-02')""",
    """INSERT INTO cards (id, session_id, channel, ts, call, posted_at) VALUES
    (1, 2, 'C1', '1.1', '', '2026-01-01'), (2, 3, 'C1', '1.2', '', '2026-01-01')""",
    "INSERT INTO audit (id, account_id, at, actor, what, before, after, note) VALUES (1, 1, '2026-01-01', 'U1', 'plan', '', '', '')",
)
ROWS = (*WITHOUT_KEY, f"INSERT INTO secrets (name, value) VALUES ('gateway', '{KEY}')")  # noqa: S608 - digits of ours
CHANGED = {"people", "links", "rooms", "own_ids", "sessions", "cards"}


def keyed(purpose: str, text: str, key: str = KEY) -> str:
    return hmac.new(bytes.fromhex(key), f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()


@pytest.fixture
def older(unmigrated_database_url: str) -> str:
    """A database of the revision before."""
    return migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)


def rows(url: str, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in table_contents(url)[table]]


def test_what_has_ended_or_is_reserved_is_hashed_and_what_is_in_use_stays(older: str) -> None:
    migrate(older, AFTER)
    assert rows(older, "rooms", "id", "passcode", "passcode_hash") == [
        (6, "", keyed("passcode", "room token|246810")),
        (7, "", None),
        (8, "135790", None),
    ]
    assert rows(older, "own_ids", "passcode", "passcode_hash") == [("", keyed("passcode", "id token|975310"))]
    assert sorted(rows(older, "links", "key", "shown", "person_id", "room_id")) == sorted(
        [(keyed("link", "ava.old"), "", 5, 6), (keyed("link", "ava.new"), "Ava.New", 5, None)]
    )
    assert rows(older, "sessions", "id", "topic", "token", "place", "token_hash") == [
        (1, "Tea", "", "", keyed("session", "token 1")),
        (2, "Cake", "token 2", "place 2", keyed("session", "token 2")),
        (3, "Jam", "", "", keyed("session", "token 3")),
    ]
    assert rows(older, "cards", "id", "session_id", "ts", "account_id") == [(1, 2, "1.1", 1), (2, 3, "1.2", 1)]


def test_everything_else_stays_with_its_indexes_and_triggers(older: str) -> None:
    contents, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    assert {name: found for name, found in table_contents(older).items() if name not in CHANGED} == {
        name: found for name, found in contents.items() if name not in CHANGED
    }
    assert table_contents(older)["people"] == [{**person, "erased_hash": None} for person in contents["people"]]
    assert triggers(older) == guards != set()
    after = indexes(older)
    assert after["sessions"].pop("ix_sessions_token") == ["token_hash"]
    assert after["sessions"].pop("ix_sessions_remembered") == ["ended_at"]
    assert after["people"].pop("ux_people_erased") == ["erased_hash"]
    assert after == before


def test_a_number_and_a_link_may_be_nobody_s_and_a_person_without_a_slack_user(older: str) -> None:
    migrate(older, AFTER)
    with raw_transaction(older) as tx:
        tx.exec_driver_sql("UPDATE numbers SET person_id = NULL")
        tx.exec_driver_sql("UPDATE links SET person_id = NULL, room_id = NULL")
        tx.exec_driver_sql("UPDATE cards SET session_id = NULL")
        tx.exec_driver_sql("UPDATE people SET slack_user = NULL")
        tx.exec_driver_sql("""INSERT INTO people (id, account_id, name, zone, role, active, license, created_at)
            VALUES (6, 1, '', '', 'member', false, 'basic', '2026-01-01')""")


def test_where_no_guest_has_come_yet_the_key_is_made(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, WITHOUT_KEY)
    migrate(older, AFTER)
    ((name, key),) = rows(older, "secrets", "name", "value")
    assert (name, len(key)) == ("gateway", 64)
    assert keyed("link", "ava.new", key) in {found for (found,) in rows(older, "links", "key")}


def test_a_database_without_people_gets_no_key(unmigrated_database_url: str) -> None:
    migrate(unmigrated_database_url, AFTER)
    assert rows(unmigrated_database_url, "secrets", "name") == []
