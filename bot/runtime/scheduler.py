"""Runs periodic jobs, and decides nothing. What is due stands in the tables; every replica runs them, and there is no leader."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

RECENT_SECONDS = 30.0

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """One use case to call again and again with the present instant. `every` is in real time."""

    name: str
    interval: timedelta
    work: Callable[[datetime], object]


class Scheduler:
    """Runs jobs in the background, each guarded against overlapping itself; one that fails is tried at its next time."""

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
        """What it calls."""
        return self._jobs

    def start(self) -> None:
        """Start; each job runs at once and then at its interval."""
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
        """Run all jobs at once, because the clock was moved; from any thread."""
        for scheduled in self._scheduler.get_jobs():
            scheduled.modify(next_run_time=datetime.now(UTC))

    def run(self, job: PeriodicJob) -> None:
        """Run one job, now."""
        self._last_run_at = time.monotonic()
        try:
            job.work(self._clock())
        except Exception as fault:  # a boundary: the next run tries again, whatever it was
            log.error("job_failed", job=job.name, exc_info=fault)  # noqa: TRY400 - passed as it is
            self._on_failure(job.name)

    def ran_recently(self) -> bool:
        """Whether any job has begun within the last half minute."""
        return bool(self._scheduler.running) and time.monotonic() - self._last_run_at < RECENT_SECONDS

    def stop(self) -> None:
        """Stop the scheduler and wait for what runs."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
