"""What commands print, without secrets, and their exit statuses."""

import sys

from bot.runtime.log import redact

EXIT_FAILED = 1
EXIT_CONFIG_ERROR = 2  # the configuration cannot be used


def echo(text: str) -> None:
    """Print a line."""
    print(redact(text), flush=True)  # noqa: T201 - the one place that prints


def echo_data(text: str) -> None:
    """Print what was asked for as it is: nothing in it is hidden."""
    print(text, flush=True)  # noqa: T201 - the one for data


def echo_error(text: str) -> None:
    """Print a line about an error to standard error."""
    print(redact(text), file=sys.stderr, flush=True)  # noqa: T201 - the other one
