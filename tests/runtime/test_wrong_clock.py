"""A real process whose wall clock is set while it runs: no harm, and it says so (CLOCK-1)."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.config import manifest
from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.app_setup import setup_from_manifest
from bot.sandbox.workspace.workspace import Workspace
from tests.support.fixtures.bot_fixture import wait_until
from tests.support.machine import faketime

ROOT = Path(__file__).parents[2]
MEGABYTES_MORE = 30
START_SECONDS = 40.0  # on a busy machine
MAX_TRIES = 4
WAIT_SECONDS = 10.0
NUMBER = re.compile(r"\d{3} \d{3} \d{4}")

pytestmark = pytest.mark.faketime


@dataclass
class RunningBot:
    """`pmi-bot run` over HTTP in a process of its own, whose clock can be set."""

    process: subprocess.Popen[str]
    http: httpx.Client
    clock: faketime.ProcessClock
    mia: Driver

    def is_ready(self) -> bool:
        """Whether it says so."""
        try:
            return self.http.get("/readyz").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def left_out(self) -> float:
        """How many runs of jobs were left out because of the clock."""
        found = re.search(r"^pmi_wrong_clock_total (\S+)$", self.http.get("/metrics").text, re.MULTILINE)
        assert found
        return float(found[1])

    def megabytes(self) -> int:
        """What it holds in memory."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") >> 20

    def number(self) -> str:
        """The number that `/pmi` shows Mia, at once or in place of “Working on it …”.

        She types it again where Slack has given up waiting: in a process whose clock is faked, threads wait long for each other.
        """
        before = len(self.mia.messages())

        def shown() -> list[str]:
            return [number for each in self.mia.messages()[before:] for number in NUMBER.findall(each.text)]

        for _ in range(MAX_TRIES):
            self.mia.type("/pmi")
            if self.mia.workspace.wait_until(lambda: bool(shown()), WAIT_SECONDS):
                break
        return shown()[0]

    def log(self) -> list[str]:
        """The events that it has logged, once it is stopped."""
        self.process.terminate()
        _, lines = self.process.communicate(timeout=15)
        assert self.process.returncode == 0
        return [json.loads(line)["event"] for line in lines.splitlines()]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningBot]:
    """The bot beside a workspace that lives in the true time."""
    workspace = Workspace(Clock(), setup=setup_from_manifest(manifest.read()))
    clock = faketime.ProcessClock(faketime.find(os.environ), tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with SandboxServer(workspace) as sandbox:
        settings = {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
            "SLACK_API_URL": sandbox.api_url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
            "PUBLIC_URL": address,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "ERROR",
        }
        workspace.delivery.use_http(f"{address}/slack/events")
        with (
            httpx.Client(base_url=address, trust_env=False) as http,
            subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings, **clock.variables},
                stderr=subprocess.PIPE,
                text=True,
            ) as process,
        ):
            mia = Driver(workspace, "U0MIA")
            mia.go("general")
            bot = RunningBot(process, http, clock, mia)
            try:
                wait_until(bot.is_ready, START_SECONDS)
                yield bot
            finally:
                process.kill()


@pytest.mark.parametrize(
    "offset", [timedelta(days=3650), timedelta(hours=-2)], ids=["ten years ahead", "two hours back"]
)
def test_a_clock_that_is_set_does_no_harm_and_ticks_go_on(running: RunningBot, offset: timedelta) -> None:
    number, megabytes = running.number(), running.megabytes()
    running.clock.set(offset)
    wait_until(lambda: running.left_out() > 0, START_SECONDS)
    assert not running.is_ready()
    assert running.number() == number
    so_far = running.left_out()
    wait_until(lambda: running.left_out() > so_far + 20, START_SECONDS)  # of about ten a second
    running.clock.set(timedelta())
    assert running.number() == number
    so_far = running.left_out()
    wait_until(lambda: running.left_out() > so_far + 20, START_SECONDS)
    assert running.megabytes() < megabytes + MEGABYTES_MORE
    said = [
        event for event in running.log() if event != "database_unavailable"
    ]  # SQLAlchemy's pool waits by the wall clock
    assert said == ["clock_doubted"]
