"""What happens in a fault run: which incidents, in which order, and when what lasts is put right again."""

import heapq
import random
import time
from collections.abc import Callable, Collection, Sequence
from itertools import count

Incident = Callable[[random.Random], bool]
"""Lets something go wrong, decided by its own random numbers; whether it could."""
FREQUENCIES = {
    "killed": 3,
    "stopped": 6,
    "clock set": 2,
    "database clock set": 1,
    "database clock set before a start": 1,
    "restart": 2,
    "locked": 1,
    "disk full": 2,
}
"""How often each happens, relative to the others, where it can."""


def schedule(possible: Collection[str], number: int, rng: random.Random) -> Sequence[tuple[str, random.Random]]:
    """So many incidents of these, in any order and each as often as it should be, with the random numbers of each.

    Each has its own, so that what one draws or leaves, as the instant has it, changes nothing about the next.
    """
    names: list[str] = []
    while len(names) < number:
        every = [name for name, frequency in FREQUENCIES.items() if name in possible for _ in range(frequency)]
        names += rng.sample(every, len(every))
    return [(name, random.Random(rng.getrandbits(64))) for name in names[:number]]  # noqa: S311 - a run can be repeated


class Repairs:
    """Each is done once, soon after its time, or at the end."""

    def __init__(self) -> None:
        self._waiting: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = count()

    def add(self, seconds: float, repair: Callable[[], object]) -> None:
        """To be done after so many seconds."""
        heapq.heappush(self._waiting, (time.monotonic() + seconds, next(self._numbers), repair))

    def do_due(self) -> None:
        """Those whose time has come."""
        now = time.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            heapq.heappop(self._waiting)[2]()

    def do_all(self) -> None:
        """Whatever is left."""
        while self._waiting:
            heapq.heappop(self._waiting)[2]()
