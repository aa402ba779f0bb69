"""Slack's requests that were acted upon: Slack repeats an event that it believes lost, and anybody a request that they saw.

One table holds events by their id, and other requests by a hash of what nobody else's has: envelope id or signature.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, literal

from storage.engine.errors import RepeatedRequestError
from storage.engine.first_write import at_first_write, run_now
from storage.engine.sql import insert_or_ignore
from storage.tables.people_and_rooms import taken_events

EVENT_RETENTION = timedelta(days=2)
"""Longer than Slack repeats an event: 24 hours with delayed delivery."""
REQUEST_RETENTION = timedelta(minutes=15)
"""Longer than a signature holds: it may be five minutes ahead, and holds for five; the rest is for clocks that differ."""

_REQUEST_PREFIX = "request "
_DIGEST_BYTES = 24

_RECORD = insert_or_ignore(taken_events).returning(literal(1))
_PURGE = delete(taken_events).where(
    (taken_events.c.at < bindparam("events_before"))
    | ((taken_events.c.at < bindparam("requests_before")) & taken_events.c.event.startswith(_REQUEST_PREFIX))
)


def record_event(tx: Connection, team: str, event: str, now: datetime) -> bool:
    """Record the event; true where it was not on record before."""
    return tx.execute(_RECORD, {"team": team, "event": event, "at": now}).first() is not None


@contextmanager
def recording(team: str, key: str, now: datetime) -> Iterator[None]:
    """Have the first transaction of this thread that changes anything record the request, or fail with RepeatedRequestError.

    `key` is what only this request has. A transaction that fails has recorded nothing.
    """

    def record(tx: Connection) -> None:
        digest = hashlib.blake2b(key.encode(), digest_size=_DIGEST_BYTES).hexdigest()
        if not record_event(tx, team, f"{_REQUEST_PREFIX}{digest}", now):
            raise RepeatedRequestError

    with at_first_write(record):
        yield


def record_now(tx: Connection) -> None:
    """Record the request that this thread handles, unless that is done, though the transaction changes nothing else."""
    run_now(tx)


def purge(tx: Connection, now: datetime) -> int:
    """Delete what does not come again any more; gives how many."""
    before = {"events_before": now - EVENT_RETENTION, "requests_before": now - REQUEST_RETENTION}
    return tx.execute(_PURGE, before).rowcount
