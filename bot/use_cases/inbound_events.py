"""Slack's events are taken once, however often it delivers them (UX-1)."""

from datetime import datetime

from bot.policy.ids import TeamId
from storage import Database
from storage import inbound_events as event_store


def record_once(db: Database, team: TeamId, event: str, now: datetime) -> bool:
    """Whether this is the first time that the event is seen."""
    with db.write(f"events of {team}") as tx:
        return event_store.record_if_new(tx, team, event, now)


def purge_old(db: Database, now: datetime) -> int:
    """Drop what Slack does not repeat any more; gives how many."""
    with db.write("events") as tx:
        return event_store.purge(tx, now)
