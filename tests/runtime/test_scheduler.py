"""The scheduler runs each job by itself, never overlapping, and again after a failure (habit 13, REM-4)."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock

import pytest

from bot.policy.clock import Instant
from bot.runtime.scheduler import Every, PeriodicJob, Scheduler
from bot.use_cases.ports import SlackUnavailableError
from tests.support.factories.people import NOW
from tests.support.fixtures.bot_fixture import captured_log, wait_until

OFTEN = timedelta(milliseconds=5)
SOON = 20.0
MOST_AT_ONCE = 0.2
"""Seconds within which jobs that are due together have all begun, on a busy machine, too."""
TIMES = 5


@dataclass
class CountingJob:
    """Counts how often it is called, and how often at the same time; `reached` when that was often enough."""

    holds: Event | None = None
    fault: Exception | None = None
    calls: list[datetime] = field(default_factory=list)
    most_at_once: int = 0
    reached: Event = field(default_factory=Event)
    _now: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, now: datetime) -> None:
        """One run of the job."""
        with self._lock:
            self._now += 1
            self.calls.append(now)
            self.most_at_once = max(self.most_at_once, self._now)
        if len(self.calls) >= TIMES:
            self.reached.set()
        if self.holds:
            assert self.holds.wait(SOON)
        with self._lock:
            self._now -= 1
        if self.fault:
            raise self.fault


@contextmanager
def running(failed: list[str], every: timedelta = OFTEN, **works: CountingJob) -> Iterator[Scheduler]:
    """A started scheduler with these jobs."""
    jobs = [PeriodicJob(name, every, work) for name, work in works.items()]
    scheduler = Scheduler(jobs, clock=lambda: Instant(NOW), on_failure=failed.append)
    scheduler.start()
    yield scheduler
    scheduler.stop()


def test_every_tick_is_called_again_and_again_with_the_product_s_time() -> None:
    one, other = CountingJob(), CountingJob()
    with running([], one=one, other=other) as scheduler:
        assert one.reached.wait(SOON)
        assert other.reached.wait(SOON)
        assert scheduler.ran_recently()
    assert {*one.calls, *other.calls} == {NOW}
    assert not scheduler.ran_recently()


def test_the_first_runs_are_spread_so_that_a_start_is_not_held_up_by_all_of_them() -> None:
    began: list[tuple[int, float]] = []

    def work(place: int) -> Callable[[datetime], object]:
        return lambda _now: began.append((place, time.monotonic()))

    jobs = [PeriodicJob(str(place), timedelta(days=1), work(place)) for place in range(10)]
    scheduler = Scheduler(jobs, clock=lambda: Instant(NOW), on_failure=lambda _name: None)
    scheduler.start()
    wait_until(lambda: len(began) == len(jobs))
    scheduler.stop()
    assert [place for place, _ in began] == list(range(10))
    assert began[-1][1] - began[0][1] > MOST_AT_ONCE


def test_when_time_leaps_a_tick_that_is_rare_is_called_at_once() -> None:
    work = CountingJob()
    with running([], timedelta(days=1), work=work) as scheduler:
        wait_until(lambda: len(work.calls) == 1)
        scheduler.run_all_now()
        wait_until(lambda: len(work.calls) == 2)


def test_a_tick_that_takes_long_runs_once_at_a_time_holds_nobody_up_and_is_no_trouble() -> None:
    slow, quick = CountingJob(holds=Event()), CountingJob()
    with captured_log() as lines, running([], slow=slow, quick=quick):
        assert quick.reached.wait(SOON)
        assert len(slow.calls) == 1
        assert slow.holds
        slow.holds.set()
        assert slow.reached.wait(SOON)
    assert slow.most_at_once == 1
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [line for line in logged if line["logger"].startswith(("bot.runtime", "apscheduler"))] == []


def test_a_tick_that_fails_is_logged_counted_and_tried_again() -> None:
    failed: list[str] = []
    work = CountingJob(fault=ValueError("of that moment"))
    with captured_log() as lines, running(failed, work=work):
        assert work.reached.wait(SOON)
    assert failed == ["work"] * len(work.calls)
    assert lines.getvalue().count('"job_failed"') == len(work.calls)
    assert "of that moment" in lines.getvalue()


def test_a_tick_that_slack_fails_is_counted_and_has_its_line_from_the_call() -> None:
    failed: list[str] = []
    work = CountingJob(fault=SlackUnavailableError("timeout"))
    with captured_log() as lines, running(failed, work=work):
        assert work.reached.wait(SOON)
    assert failed == ["work"] * len(work.calls)
    assert lines.getvalue() == ""


def test_while_the_clock_is_not_believed_no_job_does_anything_and_the_waiting_is_counted() -> None:
    waits: list[None] = []
    work = CountingJob()
    believed = [Instant(NOW, believed=False)]
    scheduler = Scheduler(
        [PeriodicJob("work", OFTEN, work)],
        clock=lambda: believed[0],
        on_failure=lambda _name: None,
        on_wait=lambda: waits.append(None),
    )
    scheduler.start()
    wait_until(lambda: len(waits) > TIMES)
    assert scheduler.ran_recently()
    assert not work.calls
    believed[0] = Instant(NOW)
    assert work.reached.wait(SOON)
    scheduler.stop()


@pytest.mark.parametrize("missed", [timedelta(), timedelta(hours=2), timedelta(days=366), timedelta(days=3650)])
def test_what_was_missed_is_one_run_however_long_it_was(missed: timedelta) -> None:
    """APScheduler lists every time between the planned run and the clock's: of ten years that took 3 GB (CLOCK-1)."""
    every, now = Every(timedelta(seconds=1)), NOW + missed
    following = every.get_next_fire_time(NOW, now)
    assert now < following <= now + timedelta(seconds=1)


def test_runs_keep_their_interval_although_each_begins_a_little_late() -> None:
    every = Every(timedelta(seconds=1))
    assert every.get_next_fire_time(NOW, NOW + timedelta(milliseconds=300)) == NOW + timedelta(seconds=1)


def test_a_clock_set_back_does_not_put_the_next_run_off() -> None:
    every = Every(timedelta(seconds=1))
    assert every.get_next_fire_time(NOW, NOW - timedelta(hours=2)) == NOW - timedelta(hours=2) + timedelta(seconds=1)
