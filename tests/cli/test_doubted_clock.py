"""Commands that date what they write, on a machine whose clock is in doubt (CLOCK-1)."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.policy.deliveries.outcomes import Rejected
from bot.sandbox.clock import Clock
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.workspace import Workspace
from storage import Database
from tests.support.database.databases import MigratedDatabase, all_rows
from tests.support.factories.people import HOST, TEAM, start_room
from tests.support.fixtures.worker_fixture import QueueHarness
from tests.support.machine import faketime

ROOT = Path(__file__).parents[2]
ERASE, RETRY = ["erase", TEAM, HOST, "--yes"], ["deliveries", "retry", "2"]
WRITING = [ERASE, RETRY]
READING = {
    "what would be erased": (["erase", TEAM, HOST], 1, f"This would erase {HOST}"),
    "export": (["export", TEAM, HOST], 0, f'"slack_user": "{HOST}"'),
    "deliveries": (["deliveries"], 0, f"failed: 2 note to {HOST}"),
}
"""Commands, how each ends, and what it says: nothing is erased without `--yes`, so that one ends with 1."""
TEN_YEARS = timedelta(days=3650)
DONE = {"erase": "Erased", "deliveries": "Message 2 is sent at the next occasion."}


def seed(database: Database) -> None:
    """Somebody with a room and a greeting to come, and a second message to them, which failed."""
    start_room(database)
    queue = QueueHarness(database)
    queue.enqueue("a message")
    queue.slack.next_posts, queue.slack.probe_error = [Rejected("user_disabled")], "user_disabled"
    queue.send()


@contextmanager
def slack_ahead(by: timedelta, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Slack of the configuration lives so much later than this machine."""
    with SandboxServer(Workspace(Clock(datetime.now(UTC) + by))) as sandbox:
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        yield


@pytest.fixture
def seeded(db: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The database of DATABASE_URL, with something to write to."""
    seed(db)
    monkeypatch.setenv("DATABASE_URL", database_url)
    return db


@pytest.mark.parametrize("by, words", [(-TEN_YEARS, "ahead of Slack"), (timedelta(minutes=6), "behind Slack")])
@pytest.mark.parametrize("command", WRITING)
def test_nothing_is_written_while_slack_says_another_time(
    seeded: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    by: timedelta,
    words: str,
) -> None:
    """CLOCK-1: until when a number is reserved, and a message may be sent, is counted from the instant of the command."""
    before = all_rows(seeded)
    with slack_ahead(by, monkeypatch):
        assert main(command) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("Nothing is done while this machine's clock is ")
    assert words in line
    assert all_rows(seeded) == before


@pytest.mark.parametrize("command", WRITING)
def test_a_clock_that_agrees_is_believed(
    seeded: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    before = all_rows(seeded)
    with slack_ahead(timedelta(minutes=4), monkeypatch):
        assert main(command) == 0
    assert DONE[command[0]] in capsys.readouterr().out
    assert all_rows(seeded) != before


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("api_url", ["", "http://127.0.0.1:9/api/"], ids=["no Slack is set", "Slack is away"])
def test_a_slack_that_says_nothing_is_no_objection(
    seeded: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    api_url: str,
) -> None:
    """CLOCK-1: neither command needs Slack."""
    before = all_rows(seeded)
    monkeypatch.setenv("SLACK_API_URL", api_url)
    assert main(command) == 0
    said = capsys.readouterr()
    assert DONE[command[0]] in said.out
    assert said.err == ""
    assert all_rows(seeded) != before


@pytest.mark.parametrize("command,status,words", READING.values(), ids=READING)
def test_what_only_shows_something_goes_on(
    seeded: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    status: int,
    words: str,
) -> None:
    before = all_rows(seeded)
    with slack_ahead(TEN_YEARS, monkeypatch):
        assert main(command) == status
    said = capsys.readouterr()
    assert words in said.out
    assert said.err == ""
    assert all_rows(seeded) == before


@pytest.mark.faketime
@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("offset", [TEN_YEARS, -TEN_YEARS], ids=["ahead of", "behind"])
def test_nothing_is_written_while_the_database_server_says_another_time(
    migrated_postgresql: Callable[[], MigratedDatabase], tmp_path: Path, command: list[str], offset: timedelta
) -> None:
    """CLOCK-1: a real process on a machine whose clock is set, without any Slack."""
    migrated = migrated_postgresql()
    database = migrated.open()
    seed(database)
    before, clock = all_rows(database), faketime.ProcessClock(faketime.find(os.environ), tmp_path)
    clock.set(offset)
    done = subprocess.run(  # noqa: S603 - our own command, with arguments of this file
        [sys.executable, "-m", "bot", *command],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": migrated.url,
            **clock.variables,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert ("ahead of" if offset > timedelta() else "behind") + " the database" in line
    assert all_rows(database) == before
