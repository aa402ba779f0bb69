"""Queued messages by the Web API: posted without retries, and looked up by their idempotency key."""

import http.client
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.request import Request

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.policy.deliveries.deliveries import Recipient
from bot.policy.deliveries.lookups import LookupWindow
from bot.policy.deliveries.outcomes import (
    Absent,
    Accepted,
    LookupResponse,
    MorePages,
    NotSent,
    PostResponse,
    Rejected,
    TimedOut,
)
from bot.policy.ids import TeamId
from bot.slack.api_errors import TOO_MANY_REQUESTS, retry_after
from bot.slack.client import SlackClient
from bot.use_cases.ports import Message

METADATA_EVENT_TYPE = "pmi_delivery"
"""The type of the metadata that carries a delivery's idempotency key, and nothing else."""
PAGE_SIZE = 999
"""Messages a page of conversations.history, Slack's most."""
CALL_ERRORS = (SlackClientError, OSError, http.client.HTTPException, ValueError)
MALFORMED_RESPONSE = (KeyError, TypeError, AttributeError)
_NAME = re.compile(r"[a-z0-9_.-]{1,80}")
_OK = 200
_WINDOW, _OUTSIDE = "window", "outside"


class LeaseLostError(Exception):
    """The request was not completed, because the lease on the message was lost."""


