"""Tables: attempts that throttles count."""

import sqlalchemy as sa

from storage.engine.types import Instant, metadata

# Wrong passcodes at the gateway (GATE-2), kept for one day. `address` is a keyed hash.
wrong_passcodes = sa.Table(
    "wrong_passcodes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("door", sa.String(44), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("ix_wrong_passcodes_door", wrong_passcodes.c.door, wrong_passcodes.c.at)
sa.Index("ix_wrong_passcodes_address", wrong_passcodes.c.address, wrong_passcodes.c.at)
sa.Index("ix_wrong_passcodes_at", wrong_passcodes.c.at)

# Checks whether a number or link is taken (PMI-9), kept as long as they count.
availability_checks = sa.Table(
    "availability_checks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("ix_availability_checks_person", availability_checks.c.person_id, availability_checks.c.at)
sa.Index("ix_availability_checks_at", availability_checks.c.at)
