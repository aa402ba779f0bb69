"""Runs periodic jobs. Every replica runs all of them: what is due stands in the tables, and there is no leader."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

RECENT_SECONDS = 30.0  # what `ran_recently` calls recent

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A use case to call with the present instant, once every `interval` of real time."""

    name: str
    interval: timedelta
    work: Callable[[datetime], object]


class Scheduler:
    """Runs jobs in the background. A job never overlaps itself; one that fails runs again at its next time."""

    def __init__(
        self, jobs: Sequence[PeriodicJob], *, clock: Callable[[], datetime], on_failure: Callable[[str], None]
    ) -> None:
        self._jobs = jobs
        self._clock = clock
        self._on_failure = on_failure
        self._last_run_at = 0.0
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
        """Run each job at once and then at its interval."""
        for job in self._jobs:
            self._scheduler.add_job(
                self.run,
                "interval",
                seconds=job.interval.total_seconds(),
                args=[job],
                id=job.name,
                next_run_time=datetime.now(UTC),  # APScheduler's own clock, not the product's
            )
        self._scheduler.start()

    def run_all_now(self) -> None:
        """Run all jobs once more now, because the clock was moved. May be called from any thread."""
        for scheduled in self._scheduler.get_jobs():
            scheduled.modify(next_run_time=datetime.now(UTC))

    def run(self, job: PeriodicJob) -> None:
        """Run one job now; an exception is logged and counted by `on_failure`."""
        self._last_run_at = time.monotonic()
        try:
            job.work(self._clock())
        except Exception as fault:  # a boundary: whatever a job raises, its next run tries again
            log.error("job_failed", job=job.name, exc_info=fault)  # noqa: TRY400 - passed as it is
            self._on_failure(job.name)

    def ran_recently(self) -> bool:
        """Whether any job has started within the last `RECENT_SECONDS`."""
        return bool(self._scheduler.running) and time.monotonic() - self._last_run_at < RECENT_SECONDS

    def stop(self) -> None:
        """Stop and wait for the running jobs."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
