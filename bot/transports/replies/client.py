"""The Slack calls that deliver a reply; it must not know which reply takes which call, nor log contents."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.policy.deliveries.outcomes import AMBIGUOUS_ERRORS
from bot.protocol import Block, View
from bot.slack.client import ForeignAddressError, SlackClient
from bot.transports.replies.before_ack import note_call

API_TIMEOUT = 2  # seconds; a person is waiting, and a trigger is dead after 3
TRIGGER_AGAIN_WITHIN = 1.0  # seconds of a first call after which a trigger is too old, and its person has waited enough
UNREACHABLE = "unreachable"  # returned by a call that Slack does not answer, or with a 5xx: it may have taken it
NOT_SENT = "not_sent"  # returned by a call that never left as a whole: Slack cannot have taken it
FOREIGN = "foreign_address"  # returned for a response URL that is not Slack's (section 12 of the rules)
HASH_CONFLICT = "hash_conflict"  # Slack's, of a view that has changed since the person saw it
TRIGGER_USED = "exchanged_trigger_id"  # Slack's, of a trigger that has opened something
_CALL_ERRORS = (SlackClientError, OSError, HTTPException)

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def interactive_client(
    token: str, base_url: str, on_date: Callable[[datetime], None] = lambda _date: None
) -> SlackClient:
    """The client for replies that a person waits for: a short time-out. `on_date`: as `SlackClient` says."""
    return SlackClient(token=token, base_url=base_url, timeout=API_TIMEOUT, on_call=note_call, on_date=on_date)


def was_not_taken(error: str) -> bool:
    """Whether what a call returned says for certain that Slack did not take it: what is shown another way is not shown twice."""
    return error not in {"", UNREACHABLE, *AMBIGUOUS_ERRORS}


class ReplyClient:
    """Each call returns Slack's error name, `unreachable`, `not_sent`, or an empty text if it succeeded."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    def open(self, trigger_id: str, view: View) -> str:
        """Open a modal: the trigger opens one, within 3 seconds. `unreachable`: it may have opened."""
        return self._use_trigger("views.open", trigger_id, view)

    def push(self, trigger_id: str, view: View) -> str:
        """Push a modal onto the open ones; Slack takes three at most. `unreachable`: it may be there."""
        return self._use_trigger("views.push", trigger_id, view)

    def update(self, view_id: str, view: View, view_hash: str = "") -> str:
        """Replace a view; with `view_hash` only if the view has not changed since the person saw it."""
        hash_argument = {"hash": view_hash} if view_hash else {}
        return self._call("views.update", view_id=view_id, view=view, **hash_argument)

    def publish(self, user: str, view: View, view_hash: str = "") -> str:
        """Publish a person's App Home; with `view_hash` only if the Home has not changed since they saw it."""
        hash_argument = {"hash": view_hash} if view_hash else {}
        return self._call("views.publish", user_id=user, view=view, **hash_argument)

    def direct_message(self, user: str, text: str, blocks: Sequence[Block]) -> str:
        """Send a direct message, where nothing else reaches the person."""
        shown = {"blocks": list(blocks)} if blocks else {}
        return self._call("chat.postMessage", channel=user, text=text, **shown)

    def ephemeral(self, channel: str, user: str, text: str, blocks: Sequence[Block]) -> str:
        """Post to one person in a channel, without a response URL; Slack takes it where the bot and the person are members."""
        shown = {"blocks": list(blocks)} if blocks else {}
        return self._call("chat.postEphemeral", channel=channel, user=user, text=text, **shown)

    def respond(self, response_url: str, body: dict[str, Any]) -> str:
        """Post to a response URL, which takes five posts within 30 minutes."""
        try:
            status, answer = self._client.respond(response_url, json.dumps(body).encode())
        except ForeignAddressError:
            log.warning("response_url_not_allowed")
            return FOREIGN
        except _CALL_ERRORS as fault:
            log.warning("response_url_unreachable", error_type=type(fault).__name__)
            return _without_answer(fault)
        error = f"status_{status}" if status != HTTPStatus.OK else _named_error(answer)
        if error:
            log.warning("response_url_refused", error=error)
        return UNREACHABLE if status >= HTTPStatus.INTERNAL_SERVER_ERROR else error

    def _use_trigger(self, method: str, trigger_id: str, view: View) -> str:
        """Call, and once more where nobody knows whether Slack took it: a trigger opens one modal, however often it is used.

        If the second call is refused, that proves at most that the first arrived (`exchanged_trigger_id`); any other error proves
        nothing.
        """
        began = time.monotonic()
        error = self._call(method, trigger_id=trigger_id, view=view)
        if not error or was_not_taken(error):
            return error
        if time.monotonic() - began > TRIGGER_AGAIN_WITHIN:
            return UNREACHABLE
        again = self._call(method, trigger_id=trigger_id, view=view)
        return "" if again in {"", TRIGGER_USED} else UNREACHABLE

    def _call(self, method: str, **arguments: Any) -> str:  # noqa: ANN401 - arguments of a Slack method are what they are
        try:
            self._client.api_call(method, json=arguments)
        except SlackApiError as response_error:
            failed = response_error.response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
            error = UNREACHABLE if failed else str(response_error.response.get("error", UNREACHABLE))
        except _CALL_ERRORS as fault:
            log.warning("slack_unreachable", method=method, error_type=type(fault).__name__)
            return _without_answer(fault)
        else:
            return ""
        if error != HASH_CONFLICT:  # the person sees a newer view already
            log.warning("slack_call_refused", method=method, error=error)
        return error


def _without_answer(fault: Exception) -> str:
    """urllib wraps what goes wrong while it connects or sends, and nothing that comes later."""
    return NOT_SENT if isinstance(fault, URLError) else UNREACHABLE


def _named_error(answer: bytes) -> str:
    """The error in what a response URL answered with a status of success: `used_url`, `expired_url`; empty where there is none."""
    try:
        content = json.loads(answer)
    except ValueError:  # Slack answers “ok”, as plain text
        return ""
    if not isinstance(content, dict) or content.get("ok") is not False:
        return ""
    return str(content.get("error", UNREACHABLE))
