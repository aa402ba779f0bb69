"""The index of what is due holds the whole order in which it is sent: thousands may be due at the same instant (REM-7)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    op.drop_index("ix_deliveries_due", "deliveries")
    order = ["account_id", "urgency", "due_at", "id"]
    op.create_index("ix_deliveries_due", "deliveries", order, sqlite_where=PENDING, postgresql_where=PENDING)
