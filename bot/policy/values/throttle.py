"""How often something may happen within a time, and when it may again."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `attempts` within a sliding `window`."""

    attempts: int
    window: timedelta


def retry_at(throttle: Throttle, oldest_counted: datetime | None, now: datetime) -> datetime | None:
    """When it may happen again, given the instant of the `throttle.attempts`-th latest time; none if it may now."""
    if oldest_counted is None or oldest_counted + throttle.window <= now:
        return None
    return oldest_counted + throttle.window
