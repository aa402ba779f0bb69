"""What goes wrong around the workers of a fault run: Slack's calls, and the database's clock."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from multiprocessing.context import ForkServerContext

from bot.sandbox import faults
from bot.sandbox.errors import Json
from bot.sandbox.faults import Fault

TROUBLED = 0.5
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
POSTING = tuple(FAULTS)
LOOKING = ("429", "500", "before", "silent")
LATE_SECONDS = 0.5
"""Slack takes a request within this time or never; a worker waits longer, from the end of its claim on."""
AHEAD = timedelta(hours=2).total_seconds()
"""How far the database's clock jumps: forwards every claim seems to have ended, backwards none seems to end."""


class SlackTrouble:
    """Slack's side of it: what becomes of each call, by chance, until it is over."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck
        self._called = threading.Condition()
        self._calls = 0
        self.over = False
        self.counted: Counter[str] = Counter()

    def post(self, _args: Json) -> Fault | None:
        """A message is posted."""
        return self._trouble("post", POSTING)

    def look(self, _args: Json) -> Fault | None:
        """A message is looked for."""
        return self._trouble("look", LOOKING)

    def _trouble(self, call: str, kinds: Sequence[str]) -> Fault | None:
        with self._called:
            self._calls += 1
            self._called.notify_all()
            if self.over or self._luck.random() > TROUBLED:
                return None
            kind = self._luck.choice(kinds)
            self.counted[f"{call}: {kind}"] += 1
            delay = self._luck.uniform(0.05, LATE_SECONDS)
        return _fault(kind, delay)

    def wait_for_calls(self, number: int, seconds: float) -> None:
        """Until there were so many more, but not for longer than that."""
        with self._called:
            known = self._calls
            self._called.wait_for(lambda: self._calls >= known + number, seconds)


def _fault(kind: str, delay: float) -> Fault:
    fault = FAULTS[kind]()
    timer = threading.Timer(delay, fault.release.set)
    timer.daemon = True
    timer.start()
    return fault


class JumpingClock:
    """The database's clock, the same for all workers: `ahead` in seconds, which it is set to or back from now and then."""

    def __init__(self, processes: ForkServerContext, luck: random.Random) -> None:
        self.ahead = processes.Value("d", luck.choice((0.0, AHEAD)))
        self.jumps = 0

    def jump(self) -> None:
        """The workers stand still until they have watched it for long enough."""
        self.ahead.value = AHEAD - self.ahead.value
        self.jumps += 1
