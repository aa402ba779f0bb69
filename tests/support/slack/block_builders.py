"""Blocks of every limited kind, as big as one asks: what the tests of the stand-in's rules build their cases from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.blockkit.rule_surfaces import Surface

Json = dict[str, Any]


def long_text(count: int) -> str:
    """A text of exactly so many characters, none of them ASCII: limits count code points."""
    return "ä" * count


def option(text: str = "One", value: str = "1", **more: object) -> Json:
    """An option of a menu."""
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    """So many different options."""
    return [option(f"Option {number}", str(number)) for number in range(count)]


def element(kind: str, **more: object) -> Json:
    """An element of this type."""
    return {"type": kind, "action_id": "element", **more}


def input_block(inner: Json, **more: object) -> Json:
    """An input block around an element."""
    return {"type": "input", "label": plain("Label"), "element": inner, **more}


def actions_block(*inner: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(inner)}


def confirm_dialog(**changes: object) -> Json:
    """A confirm dialog."""
    dialog = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
    return dialog | changes


def modal_with(*blocks: Json, **more: object) -> Json:
    """A modal that takes any block."""
    return modal("Title", *blocks, **more)


def home_with(*blocks: Json, **more: object) -> Json:
    """A Home tab."""
    return {"type": "home", "blocks": list(blocks), **more}


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def section(text: str, **more: object) -> Json:
    """A section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str, **more: object) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "1", **more}


