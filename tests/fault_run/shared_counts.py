"""What the workers of a fault run have met, counted for all of them together."""

from collections import Counter
from ctypes import c_int
from multiprocessing.context import ForkServerContext

from storage import Outage

PAUSES_BEFORE, PAUSES = "paused before the request", "paused after the lease check"
CALLED_NOT_SENT, CRASHES = "called not sent", "crashes"
_NAMES = (PAUSES_BEFORE, PAUSES, CALLED_NOT_SENT, CRASHES, *(f"met: {outage}" for outage in Outage))


class SharedCounts:
    """Shared without a lock, so that a killed worker holds up nobody: a count may miss one or two that came at once."""

    def __init__(self, processes: ForkServerContext) -> None:
        self._values = processes.RawArray(c_int, len(_NAMES))

    def add(self, name: str) -> None:
        """One more of this."""
        self._values[_NAMES.index(name)] += 1

    def add_outage(self, outage: Outage) -> None:
        """One more tick of a worker that has met this outage of the database."""
        self.add(f"met: {outage}")

    def counted(self) -> Counter[str]:
        """What was met, and how often."""
        return Counter(dict(zip(_NAMES, self._values, strict=True)))
