"""What every call to Slack's Web API has in common: its errors as the ports name them, logged by name, never with contents."""

import http.client
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.policy.deliveries.retry import MAX_WAIT
from bot.use_cases.ports import SlackUnavailableError

TOO_MANY_REQUESTS = 429

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class ApiCallGuard:
    """The calls of one client. A method that Slack rate-limits is paused for as long as its Retry-After says (REM-5)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._paused_until: dict[str, float] = {}

    @contextmanager
    def calling(self, method: str) -> Iterator[None]:
        """Whatever Slack or the network answers instead of an answer becomes SlackUnavailableError."""
        if self._monotonic() < self._paused_until.get(method, 0.0):
            raise SlackUnavailableError("ratelimited")
        try:
            yield
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            reason = error_name(error)
            self._pause_if_rate_limited(method, error)
            log.warning("slack_call_failed", method=method, reason=reason)
            raise SlackUnavailableError(reason) from error

    def _pause_if_rate_limited(self, method: str, error: Exception) -> None:
        if isinstance(error, SlackApiError) and error.response.status_code == TOO_MANY_REQUESTS:
            seconds = min(retry_after(error.response.headers) or 0.0, MAX_WAIT.total_seconds())
            self._paused_until[method] = self._monotonic() + seconds


def error_name(error: Exception) -> str:
    """Slack's name for the error, or the kind of fault on the way."""
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that Slack names in `Retry-After`, if it names any."""
    seconds = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(seconds) if seconds.isascii() and seconds.isdigit() else None
