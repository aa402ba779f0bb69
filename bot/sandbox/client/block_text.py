"""Blocks as lines of plain text for one reader: everything that can be read, buttons and menus left out."""

from collections.abc import Iterable, Iterator

from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.errors import Json


def block_lines(blocks: Iterable[Json], words: PlainText) -> list[str]:
    """The lines of these blocks, empty ones left out."""
    return [line for block in blocks for line in _lines(block, words) if line.strip()]


def _lines(block: Json, words: PlainText) -> Iterator[str]:
    kind = block["type"]
    if kind in {"section", "header", "alert", "markdown"}:
        yield words.of(block.get("text"))
        yield from (words.of(field) for field in block.get("fields", []))
    elif kind == "context":
        yield " ".join(words.of(one) or str(one.get("alt_text", "")) for one in block["elements"])
    elif kind == "input":
        yield words.of(block["label"])
        yield words.of(block.get("hint"))
    elif kind in {"image", "video"}:
        yield words.of(block.get("title"))
        yield str(block["alt_text"])
    elif kind in {"table", "data_table"}:
        yield from (" | ".join(_inner(cell, words) for cell in row) for row in block["rows"])
    elif kind == "rich_text":
        yield from (_inner(part, words) for part in block["elements"])
    else:
        yield from _titled(block, words)


def _titled(block: Json, words: PlainText) -> Iterator[str]:
    yield from (words.of(block.get(key)) for key in ("title", "subtitle", "body", "subtext"))
    if block["type"] in {"container", "carousel"}:
        yield from block_lines(block.get("child_blocks") or block.get("elements") or [], words)


def _inner(part: Json, words: PlainText) -> str:
    """A piece of rich text, or a table's cell."""
    kind = part.get("type")
    if kind == "link":
        words.links[part.get("text") or part["url"]] = part["url"]
        return str(part.get("text") or part["url"])
    if kind in _TOKENS:
        return words.mrkdwn(_TOKENS[kind].format(**{"fallback": "", **part}))
    if "elements" in part:
        separator = "\n" if kind == "rich_text_list" else ""
        return separator.join(_inner(one, words) for one in part["elements"])
    return str(part.get("text", ""))


_TOKENS = {
    "user": "<@{user_id}>",
    "channel": "<#{channel_id}>",
    "date": "<!date^{timestamp}^{format}|{fallback}>",
    "broadcast": "<!{range}>",
    "emoji": ":{name}:",
}
"""Rich text's own pieces, written as mrkdwn would."""