def actions(*elements: Json) -> Json:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def text_input(label: str, block_id: str, **more: object) -> Json:
    """An input for one line of text."""
    element = {"type": "plain_text_input", "action_id": "value", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(title: str, *blocks: Json, **more: object) -> Json:
    """A modal with a Save button."""
    return {"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": list(blocks), **more}


@dataclass(frozen=True)
class SizeLimit:
    """One limit of Slack's Block Kit reference: `made(n)` has the size n, `most` is allowed and one more is not."""

    name: str
    maximum: int
    build: Callable[[int], Json]
    surface: Surface = Surface.MODAL


def _buttons(count: int) -> list[Json]:
    return [button(f"B{number}", f"b{number}") for number in range(count)]


CARD = {"type": "card", "title": plain("A card")}
DIVIDER = {"type": "divider"}

LIMITS = [
    SizeLimit("section text", 3_000, lambda n: section(long_text(n))),
    SizeLimit("section fields", 10, lambda n: {"type": "section", "fields": [plain("f")] * n}),
    SizeLimit("section field text", 2_000, lambda n: {"type": "section", "fields": [plain(long_text(n))]}),
    SizeLimit("header text", 150, lambda n: {"type": "header", "text": plain(long_text(n))}),
    SizeLimit("context elements", 10, lambda n: {"type": "context", "elements": [plain("c")] * n}),
    SizeLimit("actions elements", 25, lambda n: actions_block(*_buttons(n))),
    SizeLimit(
        "input label", 2_000, lambda n: input_block(element("plain_text_input")) | {"label": plain(long_text(n))}
    ),
    SizeLimit("input hint", 2_000, lambda n: input_block(element("plain_text_input"), hint=plain(long_text(n)))),
    SizeLimit(
        "image alt text", 2_000, lambda n: {"type": "image", "image_url": "https://a.test/i", "alt_text": long_text(n)}
    ),
    SizeLimit("image url", 3_000, lambda n: {"type": "image", "image_url": long_text(n), "alt_text": "a"}),
    SizeLimit("markdown text", 12_000, lambda n: {"type": "markdown", "text": long_text(n)}, Surface.MESSAGE),
    SizeLimit("table rows", 100, lambda n: {"type": "table", "rows": [[{"type": "raw_text"}]] * n}, Surface.MESSAGE),
    SizeLimit("table cells", 20, lambda n: {"type": "table", "rows": [[{"type": "raw_text"}] * n]}, Surface.MESSAGE),
    SizeLimit("alert text", 200, lambda n: {"type": "alert", "text": plain(long_text(n))}),
    SizeLimit("card title", 150, lambda n: {"type": "card", "title": plain(long_text(n))}),
    SizeLimit("card body", 200, lambda n: {"type": "card", "body": plain(long_text(n))}),
    SizeLimit("card buttons", 3, lambda n: {"type": "card", "title": plain("t"), "actions": _buttons(n)}),
    SizeLimit("carousel", 10, lambda n: {"type": "carousel", "elements": [CARD] * n}, Surface.HOME),
    SizeLimit(
        "container",
        10,
        lambda n: {"type": "container", "title": plain("t"), "child_blocks": [DIVIDER] * n},
        Surface.HOME,
    ),
    SizeLimit("button text", 75, lambda n: actions_block(button(long_text(n), "b"))),
    SizeLimit("button value", 2_000, lambda n: actions_block(button("b", "b", value=long_text(n)))),
    SizeLimit("button url", 3_000, lambda n: actions_block(button("b", "b", url=long_text(n)))),
    SizeLimit("action_id", 255, lambda n: actions_block(button("b", long_text(n)))),
    SizeLimit("block_id", 255, lambda n: section("s", block_id=long_text(n))),
    SizeLimit("option text", 75, lambda n: actions_block(element("static_select", options=[option(long_text(n))]))),
    SizeLimit(
        "option value", 150, lambda n: actions_block(element("static_select", options=[option("o", long_text(n))]))
    ),
    SizeLimit("select options", 100, lambda n: actions_block(element("static_select", options=options(n)))),
    SizeLimit(
        "option group label",
        75,
        lambda n: actions_block(
            element("static_select", option_groups=[{"label": plain(long_text(n)), "options": options(1)}])
        ),
    ),
    SizeLimit(
        "option groups",
        100,
        lambda n: actions_block(
            element("static_select", option_groups=[{"label": plain("g"), "options": options(1)}] * n)
        ),
    ),
    SizeLimit("placeholder", 150, lambda n: actions_block(element("users_select", placeholder=plain(long_text(n))))),
    SizeLimit("overflow options", 5, lambda n: actions_block(element("overflow", options=options(n)))),
    SizeLimit("checkboxes", 10, lambda n: actions_block(element("checkboxes", options=options(n)))),
    SizeLimit("radio buttons", 10, lambda n: actions_block(element("radio_buttons", options=options(n)))),
    SizeLimit("min_length", 3_000, lambda n: input_block(element("plain_text_input", min_length=n))),
    SizeLimit("max_length", 3_000, lambda n: input_block(element("plain_text_input", max_length=n))),
    SizeLimit("max_files", 10, lambda n: input_block(element("file_input", max_files=n))),
    SizeLimit(
        "confirm title",
        100,
        lambda n: actions_block(button("b", "b", confirm=confirm_dialog(title=plain(long_text(n))))),
    ),
    SizeLimit(
        "confirm text", 300, lambda n: actions_block(button("b", "b", confirm=confirm_dialog(text=plain(long_text(n)))))
    ),
    SizeLimit(
        "confirm yes",
        30,
        lambda n: actions_block(button("b", "b", confirm=confirm_dialog(confirm=plain(long_text(n))))),
    ),
    SizeLimit(
        "confirm no", 30, lambda n: actions_block(button("b", "b", confirm=confirm_dialog(deny=plain(long_text(n)))))
    ),
]
"""One block each."""

VIEW_LIMITS = [
    SizeLimit("modal title", 24, lambda n: modal_with(section("s")) | {"title": plain(long_text(n))}),
    SizeLimit("modal submit", 24, lambda n: modal_with(section("s"), submit=plain(long_text(n)))),
    SizeLimit("modal close", 24, lambda n: modal_with(section("s"), close=plain(long_text(n)))),
    SizeLimit("modal blocks", 100, lambda n: modal_with(*[section("s")] * n)),
    SizeLimit("home blocks", 100, lambda n: home_with(*[section("s")] * n)),
    SizeLimit("private_metadata", 3_000, lambda n: modal_with(section("s"), private_metadata=long_text(n))),
    SizeLimit("callback_id", 255, lambda n: modal_with(section("s"), callback_id=long_text(n))),
    SizeLimit("external_id", 255, lambda n: modal_with(section("s"), external_id=long_text(n))),
]
"""One whole view each."""
