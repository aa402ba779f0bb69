"""How long it takes from the command line to the first answer, with everything in the system's file cache."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.use_cases import rooms
from storage import Database, migrate
from tests.bench.asking import TEAM, ask_all, commands, now, user
from tests.bench.rounds import in_turn, seconds
from tests.bench.serving import COMMAND, NOWHERE, SECRET, TOKEN
from tests.bench.stores import Stores
from tests.bench.table import Figure
from tests.factories import TERMS, FakeDirectory, identity

BARE = (sys.executable, "-c", "import slack_bolt, sqlalchemy")
PATIENCE = 60.0
GLANCE = 0.005
MILLISECONDS = 1e3
SOMEBODY = user(1)


def start(_stores: Stores) -> Iterator[Figure]:
    """Until `/pmi` is answered to somebody known, against the bare import of the two largest libraries."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/one.db"
        _meet_one(url)
        _answered_once(url)
        ours, bare = in_turn(lambda: _answered_once(url), lambda: seconds(_import))
    times = (ours * MILLISECONDS, bare * MILLISECONDS)
    yield Figure("start to the first answer against importing slack_bolt and sqlalchemy", *times, "ms", 3)


def _meet_one(url: str) -> None:
    """The process's clock goes on: whom `filling` has made would all have been away for a long time."""
    migrate(url)
    db = Database(url)
    person = identity(SOMEBODY, team=TEAM)
    rooms.open_profile(db, FakeDirectory(person, team=TEAM), TERMS, TEAM, person.user, now())
    db.close()


def _import() -> None:
    subprocess.run(BARE, check=True)  # noqa: S603 - our own interpreter


def _answered_once(url: str) -> float:
    """Seconds from its start to the first answer."""
    port = _free_port()
    settings = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": NOWHERE,
        "DATABASE_URL": url,
        "PORT": str(port),
        "LOG_LEVEL": "error",
    }
    path = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": os.environ.get("PATH", "")}
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        command, quiet = (sys.executable, "-m", "bot", "run"), subprocess.DEVNULL
        with subprocess.Popen(command, cwd=folder, env={**path, **settings}, stdout=quiet, stderr=quiet) as process:  # noqa: S603 - our own interpreter
            try:
                _wait_for(port, process)
                ask_all(port, commands(COMMAND, 1, 1, now()), connections=1)
                return time.perf_counter() - began
            finally:
                process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(GLANCE)
    raise TimeoutError("the bot did not start")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
