"""Queued messages by the Web API: posted without retries, and looked up by their idempotency key."""

import http.client
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.request import Request

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.policy.deliveries.deliveries import Recipient
from bot.policy.deliveries.outcomes import Absent, Accepted, LookupResponse, NotSent, PostResponse, Rejected, TimedOut
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

    def look_up(self, team: TeamId, recipient: Recipient, idempotency_key: str, since: datetime) -> LookupResponse:  # noqa: ARG002 - one token, one workspace
        """Search this bot's messages since then, by Slack's clock, and the latest page in any case.

        So a clock that was ahead when `since` was written hides nothing.
        """
        try:
            channel = recipient.channel or self._open_dm(recipient)
            for message in self._history(channel, recipient.thread, since):
                if self._is_ours(message, idempotency_key):
                    return Accepted(channel, str(message["ts"]))
        except CALL_ERRORS as error:
            return _classify_error(error)
        except MALFORMED_RESPONSE:
            return TimedOut("unreadable")
        return Absent()

    def _open_dm(self, recipient: Recipient) -> str:
        return str(self._client.conversations_open(users=recipient.user)["channel"]["id"])

    def _history(self, channel: str, thread: str, since: datetime) -> Iterator[dict[str, Any]]:
        """Newest first; a thread is read from its beginning to its end."""
        cursor = ""
        while True:
            arguments: dict[str, Any] = {
                "channel": channel,
                "include_all_metadata": True,
                "limit": PAGE_SIZE,
                "cursor": cursor,
            }
            if thread:
                page = self._client.conversations_replies(ts=thread, **arguments)
            else:
                page = self._client.conversations_history(**arguments)
            messages = page["messages"]
            yield from messages
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            reached_since = not thread and bool(messages) and float(messages[-1]["ts"]) < since.timestamp()
            if not cursor or reached_since:
                return

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
