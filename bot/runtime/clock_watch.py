"""Reads the clock once a second by monotonic time, and hears Slack's and PostgreSQL's often enough (CLOCK-1)."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from math import inf
from threading import Event, Thread

from bot.policy.clock import Reference
from bot.runtime.clock import TrustedClock
from bot.runtime.job_thread import JobThread
from storage import StorageError

PULSE = 1.0  # seconds
NOTICED = 0.5  # seconds that the wall clock may be set without the scheduler's being told
PULSES_BETWEEN_HEARINGS = 5
ASK_AFTER, ASK_AFTER_IN_DOUBT = 300.0, 10.0  # seconds without an answer of Slack; most of its answers are not asked for
ASK_AGAIN_AFTER = 60.0  # seconds after Slack was asked in vain, while nothing is in doubt


class ClockWatch:
    """Keeps a clock's trust up to date. Nothing that it calls holds up its readings.

    `ask_slack` has Slack say its time, which the clock hears by itself, and never raises; `database_now` reads the
    database's, None where it is this machine's own. `on_set` is called when this machine's wall clock was set.
    """

    def __init__(
        self,
        clock: TrustedClock,
        *,
        ask_slack: Callable[[], object],
        database_now: Callable[[], datetime] | None,
        on_set: Callable[[], object],
    ) -> None:
        self._clock = clock
        self._ask_slack = ask_slack
        self._database_now = database_now
        self._on_set = on_set
        self._asked_at = -inf
        self._stopping = Event()
        self._pulse = Thread(target=self._run, name="clock", daemon=True)
        self._hearings = JobThread("clock references", self.hear_references)

    def start(self) -> None:
        """Hear the references once, so that nothing is done by a clock that was wrong from the beginning; then watch."""
        self.hear_references()
        self._hearings.start()
        self._pulse.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._stopping.set()
        self._hearings.stop()

    def hear_references(self) -> None:
        """Hear the database, and Slack if its last answer is old; whoever does not answer says nothing."""
        if self._database_now is not None:
            with suppress(StorageError):
                self._clock.hear(Reference.DATABASE, self._database_now())
        if self._slack_is_due():
            self._asked_at = time.monotonic()
            self._ask_slack()

    def _slack_is_due(self) -> bool:
        silent, asked = self._clock.seconds_since_slack(), time.monotonic() - self._asked_at
        if not self._clock.is_believed():
            return min(silent, asked) > ASK_AFTER_IN_DOUBT
        return silent > ASK_AFTER and asked > ASK_AGAIN_AFTER

    def _run(self) -> None:
        pulses, ahead = 0, _wall_ahead()
        while not self._stopping.wait(PULSE):
            before, ahead = ahead, _wall_ahead()
            if abs(ahead - before) > NOTICED:
                self._on_set()
            pulses += 1
            if not self._clock.is_believed() or pulses % PULSES_BETWEEN_HEARINGS == 0:
                self._hearings.wake()


def _wall_ahead() -> float:
    """By how many seconds the wall clock, by which APScheduler waits, is ahead of the monotonic one."""
    return time.time() - time.monotonic()
