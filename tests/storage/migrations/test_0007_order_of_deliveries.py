"""What migrating to an index in the whole order of sending does to messages that are enqueued, and to all that was there (REM-7)."""

import pytest

from storage import Database, migrate
from storage.deliveries import claims as claim_store
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers
from tests.support.factories.people import NOW

BEFORE, AFTER = "0006", "0007"
DELIVERY = """INSERT INTO deliveries (id, account_id, mark, key, kind, urgency, person_id, channel, thread, subject, due_at,
    deadline_at, created_at, state, attempts, tries, reason, posted_channel, ts) VALUES ({id}, 1, 'mark{id}', 'key{id}',
    'greeting', 6, 5, '', '', '{{}}', '2026-01-01 00:00:00.000000', '2027-01-01 00:00:00.000000', '2026-01-01 00:00:00',
    '{state}', 0, 0, '', '', '')"""
INSERTS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01 00:00:00')""",
    *(
        DELIVERY.format(id=id_, state=state)
        for id_, state in ((1, "sent"), (2, "pending"), (3, "failed"), (4, "pending"))
    ),
)


@pytest.fixture
def older(unmigrated_database_url: str) -> str:
    """A database of the revision before, with messages in several states, all due at the same instant."""
    return migrated_with_rows(unmigrated_database_url, BEFORE, INSERTS)


def test_one_index_grows_by_a_column_and_everything_else_stays(older: str) -> None:
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    assert table_contents(older) == rows
    assert triggers(older) == guards != set()
    before["deliveries"]["ix_deliveries_due"].append("id")
    assert indexes(older) == before


def test_what_was_enqueued_before_is_still_due(older: str) -> None:
    migrate(older)
    db = Database(older)
    with db.read() as tx:
        assert [account for account, _team in claim_store.due_workspaces(tx, NOW)] == [1]
    db.close()
