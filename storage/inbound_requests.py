"""Slack's requests that were acted upon: Slack repeats an event that it believes lost, and anybody a request that they saw.

Events are known by their id, other requests by what nobody else's has: envelope id or signature.
"""

import hashlib
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, literal

from storage.engine.errors import RepeatedRequestError
from storage.engine.first_write import at_first_write, run_now
from storage.engine.sql import delete_batch, insert_or_ignore
from storage.tables.people_and_rooms import taken_events, taken_requests

EVENT_RETENTION = timedelta(days=2)
"""Longer than Slack repeats an event: 24 hours with delayed delivery."""
REQUEST_RETENTION = timedelta(minutes=15)
"""Longer than a signature holds: it may be five minutes ahead, and holds for five; the rest is for clocks that differ."""

_DIGEST_BYTES = 32

_RECORD_EVENT = insert_or_ignore(taken_events).returning(literal(1))
_RECORD_REQUEST = insert_or_ignore(taken_requests).returning(literal(1))
_PURGE_EVENTS = delete_batch(taken_events, taken_events.c.at < bindparam("before"), taken_events.c.at)
_PURGE_REQUESTS = delete_batch(taken_requests, taken_requests.c.at < bindparam("before"), taken_requests.c.at)


def record_event(tx: Connection, team: str, event: str, now: datetime) -> bool:
    """Record the event; true where it was not on record before."""
    return tx.execute(_RECORD_EVENT, {"team": team, "event": event, "at": now}).first() is not None


def recording(team: str, key: str, now: datetime) -> AbstractContextManager[None]:
    """Have the first transaction of this thread that changes anything record the request, or fail with RepeatedRequestError.

    `key` is what only this request has. A transaction that fails has recorded nothing.
    """

    def record(tx: Connection) -> None:
        digest = hashlib.blake2b(key.encode(), digest_size=_DIGEST_BYTES).hexdigest()
        if tx.execute(_RECORD_REQUEST, {"team": team, "digest": digest, "at": now}).first() is None:
            raise RepeatedRequestError

    return at_first_write(record)


def record_now(tx: Connection) -> None:
    """Record the request that this thread handles, unless that is done, though the transaction changes nothing else."""
    run_now(tx)


def purge(tx: Connection, now: datetime, limit: int) -> int:
    """Delete what does not come again any more, of either kind at most so many; gives how many."""
    events = tx.execute(_PURGE_EVENTS, {"before": now - EVENT_RETENTION, "limit_": limit}).rowcount
    return events + tx.execute(_PURGE_REQUESTS, {"before": now - REQUEST_RETENTION, "limit_": limit}).rowcount
