"""Detects jumps of the database's clock, by which leases are timed (REM-4)."""

from datetime import datetime

from bot.policy.deliveries.retry import RetryPolicy


class ClockJumpDetector:
    """Detects jumps of the database's wall clock by comparing it with a monotonic one, both as the caller reads them.

    Leases are of the database's clock: if it is set ahead, they seem to end before they do. So a worker reclaims a
    delivery only after it saw that clock run evenly for the whole quarantine.
    """

    def __init__(self, policy: RetryPolicy) -> None:
        self._need = policy.quarantine.total_seconds()
        self._tolerance = policy.request_timeout.total_seconds()
        self._anchor: tuple[datetime, float] | None = None
        self._since = 0.0
        self._jumped = False

    def observe(self, database: datetime, monotonic: float) -> bool:
        """Compare both clocks, `monotonic` in seconds from anywhere; true where the database's has just jumped."""
        if self._anchor is None:
            self._anchor, self._since = (database, monotonic), monotonic
            return False
        anchor_at, anchor_monotonic = self._anchor
        if abs((database - anchor_at).total_seconds() - (monotonic - anchor_monotonic)) > self._tolerance:
            self._anchor, self._since, self._jumped = (database, monotonic), monotonic, True
            return True
        if monotonic - anchor_monotonic > self._need:
            self._anchor = (database, monotonic)  # a clock that is slowed or hurried over hours does not jump
        return False

    def quarantine_over(self, monotonic: float) -> bool:
        """Whether the clock has run evenly for the whole quarantine, so that leases that look expired are."""
        return self._anchor is not None and monotonic - self._since >= self._need

    def jumped_recently(self, monotonic: float) -> bool:
        """Whether a jump was seen and the quarantine after it is not over."""
        return self._jumped and not self.quarantine_over(monotonic)
