"""What a decision leaves to do and to say is done at once, not at the next tick (APP-6, LOCK-8, REM-7)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.policy.clock import Instant
from bot.policy.rooms.numbers import format_number
from bot.runtime.scheduler import Scheduler
from storage import WorkQueue
from tests.support.fixtures.bot_fixture import wait_until
from tests.support.fixtures.organisation import PMI, Organisation, organisation, request_lock
from tests.support.fixtures.screens import messages_with, top_modal

NEVER = timedelta(days=1)
"""No tick after the first, while a test runs."""


@pytest.fixture
def org(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Organisation]:
    """Admins and a host in a workspace whose bot does not tick."""
    with organisation(migrated_sqlite, tmp_path) as made:
        yield made


@contextmanager
def only_woken(org: Organisation) -> Iterator[list[str]]:
    """The jobs of this bot run, but do not tick any more; gives the names of those that have run."""
    runs: list[str] = []
    failed: list[str] = []

    def recorded(name: str, work: Callable[[datetime], object], now: datetime) -> None:
        work(now)
        runs.append(name)

    bot = org.live_bot.bot
    assert bot.database.on_new_work == bot.scheduler.wake
    jobs = [replace(job, interval=NEVER, work=partial(recorded, job.name, job.work)) for job in bot.scheduler.jobs]
    scheduler = Scheduler(jobs, clock=lambda: Instant(org.live_bot.clock.now()), on_failure=failed.append)
    bot.database.on_new_work = scheduler.wake
    scheduler.start()
    wait_until(lambda: {job.name for job in jobs} <= set(runs))
    runs.clear()
    yield runs
    scheduler.stop()
    assert failed == []


def test_each_queue_wakes_one_job(org: Organisation) -> None:
    woken = [job.woken_by for job in org.live_bot.bot.scheduler.jobs if job.woken_by]
    assert sorted(woken) == sorted(WorkQueue)


def test_from_a_decision_to_the_message_to_a_host_nothing_waits_for_a_tick(org: Organisation) -> None:
    """APP-2, APP-6: the post for the approvers, the requester's message and the host's, each by a wake-up."""
    number = format_number(org.live_bot.room(org.mia).number)
    org.mia.type("/schedule Design review", channel="general")
    org.mia.fill({"Date": "2026-04-01", "Time": "15:00", "Meeting ID": f"Personal Meeting ID {number}"})
    org.mia.submit()
    org.mia.wait_for(lambda: top_modal(org.mia).title == "Meeting scheduled")
    org.mia.close(everything=True)
    with only_woken(org) as runs:
        request_lock(org.ada, PMI)
        org.adam.go("approvals")
        org.adam.wait_for(lambda: any("asks for a change" in seen.text for seen in org.adam.messages()))
        org.adam.press("Approve", where=org.newest_request_post(org.adam), confirm=True)
        org.mia.wait_for(lambda: bool(messages_with(org.mia, "need a new ID")))
        org.ada.wait_for(lambda: bool(messages_with(org.ada, "Your request")))
    assert set(runs) == {"follow up decisions", "send what is due"}
