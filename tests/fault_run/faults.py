"""What goes wrong around the workers of a fault run: Slack's calls, and the clocks of database and machines."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from ctypes import c_double
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.context import ForkServerContext

from bot.sandbox import faults
from bot.sandbox.clock import Clock
from bot.sandbox.errors import Json
from bot.sandbox.faults import Fault
from tests.support.machine.faulty_clock import WRONG_BY

FAULT_RATIO = 0.5
"""How many of all calls."""
FAULTS: Mapping[str, Callable[[], Fault]] = {
    "429": partial(faults.rate_limited, 0),
    "500": faults.server_error,
    "500 after": faults.server_error_after,
    "before": faults.drop_before,
    "after": faults.drop_after,
    "silent": faults.silent,
    "hang": faults.hold,
    "late": faults.late,
}
POST_FAULTS = tuple(FAULTS)
LOOKUP_FAULTS = ("429", "500", "before", "silent")
LATE_SECONDS = 0.5
"""Slack takes a request within this time or never; a worker looks for a message only later than that after the end of its lease."""
BETWEEN_REPAIRS = 0.05
"""How soon what lasts is put right after its time, in seconds."""
TIME_FACTOR = 600.0
"""How much faster the time of the run goes than ours; the queue's own durations are by the database's clock."""
MACHINE_OFFSETS = tuple(
    offset.total_seconds() for offset in (*WRONG_BY, timedelta(minutes=20), timedelta(minutes=4), timedelta(minutes=-4))
)
"""To where a machine's clock is set: a few minutes are believed after a while, years never."""
CLOCK_OFFSETS = tuple(
    offset.total_seconds()
    for offset in (timedelta(), timedelta(hours=2), timedelta(hours=-2), timedelta(days=3650), timedelta(days=-366))
)
"""To where the database's clock jumps: forwards every claim seems to have ended, backwards none seems to end."""


class SlackFaults:
    """Slack's side of it: what becomes of each call, by chance, until it is over."""

    def __init__(self, rng: random.Random) -> None:
        self._random = rng
        self._called = threading.Condition()
        self._calls = 0
        self.stopped = False
        self.counts: Counter[str] = Counter()

    def post(self, _args: Json) -> Fault | None:
        """A message is posted."""
        return self._next_fault("post", POST_FAULTS)

    def look_up(self, _args: Json) -> Fault | None:
        """A message is looked for."""
        return self._next_fault("look", LOOKUP_FAULTS)

    def _next_fault(self, call: str, kinds: Sequence[str]) -> Fault | None:
        with self._called:
            self._calls += 1
            self._called.notify_all()
            if self.stopped or self._random.random() > FAULT_RATIO:
                return None
            kind = self._random.choice(kinds)
            self.counts[f"{call}: {kind}"] += 1
            delay = self._random.uniform(0.05, LATE_SECONDS)
        return _fault(kind, delay)

    def wait_for_calls(self, number: int, seconds: float, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Until there were so many more, but not for longer than that; `meanwhile` is called again and again."""
        end = time.monotonic() + seconds
        with self._called:
            wanted = self._calls + number
        while self._calls < wanted and time.monotonic() < end:
            meanwhile()
            with self._called:
                self._called.wait_for(lambda: self._calls >= wanted, BETWEEN_REPAIRS)


def _fault(kind: str, delay: float) -> Fault:
    fault = FAULTS[kind]()
    timer = threading.Timer(delay, fault.release.set)
    timer.daemon = True
    timer.start()
    return fault


class TrueTime(Clock):
    """The time in Slack and of the run, the same in all processes: it goes faster than ours, so that clocks soon agree again.

    `began`: when it showed `start`, by the machine's monotonic clock.
    """

    def __init__(self, start: datetime, began: float) -> None:
        super().__init__(start)
        self.start = start
        self.began = began

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        return self.start + timedelta(seconds=(time.monotonic() - self.began) * TIME_FACTOR)


class JumpingClock:
    """The database's clock, the same for all workers: `ahead` in seconds, which is set now and then, by hours or years.

    Shared without a lock: a worker that was killed while it held one would hold up everybody for ever.
    """

    def __init__(self, processes: ForkServerContext, rng: random.Random) -> None:
        self.ahead = processes.RawValue(c_double, rng.choice(CLOCK_OFFSETS))

    def jump(self, rng: random.Random) -> bool:
        """The workers stand still until they have watched it for long enough."""
        self.ahead.value = rng.choice([each for each in CLOCK_OFFSETS if each != self.ahead.value])
        return True
