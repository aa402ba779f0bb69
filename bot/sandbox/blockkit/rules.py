"""Block Kit's rules for a whole message or view. Pure functions."""

import json
from collections.abc import Iterator, Sequence

from bot.sandbox.blockkit.inputs import elements, flatten
from bot.sandbox.blockkit.rule_blocks import BLOCKS
from bot.sandbox.blockkit.rule_checks import (
    Check,
    Violation,
    all_of,
    by_type,
    choice,
    flag,
    listing,
    object_with,
    rule,
    string,
)
from bot.sandbox.blockkit.rule_objects import ID_LENGTH, plain
from bot.sandbox.blockkit.rule_surfaces import BLOCKS_ON, ELEMENT_SURFACES, Surface
from bot.sandbox.errors import Json

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_TEXT = 40_000
UPDATE_TEXT = 4_000
BLOCK_TEXT = 13_200
"""The limit of all block text in one message, observed and not documented by Slack: msg_blocks_too_long."""
MARKDOWN_TEXT = 12_000
VIEW_BYTES = 250 * 1024
_own_id = string(ID_LENGTH, least=0)
_HIDDEN = {"private_metadata": string(3_000, least=0), "callback_id": _own_id, "external_id": _own_id}


def check_blocks(blocks: object, surface: Surface) -> list[Violation]:
    """The rules that these blocks break on this surface."""
    return list(_blocks_for(surface)(blocks, "/blocks"))


def check_view(view: object) -> list[Violation]:
    """The rules that this modal or Home view breaks, without its size: see `view_too_large`."""
    return list(by_type({"modal": _MODAL, "home": _HOME})(view, "/view"))


def view_too_large(view: Json) -> bool:
    """Whether the whole view is over 250 KB of JSON."""
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode()) > VIEW_BYTES


def block_text(blocks: Sequence[Json]) -> int:
    """The number of characters of text in these blocks."""
    return sum(_text_in(block) for block in blocks)


def _text_in(part: object) -> int:
    if isinstance(part, dict):
        own = part.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(_text_in(one) for one in part.values())
    return sum(_text_in(one) for one in part) if isinstance(part, list) else 0


def _blocks_for(surface: Surface) -> Check:
    most = MESSAGE_BLOCKS if surface is Surface.MESSAGE else VIEW_BLOCKS
    each = by_type(BLOCKS, BLOCKS_ON[surface])

    def check_whole(value: object, pointer: str) -> Iterator[Violation]:
        blocks = value if isinstance(value, list) else []
        yield from _unique_ids(blocks, pointer)
        yield from _elements_of_surface(blocks, pointer, surface)
        yield from _totals(blocks, pointer)
        if surface is Surface.HOME:
            yield from _inputs_dispatch(blocks, pointer)

    return all_of(listing(each, most, least=0), check_whole)


def _unique_ids(blocks: list[Json], pointer: str) -> Iterator[Violation]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Violation(f"{pointer}/{index}/block_id", f"block_id already exists: {block_id}")
        seen |= {block_id} if block_id else set()
        acting = [element["action_id"] for element in elements(block) if "action_id" in element]
        for action_id in {one for one in acting if acting.count(one) > 1}:
            yield Violation(f"{pointer}/{index}/elements", f"action_id already exists: {action_id}")


def _elements_of_surface(blocks: list[Json], pointer: str, surface: Surface) -> Iterator[Violation]:
    for index, block in enumerate(blocks):
        for element in (one for inner in flatten([block]) for one in elements(inner)):
            if surface not in ELEMENT_SURFACES.get(element["type"], Surface):
                yield Violation(f"{pointer}/{index}", f"unsupported type on this surface: {element['type']}")


def _totals(blocks: list[Json], pointer: str) -> Iterator[Violation]:
    inner = list(flatten(blocks))
    if sum(len(block["text"]) for block in inner if block["type"] == "markdown") > MARKDOWN_TEXT:
        yield Violation(pointer, f"markdown blocks must be less than {MARKDOWN_TEXT + 1} characters together")
    if sum(block["type"] == "table" for block in inner) > 1:
        yield Violation(pointer, "only one table is allowed")


def _inputs_dispatch(blocks: list[Json], pointer: str) -> Iterator[Violation]:
    # A Home tab has no submit: what is typed into an input that does not dispatch would be lost.
    for index, block in enumerate(blocks):
        if block["type"] == "input" and not block.get("dispatch_action"):
            yield Violation(f"{pointer}/{index}", "an input on a Home tab needs dispatch_action")


_MODAL = all_of(
    object_with(
        {"type": choice("modal"), "title": plain(24), "blocks": _blocks_for(Surface.MODAL)},
        **_HIDDEN,
        submit=plain(24),
        close=plain(24),
        clear_on_close=flag,
        notify_on_close=flag,
        submit_disabled=flag,
    ),
    rule(
        lambda view: "submit" in view or all(block["type"] != "input" for block in view["blocks"]),
        "`submit` is required when an `input` block is in the `blocks` array",
    ),
)
_HOME = object_with({"type": choice("home"), "blocks": _blocks_for(Surface.HOME)}, **_HIDDEN)
