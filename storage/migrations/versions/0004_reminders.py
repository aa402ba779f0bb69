"""Which reminder of its expiry a room has had, and when a workspace's directory was read last."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CURRENT = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.add_column("accounts", sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True))
    # 9999: none yet. Adding a column with a constant default rewrites nothing, so neither database needs a batch here.
    op.add_column("rooms", sa.Column("reminded_days", sa.SmallInteger(), nullable=False, server_default="9999"))
    op.drop_index("ix_rooms_valid_until", "rooms")
    op.create_index(
        "ix_rooms_reminders", "rooms", ["reminded_days", "valid_until"], sqlite_where=CURRENT, postgresql_where=CURRENT
    )
