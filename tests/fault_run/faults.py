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
OVERDUE = "after the lease"
FAULTS: Mapping[str, Callable[[], Fault]] = {
    "429": partial(faults.rate_limited, 0),
    "500": faults.server_error,
    "500 after": faults.server_error_after,
    "error after": partial(faults.slack_error_after, "internal_error"),
    "before": faults.drop_before,
    "after": faults.drop_after,
    "silent": faults.silent,
    "hang": faults.hold,
    "late": faults.late,
    OVERDUE: faults.late,
}
POST_FAULTS = tuple(FAULTS)
LOOKUP_FAULTS = ("429", "500", "before", "silent")
LATE_SECONDS = 0.5
"""What is not answered at once is over after this time, and a request that is not complete by then is cut."""
AFTER_THE_LEASE = 1.3, 1.5
"""Seconds after which Slack takes a message whose lease has ended meanwhile: later than a look-up that did not wait would come.

Together with the time in which a request may be incomplete, they are less than a lease and the wait after it: Slack takes
a request within that time or never.
"""
LATEST_SECONDS = max(AFTER_THE_LEASE)
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
"""To where the database's clock jumps. After each jump, forwards or backwards, every lease seems to have ended."""


class SlackFaults:
    """Slack's side of it: what becomes of each call, by chance, until it is over.

    While Slack holds a message that it takes after its lease, it answers each look-up. Else most that come too early would
    not be noticed: told nothing, they are made again, after older ones, and later the message is there.
    """

    def __init__(self, rng: random.Random) -> None:
        self._random = rng
        self._called = threading.Condition()
        self._calls = 0
        self._is_overdue_wanted = False
        self._holds_until = 0.0
        self.stopped = False
        self.counts: Counter[str] = Counter()

    def post(self, _args: Json) -> Fault | None:
        """A message is posted."""
        return self._next_fault("post", POST_FAULTS)

    def look_up(self, _args: Json) -> Fault | None:
        """A message is looked for."""
        return self._next_fault("look", () if time.monotonic() < self._holds_until else LOOKUP_FAULTS)

    def _next_fault(self, call: str, kinds: Sequence[str]) -> Fault | None:
        with self._called:
            self._calls += 1
            self._called.notify_all()
            is_overdue = self._is_overdue_wanted and OVERDUE in kinds
            if self.stopped or not kinds or (not is_overdue and self._random.random() > FAULT_RATIO):
                return None
            kind = OVERDUE if is_overdue else self._random.choice(kinds)
            self.counts[f"{call}: {kind}"] += 1
            delay = self._random.uniform(*(AFTER_THE_LEASE if kind == OVERDUE else (0.05, LATE_SECONDS)))
            if kind == OVERDUE:
                self._is_overdue_wanted, self._holds_until = False, time.monotonic() + delay
        return _fault(kind, delay)

    def wait_for_calls(self, number: int, seconds: float, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Until there were so many more, but not for longer than that; `meanwhile` is called again and again."""
        with self._called:
            wanted = self._calls + number
        self._wait_until(lambda: self._calls >= wanted, seconds, meanwhile)

    def wait_for_overdue(self, seconds: float, meanwhile: Callable[[], object]) -> bool:
        """Have the next message taken after its lease, and wait until Slack has it; whether one came in time."""
        self._is_overdue_wanted = True
        self._wait_until(lambda: not self._is_overdue_wanted, seconds, meanwhile)
        with self._called:
            has_come, self._is_overdue_wanted = not self._is_overdue_wanted, False
        return has_come

    def _wait_until(self, is_over: Callable[[], bool], seconds: float, meanwhile: Callable[[], object]) -> None:
        end = time.monotonic() + seconds
        while not is_over() and time.monotonic() < end:
            meanwhile()
            with self._called:
                self._called.wait_for(is_over, BETWEEN_REPAIRS)


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
