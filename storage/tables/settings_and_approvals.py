"""Tables: settings, groups, approval requests, the audit log, follow-up tasks."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from storage.engine.types import Instant, metadata, partial_index

# A setting of the account: its value, if any, and whether it is locked.
account_settings = Table(
    "account_settings",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("setting", String(32), primary_key=True),
    Column("value", Boolean),
    Column("locked", Boolean, nullable=False),
)

# Groups of an account, priority 1 first. An id is never reused, as old messages and the audit log refer to it.
groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("name_key", String(200), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("account_id", "name_key", name="uq_groups_name"),
    UniqueConstraint("account_id", "priority", name="uq_groups_priority"),
    sqlite_autoincrement=True,
)

# A setting of a group; without a row the group does not manage it.
group_settings = Table(
    "group_settings",
    metadata,
    Column("group_id", ForeignKey("groups.id"), primary_key=True),
    Column("setting", String(32), primary_key=True),
    Column("value", Boolean, nullable=False),
    Column("locked", Boolean, nullable=False),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group_id", ForeignKey("groups.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
)
Index("ix_group_members_person", group_members.c.person_id, group_members.c.group_id)

group_admins = Table(
    "group_admins",
    metadata,
    Column("group_id", ForeignKey("groups.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
)
Index("ix_group_admins_person", group_admins.c.person_id, group_admins.c.group_id)

# Approval requests. `scope` and `topic` are the subject; `change` and `base` are JSON; `people` and `meetings` are the impact
# shown last; `version` is what the post should show, `shown` what it does.
requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("scope", String(240), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("change", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("group_name", String(60), nullable=False),
    Column("asked_by", String(32), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_people", Integer, nullable=False),
    Column("asked_meetings", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("meetings", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("state", String(12), nullable=False),
    Column("decided_by", String(32), nullable=False),
    Column("decided_at", Instant),
    Column("answer", Text, nullable=False),
    Column("nudged_at", Instant),
    Column("reminded_at", Instant),
    Column("posts", Integer, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("trouble", String(120), nullable=False),
    Column("version", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    sqlite_autoincrement=True,
)
PENDING_REQUEST = requests.c.state == literal_column("'pending'")
OUTDATED_REQUEST_POST = requests.c.shown < requests.c.version
partial_index(
    "ux_requests_pending", requests.c.account_id, requests.c.scope, requests.c.topic, unique=True, where=PENDING_REQUEST
)
partial_index("ix_requests_expiry", requests.c.expires_at, where=PENDING_REQUEST)
partial_index("ix_requests_outdated", requests.c.id, where=OUTDATED_REQUEST_POST)
Index("ix_requests_account", requests.c.account_id, requests.c.id)

# The audit log (AUDIT-1). Triggers refuse everything but INSERT. No reference to what may be deleted.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(32), nullable=False),
    Column("what", String(32), nullable=False),
    Column("person_id", Integer),
    Column("group_id", Integer),
    Column("setting", String(32)),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("request_id", Integer),
    Column("note", String(64), nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_audit_account", audit.c.account_id, audit.c.id)
Index("ix_audit_person", audit.c.account_id, audit.c.person_id, audit.c.id)
Index("ix_audit_actor", audit.c.account_id, audit.c.actor, audit.c.id)
Index("ix_audit_setting", audit.c.account_id, audit.c.setting, audit.c.id)

# Personal values of an entry, in a table of their own so that they can be erased.
audit_details = Table(
    "audit_details",
    metadata,
    Column("audit_id", ForeignKey("audit.id"), primary_key=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

# Follow-up tasks of decisions, in batches of people (LOCK-8); a row is deleted when its batch is done.
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("people", Text, nullable=False),
    Column("cause", String(64), nullable=False),
    Column("request_id", Integer),
    Column("actor", String(32), nullable=False),
    Column("decided_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
