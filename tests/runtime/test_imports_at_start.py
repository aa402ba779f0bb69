"""What a start does not wait for."""

import subprocess
import sys

SLOW = {"alembic", "dateparser", "icalendar", "matplotlib"}
"""Libraries that only some requests need, or none."""


def test_libraries_that_are_slow_to_load_are_not_loaded_at_the_start() -> None:
    """Start to the first answer: 3 × the bare import of slack_bolt and sqlalchemy."""
    program = "import sys, bot.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()  # noqa: S603 - our own interpreter
    assert "sqlalchemy" in loaded
    assert SLOW & set(loaded) == set()
