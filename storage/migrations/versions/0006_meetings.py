"""Scheduled meetings, IDs of their own, who was invited and what they were told; sessions of meetings beside those of rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
UPCOMING = sa.text("current_at IS NOT NULL")
ON_PMI = sa.text("own_id IS NULL AND current_at IS NOT NULL")


def upgrade() -> None:
    _own_ids()
    _meetings()
    _meeting_changes()
    _invitees()
    _invitation_posts()
    _renewals()
    _renewal_meetings()
    _calendar_feeds()
    _reminders_off()
    _sessions()


def _own_ids() -> None:
    op.create_table(
        "own_ids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=11), nullable=False),
        sa.Column("passcode", sa.String(length=10), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("instant", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=16), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_own_ids_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_ids")),
    )
    op.create_index("ix_own_ids_number", "own_ids", ["number"])
    op.create_index("ix_own_ids_person", "own_ids", ["person_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_own_ids_validity", "own_ids", ["valid_until"], sqlite_where=OPEN, postgresql_where=OPEN)


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("part_of", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("starts", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("own_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("open_file", sa.String(length=32), nullable=False),
        sa.Column("current_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_meetings_account_id")),
        sa.ForeignKeyConstraint(["host_id"], ["people.id"], name=op.f("fk_meetings_host_id")),
        sa.ForeignKeyConstraint(["own_id"], ["own_ids.id"], name=op.f("fk_meetings_own_id")),
        sa.ForeignKeyConstraint(["part_of"], ["meetings.id"], name=op.f("fk_meetings_part_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("account_id", "form", name=op.f("uq_meetings_account_id")),
        sa.UniqueConstraint("file", name=op.f("uq_meetings_file")),
        sa.UniqueConstraint("open_file", name=op.f("uq_meetings_open_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
    )
    op.create_index(
        "ix_meetings_ending", "meetings", ["current_ends_at"], sqlite_where=UPCOMING, postgresql_where=UPCOMING
    )
    op.create_index(
        "ix_meetings_host", "meetings", ["host_id", "current_at"], sqlite_where=UPCOMING, postgresql_where=UPCOMING
    )
    op.create_index(
        "ix_meetings_next",
        "meetings",
        ["next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_meetings_on_pmi", "meetings", ["host_id"], sqlite_where=ON_PMI, postgresql_where=ON_PMI)
    op.create_index("ix_meetings_own", "meetings", ["own_id"])
    op.create_index("ix_meetings_part", "meetings", ["part_of"])


def _meeting_changes() -> None:
    op.create_table(
        "meeting_changes",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.String(length=16), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_changes_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "planned", name=op.f("pk_meeting_changes")),
    )


def _invitees() -> None:
    op.create_table(
        "invitees",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("telling", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_invitees_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invitees_person_id")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_invitees")),
    )
    op.create_index("ix_invitees_person", "invitees", ["person_id"])


def _invitation_posts() -> None:
    op.create_table(
        "invitation_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("with_passcode", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_invitation_posts_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_posts")),
        sa.UniqueConstraint("meeting_id", "channel", name=op.f("uq_invitation_posts_meeting_id")),
    )
    op.create_index(
        "ix_invitation_posts_wanted",
        "invitation_posts",
        ["id"],
        sqlite_where=sa.text("wanted_at IS NOT NULL"),
        postgresql_where=sa.text("wanted_at IS NOT NULL"),
    )


def _renewals() -> None:
    op.create_table(
        "renewals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_renewals_account_id")),
        sa.ForeignKeyConstraint(["host_id"], ["people.id"], name=op.f("fk_renewals_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewals")),
    )
    op.create_index(
        "ix_renewals_outdated",
        "renewals",
        ["id"],
        sqlite_where=sa.text("outdated_at IS NOT NULL"),
        postgresql_where=sa.text("outdated_at IS NOT NULL"),
    )
    op.create_index(
        "ux_renewals_open",
        "renewals",
        ["host_id"],
        unique=True,
        sqlite_where=sa.text("pressed_at IS NULL"),
        postgresql_where=sa.text("pressed_at IS NULL"),
    )


def _renewal_meetings() -> None:
    op.create_table(
        "renewal_meetings",
        sa.Column("renewal_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_renewal_meetings_meeting_id")),
        sa.ForeignKeyConstraint(["renewal_id"], ["renewals.id"], name=op.f("fk_renewal_meetings_renewal_id")),
        sa.PrimaryKeyConstraint("renewal_id", "meeting_id", name=op.f("pk_renewal_meetings")),
    )
    op.create_index("ix_renewal_meetings_meeting", "renewal_meetings", ["meeting_id"])


def _calendar_feeds() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calendar_feeds_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("name_hash", name=op.f("uq_calendar_feeds_name_hash")),
    )


def _reminders_off() -> None:
    op.create_table(
        "reminders_off",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_off_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminders_off")),
    )


def _sessions() -> None:
    """SQLite makes the table anew to let `room_id` be none; its indexes are made anew after that, too."""
    for name in ("ux_sessions_open", "ix_sessions_room", "ix_sessions_open_since"):
        op.drop_index(name, "sessions")
    with op.batch_alter_table("sessions") as table:
        table.add_column(sa.Column("own_id", sa.Integer(), nullable=True))
        table.alter_column("room_id", existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key(op.f("fk_sessions_own_id"), "own_ids", ["own_id"], ["id"])
        table.create_check_constraint("ck_sessions_of_one", "(room_id IS NULL) <> (own_id IS NULL)")
    for column in ("room", "own"):
        op.create_index(f"ix_sessions_{column}", "sessions", [f"{column}_id", "started_at"])
    op.create_index("ix_sessions_open_since", "sessions", ["started_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    for name, column in (("ux_sessions_open", "room_id"), ("ux_sessions_own_open", "own_id")):
        op.create_index(name, "sessions", [column], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
