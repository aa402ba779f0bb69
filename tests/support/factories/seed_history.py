"""What people have who have been here for a while: links, groups, choices, meetings; made inside the database itself."""

from sqlalchemy import text

from storage import Database

_STATEMENTS = (
    "UPDATE people SET greeted_at = created_at",
    "INSERT INTO numbers (number, person_id) SELECT number, person_id FROM rooms",
    "INSERT INTO links (key, shown, person_id) SELECT 'person' || id, 'Person' || id, id FROM people",
    (
        "INSERT INTO groups (account_id, name, name_key, priority, created_at)"
        " SELECT 1, 'Group ' || id, 'group ' || id, id, created_at FROM people WHERE id <= 10"
    ),
    "INSERT INTO group_members (group_id, person_id) SELECT id % 10 + 1, id FROM people WHERE id % 3 = 0",
    "INSERT INTO group_members (group_id, person_id) SELECT (id + 5) % 10 + 1, id FROM people WHERE id % 15 = 0",
    (
        "INSERT INTO group_settings (group_id, setting, value, locked)"
        " SELECT id, 'pmi_for_instant', id % 2 = 0, id % 5 = 0 FROM groups"
    ),
    "INSERT INTO group_settings (group_id, setting, value, locked) SELECT id, 'pmi_enabled', true, false FROM groups",
    "INSERT INTO account_settings (account_id, setting, value, locked) VALUES (1, 'pmi_passcode_required', true, true)",
    "INSERT INTO account_settings (account_id, setting, value, locked) VALUES (1, 'passcode_in_link', true, false)",
    "INSERT INTO choices (person_id, setting, value) SELECT id, 'pmi_for_scheduled', true FROM people WHERE id % 4 = 0",
    "INSERT INTO choices (person_id, setting, value) SELECT id, 'pmi_enabled', true FROM people WHERE id % 20 = 0",
    (
        "INSERT INTO meetings (account_id, host_id, form, topic, description, starts, zone, minutes, rule, made_at, version,"
        " uid, file, open_file, current_at, current_ends_at) SELECT 1, person_id, 'form ' || id, 'Weekly', '',"
        " '2026-04-01T10:00', 'Europe/Berlin', 30, '', assigned_at, 1, 'uid ' || id, 'file ' || id, 'open ' || id,"
        " valid_until, valid_until FROM rooms WHERE id % 5 = 0"
    ),
)


def seed_history(db: Database) -> None:
    """Of those whom `seed_people` has made: every third is in a group, every fourth has chosen something, every fifth is a host."""
    with db.write("fill") as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in _STATEMENTS:
            tx.execute(text(statement))
