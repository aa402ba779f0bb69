"""How long it takes from the command line to the first answer, with everything in the system's file cache."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.use_cases.rooms import visits
from storage import Database, migrate
from tests.bench.load_client import TEAM, commands, send_all, slack_user_id, utc_now
from tests.bench.report.measurement import Measurement
from tests.bench.seeded_databases import SeededDatabases
from tests.bench.server_process import COMMAND, NOWHERE, SECRET, TOKEN
from tests.bench.timing import interleaved_medians, seconds
from tests.support.factories.people import FakeDirectory, caller, identity, make_context

BARE = (sys.executable, "-c", "import slack_bolt, sqlalchemy")
START_TIMEOUT = 60.0
POLL_SECONDS = 0.005
MILLISECONDS = 1e3
ONE_USER = slack_user_id(1)


def start(_stores: SeededDatabases) -> Iterator[Measurement]:
    """Until `/pmi` is answered to somebody known, against the bare import of the two largest libraries."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/one.db"
        _add_one_person(url)
        _time_to_first_answer(url)
        ours, bare = interleaved_medians(lambda: _time_to_first_answer(url), lambda: seconds(_import))
    times = (ours * MILLISECONDS, bare * MILLISECONDS)
    yield Measurement("start to the first answer against importing slack_bolt and sqlalchemy", *times, "ms", 3)


def _add_one_person(url: str) -> None:
    """The process's clock goes on: whom `seed_people` has made would all have been away for a long time."""
    migrate(url)
    db = Database(url)
    person = identity(ONE_USER, team=TEAM)
    visits.open_profile(
        make_context(db, directory=FakeDirectory(person, team=TEAM)), caller(person.user, now=utc_now(), team=TEAM)
    )
    db.close()


def _import() -> None:
    subprocess.run(BARE, check=True)  # noqa: S603 - our own interpreter


def _time_to_first_answer(url: str) -> float:
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
                send_all(port, commands(COMMAND, 1, 1, utc_now()), connections=1)
                return time.perf_counter() - began
            finally:
                process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(POLL_SECONDS)
    raise TimeoutError("the bot did not start")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
