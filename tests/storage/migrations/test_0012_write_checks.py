"""What the check for writes brings to a database of the revision before: one empty table."""

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0011", "0012"
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    "INSERT INTO wrong_passcodes (id, door, address, at) VALUES (1, 'j:2', 'hash', '2026-01-01 00:00:00')",
)


def test_one_table_comes_and_everything_else_stays(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    assert table_contents(older) == {**rows, "write_checks": []}
    assert triggers(older) == guards != set()
    assert indexes(older) == {**before, "write_checks": {}}
