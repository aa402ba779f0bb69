"""Takes each of Slack's requests once, however often it comes (UX-1, section 12 of the rules)."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import TeamId
from bot.use_cases.batches import run_in_batches
from storage import Database
from storage import inbound_requests as request_store


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """What was taken before, by whichever replica."""

    db: Database

    def record_event(self, team: str, event: str, now: datetime) -> bool:
        """Record an event by its id; false where it was recorded before."""
        with self.db.write(f"events of {team}") as tx:
            return request_store.record_event(tx, team, event, now)

    def recording(self, team: str, key: str, now: datetime) -> AbstractContextManager[None]:
        """Handle a request inside: the first transaction of this thread that changes anything records the request, too.

        That transaction raises RepeatedRequestError instead of committing where the request was recorded before.
        """
        return request_store.recording(team, key, now)


def record_now(db: Database, team: TeamId) -> None:
    """Record the request that this thread handles, ahead of an effect that the database does not hold: a file for somebody.

    Raises RepeatedRequestError where it was recorded before.
    """
    with db.write(f"requests of {team}") as tx:
        request_store.record_now(tx)


def purge_old(db: Database, now: datetime) -> int:
    """Delete the events and requests that do not come again any more, in batches; return how many."""
    return run_in_batches(db, "events", lambda tx, most: request_store.purge(tx, now, most))
