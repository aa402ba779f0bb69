"""What the command line says to whoever types it, and ends with; it hides what looks like a secret."""

import sys

from bot.runtime.log import redact

EXIT_FAILED = 1
EXIT_CONFIG_ERROR = 2  # for a configuration that cannot be used


def echo(text: str) -> None:
    """A line for the person."""
    print(redact(text), flush=True)  # noqa: T201 - this is the one place that prints


def echo_error(text: str) -> None:
    """A line about what went wrong."""
    print(redact(text), file=sys.stderr, flush=True)  # noqa: T201 - the other one
