"""The edition of the time zone data by which meetings were stored is kept, so that an update tells whom it moves (MEET-3)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zone_editions",
        sa.Column("version", sa.String(8), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offsets", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_zone_editions"),
    )
    op.add_column("meetings", sa.Column("zone_version", sa.String(8), nullable=False, server_default=sa.text("''")))
    op.add_column("meetings", sa.Column("zones_moved_by", sa.String(8), nullable=False, server_default=sa.text("''")))
    upcoming = sa.text("current_at IS NOT NULL")
    op.create_index(
        "ix_meetings_zone_version", "meetings", ["zone_version"], sqlite_where=upcoming, postgresql_where=upcoming
    )
