"""What a worker of the delivery queue is given, and the events that it emits; the work itself is in `dispatch`."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.policy.deliveries.deliveries import Delivery, Recipient
from bot.policy.deliveries.outcomes import LookupResponse, PostResponse
from bot.policy.deliveries.retry import ClockJumpDetector, RetryPolicy
from bot.policy.ids import TeamId
from bot.use_cases.ports import Message
from storage import Connection, Database
from storage.engine.clock import database_now as clock_of_database


class Poster(Protocol):
    """Messages that nobody is waiting for. No call repeats itself, and none raises: whatever happens is an answer."""

    def post(
        self,
        team: TeamId,
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """Post with the idempotency key as metadata. `confirm_lease` is asked when all of the request but its end has left.

        Where it says no, the request is never completed, and the answer is `NotTaken`.
        """

    def look_up(self, team: TeamId, recipient: Recipient, idempotency_key: str, since: datetime) -> LookupResponse:
        """Find our own message with this idempotency key among those since then, and among the latest ones in any case."""

    def probe(self, team: TeamId) -> str:
        """Why Slack would not hear us at all, empty if it would."""


@dataclass(frozen=True, slots=True)
class Discard:
    """Nothing is to be sent any more: what the message was about has changed (REM-3)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Defer:
    """Not now: the message is due again at this instant of the product's clock, such as the next morning (REM-2)."""

    due: datetime


def noop(_tx: Connection, _delivery: Delivery, _now: datetime) -> None:
    """Most messages leave nothing to do behind them."""


@dataclass(frozen=True, slots=True)
class MessageType:
    """How messages of one kind are made at the moment of sending, and what happens when one is finished.

    `on_finished` is called in the transaction that completes the delivery, with its final state.
    """

    render: Callable[[Delivery, datetime], Message | Discard | Defer]
    on_finished: Callable[[Connection, Delivery, datetime], None] = noop


@dataclass(frozen=True, slots=True)
class Finished:
    """A message has reached its final state. `reconciled`: it was found in Slack after its outcome had been unclear."""

    delivery: Delivery
    reconciled: bool = False


@dataclass(frozen=True, slots=True)
class BackedOff:
    """A message will be tried or looked for again."""

    delivery: Delivery
    reason: str


@dataclass(frozen=True, slots=True)
class CircuitOpened:
    """An alarm: nothing is sent to this workspace, or looked for there, until somebody mends it."""

    team: TeamId
    method: str
    reason: str


@dataclass(frozen=True, slots=True)
class CircuitClosed:
    """The alarm is over."""

    team: TeamId
    method: str


@dataclass(frozen=True, slots=True)
class ClockSkewed:
    """An alarm: this machine's clock and the database's disagree, so nothing is done until they agree."""

    ours: datetime
    database: datetime


@dataclass(frozen=True, slots=True)
class Crashed:
    """A fault in the program while a message was made or posted."""

    delivery: Delivery
    error: Exception


WorkerEvent = Finished | BackedOff | CircuitOpened | CircuitClosed | ClockSkewed | Crashed


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A message in a worker's hands, with the lease token of its claim.

    `trial`: it tries out a workspace that had stopped; `in_flight`: its request may have been completed.
    """

    delivery: Delivery
    lease_token: str
    trial: bool = False
    in_flight: bool = False


@dataclass(frozen=True, slots=True)
class WorkerDeps:
    """What lies outside: Slack, a clock in seconds that never jumps, jitter from 0 to 1, and who hears of events."""

    poster: Poster
    monotonic: Callable[[], float]
    jitter: Callable[[], float]
    emit: Callable[[WorkerEvent], None]
    database_now: Callable[[Connection], datetime] = clock_of_database


class DeliveryWorker:
    """One worker of the queue: a process has one. What several must agree on is in the database."""

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
        """Whether the clocks can be trusted: a wrong one would send too early, or drop what is not too late."""
        with self._lock:
            monotonic = self.deps.monotonic()
            self._clock_jumps.observe(db_now, monotonic)
            jumped = self._clock_jumps.jumped_recently(monotonic)
        tolerance = self.retry_policy.max_clock_skew
        skewed = tolerance is not None and abs(now - db_now) > tolerance
        if skewed:
            self.deps.emit(ClockSkewed(now, db_now))
        return not (jumped or skewed)

    def may_reclaim(self, db_now: datetime) -> bool:
        """Whether a claim that looks ended at `db_now` has ended: this process has watched the clock up to it for long enough."""
        with self._lock:
            monotonic = self.deps.monotonic()
            self._clock_jumps.observe(db_now, monotonic)
            return self._clock_jumps.quarantine_over(monotonic)
