"""The product's clock: this machine's, as long as it is believed (CLOCK-1). Safe to use from several threads."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from math import inf

import structlog
from prometheus_client import CollectorRegistry, Gauge

from bot.policy.clock import ClockTrust, Doubt, Instant, Reading, Reference

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_MONOTONIC = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Goes on while the machine is suspended, where the system has such a clock: waking up is no step."""


class TrustedClock:
    """A clock that knows whether it is believed, and says so in the log and as a metric when that changes.

    `moved`: a clock that is moved on purpose, and Slack's with it, as the sandbox's are. It is its own monotonic clock, so
    that a step of it is believed at once.
    """

    def __init__(self, moved: Callable[[], datetime] | None = None, registry: CollectorRegistry | None = None) -> None:
        self._moved = moved
        self._lock = threading.Lock()
        self._trust = ClockTrust()
        self._said: Doubt | None = None
        self._heard_at = -inf
        if registry is not None:
            gauge = Gauge("pmi_clock_believed", "0 while this machine's clock is not believed.", registry=registry)
            gauge.set_function(lambda: float(self.is_believed()))

    @property
    def is_moved(self) -> bool:
        """Whether it is a clock that is moved on purpose, so that the database's is no evidence."""
        return self._moved is not None

    def instant(self) -> Instant:
        """The time that is most likely right, and whether what cannot be undone may be done by it."""
        with self._lock:
            reading = self._read()
            return Instant(self._trust.best_time(reading), self._trust.doubt is None)

    def now(self) -> datetime:
        """The same time, for what can be undone."""
        return self.instant().at

    def possible_times(self) -> list[datetime]:
        """The instants that may be the present: one while the clock is believed, two where it is not clear who is wrong."""
        with self._lock:
            return self._trust.possible_times(self._read())

    def hear_request(self, signed_at: datetime) -> None:
        """Be told when Slack signed a request. It says nothing against a doubt: somebody may have kept it and sent it again."""
        if self.is_believed():
            self.hear(Reference.SLACK, signed_at)

    def is_believed(self) -> bool:
        """Whether what cannot be undone may be done now."""
        return self.instant().believed

    def hear(self, reference: Reference, theirs: datetime) -> None:
        """Be told what a reference's clock shows at this moment."""
        with self._lock:
            reading = self._read_clocks()
            if reference is Reference.SLACK:
                self._heard_at = reading.monotonic
            self._trust.hear(reference, theirs, reading)
            self._say()

    def seconds_since_slack(self) -> float:
        """How long ago Slack was heard; infinite if it never was."""
        with self._lock:
            return self._read_clocks().monotonic - self._heard_at

    def _read_clocks(self) -> Reading:
        if self._moved is not None:
            wall = self._moved()
            return Reading(wall, wall.timestamp())
        return Reading(datetime.now(UTC), time.clock_gettime(_MONOTONIC))

    def _read(self) -> Reading:
        reading = self._read_clocks()
        self._trust.read(reading)
        self._say()
        return reading

    def _say(self) -> None:
        doubt, said = self._trust.doubt, self._said
        if (doubt is None) != (said is None):
            if doubt is not None:
                log.error("clock_doubted", cause=doubt.reference or "set", ahead=round(doubt.ahead))
            else:
                log.warning("clock_believed")
        self._said = doubt
