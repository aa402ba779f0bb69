"""Starts, drains and stops a built bot; the main thread owns the signals. It must not know configuration or Slack.

Stopping takes its time in this order: no new work, what runs ends and is answered, then transports, clock work and storage.
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

DRAIN_TIMEOUT = 5.0  # seconds for running handlers
HARD_LIMIT = 9.0  # seconds after which the process ends whatever still hangs; a supervisor kills after 10
_POLL = 0.25  # seconds between two polls for a signal
_JOIN_TIMEOUT = 1.0  # seconds for each service to end

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Transport:
    """A way in that is opened last and closed when nothing runs any more; `close` gets seconds that it may wait."""

    open: Callable[[], None]
    close: Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Services:
    """What runs. `drain` takes nothing new and waits; True if all ended. `close` ends the rest, in this order."""

    web: ASGIApp
    host: str
    port: int
    drain: Callable[[float], bool]
    transports: Sequence[Transport] = ()
    start: Sequence[Callable[[], None]] = ()
    close: Sequence[Callable[[], None]] = ()
    on_ready: Callable[[int], None] = field(
        default=lambda _port: None
    )  # called with the port when the transports are open


class ShutdownSignal:
    """Shutdown requested by a signal or by a service that cannot go on; the first reason wins."""

    def __init__(self) -> None:
        self._reasons: SimpleQueue[tuple[str, int]] = SimpleQueue()  # safe to put into inside a signal handler

    def handle_signals(self) -> None:
        """From now on SIGTERM and SIGINT request the shutdown; only the main thread may call this."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def fail(self, text: str) -> None:
        """Stop because of a fault, which the operator reads; the process ends with 1."""
        self._reasons.put((text, 1))

    def wait(self) -> tuple[str, int]:
        """The reason, and the status with which to end."""
        while True:
            # Python runs a signal's handler between two steps of the main thread: one that arrives just as it falls
            # asleep is only seen when it wakes.
            with contextlib.suppress(Empty):
                return self._reasons.get(timeout=_POLL)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._reasons.put((signal.Signals(number).name, 0))


def serve(services: Services, shutdown: ShutdownSignal) -> int:
    """Run until told to stop; the status to end with. Raises `PortTakenError` before anything is started."""
    server = WebServer(services.web, host=services.host, port=services.port)
    shutdown.handle_signals()  # if nobody did yet
    server.start()
    for start in (*services.start, *(transport.open for transport in services.transports)):
        start()
    services.on_ready(server.port)
    reason, status = shutdown.wait()
    log.info("shutdown_started", reason=reason)
    if status:
        print(reason, file=sys.stderr)  # noqa: T201 - for whoever started it, whatever the log level
    hard_stop = Timer(HARD_LIMIT, _exit, (status,))
    hard_stop.daemon = True
    hard_stop.start()
    if not _shut_down(services, server):
        _exit(status)  # hung threads would be joined for ever
    hard_stop.cancel()
    return status


def _shut_down(services: Services, server: WebServer) -> bool:
    """True if everything ended by itself."""
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
    """Do something that may hang; True if it ended in time."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def _exit(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
