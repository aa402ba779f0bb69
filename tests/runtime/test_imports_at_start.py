"""What a start does not wait for."""

import subprocess
import sys
from pathlib import Path

from storage import migrate

SLOW = {
    "alembic",
    "babel",
    "bot.policy.meetings.phrases.grammar",
    "dateparser",
    "icalendar",
    "jinja2",
    "matplotlib",
    "yaml",
}
"""What takes long to load, and what only some requests or commands need."""
START = """
import sys
from datetime import datetime
import bot.cli.main
import storage
from bot.config import environment
from bot.runtime.app import build

_, url, secret = sys.argv
storage.migrate(url)
config = environment.read_config(None, database_url=url, slack_bot_token="xoxb-" + secret, slack_signing_secret=secret)
build(config, clock=lambda: datetime(2026, 3, 1))
print(*sys.modules)
"""
COMMAND = """
import gc
import sys
import bot.__main__

sys.argv = ["pmi-bot", "manifest"]
status = bot.__main__.main()
print(status, gc.isenabled(), gc.get_freeze_count() > len(gc.get_objects()))
"""


def run(program: str, *arguments: str) -> list[str]:
    """The words of the last line that it prints in a process of its own."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1].split()  # noqa: S603 - our own interpreter


def test_what_is_slow_to_load_is_not_loaded_at_the_start(tmp_path: Path) -> None:
    """Start to the first answer: 3 × the bare import of slack_bolt and sqlalchemy."""
    url = f"sqlite:///{tmp_path}/migrated.db"
    migrate(url)
    loaded = set(run(START, url, "a-made-up-signing-secret"))
    assert {"sqlalchemy", "bot.use_cases.meetings.phrases"} <= loaded
    assert SLOW & loaded == set()


def test_what_loading_made_is_kept_from_the_garbage_collector_which_works_again() -> None:
    """Each full collection would stop all threads while it looks through the whole program."""
    assert run(COMMAND) == ["0", "True", "True"]
