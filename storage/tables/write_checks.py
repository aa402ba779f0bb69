"""Table: one row that is written from time to time, to see whether the database takes writes."""

import sqlalchemy as sa

from storage.engine.types import Instant, metadata

write_checks = sa.Table(
    "write_checks",
    metadata,
    sa.Column("id", sa.SmallInteger, primary_key=True),
    sa.Column("at", Instant, nullable=False),
)
