"""The acknowledgement of one request and its deadline: the handler or the time-out answers, whichever is first (UX-1)."""

import json
import time
from collections import deque
from collections.abc import Callable
from threading import Condition, Lock, Thread
from typing import Any

import structlog

Ack = dict[str, Any] | None  # the body of the acknowledgement; None: an empty one
SendAck = Callable[[bytes], None]  # called with the body as JSON; empty: an empty acknowledgement
_DELIVERY_TIMEOUT = 1.0  # seconds that a late answer waits for the transport to have sent the acknowledgement

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class PendingAck:
    """One request is acknowledged once: by its handler, or at the deadline with what `timeout_ack` makes.

    The body is encoded where it is made: handing hundreds of small objects to another processor costs more than handing
    over the text. `grace`: seconds that `wait_if_late` adds.
    """

    def __init__(self, timeout_ack: Callable[[], Ack], *, grace: float) -> None:
        self._lock = Lock()
        self._settled = Lock()  # held until then: waiting for a lock costs less than for a condition
        self._settled.acquire()
        self._delivered = Lock()  # the same
        self._delivered.acquire()
        self._timeout_ack: Callable[[], Ack] | None = timeout_ack
        self._send: SendAck | None = None
        self._grace = grace
        self.body = b""
        self.settled = False
        self.late = False
        self._is_applied = False

    def acknowledge(self, ack: Ack) -> bool:
        """Acknowledge with the handler's answer; False if that was done before, and the answer must go another way."""
        return not self.settled and self._settle(_encoded(ack), late=False)

    def expire(self) -> None:
        """Acknowledge because the deadline has come, unless the handler has."""
        make = self._timeout_ack
        if make is not None and not self.settled:
            self._settle(_encoded(make()), late=True)

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the acknowledgement, which then stands in `body`. It is True once: do not ask again."""
        return self._settled.acquire(timeout=timeout)

    def send_with(self, send: SendAck) -> None:
        """Call `send` with the acknowledgement, once: now, or in the thread that settles it later."""
        with self._lock:
            if not self.settled:
                self._send = send
                return
        send(self.body)

    def mark_delivered(self) -> None:
        """Record that the transport has sent the acknowledgement, or cannot."""
        self.body = b""
        if self._delivered.locked():
            self._delivered.release()

    def wait_if_late(self) -> bool:
        """Whether the deadline came first; if so, wait until Slack has applied the acknowledgement.

        Slack shows the “Saving …” view when it reads the acknowledgement: an answer that overtook it would be covered.
        """
        if self.late and not self._is_applied:
            self._delivered.acquire(timeout=_DELIVERY_TIMEOUT)
            time.sleep(self._grace)
            self._is_applied = True
        return self.late

    def _settle(self, body: bytes, *, late: bool) -> bool:
        with self._lock:
            if self.settled:
                return False
            self.body, self.late, self.settled = body, late, True  # last, as others read it without the lock
            send, self._send, self._timeout_ack = self._send, None, None
        self._settled.release()
        if send is not None:
            send(body)
        return True


def _encoded(ack: Ack) -> bytes:
    return json.dumps(ack).encode() if ack else b""


class DeadlineTimer:
    """Expires acknowledgements `seconds` after they were added. All wait equally long, so the first added is the first due.

    Its thread sends them: a transport whose sending waits, as while a socket is made anew, holds up those behind.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: deque[tuple[float, PendingAck]] = deque()
        self._changed = Condition(Lock())
        self._started = False

    def add(self, pending: PendingAck) -> None:
        """Expire it in time, unless it is settled until then."""
        with self._changed:
            self._waiting.append((time.monotonic() + self._seconds, pending))
            if len(self._waiting) == 1:
                self._changed.notify()
            if not self._started:
                Thread(target=self._run, name="ack-deadlines", daemon=True).start()
                self._started = True

    def _run(self) -> None:
        while True:
            try:
                self._next_due().expire()
            except Exception as fault:  # a boundary: the next deadlines must be kept whatever a transport raises
                log.error("deadline_failed", exc_info=fault)  # noqa: TRY400 - passed as it is

    def _next_due(self) -> PendingAck:
        with self._changed:
            while True:
                left = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if left is None or left > 0:
                    self._changed.wait(left)
                    continue
                pending = self._waiting.popleft()[1]
                while self._waiting and self._waiting[0][1].settled:  # all at once: each wait wakes this thread
                    self._waiting.popleft()
                if not pending.settled:
                    return pending
