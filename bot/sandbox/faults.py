"""Fault injection: chooses the fault of a Web API call. The API and the server carry it out."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.errors import Json

LONGEST_HOLD = 60.0
"""Seconds after which a held request continues by itself, so that a failing test does not hang."""


class FaultKind(StrEnum):
    """What happens to the request."""

    ANSWER = "answer"  # this HTTP response; the request is not processed
    TAKE_AND_ANSWER = "take and answer"  # the request is processed, but this HTTP response is sent
    DROP_BEFORE = "dropped before"  # the connection ends; the request is not processed
    DROP_AFTER = "dropped after"  # the request is processed; the connection ends without a response
    HOLD = "hold"  # the request waits until released, then is processed as usual
    SILENT = "silent"  # the request waits until released, then the connection ends; it is not processed
    LATE = "late"  # the connection ends at once; the request is processed when released


@dataclass(frozen=True, slots=True)
class Fault:
    """One injected fault. Setting `release` lets a held, silent or late request continue."""

    kind: FaultKind
    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> None:
        """Block until released; `reached` tells the test that the request has arrived."""
        self.reached.set()
        self.release.wait(LONGEST_HOLD)


def rate_limited(seconds: int) -> Fault:
    """HTTP 429 with Retry-After in seconds."""
    return Fault(FaultKind.ANSWER, 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def server_error(status: int = 500) -> Fault:
    """An HTTP 5xx; the request is not processed."""
    return Fault(FaultKind.ANSWER, status, {"ok": False, "error": "internal_error"})


def server_error_after(status: int = 500) -> Fault:
    """An HTTP 5xx; the request is processed all the same."""
    return Fault(FaultKind.TAKE_AND_ANSWER, status, {"ok": False, "error": "fatal_error"})


def slack_error(error: str, extra: Json | None = None) -> Fault:
    """A refusal by name, such as `missing_scope` or `user_disabled`."""
    return Fault(FaultKind.ANSWER, 200, {"ok": False, "error": error} | (extra or {}))


def slack_error_after(error: str) -> Fault:
    """A refusal by name, such as `internal_error`; the request is processed all the same."""
    return Fault(FaultKind.TAKE_AND_ANSWER, 200, {"ok": False, "error": error})


def drop_before() -> Fault:
    """The connection breaks before Slack processes the request."""
    return Fault(FaultKind.DROP_BEFORE)


def drop_after() -> Fault:
    """Slack processes the request, and the connection breaks before the response."""
    return Fault(FaultKind.DROP_AFTER)


def hold() -> Fault:
    """The request waits until `.release.set()`; then Slack processes it and answers."""
    return Fault(FaultKind.HOLD)


def silent() -> Fault:
    """There is no response and the request is not processed; the connection ends with `.release.set()`."""
    return Fault(FaultKind.SILENT)


def late() -> Fault:
    """The connection breaks at once; Slack processes the request when `.release.set()` is called."""
    return Fault(FaultKind.LATE)


Rule = Callable[[Json], Fault | None]
"""Given the arguments of a call: its fault, or None."""


class FaultInjector:
    """The faults to inject by method; `*` means every method. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queues: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self._rules: dict[str, Rule] = {}
        self._held: list[Fault] = []

    def next(self, method: str, *faults: Fault | None) -> None:
        """Give the next calls of this method one of these faults each, in order; None lets one call through."""
        with self._lock:
            self._queues[method].extend(faults)

    def always(self, method: str, rule: Rule) -> None:
        """Ask `rule` at each call of this method that has no fault queued."""
        with self._lock:
            self._rules[method] = rule

    def clear(self) -> None:
        """Remove all faults and release the held requests."""
        with self._lock:
            self._queues.clear()
            self._rules.clear()
            for fault in self._held:
                fault.release.set()
            self._held.clear()

    def fault_for(self, method: str, args: Json) -> Fault | None:
        """The fault of this call, or None."""
        with self._lock:
            queue = self._queues[method] or self._queues["*"]
            rule = self._rules.get(method) or self._rules.get("*")
            fault = (queue.popleft() if queue else None) or (rule(args) if rule else None)
            if fault is not None and fault.kind in {FaultKind.HOLD, FaultKind.SILENT, FaultKind.LATE}:
                self._held.append(fault)
            return fault
