"""What lookups and requests bring to a database of the revision before: nothing of what was there changes (REM-4, section 12)."""

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0009", "0010"
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01 00:00:00')""",
    """INSERT INTO meetings (id, account_id, host_id, form, topic, description, starts, zone, minutes, rule, made_at, version, uid, file,
    open_file) VALUES (3, 1, 5, 'f', 'Tea', '', '2026-01-01T10:00', 'UTC', 30, '', '2026-01-01 00:00:00', 2, 'u', 'a', 'b')""",
    """INSERT INTO deliveries (id, account_id, mark, key, kind, urgency, channel, thread, subject, due_at, deadline_at, created_at, state,
    attempts, tries, first_tried_at, reason, posted_channel, ts) VALUES (7, 1, 'm', 'k', 'note', 2, 'C1', '', '{}',
    '2026-01-01 00:00:00', '2026-01-02 00:00:00', '2026-01-01 00:00:00', 'sending', 0, 1, '2026-01-01 00:00:00', '', '', '')""",
)


def test_three_columns_and_a_table_come_and_everything_else_stays(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    after = table_contents(older)
    (delivery,) = after.pop("deliveries")
    (was,) = rows.pop("deliveries")
    assert delivery == {**was, "last_tried_at": None, "lookup_position": None}
    (meeting,), (planned,) = after.pop("meetings"), rows.pop("meetings")
    assert meeting == {**planned, "link_flipped": False}
    assert after == {**rows, "taken_requests": []}
    assert triggers(older) == guards
    found = indexes(older)
    assert found.pop("taken_requests") == {"ix_taken_requests_at": ["at"]}
    assert found == before
