"""`pmi-bot deliveries`: what operators see of the queue, and trying again (REM-5)."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.policy.deliveries.deliveries import OutboxMessage, Urgency
from bot.policy.deliveries.outcomes import Rejected
from storage import Database
from storage.deliveries import outbox as outbox_store
from tests.support.database.databases import sqlite_copy
from tests.support.factories.people import NOW, TEAM, add_person
from tests.support.fixtures.worker_fixture import QueueHarness

pytestmark = pytest.mark.usefixtures("queue")


@pytest.fixture
def queue(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with one message that waits, as DATABASE_URL."""
    url = sqlite_copy(migrated_sqlite, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    database = Database(url)
    profile = add_person(database)
    message = OutboxMessage(
        account=profile.account.id,
        dedup_key="one",
        kind="greeting",
        urgency=Urgency.BULK,
        to=profile.person.id,
        due=NOW,
        deadline=NOW + timedelta(days=1),
    )
    with database.write(TEAM) as tx:
        outbox_store.enqueue(tx, message, NOW)
    database.close()


def test_counts_and_the_oldest_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliveries"]) == 0
    said = capsys.readouterr().out
    assert "1 pending" in said
    assert "oldest pending: 1 greeting to U0HOST in T0WORKSPACE, due 2026-03-01 09:00 UTC" in said


def test_only_what_finished_badly_can_be_retried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliveries", "retry", "1"]) == 1
    assert main(["deliveries", "retry", "99"]) == 1
    assert "no failed, dropped or unclear message 99" in capsys.readouterr().err


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """What `pmi-bot deliveries` prints, line by line."""

    def lines() -> list[str]:
        assert main(["deliveries"]) == 0
        return capsys.readouterr().out.splitlines()

    return lines


def refuse(error: str) -> None:
    """Slack refuses one more message with this error."""
    with closing(Database(os.environ["DATABASE_URL"])) as database:
        harness = QueueHarness(database)
        harness.enqueue("another")
        harness.slack.next_posts, harness.slack.probe_error = [Rejected(error)], error
        harness.send()


def test_failed_ones_are_listed_with_their_reason_and_can_be_tried_again(said: Callable[[], list[str]]) -> None:
    refuse("user_disabled")
    assert "failed: 2 note to U0HOST in T0WORKSPACE: user_disabled" in said()
    assert main(["deliveries", "retry", "2"]) == 0
    assert "2 pending" in said()[-2]


def test_a_workspace_that_stands_still_is_listed_with_its_reason(said: Callable[[], list[str]]) -> None:
    refuse("token_revoked")
    assert "stopped: T0WORKSPACE chat.postMessage: token_revoked" in said()
