"""How fast one workspace is spoken to by one method of Slack's, by all replicas together (REM-5, REM-7)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.patience import LONGEST_PAUSE

POST = "chat.postMessage"
LOOK_UP = "conversations.history"
BULK_TURN = 10
"""Each tenth turn is bulk's, if there is any (REM-7)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a workspace stands with one method; instants are of the database's clock.

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


def turns(pace: Pace, at: datetime, rate: float, burst: timedelta) -> int:
    """How many calls may be made now. What was not used for a while is made up for by `burst` at most."""
    if pace.stopped_because or _pauses(pace, at):
        return 0
    ahead = at + burst - _next(pace, at, rate, burst)
    return 0 if ahead < timedelta(0) else int(ahead.total_seconds() * rate) + 1


def _pauses(pace: Pace, at: datetime) -> bool:
    return pace.not_before is not None and at < pace.not_before <= at + LONGEST_PAUSE


def _next(pace: Pace, at: datetime, rate: float, burst: timedelta) -> datetime:
    """Never behind the present; further ahead than turns can have taken it, it was written by a clock that went back."""
    furthest = at + burst + timedelta(seconds=1 / rate)
    return at if pace.next_at is None or not at < pace.next_at <= furthest else pace.next_at


def used(pace: Pace, count: int, at: datetime, rate: float, burst: timedelta) -> Pace:
    """So many calls had their turn."""
    next_at = _next(pace, at, rate, burst) + timedelta(seconds=count / rate)
    return replace(pace, next_at=next_at, turn=pace.turn + count)


def given_back(pace: Pace, count: int, rate: float) -> Pace:
    """So many turns were not needed."""
    next_at = None if pace.next_at is None else pace.next_at - timedelta(seconds=count / rate)
    return replace(pace, next_at=next_at, turn=max(pace.turn - count, 0))


def bulk_turns(pace: Pace, count: int) -> int:
    """How many of the next turns are bulk's."""
    return (pace.turn + count) // BULK_TURN - pace.turn // BULK_TURN


def well(pace: Pace) -> Pace:
    """Slack answered, whatever it said of the message itself. What it asked of others meanwhile stands."""
    return replace(pace, troubles=0)


def troubled(pace: Pace, until: datetime) -> Pace:
    """Slack did not answer well, or asked to wait."""
    return replace(pace, troubles=pace.troubles + 1, not_before=until)


def stopped(pace: Pace, reason: str, at: datetime, probe_at: datetime) -> Pace:
    """Nothing is sent until the workspace is mended."""
    since = pace.stopped_at if pace.stopped_because and pace.stopped_at else at
    return replace(pace, stopped_because=reason, stopped_at=since, probe_at=probe_at)


def resumed(pace: Pace) -> Pace:
    """The workspace is mended."""
    return replace(pace, troubles=0, stopped_because="", stopped_at=None, probe_at=None)
