"""What migrating to reminders does to rooms that were there before, and to what hangs on them (REM-6)."""

import pytest

from bot.policy.reminders.room_expiry import NEVER_REMINDED
from storage import Database, migrate
from storage.people import people as people_store
from storage.rooms import expiry_reminders as expiry_reminder_store
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents
from tests.support.factories.people import NOW, TEAM

BEFORE, AFTER = "0003", "0004"
INSERTS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2025-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2025-01-01 00:00:00')""",
    """INSERT INTO numbers VALUES ('2345678923', 5, '2025-02-01 00:00:00', 'edited'), ('5550142368', 5, NULL, NULL)""",
    """INSERT INTO rooms (id, person_id, number, passcode, token, assigned_at, valid_until, ended_at, ended_by)
    VALUES (7, 5, '2345678923', '1', 't', '2025-01-01 00:00:00', '2026-01-01 00:00:00', '2025-02-01 00:00:00', 'edited'),
    (8, 5, '5550142368', '2', 'u', '2025-02-01 00:00:00', '2026-03-20 00:00:00.000000', NULL, NULL)""",
    "INSERT INTO links VALUES ('ava.example', 'Ava.Example', 5, NULL, NULL), ('a.b.c', 'A.b.c', 5, '2025-01-03 00:00:00', 7)",
    "INSERT INTO sessions VALUES (1, 8, 'Tea', 'place', 'token', '2025-03-01 00:00:00', NULL)",
    "INSERT INTO cards VALUES (1, 1, 'C1', '1.1', '', '2025-03-01 00:00:00', NULL)",
    """INSERT INTO deliveries (id, account_id, mark, key, kind, urgency, person_id, channel, thread, subject, due_at,
    deadline_at, created_at, state, attempts, tries, reason, posted_channel, ts) VALUES (1, 1, 'mark', 'key', 'greeting',
    6, 5, '', '', '{}', '2025-01-01 00:00:00', '2025-01-08 00:00:00', '2025-01-01 00:00:00', 'pending', 0, 0, '', '', '')""",
)


@pytest.fixture
def older(unmigrated_database_url: str) -> str:
    """A database of the revision before, with a host who has had two numbers and whose room is open."""
    return migrated_with_rows(unmigrated_database_url, BEFORE, INSERTS)


def test_every_row_stays_as_it_was_and_nobody_was_reminded_yet(older: str) -> None:
    """On SQLite a table that is made anew would take its child rows along."""
    before = table_contents(older)
    migrate(older, AFTER)
    after = table_contents(older)
    assert [row.pop("reminded_days") for row in after["rooms"]] == [NEVER_REMINDED, NEVER_REMINDED]
    assert [row.pop("swept_at") for row in after["accounts"]] == [None]
    assert after == before
    assert all(
        before[each] for each in ("accounts", "people", "numbers", "rooms", "links", "sessions", "cards", "deliveries")
    )


def test_the_index_is_exchanged_and_all_others_stay(older: str) -> None:
    before = indexes(older)
    migrate(older, AFTER)
    after = indexes(older)
    assert before["rooms"].keys() - after["rooms"].keys() == {"ix_rooms_valid_until"}
    assert after["rooms"].keys() - before["rooms"].keys() == {"ix_rooms_reminders"}
    assert {**after, "rooms": {}} == {**before, "rooms": {}}


def test_a_room_that_was_there_before_is_found_when_it_is_due(older: str) -> None:
    """REM-1: it expires in nineteen days, and no reminder was sent before there were any."""
    migrate(older)
    db = Database(older)
    with db.read() as tx:
        assert [room for _, room in expiry_reminder_store.due(tx, (30, 7, 1), NOW, 10)] == [8]
        assert people_store.directory_synced_at(tx, TEAM) is None
    db.close()
