"""`pmi-bot deliveries`: what operators see of the queue, and trying again (REM-5)."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.policy.deliveries import Owed, Urgency
from bot.use_cases import deliveries
from storage import Database
from tests.databases import sqlite_copy
from tests.factories import NOW, TEAM, met

pytestmark = pytest.mark.usefixtures("queue")


@pytest.fixture
def queue(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with one message that waits, as DATABASE_URL."""
    url = sqlite_copy(migrated_sqlite, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    database = Database(url)
    profile = met(database)
    owed = Owed(
        account=profile.account.id,
        key="one",
        kind="greeting",
        urgency=Urgency.BULK,
        to=profile.person.id,
        due=NOW,
        deadline=NOW + timedelta(days=1),
    )
    with database.write(TEAM) as tx:
        deliveries.owe(tx, owed, NOW)
    database.close()


def test_counts_and_the_oldest_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliveries"]) == 0
    said = capsys.readouterr().out
    assert "1 pending" in said
    assert "oldest pending: 1 greeting to U0HOST in T0WORKSPACE, due 2026-03-01 09:00 UTC" in said


def test_only_what_is_settled_badly_can_be_retried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliveries", "retry", "1"]) == 1
    assert main(["deliveries", "retry", "99"]) == 1
    assert "no failed, dropped or unclear message 99" in capsys.readouterr().err
