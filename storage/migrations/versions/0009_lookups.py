"""How far a message whose outcome is unclear was looked for, and when it was sent last (REM-4)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("last_tried_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("lookup_position", sa.Text(), nullable=True))
