"""What a transaction tells its own process once it has committed: which queue has new work.

As PostgreSQL's NOTIFY, on both databases and without a round trip. Other processes find the work at their next tick.
"""

from enum import StrEnum

from sqlalchemy import Connection

_NOTIFIED = "notified queues"


class WorkQueue(StrEnum):
    """A table of work that a periodic job does."""

    DELIVERIES = "deliveries"
    FOLLOW_UPS = "follow_ups"


def collect(tx: Connection) -> set[WorkQueue]:
    """The queues that `notify` will name in the transaction that begins now; those of earlier ones are forgotten."""
    notified: set[WorkQueue] = set()
    tx.info[_NOTIFIED] = notified
    return notified


def notify(tx: Connection, queue: WorkQueue) -> None:
    """Have the process's listener called for this queue once the transaction has committed, however often this is said.

    Raises KeyError outside of `Database.write`.
    """
    notified: set[WorkQueue] = tx.info[_NOTIFIED]
    notified.add(queue)
