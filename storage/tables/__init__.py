"""All tables, declared for SQLAlchemy Core. The migrations create them; a test compares both.

Importing any module of this package completes `metadata`: the type of a foreign key is that of the column it refers to.
"""

from storage.engine.types import Instant, metadata
from storage.tables.delivery_queue import deliveries, paces
from storage.tables.meetings_and_invitations import own_ids
from storage.tables.people_and_rooms import (
    CURRENT_LINK,
    CURRENT_LINK_OF_PERSON,
    CURRENT_ROOM,
    OPEN_CARD,
    OPEN_SESSION,
    accounts,
    cards,
    choices,
    links,
    numbers,
    people,
    rooms,
    secrets,
    sessions,
    taken_events,
)
from storage.tables.settings_and_approvals import (
    OUTDATED_REQUEST_POST,
    PENDING_REQUEST,
    account_settings,
    audit,
    audit_details,
    follow_ups,
    group_admins,
    group_members,
    group_settings,
    groups,
    requests,
)
from storage.tables.throttles import availability_checks, wrong_passcodes

__all__ = [
    "CURRENT_LINK",
    "CURRENT_LINK_OF_PERSON",
    "CURRENT_ROOM",
    "OPEN_CARD",
    "OPEN_SESSION",
    "OUTDATED_REQUEST_POST",
    "PENDING_REQUEST",
    "Instant",
    "account_settings",
    "accounts",
    "audit",
    "audit_details",
    "availability_checks",
    "cards",
    "choices",
    "deliveries",
    "follow_ups",
    "group_admins",
    "group_members",
    "group_settings",
    "groups",
    "links",
    "metadata",
    "numbers",
    "own_ids",
    "paces",
    "people",
    "requests",
    "rooms",
    "secrets",
    "sessions",
    "taken_events",
    "wrong_passcodes",
]
