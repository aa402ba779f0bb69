"""Whether Slack accepts the bot token: asked from time to time, so that whoever wants to know calls nobody."""

import logging
import math
import time
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.policy.deliveries.outcomes import TOKEN_ERRORS
from bot.slack.api_errors import error_name, retry_after
from bot.slack.client import SlackClient

RECHECK_SECONDS = 30.0
"""Between two questions while the token is accepted; else each call asks, after what Slack wants to be left alone for."""
LONGEST_RETRY_AFTER = 300.0
API_TIMEOUT = 5.0  # seconds; nobody waits for it

_ACCEPTED = "accepted"

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class TokenCheck:
    """Slack's last word on the token. That Slack does not answer changes nothing: a minute's outage is no reason to be replaced.

    `monotonic` gives seconds of a clock that never jumps; `on_date`: as `SlackClient` says.
    """

    def __init__(
        self,
        *,
        token: str,
        base_url: str,
        monotonic: Callable[[], float] = time.monotonic,
        on_date: Callable[[datetime], None] = lambda _date: None,
    ) -> None:
        logger = logging.getLogger(f"{__name__}.client")
        logger.setLevel(logging.CRITICAL + 1)  # the SDK would say at each call what is said here once
        self._client = SlackClient(token=token, base_url=base_url, timeout=API_TIMEOUT, logger=logger, on_date=on_date)
        self._monotonic = monotonic
        self._last_word = ""  # `accepted`, or Slack's error; empty before the first
        self._silence_is_logged = False
        self._ask_at = -math.inf

    def is_accepted(self) -> bool:
        """Whether Slack has accepted the token, and has not refused it since."""
        return self._last_word == _ACCEPTED

    def run(self) -> None:
        """Ask Slack by `auth.test`, if that is due; what has changed is logged in one line."""
        if self._monotonic() < self._ask_at:
            return
        try:
            answer: Any = self._client.auth_test()
        except SlackApiError as error:
            pause = min(retry_after(error.response.headers) or 0.0, LONGEST_RETRY_AFTER)
            self._ask_at = self._monotonic() + pause
            self._note_error(error_name(error))
        except (SlackClientError, OSError, HTTPException, ValueError) as fault:
            self._note_silence(type(fault).__name__)
        else:
            self._ask_at = self._monotonic() + RECHECK_SECONDS
            self._note(_ACCEPTED, lambda: log.info("slack_token_accepted", workspace=str(answer.get("team_id"))))

    def _note_error(self, error: str) -> None:
        if error in TOKEN_ERRORS:
            self._note(error, lambda: log.error("slack_token_refused", error=error))
        else:
            self._note_silence(error)

    def _note_silence(self, reason: str) -> None:
        if not self._silence_is_logged:
            log.warning("slack_token_unchecked", reason=reason)
        self._silence_is_logged = True

    def _note(self, word: str, say_so: Callable[[], object]) -> None:
        self._silence_is_logged = False
        if word != self._last_word:
            self._last_word = word
            say_so()
