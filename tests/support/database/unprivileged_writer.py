"""A process whose SQLite file can be taken from it, as from any user but root, by whom no file is read-only.

Run as `python -m tests.support.database.unprivileged_writer FILE`; the folder must be its own. It says `ready` once it has
made FILE and given up its privileges. Each line on stdin has it try to write, by connections that it keeps, and answer with
`written` or the outage.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.use_cases.write_checks import check_writes
from storage import Database, StorageError, migrate
from tests.support.factories.people import NOW

NOBODY = 65534
_ROOT = Path(__file__).parents[3]


@contextmanager
def unprivileged_writer(file: Path) -> Iterator[Callable[[], str]]:
    """Such a process: each call has it try to write, and gives what it answered."""
    if os.geteuid() == 0:
        os.chown(file.parent, NOBODY, -1)
    command = [sys.executable, "-m", "tests.support.database.unprivileged_writer", str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_ROOT, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 - our own module
        assert process.stdin is not None
        assert process.stdout is not None
        words, answers = process.stdin, process.stdout

        def write() -> str:
            print("write", file=words, flush=True)
            return answers.readline().strip()

        assert answers.readline().strip() == "ready"
        try:
            yield write
        finally:
            words.close()  # at which it ends


def _attempt(db: Database) -> str:
    try:
        check_writes(db, NOW)
    except StorageError as fault:
        return str(fault.outage)
    return "written"


def _main(file: Path) -> None:
    url = f"sqlite:///{file}"
    migrate(url)
    db = Database(url)
    _attempt(db)  # what is imported on the way may be out of reach afterwards
    db.close()
    if os.geteuid() == 0:
        os.chown(file, NOBODY, -1)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    print("ready", flush=True)  # noqa: T201 - the test reads it
    for _word in sys.stdin:
        print(_attempt(db), flush=True)  # noqa: T201 - the same
    db.close()


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
