"""What migrating to settings, groups and the audit does to a workspace that was there before."""

from typing import Any

import pytest
from sqlalchemy import Connection

from bot.policy.ids import AccountId
from storage import Database, migrate
from storage.engine.database import parse_url
from storage.settings import groups as group_store
from tests.support.database.old_databases import migrated_with_rows, raw_transaction, triggers
from tests.support.factories.people import NOW

BEFORE = "0004"
INSERTS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T1', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01 00:00:00')""",
    "INSERT INTO choices VALUES (5, 'pmi_for_instant', true)",
)
_PEOPLE = "SELECT id, account_id, slack_user, name, zone, role, active, license, created_at, greeted_at FROM people"


def rows(tx: Connection, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in tx.exec_driver_sql(statement)]


@pytest.fixture
def older(unmigrated_database_url: str) -> str:
    """A database of the revision before, with somebody in it."""
    return migrated_with_rows(unmigrated_database_url, BEFORE, INSERTS)


def test_people_and_their_choices_stay_as_they_were(older: str) -> None:
    questions = ("SELECT id, team, plan FROM accounts", _PEOPLE, "SELECT * FROM choices")
    with raw_transaction(older) as tx:
        before = [rows(tx, question) for question in questions]
    migrate(older)
    with raw_transaction(older) as tx:
        assert [rows(tx, question) for question in questions] == before
        assert all(before)


def test_an_account_goes_on_with_the_default_license_and_without_a_channel_and_its_owner_is_led_through_both(
    older: str,
) -> None:
    """ROLE-3, APP-7."""
    migrate(older)
    with raw_transaction(older) as tx:
        assert rows(tx, "SELECT default_license, approvals_channel, set_up_at FROM accounts") == [
            ("licensed", "", None)
        ]


def test_the_audit_has_its_triggers(older: str) -> None:
    """AUDIT-1: a batch migration on SQLite drops a table's triggers silently, so they are counted by name."""
    migrate(older)
    on_audit = {name for name in triggers(older) if name.startswith("audit")}
    expected = {
        "sqlite": {"audit_is_kept_from_updates", "audit_is_kept_from_deletes", "audit_is_kept_from_replaces"},
        "postgresql": {"audit_is_kept"},
    }
    assert on_audit == expected[parse_url(older).get_backend_name()]


def test_the_id_of_a_deleted_group_is_never_given_out_again(older: str) -> None:
    """Old messages and the audit speak of them."""
    migrate(older)
    db = Database(older)
    with db.write("T1") as tx:
        kept = group_store.create(tx, AccountId(1), "A", NOW)
        gone = group_store.create(tx, AccountId(1), "B", NOW)
        group_store.delete_group(tx, gone)
        assert group_store.create(tx, AccountId(1), "C", NOW) not in (kept, gone)
    db.close()
