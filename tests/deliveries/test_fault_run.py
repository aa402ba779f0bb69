"""Once, never twice, never lost: workers killed and stopped at any instant, a Slack that fails in every way (REM-4)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.databases import Lent, sqlite_copy
from tests.deliveries.fault_run import Outcome, Plan, fault_run, faults_of


@pytest.fixture
def urls(migrated_sqlite: Path, migrated_postgresql: Callable[[], Lent], tmp_path: Path) -> list[str]:
    """A database of either kind."""
    return [sqlite_copy(migrated_sqlite, tmp_path), migrated_postgresql().url]


def both(urls: list[str], plan: Plan) -> list[Outcome]:
    """A run on each of them, side by side: most of it is waiting."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(partial(fault_run, plan=plan), urls))


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_every_message_is_in_slack_exactly_once(urls: list[str], processes: int) -> None:
    """By the record of the stand-in alone, and our tables know it. `make soak` does the same for longer."""
    plan = Plan(processes, messages=60, misfortunes=8, seed=processes)
    for outcome in both(urls, plan):
        assert faults_of(outcome, plan) == ""
        assert min(outcome.kills, outcome.stops, outcome.faults.total()) > 0
