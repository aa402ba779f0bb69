"""The rate limit and circuit state of one Slack method in one workspace, shared by all replicas (REM-5, REM-7)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.patience import MAX_WAIT

POST_METHOD = "chat.postMessage"
LOOKUP_METHOD = "conversations.history"
BULK_EVERY = 10
"""Each tenth turn is bulk's, if there is any (REM-7)."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The rate limit and circuit of one method in a workspace; instants are of the database's clock.

    `next_at` is when the next call has its turn, `not_before` until when Slack asked us to wait, `troubles` how many
    calls in a row Slack did not answer well, `turn` how many had a turn. `stopped_because` is a fault of the workspace,
    empty for none; `probe_at` is when to see whether it is mended.
    """

    next_at: datetime | None = None
    not_before: datetime | None = None
    troubles: int = 0
    turn: int = 0
    stopped_because: str = ""
    stopped_at: datetime | None = None
    probe_at: datetime | None = None


def available(limit: RateLimit, at: datetime, rate: float, burst: timedelta) -> int:
    """How many permits are available now. What was not used for a while is made up for by `burst` at most."""
    if limit.stopped_because or _is_paused(limit, at):
        return 0
    ahead = at + burst - _next_slot(limit, at, rate, burst)
    return 0 if ahead < timedelta(0) else int(ahead.total_seconds() * rate) + 1


def _is_paused(limit: RateLimit, at: datetime) -> bool:
    return limit.not_before is not None and at < limit.not_before <= at + MAX_WAIT


def _next_slot(limit: RateLimit, at: datetime, rate: float, burst: timedelta) -> datetime:
    """Start of the next free slot. A value further ahead than the burst allows stems from a clock that was set back: use now."""
    furthest = at + burst + timedelta(seconds=1 / rate)
    return at if limit.next_at is None or not at < limit.next_at <= furthest else limit.next_at


def consumed(limit: RateLimit, count: int, at: datetime, rate: float, burst: timedelta) -> RateLimit:
    """Count this many permits as consumed."""
    next_at = _next_slot(limit, at, rate, burst) + timedelta(seconds=count / rate)
    return replace(limit, next_at=next_at, turn=limit.turn + count)


def refunded(limit: RateLimit, count: int, rate: float) -> RateLimit:
    """Give this many unused permits back."""
    next_at = None if limit.next_at is None else limit.next_at - timedelta(seconds=count / rate)
    return replace(limit, next_at=next_at, turn=max(limit.turn - count, 0))


def bulk_available(limit: RateLimit, count: int) -> int:
    """How many of the next permits go to bulk messages."""
    return (limit.turn + count) // BULK_EVERY - limit.turn // BULK_EVERY


def succeeded(limit: RateLimit) -> RateLimit:
    """Reset the failure count: Slack answered, whatever it said of the message. A pause that it asked for stays."""
    return replace(limit, troubles=0)


def failed(limit: RateLimit, until: datetime) -> RateLimit:
    """Count a failed call and pause until then."""
    return replace(limit, troubles=limit.troubles + 1, not_before=until)


def opened(limit: RateLimit, reason: str, at: datetime, probe_at: datetime) -> RateLimit:
    """Open the circuit: nothing is sent until a probe succeeds."""
    since = limit.stopped_at if limit.stopped_because and limit.stopped_at else at
    return replace(limit, stopped_because=reason, stopped_at=since, probe_at=probe_at)


def closed(limit: RateLimit) -> RateLimit:
    """Close the circuit: the workspace works again."""
    return replace(limit, troubles=0, stopped_because="", stopped_at=None, probe_at=None)
