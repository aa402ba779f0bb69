"""Takes each of Slack's events once, however often Slack delivers it (UX-1)."""

from datetime import datetime

from bot.policy.ids import TeamId
from storage import Database
from storage import inbound_events as event_store


def record_once(db: Database, team: TeamId, event: str, now: datetime) -> bool:
    """Record an event; false where it was recorded before."""
    with db.write(f"events of {team}") as tx:
        return event_store.record_if_new(tx, team, event, now)


def purge_old(db: Database, now: datetime) -> int:
    """Delete events that Slack does not repeat any more; return how many."""
    with db.write("events") as tx:
        return event_store.purge(tx, now)
