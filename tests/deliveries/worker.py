"""A process that sends what is owed, as the bot does, until somebody kills it. Its product clock jumps both ways."""

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized

from bot.policy.deliveries import Delivery
from bot.policy.patience import RetryPolicy
from bot.slack_poster import SlackPoster
from bot.use_cases.couriers import Defer, DeliveryWorker, Discard, MessageType, WorkerDeps
from bot.use_cases.looking_up import reconcile_due
from bot.use_cases.ports import Message
from bot.use_cases.sending import send_due
from storage import Connection, Database, StorageError
from storage.clock import database_now

KIND = "note"
Tick = Callable[[DeliveryWorker, datetime], None]
PATIENCE = RetryPolicy(
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
JUMPS = (timedelta(0), timedelta(days=2), timedelta(days=-2), timedelta(minutes=20), timedelta(minutes=-20))
MAKING = 0.005
BETWEEN_SENDS, BETWEEN_LOOKS = 0.06, 0.2  # seconds; each look costs a machine with two processors something


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know. `ahead` is how many seconds the database's clock is ahead now, for all alike."""

    database_url: str
    token: str
    api_url: str
    ahead: "Synchronized[float]"
    seed: int


def work(job: Job) -> None:
    """Until the end."""
    luck = random.Random(job.seed)  # noqa: S311 - a run that failed can be looked at again

    def jumping_clock(tx: Connection) -> datetime:
        return database_now(tx) + timedelta(seconds=job.ahead.value)

    courier = DeliveryWorker(
        Database(job.database_url),
        {KIND: MessageType(compose)},
        PATIENCE,
        WorkerDeps(
            SlackPoster(token=job.token, base_url=job.api_url, timeout=PATIENCE.request_timeout),
            monotonic=time.monotonic,
            jitter=luck.random,
            emit=lambda _notice: None,
            database_now=jumping_clock,
        ),
    )
    threading.Thread(target=tick_for_ever, args=(courier, luck, reconcile_due, BETWEEN_LOOKS), daemon=True).start()
    tick_for_ever(courier, luck, send_due, BETWEEN_SENDS)


def compose(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
    """Says its key, so that it can be counted; making a message takes its time, in which a worker can be stopped."""
    time.sleep(MAKING)
    return Message(delivery.dedup_key)


def tick_for_ever(courier: DeliveryWorker, luck: random.Random, tick: Tick, seconds: float) -> None:
    """As the scheduler does: a tick that fails is tried again at the next."""
    while True:
        with suppress(StorageError):
            tick(courier, datetime.now(UTC) + luck.choice(JUMPS))
        time.sleep(seconds)
