"""What locales bring to a database of the revision before: nothing but two columns, which are empty (LANG-1)."""

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0013", "0014"
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
       VALUES (5, 1, 'U5', 'Ava', 'Europe/Berlin', 'member', true, 'basic', '2026-01-01 00:00:00')""",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at, erased_hash)
       VALUES (6, 1, NULL, '', 'UTC', 'member', false, 'basic', '2026-01-01 00:00:00', 'abc')""",
    "INSERT INTO choices (person_id, setting, value) VALUES (5, 'pmi_enabled', true)",
)


def test_nobody_s_language_is_known_and_everything_else_stays(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    after = table_contents(older)
    assert [row.pop("locale") for row in after["people"]] == ["", ""]
    assert [row.pop("language") for row in after["accounts"]] == [""]
    assert after == rows
    assert triggers(older) == guards
    assert indexes(older) == before
