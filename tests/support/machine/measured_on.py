"""Where and of what a measurement was made: the machine, the commit, the day."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_RESULTS = (":!docs/performance.md", ":!docs/reliability.md")
"""What a measurement itself has changed."""
_CPU_INFO = Path("/proc/cpuinfo")


def machine() -> str:
    """The processor, the cores that this process may use, and the Python version."""
    cores = len(os.sched_getaffinity(0))
    return f"{_processor()}, {cores} {'core' if cores == 1 else 'cores'}, Python {platform.python_version()}"


def measured() -> str:
    """The commit and the day; a plus says that something was changed since the commit."""
    changed = _git("status", "--porcelain", "--", ".", *_RESULTS)
    commit = _git("rev-parse", "--short", "HEAD") or "no commit"
    return f"{commit}{'+' if changed else ''}, {datetime.now(UTC).date()}"


def _processor() -> str:
    lines = _CPU_INFO.read_text(encoding="utf-8").splitlines() if _CPU_INFO.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _git(*arguments: str) -> str:
    """What git says; empty where there is no git or no repository."""
    try:
        said = subprocess.run(  # noqa: S603 - constant arguments
            ["git", *arguments],  # noqa: S607 - whichever git there is
            cwd=_ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()
