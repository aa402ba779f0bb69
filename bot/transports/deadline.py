"""The deadline of one request's acknowledgement: the handler or the time-out answers, whichever is first."""

import time
from threading import Condition
from typing import Any

Ack = dict[str, Any] | None  # the body of the acknowledgement; None: an empty one


class AckDeadline:
    """One request is acknowledged once: by its handler, or at the deadline. `grace`: seconds that `wait_if_late` adds."""

    def __init__(self, *, grace: float) -> None:
        self._changed = Condition()
        self._acknowledged = False
        self._late = False
        self._delivered = False
        self._ack: Ack = None
        self._grace = grace

    @property
    def late(self) -> bool:
        """Whether the deadline came first."""
        with self._changed:
            return self._late

    def acknowledge(self, ack: Ack) -> bool:
        """Acknowledge with the handler's answer; False if the deadline came first and the answer must go another way."""
        with self._changed:
            if self._late:
                return False
            self._ack, self._acknowledged = ack, True
            self._changed.notify_all()
            return True

    def wait(self, timeout: float, timeout_ack: Ack) -> Ack:
        """Wait for the handler's answer; `timeout_ack` if there is none after `timeout` seconds."""
        with self._changed:
            if self._changed.wait_for(lambda: self._acknowledged, timeout):
                return self._ack
            self._late = True
            return timeout_ack

    def mark_delivered(self) -> None:
        """Record that the transport has sent the acknowledgement."""
        with self._changed:
            self._delivered = True
            self._changed.notify_all()

    def wait_if_late(self) -> bool:
        """Whether the deadline came first; if so, wait until Slack has applied the acknowledgement.

        Slack shows the “Saving …” view when it reads the acknowledgement: an answer that overtook it would be covered.
        """
        with self._changed:
            if not self._late:
                return False
            self._changed.wait_for(lambda: self._delivered, timeout=1.0)
        time.sleep(self._grace)
        return True
