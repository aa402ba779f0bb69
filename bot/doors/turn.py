"""One request's race with its deadline: who answers first; it knows nothing of Slack."""

import time
from threading import Condition
from typing import Any

Ack = dict[str, Any] | None  # what Slack's own answer carries; None: nothing


class Turn:
    """Settled once: by the handler with its answer, or by the deadline. The loser is told so and answers otherwise."""

    def __init__(self, *, grace: float) -> None:
        self._changed = Condition()
        self._settled = False
        self._late = False
        self._delivered = False
        self._ack: Ack = None
        self._grace = grace

    @property
    def late(self) -> bool:
        """Whether the deadline came first."""
        with self._changed:
            return self._late

    def settle(self, ack: Ack) -> bool:
        """The handler's answer; False if the deadline came first."""
        with self._changed:
            if self._late:
                return False
            self._ack, self._settled = ack, True
            self._changed.notify_all()
            return True

    def wait(self, deadline: float, working: Ack) -> Ack:
        """The handler's answer, or `working` if there is none after `deadline` seconds."""
        with self._changed:
            if self._changed.wait_for(lambda: self._settled, deadline):
                return self._ack
            self._late = True
            return working

    def delivered(self) -> None:
        """The door has sent the acknowledgement."""
        with self._changed:
            self._delivered = True
            self._changed.notify_all()

    def after_delivery(self) -> None:
        """Wait until Slack has the acknowledgement, and a moment more.

        Slack applies the “Saving …” view when it reads the acknowledgement: an answer that overtook it would be covered.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._delivered, timeout=1.0)
        time.sleep(self._grace)
