"""Tables: settings, groups, approval requests, the audit log, follow-up tasks."""

import sqlalchemy as sa

from storage.engine.types import Instant, metadata, partial_index

# A setting of the account: its value, if any, and whether it is locked.
account_settings = sa.Table(
    "account_settings",
    metadata,
    sa.Column("account_id", sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("setting", sa.String(32), primary_key=True),
    sa.Column("value", sa.Boolean),
    sa.Column("locked", sa.Boolean, nullable=False),
)

# Groups of an account, priority 1 first. An id is never reused, as old messages and the audit log refer to it.
groups = sa.Table(
    "groups",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("name_key", sa.String(200), nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.UniqueConstraint("account_id", "name_key", name="uq_groups_name"),
    sa.UniqueConstraint("account_id", "priority", name="uq_groups_priority"),
    sqlite_autoincrement=True,
)

# A setting of a group; without a row the group does not manage it.
group_settings = sa.Table(
    "group_settings",
    metadata,
    sa.Column("group_id", sa.ForeignKey("groups.id"), primary_key=True),
    sa.Column("setting", sa.String(32), primary_key=True),
    sa.Column("value", sa.Boolean, nullable=False),
    sa.Column("locked", sa.Boolean, nullable=False),
)

group_members = sa.Table(
    "group_members",
    metadata,
    sa.Column("group_id", sa.ForeignKey("groups.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
)
sa.Index("ix_group_members_person", group_members.c.person_id, group_members.c.group_id)

group_admins = sa.Table(
    "group_admins",
    metadata,
    sa.Column("group_id", sa.ForeignKey("groups.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
)
sa.Index("ix_group_admins_person", group_admins.c.person_id, group_admins.c.group_id)

# Approval requests. `scope` and `topic` are the subject; `change` and `base` are JSON; `people` and `meetings` are the impact
# shown last; `version` is what the post should show, `shown` what it does.
requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("scope", sa.String(240), nullable=False),
    sa.Column("topic", sa.String(32), nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("base", sa.Text, nullable=False),
    sa.Column("group_name", sa.String(60), nullable=False),
    sa.Column("asked_by", sa.String(32), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("asked_people", sa.Integer, nullable=False),
    sa.Column("asked_meetings", sa.Integer, nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("meetings", sa.Integer, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("decided_by", sa.String(32), nullable=False),
    sa.Column("decided_at", Instant),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("nudged_at", Instant),
    sa.Column("reminded_at", Instant),
    sa.Column("posts", sa.Integer, nullable=False),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("ts", sa.String(32), nullable=False),
    sa.Column("trouble", sa.String(120), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("shown", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
PENDING_REQUEST = requests.c.state == sa.literal_column("'pending'")
OUTDATED_REQUEST_POST = requests.c.shown < requests.c.version
partial_index(
    "ux_requests_pending", requests.c.account_id, requests.c.scope, requests.c.topic, unique=True, where=PENDING_REQUEST
)
partial_index("ix_requests_expiry", requests.c.expires_at, where=PENDING_REQUEST)
partial_index("ix_requests_outdated", requests.c.id, where=OUTDATED_REQUEST_POST)
sa.Index("ix_requests_account", requests.c.account_id, requests.c.id)

# The audit log (AUDIT-1). Triggers refuse everything but INSERT. No reference to what may be deleted.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.String(32), nullable=False),
    sa.Column("what", sa.String(32), nullable=False),
    sa.Column("person_id", sa.Integer),
    sa.Column("group_id", sa.Integer),
    sa.Column("setting", sa.String(32)),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("request_id", sa.Integer),
    sa.Column("note", sa.String(64), nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("ix_audit_account", audit.c.account_id, audit.c.id)
sa.Index("ix_audit_person", audit.c.account_id, audit.c.person_id, audit.c.id)
sa.Index("ix_audit_actor", audit.c.account_id, audit.c.actor, audit.c.id)
sa.Index("ix_audit_setting", audit.c.account_id, audit.c.setting, audit.c.id)

# Personal values of an entry, in a table of their own so that they can be erased.
audit_details = sa.Table(
    "audit_details",
    metadata,
    sa.Column("audit_id", sa.ForeignKey("audit.id"), primary_key=True),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
)

# Follow-up tasks of decisions, in batches of people (LOCK-8); a row is deleted when its batch is done.
follow_ups = sa.Table(
    "follow_ups",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("people", sa.Text, nullable=False),
    sa.Column("cause", sa.String(64), nullable=False),
    sa.Column("request_id", sa.Integer),
    sa.Column("actor", sa.String(32), nullable=False),
    sa.Column("decided_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
