"""Messages that nobody waits for, by the Web API: posted once, and found again by their mark. Nothing repeats itself."""

import http.client
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.request import Request

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.policy.deliveries import Recipient
from bot.policy.delivery_answers import Answer, LookUp, NotTaken, NotThere, Refused, Taken, Unanswered
from bot.policy.people import TeamId
from bot.slack_calls import TOO_MANY, retry_after
from bot.slack_client import SlackClient
from bot.use_cases.ports import Message

EVENT = "pmi_delivery"
"""The type of the metadata that carries a delivery's mark, and the mark alone."""
PAGE = 999
"""Messages a page of conversations.history, Slack's most."""
FAULTS = (SlackClientError, OSError, http.client.HTTPException, ValueError)
UNREADABLE = (KeyError, TypeError, AttributeError)
_NAME = re.compile(r"[a-z0-9_.-]{1,80}")
_GOOD = 200


class WithheldError(Exception):
    """The request was not completed, because the claim on the message was lost."""


class SlackPoster:
    """Implements the port `Poster`. The workspace is the token's own; `patience` is a time-out for each wait."""

    def __init__(self, *, token: str, base_url: str, patience: timedelta) -> None:
        silent = logging.getLogger(__name__)
        silent.setLevel(logging.CRITICAL + 1)  # the queue says itself what became of a message
        self._settings: dict[str, Any] = {
            "token": token,
            "base_url": base_url,
            "timeout": patience.total_seconds(),
            "logger": silent,
        }
        self._client = SlackClient(**self._settings)
        self._bot = ""

    def post(
        self,
        team: TeamId,  # noqa: ARG002 - one token, one workspace
        recipient: Recipient,
        message: Message,
        mark: str,
        release: Callable[[], bool],
    ) -> Answer:
        """`chat.postMessage`, without previews of the links in it. A person's id as channel means the DM with them."""
        client = _GatedClient(release, **self._settings)
        try:
            answer = client.chat_postMessage(
                channel=recipient.channel or recipient.user,
                thread_ts=recipient.thread or None,
                text=message.text,
                blocks=list(message.blocks) or None,
                metadata={"event_type": EVENT, "event_payload": {"id": mark}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except WithheldError:
            return NotTaken("withheld")
        except FAULTS as error:
            return _answer(error)
        channel, ts = answer.get("channel"), answer.get("ts")
        return Taken(str(channel), str(ts)) if channel and ts else Unanswered("unreadable")

    def look_up(self, team: TeamId, recipient: Recipient, mark: str, since: datetime) -> LookUp:  # noqa: ARG002 - the same
        """Looks through what this bot wrote since then, by Slack's clock, and in any case through the latest page.

        So a clock that was ahead when `since` was written hides nothing.
        """
        try:
            channel = recipient.channel or self._direct(recipient)
            for message in self._history(channel, recipient.thread, since):
                if self._is_ours(message, mark):
                    return Taken(channel, str(message["ts"]))
        except FAULTS as error:
            return _answer(error)
        except UNREADABLE:
            return Unanswered("unreadable")
        return NotThere()

    def _direct(self, recipient: Recipient) -> str:
        return str(self._client.conversations_open(users=recipient.user)["channel"]["id"])

    def _history(self, channel: str, thread: str, since: datetime) -> Iterator[dict[str, Any]]:
        """The newest first; a thread from its beginning, and to its end."""
        cursor = ""
        while True:
            asked: dict[str, Any] = {"channel": channel, "include_all_metadata": True, "limit": PAGE, "cursor": cursor}
            if thread:
                page = self._client.conversations_replies(ts=thread, **asked)
            else:
                page = self._client.conversations_history(**asked)
            messages = page["messages"]
            yield from messages
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            reached = not thread and bool(messages) and float(messages[-1]["ts"]) < since.timestamp()
            if not cursor or reached:
                return

    def _is_ours(self, message: dict[str, Any], mark: str) -> bool:
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") != EVENT or (metadata.get("event_payload") or {}).get("id") != mark:
            return False
        self._bot = self._bot or str(self._client.auth_test()["bot_id"])
        return bool(message.get("bot_id") == self._bot)

    def probe(self, team: TeamId) -> str:  # noqa: ARG002 - one token, one workspace
        """`auth.test`."""
        try:
            self._client.auth_test()
        except FAULTS as error:
            answer = _answer(error)
            return answer.error if isinstance(answer, Refused) else answer.why
        return ""


def _answer(error: Exception) -> Refused | Unanswered:
    """Only what Slack says in so many words is a refusal. A 5xx says nothing: it may have been taken."""
    if not isinstance(error, SlackApiError):
        return Unanswered(type(error).__name__)
    response: Any = error.response
    said = response.data if isinstance(response.data, dict) else {}
    name = str(said.get("error", ""))
    if response.status_code == TOO_MANY:
        return Refused("ratelimited", retry_after(response.headers))
    if response.status_code == _GOOD and said.get("ok") is False and _NAME.fullmatch(name):
        return Refused(name)
    return Unanswered(f"http {response.status_code}")


class _GatedClient(SlackClient):
    """Sends all of a request but its last byte, asks the gate, and only then completes it.

    Slack sees a request begin before the claim is looked at, and cannot take one that is never completed.
    """

    def __init__(self, gate: Callable[[], bool], **settings: Any) -> None:  # noqa: ANN401 - SlackClient's own
        super().__init__(**settings)
        self._gate = gate

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        body = req.data
        if not isinstance(body, bytes):
            raise TypeError("a message is posted as one body")
        req.data = self._gated(body)
        req.add_unredirected_header("Content-length", str(len(body)))  # else it would be sent in chunks
        return super()._perform_urllib_http_request_internal(url, req)

    def _gated(self, body: bytes) -> Iterator[bytes]:
        yield body[:-1]
        if not self._gate():
            raise WithheldError
        yield body[-1:]
