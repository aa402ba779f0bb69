"""How far a message whose outcome is unclear was looked for (REM-4), which requests were acted upon (section 12), flipped links (INV-3)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("last_tried_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("lookup_position", sa.Text(), nullable=True))
    op.add_column("meetings", sa.Column("link_flipped", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "taken_requests",
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "digest", name="pk_taken_requests"),
    )
    op.create_index("ix_taken_requests_at", "taken_requests", ["at"])
