"""Starts, drains and stops a built bot; the main thread owns the signals. It must not know configuration or Slack.

A stop takes no new work, waits until the running work is answered, then closes transports, scheduler and database.
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

from bot.runtime.web_server import WebServer

DRAIN_TIMEOUT = 5.0  # seconds for running handlers, and for what follows them
HARD_LIMIT = 9.0  # seconds after which the process exits even if a thread hangs; a supervisor kills after 10
_POLL = 0.25  # seconds between two polls for a signal
_JOIN_TIMEOUT = 1.0  # seconds for each service to end

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Transport:
    """A way for Slack to reach us: opened last, closed once nothing runs. `close` gets the seconds that it may wait."""

    open: Callable[[], None]
    close: Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Services:
    """What a process runs: `start` is called first, `on_ready` with the port when all is open.

    `drain` takes no new work and waits up to the given seconds; True if all work ended. `close` is called last, in order.
    """

    web: ASGIApp
    host: str
    port: int
    drain: Callable[[float], bool]
    transports: Sequence[Transport] = ()
    start: Sequence[Callable[[], None]] = ()
    close: Sequence[Callable[[], None]] = ()
    on_ready: Callable[[int], object] = field(default=lambda _port: None)


class ShutdownSignal:
    """Shutdown requested by a signal or by a service that cannot go on; the first reason wins."""

    def __init__(self) -> None:
        self._reasons: SimpleQueue[tuple[str, int]] = SimpleQueue()  # safe to put into inside a signal handler

    def handle_signals(self) -> None:
        """Let SIGTERM and SIGINT request the shutdown; only the main thread may call this."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def fail(self, text: str) -> None:
        """Request the shutdown because of an error; the operator reads `text`, and the process exits with 1."""
        self._reasons.put((text, 1))

    def wait(self) -> tuple[str, int]:
        """Wait for a request; its reason and the exit status."""
        while True:
            # Python runs a signal handler between two steps of the main thread: a signal that arrives just before the
            # thread blocks is only seen when it wakes.
            with contextlib.suppress(Empty):
                return self._reasons.get(timeout=_POLL)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._reasons.put((signal.Signals(number).name, 0))


def serve(services: Services, shutdown: ShutdownSignal) -> int:
    """Run until a shutdown is requested; the exit status. Raises `PortTakenError` before anything is started."""
    server = WebServer(services.web, host=services.host, port=services.port)
    shutdown.handle_signals()  # a caller may have done this already
    server.start()
    for start in (*services.start, *(transport.open for transport in services.transports)):
        start()
    services.on_ready(server.port)
    reason, status = shutdown.wait()
    log.info("shutdown_started", reason=reason)
    if status:
        print(reason, file=sys.stderr)  # noqa: T201 - shown whatever the log level
    hard_stop = Timer(HARD_LIMIT, _exit, (status,))
    hard_stop.daemon = True
    hard_stop.start()
    if not _shut_down(services, server):
        _exit(status)  # hung threads would be joined for ever
    hard_stop.cancel()
    return status


def _shut_down(services: Services, server: WebServer) -> bool:
    """True if everything ended in time."""
    server.close()
    drained = services.drain(DRAIN_TIMEOUT)
    if not drained:
        log.error("drain_timed_out")
    ended = [
        _run_with_timeout(_JOIN_TIMEOUT, partial(transport.close, _JOIN_TIMEOUT / 2))
        for transport in services.transports
    ]
    ended.append(server.join(_JOIN_TIMEOUT))
    ended += [_run_with_timeout(_JOIN_TIMEOUT, close) for close in services.close]
    return drained and all(ended)


def _run_with_timeout(seconds: float, work: Callable[[], object]) -> bool:
    """Call `work`, which may hang, in a thread; True if it ended in time."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def _exit(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
