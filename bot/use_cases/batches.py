"""Upkeep in batches, so that a backlog keeps nobody waiting and no statement runs into its limit."""

from collections.abc import Callable

from storage import Connection, Database

BATCH = 500
"""Rows of one statement."""
MOST_BATCHES = 20
"""Batches of one run: what is left then has to wait for the next."""


def run_in_batches(db: Database, lock: str, act: Callable[[Connection, int], int]) -> int:
    """Run `act(tx, BATCH)`, which returns how many rows it handled, until little is left or the run is long; return how many in all.

    Each batch is a transaction of its own. `lock` must be one that no person's request waits for.
    """
    total = 0
    for _ in range(MOST_BATCHES):
        with db.write(lock) as tx:
            done = act(tx, BATCH)
        total += done
        if done < BATCH:
            break
    return total
