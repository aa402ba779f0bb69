"""A process that sends what is enqueued, as the bot does, until somebody kills it. Its machine's clock is set now and then."""

import random
import threading
import time
import traceback
from collections.abc import Callable
from ctypes import c_double
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.deliveries.retry import RetryPolicy
from bot.use_cases.deliveries.dispatch import send_due
from bot.use_cases.deliveries.queue import drop_late, purge_finished, redate_ahead
from bot.use_cases.deliveries.reconciliation import reconcile_due
from bot.use_cases.deliveries.worker import (
    Crashed,
    Defer,
    DeliveryWorker,
    Discard,
    MessageType,
    WorkerDeps,
    WorkerEvent,
)
from bot.use_cases.ports import Message
from storage import Connection, Database, StorageError
from storage.engine.clock import database_now
from tests.fault_run.faults import TrueTime
from tests.fault_run.faulty_poster import FaultyPoster
from tests.fault_run.shared_counts import CRASHES, SharedCounts
from tests.support.machine.faulty_clock import FaultyClock

KIND = "note"
TickFunction = Callable[[DeliveryWorker, datetime], object]
RETRY_POLICY = RetryPolicy(
    rate=200,
    poll_interval=timedelta(seconds=0.2),
    lease=timedelta(seconds=1),
    request_timeout=timedelta(seconds=0.3),
    lookup_after=timedelta(seconds=1.2),
    lookup_rate=200,
    first_backoff=timedelta(seconds=0.01),
    max_backoff=timedelta(seconds=0.1),
    probe_interval=timedelta(seconds=0.2),
    max_clock_skew=None,
)
"""The lease is a sixtieth of the real one, and other durations are shortened too: what has to hold does not depend on them."""
RENDER_SECONDS = 0.005
BETWEEN_SENDS, BETWEEN_LOOKUPS, BETWEEN_CLEANINGS = 0.06, 0.2, 0.5
"""In seconds; each look costs a machine with two processors something."""


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """What a worker needs to know.

    `start` and `began` are those of the true time. `database_ahead` and `machine_ahead` are how many seconds the database's
    clock, the same for all, and that of this worker's machine are ahead now. `pause_ratio` is the share of posts
    before which the worker pauses, and that of lease checks after which it does.
    """

    database_url: str
    token: str
    api_url: str
    start: datetime
    began: float
    database_ahead: c_double
    pause_ratio: float
    counts: SharedCounts
    machine_ahead: c_double = field(default_factory=c_double)
    seed: int = 0


class MachineClock:
    """The clock of a worker's machine, for several threads; Slack is heard at each reading."""

    def __init__(self, worker_config: WorkerConfig) -> None:
        self._lock = threading.Lock()
        self._ahead = worker_config.machine_ahead
        self._true_time = TrueTime(worker_config.start, worker_config.began)
        self._clock = FaultyClock(self._true_time.now(), self._offset())

    def instant(self) -> Instant:
        """The time of an act, as the product takes it."""
        with self._lock:
            self._clock.set(self._offset())
            self._clock.pass_time(self._true_time.now() - self._clock.now)
            return self._clock.instant()

    def _offset(self) -> timedelta:
        return timedelta(seconds=self._ahead.value)


def run_worker(worker_config: WorkerConfig) -> None:
    """Until the end."""
    rng = random.Random(worker_config.seed)  # noqa: S311 - a run that failed can be looked at again

    def jumping_db_clock(tx: Connection) -> datetime:
        return database_now(tx) + timedelta(seconds=worker_config.database_ahead.value)

    worker = DeliveryWorker(
        Database(worker_config.database_url),
        {KIND: MessageType(render_slowly)},
        RETRY_POLICY,
        WorkerDeps(
            FaultyPoster(
                rng,
                worker_config.counts,
                worker_config.pause_ratio,
                token=worker_config.token,
                base_url=worker_config.api_url,
                timeout=RETRY_POLICY.request_timeout,
            ),
            monotonic=time.monotonic,
            jitter=rng.random,
            emit=partial(listen, worker_config),
            database_now=jumping_db_clock,
        ),
    )
    clock = MachineClock(worker_config)
    jobs: list[tuple[TickFunction, float]] = [
        (reconcile_due, BETWEEN_LOOKUPS),
        (drop_late, BETWEEN_CLEANINGS),
        (lambda worker, now: redate_ahead(worker.db, now), BETWEEN_CLEANINGS),
        (lambda worker, now: purge_finished(worker.db, now), BETWEEN_CLEANINGS),
    ]
    for tick, seconds in jobs:
        run = partial(tick_for_ever, worker_config, worker, clock, tick, seconds)
        threading.Thread(target=run, daemon=True).start()
    tick_for_ever(worker_config, worker, clock, send_due, BETWEEN_SENDS)


def listen(worker_config: WorkerConfig, event: WorkerEvent) -> None:
    """An exception while a message is rendered or posted is a crash as well."""
    if isinstance(event, Crashed):
        note_crash(worker_config, event.error)


def note_crash(worker_config: WorkerConfig, error: Exception) -> None:
    """Count what is no outage of the database, and show it."""
    worker_config.counts.add(CRASHES)
    traceback.print_exception(error)


def render_slowly(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
    """Says its key, so that it can be counted; making a message takes its time, in which a worker can be stopped."""
    time.sleep(RENDER_SECONDS)
    return Message(delivery.dedup_key)


def tick_for_ever(
    worker_config: WorkerConfig, worker: DeliveryWorker, clock: MachineClock, tick: TickFunction, seconds: float
) -> None:
    """As the scheduler does: not while the clock is doubted (CLOCK-1), and what meets an outage is tried again at the next tick."""
    while True:
        instant = clock.instant()
        if instant.believed:
            try:
                tick(worker, instant.at)
            except StorageError as error:
                if error.outage is None:
                    note_crash(worker_config, error)
                else:
                    worker_config.counts.add_outage(error.outage)
            except Exception as error:  # noqa: BLE001 - a thread that ended would be missed by nobody
                note_crash(worker_config, error)
        time.sleep(seconds)
