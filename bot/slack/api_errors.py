"""Errors of calls to Slack's Web API: as the ports name them, logged by name and never with contents."""

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
    """Guards the calls of one client. A method that Slack rate-limits is paused for the seconds of its Retry-After (REM-5)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._paused_until: dict[str, float] = {}

    @contextmanager
    def calling(self, method: str) -> Iterator[None]:
        """Turn every error of Slack or the network in the block into SlackUnavailableError; raise it at once while paused."""
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
    """Slack's name for the error, or the exception's type where Slack did not answer."""
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds of the header `Retry-After`; None without one."""
    seconds = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(seconds) if seconds.isascii() and seconds.isdigit() else None
