"""Reading Slack's payloads: anything may stand in them, so every look is checked (spec section 12)."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.exchange import Request, Surface

NOTHING = 0
"""An id that no row has."""
MOST_IDS = 3
_NAME = re.compile(r"<(?P<sign>[@#!])(?P<id>\w[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ADDRESS = re.compile(r"<((?:https?://|mailto:|tel:)[^<>|]*)(?:\|([^<>]*))?>")


def id_in(request: Request) -> int:
    """The id that the pressed button carries, the first one of several; `NOTHING` where it carries none."""
    return ids_in(request)[0]


def first_action(request: Request) -> Mapping[str, Any]:
    """What was pressed or chosen."""
    actions = request.body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) else {}


def is_ephemeral(request: Request) -> bool:
    """Whether the button stands in a message that this person alone sees."""
    container = request.body.get("container")
    return isinstance(container, dict) and bool(container.get("is_ephemeral"))


def is_in_channel(request: Request) -> bool:
    """Whether somebody acts where others read too, and not in the app's own messages."""
    return request.surface is Surface.MESSAGE and not request.channel.startswith("D")


def as_typed(text: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A text as its person wrote it: Slack sends names as `<@U…|name>`, addresses in brackets, `&` as `&amp;`.

    In messages Slack leaves people's names out: `names` has those of the ids that stand there.
    What comes out may mention and link again: whoever shows it in mrkdwn escapes it first.
    """
    named = _NAME.sub(lambda found: _name(found, names), _ADDRESS.sub(lambda found: found[2] or found[1], text))
    return named.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _name(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign = "#" if found["sign"] == "#" else "@"
    name = found["label"] or names.get(found["id"]) or found["id"].partition("^")[0]
    return sign + name.removeprefix(sign)


def ids_in(request: Request) -> tuple[int, ...]:
    """The ids that the pressed button carries, with dots between them; `NOTHING` for each that is none."""
    value = first_action(request).get("value", "")
    parts = value.split(".")[:MOST_IDS] if isinstance(value, str) else []
    return tuple(as_id(part) for part in parts) + (NOTHING,) * (MOST_IDS - len(parts))


def as_id(text: str) -> int:
    """The id that a text is; `NOTHING` where it is none."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(2**31))
    return min(int(text), 2**31 - 1) if plain else NOTHING
