"""How often somebody was told whether a number or link is taken is counted (PMI-9)."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "availability_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_availability_checks"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_availability_checks_person_id"),
    )
    op.create_index("ix_availability_checks_person", "availability_checks", ["person_id", "at"])
    op.create_index("ix_availability_checks_at", "availability_checks", ["at"])
