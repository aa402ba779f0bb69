"""Reading Slack's payloads: anything may stand in them, so every look is checked (spec section 12)."""

from collections.abc import Mapping
from typing import Any

from bot.exchange import Request

NOTHING = 0
"""An id that no row has."""


def id_in(request: Request) -> int:
    """The id that the pressed button carries; `NOTHING` where it carries none."""
    value = first_action(request).get("value", "")
    plain = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(2**31))
    return min(int(value), 2**31 - 1) if plain else NOTHING


def first_action(request: Request) -> Mapping[str, Any]:
    """What was pressed or chosen."""
    actions = request.body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) else {}
