"""What the departures of hosts bring to a database of the revision before: only meetings that have no host are touched (MEET-9)."""

from datetime import UTC, datetime

from storage import migrate
from tests.support.database.old_databases import indexes, migrated_with_rows, table_contents, triggers

BEFORE, AFTER = "0012", "0013"
HERE, GONE, A_GUEST = 5, 6, 7
PERSON = """INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    VALUES ({0}, 1, 'U{0}', 'Ava', 'UTC', '{1}', {2}, 'basic', '2026-01-01 00:00:00')"""
MEETING = """INSERT INTO meetings (id, account_id, host_id, form, topic, description, starts, zone, minutes, rule, made_at, version, uid,
    file, open_file, current_at) VALUES ({0}, 1, {1}, 'f{0}', 'Tea', '', '2026-01-01T10:00', 'UTC', 30, '', '2026-01-01 00:00:00', 2,
    'u{0}', 'a{0}', 'b{0}', {2})"""
ROWS = (
    "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0WORKSPACE', 'pro', '2026-01-01 00:00:00')",
    PERSON.format(HERE, "member", "true"),
    PERSON.format(GONE, "member", "false"),
    PERSON.format(A_GUEST, "guest", "true"),
    MEETING.format(1, HERE, "'2027-01-01 10:00:00'"),
    MEETING.format(2, GONE, "'2027-01-01 10:00:00'"),
    MEETING.format(3, GONE, "NULL"),
    MEETING.format(4, A_GUEST, "'2027-01-02 10:00:00'"),
)
OWN_ID = """INSERT INTO own_ids (id, person_id, number, passcode, token, instant, made_at, valid_until)
    VALUES (1, 5, '98765432101', '', 't', false, '2026-01-01 00:00:00', '2027-01-01 00:00:00')"""
UNTOUCHED = (None, 2)


def instant(value: object) -> object:
    """SQLite gives a text."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def test_meetings_to_come_of_hosts_who_left_are_a_new_version_and_everything_else_stays(
    unmigrated_database_url: str,
) -> None:
    """INV-2."""
    older = migrated_with_rows(unmigrated_database_url, BEFORE, ROWS)
    rows, before, guards = table_contents(older), indexes(older), triggers(older)
    migrate(older, AFTER)
    after = table_contents(older)
    changed = [(instant(row.pop("host_left_at")), row.pop("version")) for row in after["meetings"]]
    left_at = [datetime(2027, 1, day, 10, tzinfo=UTC) for day in (1, 2)]
    assert changed == [UNTOUCHED, (left_at[0], 3), UNTOUCHED, (left_at[1], 3)]
    for row in rows["meetings"]:
        del row["version"]
    assert after == rows
    assert triggers(older) == guards
    assert indexes(older) == before


def test_parts_of_a_series_that_are_over_go_to_the_host_of_their_id(unmigrated_database_url: str) -> None:
    """MEET-9: the rest was handed over, and its ID with it."""
    with_id = "UPDATE meetings SET own_id = 1 WHERE id IN (1, 3)"
    older = migrated_with_rows(unmigrated_database_url, BEFORE, (*ROWS, OWN_ID, with_id))
    migrate(older, AFTER)
    hosts = {row["id"]: (row["host_id"], row["version"]) for row in table_contents(older)["meetings"]}
    assert hosts == {1: (HERE, 2), 2: (GONE, 3), 3: (HERE, 3), 4: (A_GUEST, 3)}
