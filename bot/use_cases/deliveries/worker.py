"""The delivery worker, its dependencies and the events that it emits; `dispatch` and `reconciliation` do the work."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.policy.deliveries.clock_jumps import ClockJumpDetector
from bot.policy.deliveries.deliveries import Delivery, Recipient
from bot.policy.deliveries.lookups import LookupWindow
from bot.policy.deliveries.outcomes import LookupResponse, PostResponse
from bot.policy.deliveries.retry import RetryPolicy
from bot.policy.ids import TeamId
from bot.use_cases.ports import Message
from storage import Connection, Database
from storage.engine.clock import database_now as clock_of_database


class Poster(Protocol):
    """Posts queued messages. No call retries by itself and none raises: every result is a value."""

    def post(
        self,
        team: TeamId,
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """Post with the idempotency key as metadata.

        `confirm_lease` is called when all of the request but its last byte has left. Where it returns false, the
        request is never completed and the answer is `NotSent`.
        """

    def look_up(
        self, team: TeamId, recipient: Recipient, idempotency_key: str, window: LookupWindow, position: str
    ) -> LookupResponse:
        """Look at one page of messages for ours with this idempotency key, from this position on; empty: from the beginning.

        First come those of the window, then all newer ones, and always the latest ones.
        """

    def probe(self, team: TeamId) -> str:
        """Slack's error for every call with our token; empty where the token works."""


@dataclass(frozen=True, slots=True)
class Discard:
    """The message is not sent: its cause has changed (REM-3)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Defer:
    """The message is due later, at this instant of the product's clock, such as the next morning (REM-2)."""

    due: datetime


def noop(_tx: Connection, _delivery: Delivery, _now: datetime) -> None:
    """Default `on_finished` hook: does nothing."""


@dataclass(frozen=True, slots=True)
class MessageType:
    """How messages of one kind are rendered at the moment of sending, and what happens when one is finished.

    `on_finished` is called in the transaction that completes the delivery, with its final state.
    """

    render: Callable[[Delivery, datetime], Message | Discard | Defer]
    on_finished: Callable[[Connection, Delivery, datetime], None] = noop


@dataclass(frozen=True, slots=True)
class Finished:
    """A delivery reached its final state. `reconciled`: its outcome was unclear, and the message was found in Slack."""

    delivery: Delivery
    reconciled: bool = False


@dataclass(frozen=True, slots=True)
class BackedOff:
    """A delivery will be tried or looked for again."""

    delivery: Delivery
    reason: str


@dataclass(frozen=True, slots=True)
class CircuitOpened:
    """Alarm: no more calls of this method to the workspace until a probe or trial succeeds."""

    team: TeamId
    method: str
    reason: str


@dataclass(frozen=True, slots=True)
class CircuitClosed:
    """End of the alarm: the workspace takes calls of this method again."""

    team: TeamId
    method: str


@dataclass(frozen=True, slots=True)
class ClockSkewed:
    """Alarm: this machine's clock and the database's differ too much; nothing is sent until they agree."""

    ours: datetime
    database: datetime


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The database's clock was set: nothing is sent until it has run evenly for so many seconds."""

    database: datetime
    quarantine: float


@dataclass(frozen=True, slots=True)
class Crashed:
    """An exception of our own code while a message was rendered or posted."""

    delivery: Delivery
    error: Exception


WorkerEvent = Finished | BackedOff | CircuitOpened | CircuitClosed | ClockSkewed | ClockJumped | Crashed


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery this worker has claimed; `lease_token` proves it on every later write.

    `trial`: its outcome decides whether an open circuit closes; `in_flight`: its request may have been completed.
    """

    delivery: Delivery
    lease_token: str
    trial: bool = False
    in_flight: bool = False


@dataclass(frozen=True, slots=True)
class WorkerDeps:
    """Dependencies: Slack client, monotonic clock in seconds, jitter source in [0, 1), event listener, database clock."""

    poster: Poster
    monotonic: Callable[[], float]
    jitter: Callable[[], float]
    emit: Callable[[WorkerEvent], None]
    database_now: Callable[[Connection], datetime] = clock_of_database


class DeliveryWorker:
    """The one worker of a process. What several workers must agree on is in the database."""

    def __init__(
        self, db: Database, message_types: Mapping[str, MessageType], retry_policy: RetryPolicy, deps: WorkerDeps
    ) -> None:
        self.db = db
        self.message_types = message_types
        self.retry_policy = retry_policy
        self.deps = deps
        self.probed: set[tuple[TeamId, str]] = set()
        self._clock_jumps = ClockJumpDetector(retry_policy)
        self._lock = threading.Lock()

    def clock_is_sane(self, now: datetime, db_now: datetime) -> bool:
        """Whether the clocks can be trusted: a wrong one would send too early or drop too early."""
        jumped, _ = self._observe_clocks(db_now)
        tolerance = self.retry_policy.max_clock_skew
        skewed = tolerance is not None and abs(now - db_now) > tolerance
        if skewed:
            self.deps.emit(ClockSkewed(now, db_now))
        return not (jumped or skewed)

    def may_reclaim(self, db_now: datetime) -> bool:
        """Whether a lease that looks expired at `db_now` is: this process has seen a steady clock for long enough."""
        _, steady = self._observe_clocks(db_now)
        return steady

    def _observe_clocks(self, db_now: datetime) -> tuple[bool, bool]:
        """Whether the database's clock jumped lately, and whether it has run evenly for the whole quarantine."""
        with self._lock:
            monotonic = self.deps.monotonic()
            has_just_jumped = self._clock_jumps.observe(db_now, monotonic)
            seen = self._clock_jumps.jumped_recently(monotonic), self._clock_jumps.quarantine_over(monotonic)
        if has_just_jumped:
            self.deps.emit(ClockJumped(db_now, self.retry_policy.quarantine.total_seconds()))
        return seen
