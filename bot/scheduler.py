"""The clock of the bot: it only ticks. What is due, the tables know; every replica ticks, and none needs to lead."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

LATELY_SECONDS = 30.0

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tick:
    """One use case to call again and again with the present instant. `every` is in real time."""

    name: str
    every: timedelta
    work: Callable[[datetime], object]


class Scheduler:
    """Runs ticks in the background, each guarded against overlapping itself; one that fails is tried at its next time."""

    def __init__(self, ticks: Sequence[Tick], *, clock: Callable[[], datetime], failed: Callable[[str], None]) -> None:
        self._ticks = ticks
        self._clock = clock
        self._failed = failed
        self._ticked_at = 0.0
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(max(1, len(ticks)))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    @property
    def ticks(self) -> Sequence[Tick]:
        """What it calls."""
        return self._ticks

    def start(self) -> None:
        """Begin to tick, each tick at once and then every so often."""
        for tick in self._ticks:
            self._scheduler.add_job(
                self.run,
                "interval",
                seconds=tick.every.total_seconds(),
                args=[tick],
                id=tick.name,
                next_run_time=datetime.now(UTC),  # APScheduler's own clock, not the product's
            )
        self._scheduler.start()

    def hurry(self) -> None:
        """All ticks at once, because time has made a leap; from any thread."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))

    def run(self, tick: Tick) -> None:
        """One tick, now."""
        self._ticked_at = time.monotonic()
        try:
            tick.work(self._clock())
        except Exception as fault:  # a boundary: the next tick tries again, whatever it was
            log.error("a tick failed", tick=tick.name, exc_info=fault)  # noqa: TRY400 - passed as it is
            self._failed(tick.name)

    def ticked_lately(self) -> bool:
        """Whether any tick has begun within the last half minute."""
        return bool(self._scheduler.running) and time.monotonic() - self._ticked_at < LATELY_SECONDS

    def stop(self) -> None:
        """Stop ticking and wait for what runs."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
