"""What the editions of the time zone data bring to a database of the revision before: all of what was there stays (MEET-3)."""

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0008", "0009"
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES (5, 1, 'U1', 'Ava', 'UTC', 'member', true, 'basic', '2026-01-01 00:00:00')""",
    """INSERT INTO meetings (id, account_id, host_id, form, topic, description, starts, zone, minutes, rule, made_at, version, uid,
    file, open_file, current_at, current_ends_at) VALUES (7, 1, 5, 'form', 'Tea', '', '2027-01-01T10:00', 'UTC', 30, '',
    '2026-01-01 00:00:00', 3, 'uid', 'file', 'open', '2027-01-01 10:00:00', '2027-01-01 10:30:00')""",
    """INSERT INTO meeting_changes (meeting_id, planned, minutes, topic)
    VALUES (7, '2027-01-08T10:00', 30, '')""",
)


def test_meetings_are_of_no_edition_and_everything_else_stays(unmigrated_database_url: str) -> None:
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    (meeting,) = rows["meetings"]
    expected = {**meeting, "zone_version": "", "zones_moved_by": ""}
    assert table_contents(older) == {**rows, "meetings": [expected], "zone_editions": []}
    assert triggers(older) == guards != set()
    after = indexes(older)
    assert after.pop("zone_editions") == {}
    assert after["meetings"].pop("ix_meetings_zone_version") == ["zone_version"]
    assert after == before
