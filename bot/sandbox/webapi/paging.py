"""Pages of a list, with Slack's opaque cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.errors import SlackError
from bot.sandbox.webapi.args import Args

_MOST = 1_000
_Item = TypeVar("_Item")


def page(items: Sequence[_Item], args: Args, default: int = _MOST, most: int = _MOST) -> tuple[list[_Item], str]:
    """The page at `cursor` with `limit` items, `most` at most, and the cursor of the next page (empty at the end)."""
    start = _position(args.text("cursor", ""))
    limit = min(args.number("limit", default) or default, most)
    if limit < 1:
        raise SlackError("invalid_limit")
    after = start + limit
    cursor = base64.urlsafe_b64encode(f"next:{after}".encode()).decode() if after < len(items) else ""
    return list(items[start:after]), cursor


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("next:"))
    except (binascii.Error, ValueError) as unreadable:
        raise SlackError("invalid_cursor") from unreadable
