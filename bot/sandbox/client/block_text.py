"""Blocks as lines of plain text for one reader: all their text without that of buttons and menus."""

from collections.abc import Iterable, Iterator

from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.errors import Json


def block_lines(blocks: Iterable[Json], plain_text: PlainText) -> list[str]:
    """The lines of these blocks without empty ones."""
    return [line for block in blocks for line in _lines(block, plain_text) if line.strip()]


def _lines(block: Json, plain_text: PlainText) -> Iterator[str]:
    kind = block["type"]
    if kind in {"section", "header", "alert", "markdown"}:
        yield plain_text.of(block.get("text"))
        yield from (plain_text.of(field) for field in block.get("fields", []))
    elif kind == "context":
        yield " ".join(plain_text.of(one) or str(one.get("alt_text", "")) for one in block["elements"])
    elif kind == "input":
        yield plain_text.of(block["label"])
        yield plain_text.of(block.get("hint"))
    elif kind in {"image", "video"}:
        yield plain_text.of(block.get("title"))
        yield str(block["alt_text"])
    elif kind in {"table", "data_table"}:
        yield from (" | ".join(_inner(cell, plain_text) for cell in row) for row in block["rows"])
    elif kind == "rich_text":
        yield from (_inner(part, plain_text) for part in block["elements"])
    else:
        yield from _titled(block, plain_text)


def _titled(block: Json, plain_text: PlainText) -> Iterator[str]:
    yield from (plain_text.of(block.get(key)) for key in ("title", "subtitle", "body", "subtext"))
    if block["type"] in {"container", "carousel"}:
        yield from block_lines(block.get("child_blocks") or block.get("elements") or [], plain_text)


def _inner(part: Json, plain_text: PlainText) -> str:
    """A piece of rich text, or a table's cell."""
    kind = part.get("type")
    if kind == "link":
        plain_text.links[part.get("text") or part["url"]] = part["url"]
        return str(part.get("text") or part["url"])
    if token := as_mrkdwn(part):
        return plain_text.mrkdwn(token)
    if "elements" in part:
        separator = "\n" if kind == "rich_text_list" else ""
        return separator.join(_inner(one, plain_text) for one in part["elements"])
    return str(part.get("text", ""))


def as_mrkdwn(element: Json) -> str:
    """An element of rich text as its mrkdwn token; empty where there is none for its type."""
    return _TOKENS.get(element.get("type", ""), "").format(**{"fallback": "", **element})


_TOKENS = {
    "user": "<@{user_id}>",
    "channel": "<#{channel_id}>",
    "date": "<!date^{timestamp}^{format}|{fallback}>",
    "broadcast": "<!{range}>",
    "emoji": ":{name}:",
}
