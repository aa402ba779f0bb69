"""A job is woken when a transaction has left work in its queue, and loses no wake-up however it comes (habit 13, LOCK-8)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Semaphore, get_ident

from bot.policy.clock import Instant
from bot.runtime.scheduler import PeriodicJob, Scheduler
from storage import WorkQueue
from tests.support.factories.people import NOW
from tests.support.fixtures.bot_fixture import captured_log, wait_until
from tests.support.machine.threads import TIMEOUT, run_in_background

NEVER = timedelta(days=1)
"""No tick after the first, while a test runs."""
A_MOMENT = 0.1
"""Seconds in which a thread that is not held up would long have gone on."""


class HeldWork:
    """Each run says that it has begun, and ends when it may."""

    def __init__(self, fault: Exception | None = None) -> None:
        self._fault = fault
        self._begun = Semaphore(0)
        self._may_end = Semaphore(0)
        self.threads: set[int] = set()

    def __call__(self, now: datetime) -> None:
        """One run of the job."""
        assert now == NOW
        self.threads.add(get_ident())
        self._begun.release()
        assert self._may_end.acquire(timeout=TIMEOUT)
        if self._fault:
            raise self._fault

    def has_begun(self) -> bool:
        """Wait for the next run to begin."""
        return self._begun.acquire(timeout=TIMEOUT)

    def stays_idle(self) -> bool:
        """Whether no run begins."""
        return not self._begun.acquire(timeout=A_MOMENT)

    def end(self, runs: int = 1) -> None:
        """Let a run end, or so many."""
        self._may_end.release(runs)


def scheduler_of(work: HeldWork, failed: list[str]) -> Scheduler:
    jobs = [PeriodicJob("send", NEVER, work, WorkQueue.DELIVERIES)]
    return Scheduler(jobs, clock=lambda: Instant(NOW), on_failure=failed.append)


@contextmanager
def running(work: HeldWork) -> Iterator[Scheduler]:
    """A scheduler that has run the job once, as it does at its start, and does so no more by itself."""
    scheduler = scheduler_of(work, [])
    scheduler.start()
    assert work.has_begun()
    work.end()
    yield scheduler
    scheduler.stop()


def test_an_idle_job_runs_when_its_queue_has_new_work_and_not_in_the_thread_that_says_so() -> None:
    work = HeldWork()
    with running(work) as scheduler:
        for _ in range(3):
            scheduler.wake(WorkQueue.DELIVERIES)
            assert work.has_begun()
            work.end()
            assert work.stays_idle()
    assert get_ident() not in work.threads


def test_wake_ups_during_a_run_lead_to_exactly_one_more_run_after_it() -> None:
    """What the run has read may be older than the work."""
    work = HeldWork()
    with running(work) as scheduler:
        scheduler.wake(WorkQueue.DELIVERIES)
        assert work.has_begun()
        for _ in range(100):
            scheduler.wake(WorkQueue.DELIVERIES)
        assert work.stays_idle()  # it never overlaps itself
        work.end()
        assert work.has_begun()
        work.end()
        assert work.stays_idle()


def test_a_tick_during_a_run_is_a_wake_up_too_and_no_trouble() -> None:
    work = HeldWork()
    with captured_log() as lines, running(work) as scheduler:
        scheduler.wake(WorkQueue.DELIVERIES)
        assert work.has_begun()
        scheduler.run_all_now()
        assert work.stays_idle()
        work.end()
        assert work.has_begun()
        work.end()
        assert work.stays_idle()
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [line for line in logged if line["logger"].startswith(("bot.runtime", "apscheduler"))] == []


def test_a_job_is_not_woken_by_another_queue() -> None:
    work = HeldWork()
    with running(work) as scheduler:
        scheduler.wake(WorkQueue.FOLLOW_UPS)
        assert work.stays_idle()


def test_a_wake_up_before_the_start_does_nothing() -> None:
    """Commands of the command line, and tests, commit without a scheduler."""
    work = HeldWork()
    scheduler = scheduler_of(work, [])
    scheduler.wake(WorkQueue.DELIVERIES)
    assert work.stays_idle()
    scheduler.start()
    assert work.has_begun()
    work.end()
    assert work.stays_idle()
    scheduler.stop()


def test_a_stop_waits_for_the_run_and_wake_ups_during_and_after_it_do_nothing() -> None:
    work, stopped = HeldWork(), Event()
    scheduler = scheduler_of(work, [])
    scheduler.start()
    assert work.has_begun()

    def stop() -> None:
        scheduler.stop()
        stopped.set()

    run_in_background(stop)
    wait_until(lambda: not scheduler.ran_recently())
    assert not stopped.wait(A_MOMENT)
    scheduler.wake(WorkQueue.DELIVERIES)
    work.end()
    assert stopped.wait(TIMEOUT)
    scheduler.wake(WorkQueue.DELIVERIES)
    assert work.stays_idle()
    scheduler.stop()


def test_a_woken_job_that_fails_is_logged_counted_and_may_be_woken_again() -> None:
    failed: list[str] = []
    work = HeldWork(fault=ValueError("of that moment"))
    scheduler = scheduler_of(work, failed)
    with captured_log() as lines:
        scheduler.start()
        assert work.has_begun()
        work.end()
        scheduler.wake(WorkQueue.DELIVERIES)
        assert work.has_begun()
        work.end()
        scheduler.stop()
    assert failed == ["send", "send"]
    assert lines.getvalue().count('"job_failed"') == 2
