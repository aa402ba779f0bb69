"""Reading Slack's payloads: anything may stand in them, so every look is checked (section 12 of the rules)."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.protocol import Request, Surface

MISSING = 0
"""An id that no row has."""
MAX_IDS = 3
MAX_VIEW_ID = 48
"""Characters of a view's id and of its hash; Slack's have some 12 and 20."""
_MENTION = re.compile(r"<(?P<sign>[@#!])(?P<id>\w[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_LINK = re.compile(r"<((?:https?://|mailto:|tel:)[^<>|]*)(?:\|([^<>]*))?>")


def value_id(request: Request) -> int:
    """The id that the pressed button carries, the first one of several; `MISSING` where it carries none."""
    return value_ids(request)[0]


def first_action(request: Request) -> Mapping[str, Any]:
    """What was pressed or chosen."""
    actions = request.body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) else {}


def view_id(request: Request) -> str:
    """The modal in which somebody acts; empty where there is none."""
    return _text_in_view(request, "id")


def submission_key(request: Request) -> str:
    """What one form is that was sent: the modal, and its state. Sent twice it is the same, sent after an answer another."""
    return f"view {view_id(request)} as of {_text_in_view(request, 'hash')}"


def _text_in_view(request: Request, name: str) -> str:
    view = request.body.get("view")
    value = view.get(name) if isinstance(view, dict) else None
    return value[:MAX_VIEW_ID] if isinstance(value, str) else ""


def is_ephemeral(request: Request) -> bool:
    """Whether the button stands in a message that this person alone sees."""
    container = request.body.get("container")
    return isinstance(container, dict) and bool(container.get("is_ephemeral"))


def is_in_channel(request: Request) -> bool:
    """Whether somebody acts where others read too, and not in the app's own messages."""
    return request.surface is Surface.MESSAGE and not request.channel.startswith("D")


def unescape_mentions(text: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A text as its person wrote it: Slack sends names as `<@U…|name>`, addresses in brackets, `&` as `&amp;`.

    In messages Slack leaves people's names out: `names` has those of the ids that stand there.
    What comes out may mention and link again: whoever shows it in mrkdwn escapes it first.
    """
    named = _MENTION.sub(lambda found: _mention_text(found, names), _LINK.sub(lambda found: found[2] or found[1], text))
    return named.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _mention_text(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign = "#" if found["sign"] == "#" else "@"
    name = found["label"] or names.get(found["id"]) or found["id"].partition("^")[0]
    return sign + name.removeprefix(sign)


def value_ids(request: Request) -> tuple[int, ...]:
    """The ids that the pressed button carries, with dots between them; `MISSING` for each that is none."""
    value = first_action(request).get("value", "")
    parts = value.split(".")[:MAX_IDS] if isinstance(value, str) else []
    return tuple(parse_id(part) for part in parts) + (MISSING,) * (MAX_IDS - len(parts))


def parse_id(text: str) -> int:
    """The id that a text is; `MISSING` where it is none."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(2**31))
    return min(int(text), 2**31 - 1) if plain else MISSING
