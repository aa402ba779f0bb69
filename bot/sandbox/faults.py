"""Fault injection: what the Web API does instead of answering well. It decides; the API and the server carry it out."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.errors import Json

LONGEST_HOLD = 60.0
"""Seconds after which a held request goes on by itself, so that a failing test does not hang for ever."""


class FaultKind(StrEnum):
    """What happens to the request."""

    ANSWER = "answer"  # this HTTP answer, and nothing is taken
    TAKE_AND_ANSWER = "take and answer"  # it is taken, and this HTTP answer does not say so
    DROP_BEFORE = "dropped before"  # the connection ends, nothing is taken
    DROP_AFTER = "dropped after"  # it is taken, then the connection ends without an answer
    HOLD = "hold"  # it waits until released, then all goes on as usual
    SILENT = "silent"  # it waits until released, then the connection ends, nothing is taken
    LATE = "late"  # the connection ends at once; it is taken when released


@dataclass(frozen=True, slots=True)
class Fault:
    """One injected fault. `release` lets a held, silent or late request go on."""

    kind: FaultKind
    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> None:
        """Stand still until released; `reached` tells the test that a request has come this far."""
        self.reached.set()
        self.release.wait(LONGEST_HOLD)


def rate_limited(seconds: int) -> Fault:
    """HTTP 429 with Retry-After in seconds."""
    return Fault(FaultKind.ANSWER, 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def server_error(status: int = 500) -> Fault:
    """Slack is ill."""
    return Fault(FaultKind.ANSWER, status, {"ok": False, "error": "internal_error"})


def server_error_after(status: int = 500) -> Fault:
    """Slack is ill, and takes the request all the same."""
    return Fault(FaultKind.TAKE_AND_ANSWER, status, {"ok": False, "error": "fatal_error"})


def slack_error(error: str, extra: Json | None = None) -> Fault:
    """A refusal by name, such as `missing_scope` or `user_disabled`."""
    return Fault(FaultKind.ANSWER, 200, {"ok": False, "error": error} | (extra or {}))


def drop_before() -> Fault:
    """The connection breaks before Slack took the request."""
    return Fault(FaultKind.DROP_BEFORE)


def drop_after() -> Fault:
    """Slack takes the request, and the connection breaks before its answer."""
    return Fault(FaultKind.DROP_AFTER)


def hold() -> Fault:
    """Nothing comes back until `.release.set()`; then Slack takes the request and answers, if anybody still listens."""
    return Fault(FaultKind.HOLD)


def silent() -> Fault:
    """Nothing comes back at all, and nothing is taken; the connection ends with `.release.set()`."""
    return Fault(FaultKind.SILENT)


def late() -> Fault:
    """The connection breaks at once, and Slack takes the request all the same when `.release.set()` is called."""
    return Fault(FaultKind.LATE)


Rule = Callable[[Json], Fault | None]
"""Given the arguments of a call, the trouble it gets, or None."""


class FaultInjector:
    """The faults ordered for each method; `*` stands for every method. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queues: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self._rules: dict[str, Rule] = {}
        self._held: list[Fault] = []

    def next(self, method: str, *faults: Fault | None) -> None:
        """The next calls of this method get these, one each, in this order; None lets one call through."""
        with self._lock:
            self._queues[method].extend(faults)

    def always(self, method: str, rule: Rule) -> None:
        """Ask `rule` at each call of this method that no queue speaks for."""
        with self._lock:
            self._rules[method] = rule

    def clear(self) -> None:
        """No more trouble; whatever is held goes on."""
        with self._lock:
            self._queues.clear()
            self._rules.clear()
            for fault in self._held:
                fault.release.set()
            self._held.clear()

    def fault_for(self, method: str, args: Json) -> Fault | None:
        """What this call gets."""
        with self._lock:
            fault = self._from_queue(method) or self._from_rule(method, args)
            if fault is not None and fault.kind in {FaultKind.HOLD, FaultKind.SILENT, FaultKind.LATE}:
                self._held.append(fault)
            return fault

    def _from_queue(self, method: str) -> Fault | None:
        queue = self._queues[method] or self._queues["*"]
        return queue.popleft() if queue else None

    def _from_rule(self, method: str, args: Json) -> Fault | None:
        rule = self._rules.get(method) or self._rules.get("*")
        return rule(args) if rule else None
