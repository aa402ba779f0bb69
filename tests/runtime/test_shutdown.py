"""Stopping a real process: nothing is lost over either transport, and it ends in time whatever hangs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bot.sandbox.client.actions import UserActions
from bot.sandbox.clock import Clock
from bot.sandbox.faults import hold, slack_error
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]
MIA = "U0MIA"
BOTH_TRANSPORTS = pytest.mark.parametrize("transport", ["http", "socket"])


class ChildProcess:
    """A process, what it says, and a person who asks it something."""

    def __init__(self, process: subprocess.Popen[str], workspace: Workspace) -> None:
        self.process = process
        self.workspace = workspace
        self._asking = Thread(target=UserActions(workspace, MIA).command, args=(GENERAL, "/pmi"))

    def hears(self, word: str) -> str:
        """The rest of the next line, which begins with `word`."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line.startswith(word), line
        return line.removeprefix(word).strip()

    def asks(self) -> None:
        self._asking.start()
        self.hears("entered")

    def is_told_to_stop(self) -> None:
        """Send the signal, and wait until it has been understood."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.stderr
        assert any('"event": "shutdown_started"' in line for line in self.process.stderr)

    def lets_go(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def reads(self, text: str) -> bool:
        def there() -> bool:
            return any(text in one.text for one in self.workspace.messages.seen_by(MIA, GENERAL))

        return self.workspace.wait_until(there)

    def ends(self) -> int:
        """The status, once everything is over."""
        status = self.process.wait(10)
        self._asking.join(5)
        return status


@contextmanager
def running_child(transport: str, *, deadline: float = 5.0) -> Iterator[ChildProcess]:
    workspace = Workspace(Clock())
    with SandboxServer(workspace) as sandbox:
        secrets = [workspace.bot_token, workspace.app_token, workspace.signing_secret]
        command = [
            sys.executable,
            "-m",
            "tests.support.fixtures.stoppable_process",
            transport,
            sandbox.api_url,
            *secrets,
            str(deadline),
        ]
        with subprocess.Popen(  # noqa: S603 - our own interpreter and program
            command,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            run = ChildProcess(process, workspace)
            try:
                yield run
            finally:
                process.kill()


def connect(run: ChildProcess, transport: str) -> None:
    port = run.hears("ready")
    if transport == "http":
        run.workspace.delivery.use_http(f"http://127.0.0.1:{port}/slack/events")
    else:
        assert run.workspace.delivery.wait_for_connections()


@BOTH_TRANSPORTS
def test_an_answer_under_way_is_given_before_the_process_ends(transport: str) -> None:
    with running_child(transport) as run:
        connect(run, transport)
        run.asks()
        run.is_told_to_stop()
        run.lets_go()
        assert run.reads("Hello")
        assert run.ends() == 0
        run.hears("closed")
        assert run.workspace.visible_errors == []


@BOTH_TRANSPORTS
def test_what_follows_an_answer_is_done_before_the_process_ends(transport: str) -> None:
    """UX-9: redraws live in memory alone."""
    with running_child(transport) as run:
        connect(run, transport)
        held = hold()
        run.workspace.faults.next("views.publish", held)
        run.asks()
        run.lets_go()
        assert run.reads("Hello")
        assert held.reached.wait(5)
        run.is_told_to_stop()
        assert MIA not in run.workspace.views.homes
        held.release.set()
        assert run.ends() == 0
        assert MIA in run.workspace.views.homes
        run.hears("closed")


@BOTH_TRANSPORTS
def test_a_late_answer_is_given_before_the_process_ends(transport: str) -> None:
    with running_child(transport, deadline=0.2) as run:
        connect(run, transport)
        run.asks()
        assert run.reads("Working on it")
        run.is_told_to_stop()
        run.lets_go()
        assert run.reads("Hello")
        assert run.ends() == 0
        run.hears("closed")


@BOTH_TRANSPORTS
def test_a_handler_that_hangs_does_not_keep_the_process(transport: str) -> None:
    with running_child(transport, deadline=0.2) as run:
        connect(run, transport)
        run.asks()
        began = time.monotonic()
        run.is_told_to_stop()
        assert run.ends() == 0
        assert time.monotonic() - began < 10
        run.hears("closed")


def test_an_idle_process_ends_at_once_at_ctrl_c() -> None:
    with running_child("socket") as run:
        connect(run, "socket")
        began = time.monotonic()
        run.process.send_signal(signal.SIGINT)
        assert run.process.wait(10) == 0
        assert time.monotonic() - began < 4
        run.hears("closed")


def test_a_token_that_slack_refuses_ends_the_process_and_is_not_shown() -> None:
    with running_child("http") as idle:  # a workspace to refuse it
        idle.hears("ready")
        idle.workspace.faults.always("apps.connections.open", lambda _args: slack_error("invalid_auth"))
        secrets = [idle.workspace.bot_token, idle.workspace.app_token, idle.workspace.signing_secret]
        command = [
            sys.executable,
            "-m",
            "tests.support.fixtures.stoppable_process",
            "socket",
            f"{idle.workspace.address}/api/",
            *secrets,
            "1",
        ]
        ended = subprocess.run(  # noqa: S603 - our own interpreter and program
            command, cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=20, check=False
        )
    assert ended.returncode == 1
    assert "Slack refused SLACK_APP_TOKEN (invalid_auth): api.slack.com/apps" in ended.stderr
    assert [secret for secret in secrets if secret in ended.stderr + ended.stdout] == []
