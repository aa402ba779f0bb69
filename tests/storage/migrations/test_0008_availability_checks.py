"""What the table of tries brings to a database of the revision before: nothing of what was there changes (PMI-9)."""

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0007", "0008"
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01 00:00:00')""",
    "INSERT INTO wrong_passcodes (id, door, address, at) VALUES (1, 'j:2', 'hash', '2026-01-01 00:00:00')",
    "INSERT INTO choices (person_id, setting, value) VALUES (5, 'pmi_enabled', true)",
)


def test_one_table_comes_and_everything_else_stays(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    assert table_contents(older) == {**rows, "availability_checks": []}
    assert triggers(older) == guards != set()
    after = indexes(older)
    assert after.pop("availability_checks") == {
        "ix_availability_checks_at": ["at"],
        "ix_availability_checks_person": ["person_id", "at"],
    }
    assert after == before
