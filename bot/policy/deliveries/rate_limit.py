"""The rate limit and circuit state of one Slack method in one workspace, shared by all replicas (REM-5, REM-7)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.deliveries.retry import MAX_WAIT

POST_METHOD = "chat.postMessage"
LOOKUP_METHOD = "conversations.history"
BULK_EVERY = 10
"""Each tenth permit is bulk's, if there is any (REM-7)."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The rate limit and circuit of one method in a workspace; instants are of the database's clock.

    `next_slot_at` is when the next call may be made, `paused_until` until when Slack asked us to wait,
    `consecutive_failures` how many calls in a row failed, `permits_used` how many were made. `open_reason` is why the
    circuit is open, empty while it is closed; `probe_at` is when one call tries whether it can be closed.
    """

    next_slot_at: datetime | None = None
    paused_until: datetime | None = None
    consecutive_failures: int = 0
    permits_used: int = 0
    open_reason: str = ""
    opened_at: datetime | None = None
    probe_at: datetime | None = None


def available(limit: RateLimit, at: datetime, rate: float, burst: timedelta) -> int:
    """How many permits are available now. What was not used for a while is made up for by `burst` at most."""
    if limit.open_reason or _is_paused(limit, at):
        return 0
    ahead = at + burst - _next_slot(limit, at, rate, burst)
    return 0 if ahead < timedelta(0) else int(ahead.total_seconds() * rate) + 1


def _is_paused(limit: RateLimit, at: datetime) -> bool:
    return limit.paused_until is not None and at < limit.paused_until <= at + MAX_WAIT


def _next_slot(limit: RateLimit, at: datetime, rate: float, burst: timedelta) -> datetime:
    """Start of the next free slot. A value further ahead than the burst allows stems from a clock that was set back: use now."""
    furthest = at + burst + timedelta(seconds=1 / rate)
    return at if limit.next_slot_at is None or not at < limit.next_slot_at <= furthest else limit.next_slot_at


def consumed(limit: RateLimit, count: int, at: datetime, rate: float, burst: timedelta) -> RateLimit:
    """Count this many permits as consumed."""
    next_slot_at = _next_slot(limit, at, rate, burst) + timedelta(seconds=count / rate)
    return replace(limit, next_slot_at=next_slot_at, permits_used=limit.permits_used + count)


def refunded(limit: RateLimit, count: int, rate: float) -> RateLimit:
    """Give this many unused permits back."""
    next_slot_at = None if limit.next_slot_at is None else limit.next_slot_at - timedelta(seconds=count / rate)
    return replace(limit, next_slot_at=next_slot_at, permits_used=max(limit.permits_used - count, 0))


def bulk_available(limit: RateLimit, count: int) -> int:
    """How many of the next permits go to bulk messages."""
    return (limit.permits_used + count) // BULK_EVERY - limit.permits_used // BULK_EVERY


def succeeded(limit: RateLimit) -> RateLimit:
    """Reset the failure count: Slack answered, whatever it said of the message. A pause that it asked for stays."""
    return replace(limit, consecutive_failures=0)


def failed(limit: RateLimit, until: datetime) -> RateLimit:
    """Count a failed call and pause until then."""
    return replace(limit, consecutive_failures=limit.consecutive_failures + 1, paused_until=until)


def opened(limit: RateLimit, reason: str, at: datetime, probe_at: datetime) -> RateLimit:
    """Open the circuit: nothing is sent until a probe succeeds."""
    since = limit.opened_at if limit.open_reason and limit.opened_at else at
    return replace(limit, open_reason=reason, opened_at=since, probe_at=probe_at)


def closed(limit: RateLimit) -> RateLimit:
    """Close the circuit: the workspace works again."""
    return replace(limit, consecutive_failures=0, open_reason="", opened_at=None, probe_at=None)
