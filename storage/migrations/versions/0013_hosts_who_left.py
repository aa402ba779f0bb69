"""When the host of a meeting left: what took place before stays as it was in calendars (MEET-9, INV-2).

When earlier hosts left is unknown: the current or next date and all later ones count as cancelled. Their files change by this, so
the version that is their SEQUENCE goes up.

Earlier parts of a series that was handed over go to the host of the rest, whose ID is theirs too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings", sa.Column("host_left_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE meetings SET host_left_at = current_at, version = version + 1 WHERE current_at IS NOT NULL"
        " AND host_id IN (SELECT id FROM people WHERE NOT active OR role IN ('guest', 'bot', 'external'))"
    )
    op.execute(
        "UPDATE meetings SET version = version + 1, host_id = (SELECT person_id FROM own_ids WHERE own_ids.id = meetings.own_id)"
        " WHERE current_at IS NULL AND host_id <> (SELECT person_id FROM own_ids WHERE own_ids.id = meetings.own_id)"
    )
