"""Slack's events that were handled already: Slack repeats an event that it believes lost (UX-1)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, literal

from storage.engine.sql import insert_or_ignore
from storage.tables.people_and_rooms import taken_events

RETENTION = timedelta(days=2)
"""Longer than Slack repeats an event: 24 hours with delayed delivery."""

_RECORD = insert_or_ignore(taken_events).returning(literal(1))
_PURGE = delete(taken_events).where(taken_events.c.at < bindparam("before"))


def record_if_new(tx: Connection, team: str, event: str, now: datetime) -> bool:
    """Record the event; true where it was not on record before."""
    return tx.execute(_RECORD, {"team": team, "event": event, "at": now}).first() is not None


def purge(tx: Connection, now: datetime) -> int:
    """Delete the events that Slack does not repeat any more; gives how many."""
    return tx.execute(_PURGE, {"before": now - RETENTION}).rowcount
