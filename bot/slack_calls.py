"""What every call to Slack's Web API has in common: its faults in the product's words, logged by name, never with contents."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.use_cases.ports import SlackUnavailableError

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@contextmanager
def asking(method: str) -> Iterator[None]:
    """Whatever Slack or the network answers instead of an answer becomes SlackUnavailableError."""
    try:
        yield
    except (SlackClientError, OSError, http.client.HTTPException) as error:
        reason = error_name(error)
        log.warning("slack did not do it", method=method, reason=reason)
        raise SlackUnavailableError(reason) from error


def error_name(error: Exception) -> str:
    """Slack's name for the error, or the kind of fault on the way."""
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
