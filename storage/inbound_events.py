"""Which of Slack's events were taken already: it repeats those that it believes lost (UX-1)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, literal
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.tables import taken_events

RETENTION = timedelta(days=2)
"""Longer than Slack repeats an event: 24 hours with delayed delivery."""

_PURGE = delete(taken_events).where(taken_events.c.at < bindparam("before"))


def record_if_new(tx: Connection, team: str, event: str, now: datetime) -> bool:
    """Whether this call is the first to see the event."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    statement = insert(taken_events).values(team=team, event=event, at=now).on_conflict_do_nothing()
    return tx.execute(statement.returning(literal(1))).first() is not None


def purge(tx: Connection, now: datetime) -> int:
    """Drop what Slack will not repeat any more."""
    return tx.execute(_PURGE, {"before": now - RETENTION}).rowcount
