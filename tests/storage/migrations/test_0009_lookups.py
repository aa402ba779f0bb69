"""What the columns of lookups bring to a database of the revision before: nothing of what was there changes (REM-4)."""

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0008", "0009"
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO deliveries (id, account_id, mark, key, kind, urgency, channel, thread, subject, due_at, deadline_at, created_at, state,
    attempts, tries, first_tried_at, reason, posted_channel, ts) VALUES (7, 1, 'm', 'k', 'note', 2, 'C1', '', '{}',
    '2026-01-01 00:00:00', '2026-01-02 00:00:00', '2026-01-01 00:00:00', 'sending', 0, 1, '2026-01-01 00:00:00', '', '', '')""",
)


def test_two_columns_come_and_everything_else_stays(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    after = table_contents(older)
    (delivery,) = after.pop("deliveries")
    (was,) = rows.pop("deliveries")
    assert delivery == {**was, "last_tried_at": None, "lookup_position": None}
    assert after == rows
    assert triggers(older) == guards
    assert indexes(older) == before
