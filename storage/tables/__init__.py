"""All tables, declared for SQLAlchemy Core. The migrations create them; a test compares both.

Importing any module of this package completes `metadata`: the type of a foreign key is that of the column it refers to.
"""

from storage.engine.types import metadata
from storage.tables import (
    delivery_queue,
    meetings_and_invitations,
    people_and_rooms,
    settings_and_approvals,
    throttles,
    write_checks,
)

__all__ = [
    "delivery_queue",
    "meetings_and_invitations",
    "metadata",
    "people_and_rooms",
    "settings_and_approvals",
    "throttles",
    "write_checks",
]
