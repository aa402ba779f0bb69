"""Once, never twice, never lost: workers killed and stopped at any instant, a Slack that fails in every way (REM-4)."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fault_run.database_faults import FaultyDatabase, faulty_database
from tests.fault_run.fault_run import FaultPlan, fault_run, violations
from tests.fault_run.shared_counts import PAUSES, PAUSES_BEFORE
from tests.fault_run.unseen_jump import UNSEEN_JUMP
from tests.support.database.databases import MigratedDatabase, sqlite_copy


@pytest.fixture
def urls(migrated_sqlite: Path, migrated_postgresql: Callable[[], MigratedDatabase], tmp_path: Path) -> list[str]:
    """A database of either kind."""
    return [sqlite_copy(migrated_sqlite, tmp_path), migrated_postgresql().url]


def side_by_side(databases: Sequence[FaultyDatabase | str], plans: Sequence[FaultPlan]) -> list[Counter[str]]:
    """A run on each of them at once, since most of it is waiting; what happened in each, if nothing is wrong with any."""
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(fault_run, databases, plans))
    assert [violations(result, plan) for result, plan in zip(results, plans, strict=True)] == ["", ""]
    return [result.happened + result.faults for result in results]


def test_every_message_is_in_slack_exactly_once(urls: list[str]) -> None:
    """By the record of the stand-in alone, and our tables know it. `make soak` does the same for longer."""
    plan = FaultPlan(processes=4, messages=40, incidents=5, seed=202)
    for happened in side_by_side(urls, [plan, plan]):
        assert min(happened["killed"], happened["stopped"], happened["clock set"], happened[UNSEEN_JUMP]) > 0


@pytest.mark.small_disk
def test_every_message_is_in_slack_exactly_once_when_the_database_fails_as_well() -> None:
    """Its disk is full, others hold it, PostgreSQL is restarted or crashes: it goes on by itself (section 12, REM-4)."""
    plan = FaultPlan(processes=1, messages=20, incidents=5, seed=80)
    with faulty_database("sqlite") as on_sqlite, faulty_database("postgresql") as on_postgresql:
        sqlite, postgresql = side_by_side([on_sqlite, on_postgresql], [plan, replace(plan, processes=2)])
    assert min(sqlite["disk full"], sqlite["locked"]) > 0
    assert min(postgresql["disk full"], postgresql["restart"], postgresql["met: unreachable"]) > 0


def test_a_worker_that_pauses_before_or_after_its_lease_check_posts_nothing_twice(urls: list[str]) -> None:
    """Meanwhile its lease ends, and another worker posts the message, once it has looked for it and found nothing."""
    plan = FaultPlan(processes=2, messages=8, incidents=0, seed=8, pause_ratio=0.15)
    happened = sum(side_by_side(urls, [plan, plan]), Counter[str]())
    assert min(happened[PAUSES_BEFORE], happened[PAUSES]) > 0
