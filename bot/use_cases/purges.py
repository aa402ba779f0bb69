"""Deletes what is kept no longer in portions, so that a backlog keeps nobody waiting and no statement runs into its limit."""

from collections.abc import Callable

from storage import Connection, Database

PORTION = 500
"""Rows deleted by one statement."""
MOST_PORTIONS = 20
"""Portions of one run: what is left then has to wait for the next."""


def purge_in_portions(db: Database, lock: str, purge: Callable[[Connection, int], int]) -> int:
    """Run `purge(tx, PORTION)`, which gives how many rows it deleted, until little is left or the run is long; return how many.

    Each portion is a transaction of its own. `lock` must be one that no person's request waits for.
    """
    total = 0
    for _ in range(MOST_PORTIONS):
        with db.write(lock) as tx:
            deleted = purge(tx, PORTION)
        total += deleted
        if deleted < PORTION:
            break
    return total