class SlackPoster:
    """Implements the port `Poster`. The workspace is the token's own; `timeout` is the time-out for each wait; `on_date`: as `SlackClient` says."""

    def __init__(
        self,
        *,
        token: str,
        base_url: str,
        timeout: timedelta,
        on_date: Callable[[datetime], None] = lambda _date: None,
    ) -> None:
        logger = logging.getLogger(__name__)
        logger.setLevel(logging.CRITICAL + 1)  # the queue logs the outcome of each message
        self._settings: dict[str, Any] = {
            "token": token,
            "base_url": base_url,
            "timeout": timeout.total_seconds(),
            "logger": logger,
            "on_date": on_date,
        }
        self._client = SlackClient(**self._settings)
        self._bot_id = ""

    def post(
        self,
        team: TeamId,  # noqa: ARG002 - one token, one workspace
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """`chat.postMessage`, without previews of the links in it. A person's id as channel means the DM with them."""
        client = _LeaseCheckingClient(confirm_lease, **self._settings)
        try:
            response = client.chat_postMessage(
                channel=recipient.channel or recipient.user,
                thread_ts=recipient.thread or None,
                text=message.text,
                blocks=list(message.blocks) or None,
                metadata={"event_type": METADATA_EVENT_TYPE, "event_payload": {"id": idempotency_key}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except LeaseLostError:
            return NotSent("withheld")
        except CALL_ERRORS as error:
            return _classify_error(error)
        channel, ts = response.get("channel"), response.get("ts")
        return Accepted(str(channel), str(ts)) if channel and ts else TimedOut("unreadable")

    def look_up(
        self,
        team: TeamId,  # noqa: ARG002 - one token, one workspace
        recipient: Recipient,
        idempotency_key: str,
        window: LookupWindow,
        position: str,
    ) -> LookupResponse:
        """Search one page of this bot's messages; positions are of this method's own making, and hold Slack's cursor.

        The window closes around the tries, so that a busy channel is not read from its end. A clock that was wrong then hides
        nothing: what is newer than the window is searched as well, and the latest page in any case.
        """
        step = _LookupStep.read(position)
        try:
            channel = recipient.channel or self._open_dm(recipient)
            page = self._page(channel, recipient.thread, window, step)
            for message in page["messages"]:
                if self._is_ours(message, idempotency_key):
                    return Accepted(channel, str(message["ts"]))
            following = _following(step, page, window, is_thread=bool(recipient.thread))
        except CALL_ERRORS as error:
            return _classify_error(error)
        except MALFORMED_RESPONSE:
            return TimedOut("unreadable")
        return Absent() if following is None else MorePages(following.write())

    def _open_dm(self, recipient: Recipient) -> str:
        return str(self._client.conversations_open(users=recipient.user)["channel"]["id"])

    def _page(self, channel: str, thread: str, window: LookupWindow, step: "_LookupStep") -> SlackResponse:
        """Newest first; a thread is read from its beginning to its end."""
        bounds = (window.since, window.until) if step.in_window else (None, None)
        oldest, latest = (each and f"{each.timestamp():.6f}" for each in bounds)
        arguments: dict[str, Any] = {
            "channel": channel,
            "include_all_metadata": True,
            "limit": PAGE_SIZE,
            "cursor": step.cursor,
            "oldest": oldest,
            "latest": latest,
        }
        if thread:
            return self._client.conversations_replies(ts=thread, **arguments)
        return self._client.conversations_history(**arguments)

    def _is_ours(self, message: dict[str, Any], idempotency_key: str) -> bool:
        metadata = message.get("metadata") or {}
        if (
            metadata.get("event_type") != METADATA_EVENT_TYPE
            or (metadata.get("event_payload") or {}).get("id") != idempotency_key
        ):
            return False
        self._bot_id = self._bot_id or str(self._client.auth_test()["bot_id"])
        return bool(message.get("bot_id") == self._bot_id)

    def probe(self, team: TeamId) -> str:  # noqa: ARG002 - one token, one workspace
        """Slack's error for `auth.test`, empty if it succeeds."""
        try:
            self._client.auth_test()
        except CALL_ERRORS as error:
            failure = _classify_error(error)
            return failure.error if isinstance(failure, Rejected) else failure.reason
        return ""


@dataclass(frozen=True, slots=True)
class _LookupStep:
    """A page to look at: in the window, or outside of it, at Slack's cursor; an empty cursor gives the first page."""

    in_window: bool = True
    cursor: str = ""

    @classmethod
    def read(cls, position: str) -> "_LookupStep":
        """What `write` wrote; the beginning for an empty text."""
        where, _, cursor = position.partition(" ")
        return cls(in_window=where != _OUTSIDE, cursor=cursor)

    def write(self) -> str:
        """The step as a position."""
        return f"{_WINDOW if self.in_window else _OUTSIDE} {self.cursor}"


def _following(step: _LookupStep, page: SlackResponse, window: LookupWindow, *, is_thread: bool) -> _LookupStep | None:
    """The next page to look at; none where all has been seen."""
    cursor, messages = (page.get("response_metadata") or {}).get("next_cursor", ""), page["messages"]
    if step.in_window:
        return _LookupStep(cursor=cursor) if cursor else _LookupStep(in_window=False)
    reached_window = not is_thread and bool(messages) and float(messages[-1]["ts"]) < window.until.timestamp()
    return _LookupStep(in_window=False, cursor=cursor) if cursor and not reached_window else None


def _classify_error(error: Exception) -> Rejected | TimedOut:
    """Rejected only where Slack names an error; after anything else, a 5xx too, Slack may have taken the request."""
    if not isinstance(error, SlackApiError):
        return TimedOut(type(error).__name__)
    response: Any = error.response
    body = response.data if isinstance(response.data, dict) else {}
    name = str(body.get("error", ""))
    if response.status_code == TOO_MANY_REQUESTS:
        return Rejected("ratelimited", retry_after(response.headers))
    if response.status_code == _OK and body.get("ok") is False and _NAME.fullmatch(name):
        return Rejected(name)
    return TimedOut(f"http {response.status_code}")


class _LeaseCheckingClient(SlackClient):
    """Sends all of a request but its last byte, asks whether the lease still holds, and only then completes it.

    Slack sees the request begin before the lease is checked, and hangs up on one that stays incomplete. So a worker that
    pauses after the check cannot post late, when another one has looked the message up and sent it again (decision 5).
    """

    def __init__(self, confirm_lease: Callable[[], bool], **settings: Any) -> None:  # noqa: ANN401 - SlackClient's own
        super().__init__(**settings)
        self._confirm_lease = confirm_lease

    def _open(self, request: Request) -> http.client.HTTPResponse:
        body = request.data
        if not isinstance(body, bytes):
            raise TypeError("a message is posted as one body")
        request.data = self._chunks(body)
        request.add_unredirected_header("Content-length", str(len(body)))  # else it would be sent in chunks
        return super()._open(request)

    def _chunks(self, body: bytes) -> Iterator[bytes]:
        yield body[:-1]
        if not self._confirm_lease():
            raise LeaseLostError
        yield body[-1:]
