"""Tables: attempts that throttles count."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.engine.types import Instant, metadata

# Wrong passcodes at the gateway (GATE-2), kept for one day. `address` is a keyed hash.
wrong_passcodes = Table(
    "wrong_passcodes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("door", String(44), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)
Index("ix_wrong_passcodes_door", wrong_passcodes.c.door, wrong_passcodes.c.at)
Index("ix_wrong_passcodes_address", wrong_passcodes.c.address, wrong_passcodes.c.at)
Index("ix_wrong_passcodes_at", wrong_passcodes.c.at)

# Checks whether a number or link is taken (PMI-9), kept as long as they count.
availability_checks = Table(
    "availability_checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
)
Index("ix_availability_checks_person", availability_checks.c.person_id, availability_checks.c.at)
Index("ix_availability_checks_at", availability_checks.c.at)
