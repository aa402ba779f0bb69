"""Runs periodic jobs, while the clock is believed. Every replica runs all of them: what is due stands in the tables, and there is no leader.

A job that does the work of a queue is also woken when a transaction of this process has put something into it.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.policy.clock import Instant
from bot.runtime.job_thread import JobThread
from bot.use_cases.ports import SlackUnavailableError
from storage import WorkQueue, is_outage

RECENT_SECONDS = 30.0  # what `ran_recently` calls recent
_SPREAD = timedelta(seconds=1)  # the jobs' first runs, so that a start does not run all of them before the first answer

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A use case to call with the present instant, once every `interval` of real time, and when `woken_by` has new work.

    `waits_for_clock`: whether it is left out while the clock is not believed.
    """

    name: str
    interval: timedelta
    work: Callable[[datetime], object]
    woken_by: WorkQueue | None = None
    waits_for_clock: bool = True


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires at this interval. What was missed is not made up for: a clock set ahead by years is one run, not one a second of them.

    APScheduler's own trigger lists every run that was missed, before all but the last are dropped.
    """

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next time after `now`, an interval from the previous one where that is still to come."""
        planned = (previous_fire_time or now) + self._interval
        return planned if now < planned <= now + self._interval else now + self._interval


class Scheduler:
    """Runs jobs in the background. A job never overlaps itself; one that fails runs again at its next time.

    While the clock is not believed, jobs that wait for it do nothing, and `on_wait` is called (CLOCK-1).
    """

    def __init__(
        self,
        jobs: Sequence[PeriodicJob],
        *,
        clock: Callable[[], Instant],
        on_failure: Callable[[str], None],
        on_wait: Callable[[], None] = lambda: None,
    ) -> None:
        self._jobs = jobs
        self._clock = clock
        self._on_failure = on_failure
        self._on_wait = on_wait
        self._last_run_at = 0.0
        self._succeeded_at: dict[str, float] = {}
        self._threads: dict[WorkQueue, JobThread] = {}
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(max(1, len(jobs)))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    @property
    def jobs(self) -> Sequence[PeriodicJob]:
        """The jobs that it runs."""
        return self._jobs

    def start(self) -> None:
        """Run each job within a second, one after another, and then at its interval: they are never all due together."""
        began = datetime.now(UTC)  # APScheduler's own clock, not the product's
        self._succeeded_at = dict.fromkeys((job.name for job in self._jobs), time.monotonic())
        for place, job in enumerate(self._jobs):
            self._scheduler.add_job(
                self._start_thread(job, job.woken_by).wake if job.woken_by else partial(self.run, job),
                Every(job.interval),
                id=job.name,
                name=job.name,
                next_run_time=began + _SPREAD * (place / len(self._jobs)),
            )
        self._scheduler.start()

    def _start_thread(self, job: PeriodicJob, queue: WorkQueue) -> JobThread:
        """Ticks and other wake-ups alike have the job run there, so that it never overlaps itself."""
        if queue in self._threads:
            raise ValueError(f"two jobs are woken by {queue}: nobody would notice that one never is")
        thread = self._threads[queue] = JobThread(job.name, partial(self.run, job))
        thread.start()
        return thread

    def wake(self, queue: WorkQueue) -> None:
        """Have the job of this queue run now, or once more if it runs; nothing happens before the start and after the stop.

        May be called from any thread, and returns at once.
        """
        if thread := self._threads.get(queue):
            thread.wake()

    def run_all_now(self) -> None:
        """Run all jobs once more now, because a clock was set: APScheduler waits by the wall clock. May be called from any thread."""
        for scheduled in self._scheduler.get_jobs():
            scheduled.modify(next_run_time=datetime.now(UTC))

    def run(self, job: PeriodicJob) -> None:
        """Run one job now, unless it waits for the clock; an exception is logged and counted by `on_failure`."""
        self._last_run_at = time.monotonic()
        now = self._clock()
        if job.waits_for_clock and not now.believed:
            self._on_wait()
            return
        try:
            job.work(now.at)
        except Exception as fault:  # a boundary: whatever a job raises, its next run tries again
            if not is_outage(fault) and not isinstance(fault, SlackUnavailableError):  # both have their own lines
                log.error("job_failed", job=job.name, exc_info=fault)  # noqa: TRY400 - passed as it is
            self._on_failure(job.name)
        else:
            self._succeeded_at[job.name] = time.monotonic()

    def lags(self) -> Mapping[str, float]:
        """For each job the seconds since it should have succeeded again: an interval after it last did, or after the start; or 0."""
        now, succeeded_at = time.monotonic(), dict(self._succeeded_at)
        intervals = {job.name: job.interval.total_seconds() for job in self._jobs}
        return {name: max(0.0, now - at - intervals[name]) for name, at in succeeded_at.items()}

    def ran_recently(self) -> bool:
        """Whether any job has started within the last `RECENT_SECONDS`."""
        return bool(self._scheduler.running) and time.monotonic() - self._last_run_at < RECENT_SECONDS

    def stop(self) -> None:
        """Stop and wait for the running jobs."""
        if not self._scheduler.running:
            return
        threads = self._threads.values()
        for thread in threads:
            thread.stop()
        self._scheduler.shutdown(wait=True)
        for thread in threads:
            thread.join()
