"""What migrating to meetings does to sessions that were there before, and to the cards that show them."""

import pytest
from sqlalchemy.exc import IntegrityError

from storage import migrate
from tests.support.database.old_databases import migrated_with_rows, raw_transaction

BEFORE = "0005"
INSERTS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T1', 'pro', '2026-01-01')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01')""",
    """INSERT INTO rooms (id, person_id, number, passcode, token, assigned_at, valid_until)
    VALUES (7, 5, '2345678901', '', 't', '2026-01-01', '2026-01-01')""",
    "INSERT INTO sessions (id, room_id, topic, place, token, started_at) VALUES (8, 7, 'Tea', 'p', 't', '2026-01-01')",
    "INSERT INTO cards (id, session_id, channel, ts, call, posted_at) VALUES (9, 8, 'C1', '1.2', '', '2026-01-01')",
)
SESSION = """INSERT INTO sessions (id, room_id, own_id, topic, place, token, started_at)
    VALUES ({}, {}, {}, '', '', '', '2026-01-01')"""
OWN_ID = """INSERT INTO own_ids (id, person_id, number, passcode, token, instant, made_at, valid_until)
    VALUES (3, 5, '23456789012', '', 't', true, '2026-01-01', '2026-01-01')"""


@pytest.fixture
def migrated_late(unmigrated_database_url: str) -> str:
    """A database in which a room was open and shown in a channel when it was migrated."""
    migrate(migrated_with_rows(unmigrated_database_url, BEFORE, INSERTS))
    return unmigrated_database_url


def test_sessions_and_their_cards_stay_as_they_were(migrated_late: str) -> None:
    with raw_transaction(migrated_late) as tx:
        sessions = [
            tuple(row) for row in tx.exec_driver_sql("SELECT id, room_id, own_id, topic, ended_at FROM sessions")
        ]
        cards = [tuple(row) for row in tx.exec_driver_sql("SELECT id, session_id, channel, ts FROM cards")]
    assert sessions == [(8, 7, None, "Tea", None)]
    assert cards == [(9, 8, "C1", "1.2")]


@pytest.mark.parametrize("room,own", [("NULL", "NULL"), ("7", "3")])
def test_a_session_is_of_a_room_or_of_a_meeting(migrated_late: str, room: str, own: str) -> None:
    with pytest.raises(IntegrityError), raw_transaction(migrated_late) as tx:  # noqa: PT012 - the second statement raises
        tx.exec_driver_sql(OWN_ID)
        tx.exec_driver_sql(SESSION.format(11, room, own))


@pytest.mark.parametrize("room,own", [("7", "NULL"), ("NULL", "3")])
def test_neither_a_room_nor_a_meeting_is_open_twice(migrated_late: str, room: str, own: str) -> None:
    with raw_transaction(migrated_late) as tx:
        tx.exec_driver_sql("UPDATE sessions SET ended_at = started_at")
        tx.exec_driver_sql(OWN_ID)
        tx.exec_driver_sql(SESSION.format(11, room, own))
    with pytest.raises(IntegrityError), raw_transaction(migrated_late) as tx:
        tx.exec_driver_sql(SESSION.format(12, room, own))
