"""What is wrong for a while in a fault run, and when it is put right again."""

import heapq
import time
from collections.abc import Callable
from itertools import count


class Repairs:
    """Each is done once, at its time or at the end."""

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
