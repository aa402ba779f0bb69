"""Once, never twice, never lost: workers killed and stopped at any instant, a Slack that fails in every way (REM-4)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.fault_run.fault_run import FaultPlan, RunResult, fault_run, violations
from tests.support.database.databases import MigratedDatabase, sqlite_copy


@pytest.fixture
def urls(migrated_sqlite: Path, migrated_postgresql: Callable[[], MigratedDatabase], tmp_path: Path) -> list[str]:
    """A database of either kind."""
    return [sqlite_copy(migrated_sqlite, tmp_path), migrated_postgresql().url]


def both(urls: list[str], plan: FaultPlan) -> list[RunResult]:
    """A run on each of them, side by side: most of it is waiting."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(partial(fault_run, plan=plan), urls))


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_every_message_is_in_slack_exactly_once(urls: list[str], processes: int) -> None:
    """By the record of the stand-in alone, and our tables know it. `make soak` does the same for longer."""
    plan = FaultPlan(processes, messages=60, incidents=8, seed=processes)
    for outcome in both(urls, plan):
        assert violations(outcome, plan) == ""
        assert min(outcome.kills, outcome.stops, outcome.faults.total()) > 0


def test_a_worker_that_pauses_after_its_lease_check_posts_nothing_twice(urls: list[str]) -> None:
    """Meanwhile its lease ends, and another worker looks for the message, finds nothing and posts it."""
    plan = FaultPlan(processes=2, messages=8, incidents=0, seed=1, pause_ratio=0.4)
    for outcome in both(urls, plan):
        assert violations(outcome, plan) == ""
        assert outcome.pauses > 0
