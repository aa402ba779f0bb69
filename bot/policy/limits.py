"""How often something may happen within a time, and when it may again; it does not know what."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so long; after the last of them not again until the oldest is that old."""

    times: int
    within: timedelta


def again_at(limit: Limit, nth_latest: datetime | None, now: datetime) -> datetime | None:
    """When it may happen again, given the instant of the `limit.times`-th latest time; none if it may now."""
    if nth_latest is None or nth_latest + limit.within <= now:
        return None
    return nth_latest + limit.within
