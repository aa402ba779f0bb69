"""What the command line says to whoever types it, and ends with; it hides what looks like a secret."""

import sys

from bot.log import hidden

FAILED = 1
FAULTY = 2  # for a configuration that cannot be used


def say(text: str) -> None:
    """A line for the person."""
    print(hidden(text), flush=True)  # noqa: T201 - this is the one place that prints


def complain(text: str) -> None:
    """A line about what went wrong."""
    print(hidden(text), file=sys.stderr, flush=True)  # noqa: T201 - the other one
