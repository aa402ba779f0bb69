"""A process that sends what is enqueued, as the bot does, until somebody kills it. Its product clock jumps both ways."""

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import c_double, c_int
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.policy.deliveries.deliveries import Delivery, Recipient
from bot.policy.deliveries.outcomes import PostResponse
from bot.policy.deliveries.retry import RetryPolicy
from bot.policy.ids import TeamId
from bot.slack.poster import SlackPoster
from bot.use_cases.deliveries.dispatch import send_due
from bot.use_cases.deliveries.reconciliation import reconcile_due
from bot.use_cases.deliveries.worker import Defer, DeliveryWorker, Discard, MessageType, WorkerDeps
from bot.use_cases.ports import Message
from storage import Connection, Database, StorageError
from storage.engine.clock import database_now

KIND = "note"
TickFunction = Callable[[DeliveryWorker, datetime], None]
RETRY_POLICY = RetryPolicy(
    rate=200,
    poll_interval=timedelta(seconds=0.2),
    lease=timedelta(seconds=1),
    request_timeout=timedelta(seconds=0.3),
    lookup_after=timedelta(seconds=0.8),
    lookup_rate=200,
    first_backoff=timedelta(seconds=0.01),
    max_backoff=timedelta(seconds=0.1),
    probe_interval=timedelta(seconds=0.2),
    max_clock_skew=None,
)
"""A sixtieth of the real durations, and no pace to speak of: what has to hold does not depend on their length."""
CLOCK_JUMPS = (timedelta(0), timedelta(days=2), timedelta(days=-2), timedelta(minutes=20), timedelta(minutes=-20))
RENDER_SECONDS = 0.005
BETWEEN_SENDS, BETWEEN_LOOKUPS = 0.06, 0.2  # seconds; each look costs a machine with two processors something
PAUSE_SECONDS = 3.0
"""Longer than a lease, the wait after it and a tick of each sort: others have looked for the message and sent it again."""


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """What a worker needs to know. `ahead` is how many seconds the database's clock is ahead now, for all alike.

    `pause_ratio` is the share of lease checks after which the worker pauses; `pauses` counts these for all workers, about.
    """

    database_url: str
    token: str
    api_url: str
    ahead: c_double
    pause_ratio: float
    pauses: c_int
    seed: int


class PausingPoster(SlackPoster):
    """Pauses right after some lease checks that hold: the worst instant, because the request may be completed now."""

    def __init__(self, worker_config: WorkerConfig, rng: random.Random) -> None:
        super().__init__(
            token=worker_config.token, base_url=worker_config.api_url, timeout=RETRY_POLICY.request_timeout
        )
        self._config = worker_config
        self._random = rng

    def post(
        self,
        team: TeamId,
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """As SlackPoster does."""

        def confirm_and_pause() -> bool:
            lease_holds = confirm_lease()
            if lease_holds and self._random.random() < self._config.pause_ratio:
                self._config.pauses.value += 1
                time.sleep(PAUSE_SECONDS)
            return lease_holds

        return super().post(team, recipient, message, idempotency_key, confirm_and_pause)


def run_worker(worker_config: WorkerConfig) -> None:
    """Until the end."""
    rng = random.Random(worker_config.seed)  # noqa: S311 - a run that failed can be looked at again

    def jumping_db_clock(tx: Connection) -> datetime:
        return database_now(tx) + timedelta(seconds=worker_config.ahead.value)

    worker = DeliveryWorker(
        Database(worker_config.database_url),
        {KIND: MessageType(render_slowly)},
        RETRY_POLICY,
        WorkerDeps(
            PausingPoster(worker_config, rng),
            monotonic=time.monotonic,
            jitter=rng.random,
            emit=lambda _notice: None,
            database_now=jumping_db_clock,
        ),
    )
    threading.Thread(target=tick_for_ever, args=(worker, rng, reconcile_due, BETWEEN_LOOKUPS), daemon=True).start()
    tick_for_ever(worker, rng, send_due, BETWEEN_SENDS)


def render_slowly(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
    """Says its key, so that it can be counted; making a message takes its time, in which a worker can be stopped."""
    time.sleep(RENDER_SECONDS)
    return Message(delivery.dedup_key)


def tick_for_ever(worker: DeliveryWorker, rng: random.Random, tick: TickFunction, seconds: float) -> None:
    """As the scheduler does: a tick that fails is tried again at the next."""
    while True:
        with suppress(StorageError):
            tick(worker, datetime.now(UTC) + rng.choice(CLOCK_JUMPS))
        time.sleep(seconds)
