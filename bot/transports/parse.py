"""Reads Slack's payloads into requests and reply contexts; it must not know routes, handlers or how a reply is sent."""

import json
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.policy.clock import Instant
from bot.policy.ids import TeamId, UserId
from bot.policy.values.text import strip_control_characters, strip_control_characters_deep
from bot.protocol import Request, RequestKind, Surface
from bot.transports.replies.context import ReplyContext
from bot.transports.retry_button import REPLAYABLE, RETRY

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O: people read a reference aloud
_random = random.Random()  # noqa: S311 - a reference is no secret, and the system's randomness costs more than a request
_COMMAND_NAME = re.compile(r"^/[^\s]{1,31}$")
_INTERACTIVE = {
    "block_actions": RequestKind.ACTION,
    "interactive_message": RequestKind.ACTION,
    "dialog_submission": RequestKind.ACTION,
    "dialog_cancellation": RequestKind.ACTION,
    "view_submission": RequestKind.SUBMISSION,
    "view_closed": RequestKind.CLOSING,
    "shortcut": RequestKind.SHORTCUT,
    "message_action": RequestKind.SHORTCUT,
    "block_suggestion": RequestKind.OPTIONS,
    "dialog_suggestion": RequestKind.OPTIONS,
}


class MalformedError(ValueError):
    """A payload that is not shaped as Slack shapes it."""


def new_reference() -> str:
    """A short code to read aloud, such as `KTW-4821` (UX-6); not unique for ever, but within any day's log."""
    return f"{''.join(_random.choices(_LETTERS, k=3))}-{_random.randrange(10_000):04d}"


def parse(
    body: Mapping[str, Any], *, ids: tuple[object, object, object], instant: Instant
) -> tuple[Request, ReplyContext] | None:
    """The request in `body` and its reply context; None for a payload that is no request (an `ssl_check`).

    `ids` are the team, person and channel that Bolt found in the payload, None for none. Control characters are removed
    (section 12 of the rules): whatever handlers read has none. Raises `MalformedError`.
    """
    body = _clean(body)
    kind = _kind(body)
    if kind is None:
        return None
    team, user, channel = map(_id, ids)
    inner = _mapping(body, "event") if kind is RequestKind.EVENT else body
    surface = _surface(kind, body)
    request = Request(
        kind=kind,
        name=_name(kind, inner),
        team=TeamId(team),
        user=UserId(user),
        user_team=_user_team(inner) or team,
        channel=channel,
        text=_text(body, "text").strip() if kind is RequestKind.COMMAND else "",
        surface=surface,
        instant=instant,
        reference=new_reference(),
        body=inner,
    )
    context = ReplyContext(
        kind=kind,
        surface=surface,
        response_url=_text(body, "response_url"),
        trigger_id=_text(body, "trigger_id"),
        view=_mapping(body, "view"),
        event_id=_text(body, "event_id"),
    )
    return request, context


def replayed(request: Request) -> Request:
    """The request that an “again” button repeats, in the name of whoever pressed it; any other request unchanged.

    The value is not trusted: it may name any command that the person could type. Raises `MalformedError`.
    """
    if request.kind is not RequestKind.ACTION or request.name != RETRY:
        return request
    try:
        kind, name, text = strip_control_characters_deep(json.loads(_text(first_action(request.body), "value")))
        replayed_kind = RequestKind(kind)
    except (ValueError, TypeError, RecursionError) as fault:
        raise MalformedError("an again button without its request") from fault
    if replayed_kind not in REPLAYABLE or not isinstance(name, str) or not isinstance(text, str):
        raise MalformedError("an again button with a foreign request")
    if replayed_kind is RequestKind.COMMAND and not _COMMAND_NAME.match(name):
        raise MalformedError("an again button with a strange command")
    return replace(request, kind=replayed_kind, name=name, text=text)


def first_action(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The action of a `block_actions` payload; an empty mapping if there is none. Raises `MalformedError`."""
    actions = body.get("actions") or [{}]
    if not isinstance(actions, list) or not isinstance(actions[0], dict):
        raise MalformedError("actions is not a list of objects")
    return actions[0]


def _clean(body: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        cleaned: Mapping[str, Any] = strip_control_characters_deep(dict(body))
    except RecursionError as fault:
        raise MalformedError("the payload is nested too deep") from fault
    return cleaned


def _kind(body: Mapping[str, Any]) -> RequestKind | None:
    if "command" in body:
        return RequestKind.COMMAND
    payload_type = _text(body, "type")
    if payload_type == "event_callback":
        return RequestKind.EVENT
    return _INTERACTIVE.get(payload_type)


def _name(kind: RequestKind, body: Mapping[str, Any]) -> str:
    match kind:
        case RequestKind.COMMAND:
            return _text(body, "command")
        case RequestKind.EVENT:
            return _text(body, "type")
        case RequestKind.SUBMISSION | RequestKind.CLOSING:
            return _text(_mapping(body, "view"), "callback_id")
        case RequestKind.ACTION:
            return _text(first_action(body), "action_id") or _text(body, "callback_id")
        case RequestKind.SHORTCUT | RequestKind.OPTIONS:
            return _text(body, "action_id") or _text(body, "callback_id")


def _surface(kind: RequestKind, body: Mapping[str, Any]) -> Surface:
    if kind is RequestKind.EVENT:
        return Surface.NOWHERE
    if "view" in body:
        return Surface.HOME if _mapping(body, "view").get("type") == "home" else Surface.MODAL
    return Surface.MESSAGE if _text(body, "response_url") else Surface.NOWHERE


def _user_team(body: Mapping[str, Any]) -> str:
    user = body.get("user")
    if isinstance(user, dict):
        return _text(user, "team_id")
    return _text(body, "user_team")


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedError(f"{key} is not a text")
    return value


def _id(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedError("an id is not a text")
    return strip_control_characters(value)


def _mapping(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = body.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MalformedError(f"{key} is not an object")
    return value
