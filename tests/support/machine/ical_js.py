"""ical.js, Mozilla's reader of calendars, run by node: how it is found and asked. It does not know the tests."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from tests.support.machine import programs

FOLDER = Path(__file__).parents[3] / ".ci" / "node_modules"
SKIP_NOTICE = (
    "The tests with ical.js, a second reader of calendars, were left out: node or ical.js was not found."
    " Install node (apt-get install nodejs npm), then: npm ci --prefix .ci"
)
_TIMEOUT = 120.0
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def find(environment: Mapping[str, str], folder: Path = FOLDER) -> Path | None:
    """The node that `NODE` names, or the one of that name; none where there is none, or no package for it in `folder`."""
    node = programs.find(environment, "NODE", ["node", "nodejs"])
    return node if (folder / "ical.js").is_dir() else None


def occurrences(files: Sequence[bytes], until: datetime) -> list[list[datetime]]:
    """When the events of each file start before `until`, in order and by the file alone. One process reads all of them."""
    node = find(os.environ)
    assert node is not None
    asked = json.dumps({"until": until.strftime(_INSTANT), "files": [each.decode() for each in files]})
    command = [str(node), str(Path(__file__).with_suffix(".mjs"))]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=_TIMEOUT, check=False)  # noqa: S603 - our own command
    assert answer.returncode == 0, answer.stderr
    return [[datetime.fromisoformat(each) for each in starts] for starts in json.loads(answer.stdout)]
