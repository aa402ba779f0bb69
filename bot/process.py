"""Starts, drains and stops a built bot; the main thread owns the signals. It must not know configuration or Slack.

Stopping takes its time in this order: no new work, what runs ends and is answered, then doors, clock work and storage.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from types import FrameType

import structlog
from starlette.types import ASGIApp

from bot.web_server import WebServer

DRAIN = 5.0  # seconds for running handlers
LAST = 9.0  # seconds after which the process ends whatever still hangs; a supervisor kills after 10
_GLANCE = 0.25  # seconds between two looks at the signals
_FAREWELL = 1.0  # seconds for each part to end

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Door:
    """A way in that is opened last and closed when nothing runs any more; `close` gets seconds that it may wait."""

    open: Callable[[], None]
    close: Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Parts:
    """What runs. `drain` takes nothing new and waits; True if all ended. `close` ends the rest, in this order."""

    web: ASGIApp
    host: str
    port: int
    drain: Callable[[float], bool]
    doors: Sequence[Door] = ()
    start: Sequence[Callable[[], None]] = ()
    close: Sequence[Callable[[], None]] = ()
    ready: Callable[[int], None] = field(default=lambda _port: None)  # told the port when the doors are open


class Stop:
    """The wish to stop, from a signal or from a part that cannot go on; the first one counts."""

    def __init__(self) -> None:
        self._reasons: SimpleQueue[tuple[str, int]] = SimpleQueue()  # safe to put into inside a signal handler

    def on_signals(self) -> None:
        """From now on SIGTERM and SIGINT are wishes; only the main thread may call this."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._signalled)

    def fail(self, text: str) -> None:
        """Stop because of a fault, which the operator reads; the process ends with 1."""
        self._reasons.put((text, 1))

    def wait(self) -> tuple[str, int]:
        """The reason, and the status with which to end."""
        while True:
            # Python runs a signal's handler between two steps of the main thread: one that arrives just as it falls
            # asleep is only seen when it wakes.
            with contextlib.suppress(Empty):
                return self._reasons.get(timeout=_GLANCE)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._reasons.put((signal.Signals(number).name, 0))


def serve(parts: Parts, stop: Stop) -> int:
    """Run until told to stop; the status to end with. Raises `PortTakenError` before anything is started."""
    server = WebServer(parts.web, host=parts.host, port=parts.port)
    stop.on_signals()  # if nobody did yet
    server.start()
    for begin in (*parts.start, *(door.open for door in parts.doors)):
        begin()
    parts.ready(server.port)
    reason, status = stop.wait()
    log.info("stopping", reason=reason)
    if status:
        print(reason, file=sys.stderr)  # noqa: T201 - for whoever started it, whatever the log level
    last = Timer(LAST, _end, (status,))
    last.daemon = True
    last.start()
    if not _wind_down(parts, server):
        _end(status)  # hung threads would be joined for ever
    last.cancel()
    return status


def _wind_down(parts: Parts, server: WebServer) -> bool:
    """True if everything ended by itself."""
    server.close()
    drained = parts.drain(DRAIN)
    if not drained:
        log.error("a handler hangs and is left behind")
    ended = [_within(_FAREWELL, partial(door.close, _FAREWELL / 2)) for door in parts.doors]
    ended.append(server.join(_FAREWELL))
    ended += [_within(_FAREWELL, close) for close in parts.close]
    return drained and all(ended)


def _within(seconds: float, act: Callable[[], object]) -> bool:
    """Do something that may hang; True if it ended in time."""
    thread = Thread(target=act, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def _end(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
