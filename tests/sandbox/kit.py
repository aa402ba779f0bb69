"""Blocks of every limited kind, as big as one asks: what the tests of the stand-in's rules build their cases from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.rule_surfaces import Surface
from tests.sandbox.small_bot import button, modal, plain, section

Json = dict[str, Any]


def words(count: int) -> str:
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


def asking(inner: Json, **more: object) -> Json:
    """An input block around an element."""
    return {"type": "input", "label": plain("Label"), "element": inner, **more}


def row(*inner: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(inner)}


def confirm(**changes: object) -> Json:
    """A confirm dialog."""
    dialog = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
    return dialog | changes


def view_with(*blocks: Json, **more: object) -> Json:
    """A modal that takes any block."""
    return modal("Title", *blocks, **more)


def home_with(*blocks: Json, **more: object) -> Json:
    """A Home tab."""
    return {"type": "home", "blocks": list(blocks), **more}


@dataclass(frozen=True)
class Limit:
    """One limit of slack.md 1.2 to 1.4: `made(n)` has the size n, `most` is allowed and one more is not."""

    name: str
    most: int
    made: Callable[[int], Json]
    surface: Surface = Surface.MODAL


def _buttons(count: int) -> list[Json]:
    return [button(f"B{number}", f"b{number}") for number in range(count)]


CARD = {"type": "card", "title": plain("A card")}
DIVIDER = {"type": "divider"}

LIMITS = [
    Limit("section text", 3_000, lambda n: section(words(n))),
    Limit("section fields", 10, lambda n: {"type": "section", "fields": [plain("f")] * n}),
    Limit("section field text", 2_000, lambda n: {"type": "section", "fields": [plain(words(n))]}),
    Limit("header text", 150, lambda n: {"type": "header", "text": plain(words(n))}),
    Limit("context elements", 10, lambda n: {"type": "context", "elements": [plain("c")] * n}),
    Limit("actions elements", 25, lambda n: row(*_buttons(n))),
    Limit("input label", 2_000, lambda n: asking(element("plain_text_input")) | {"label": plain(words(n))}),
    Limit("input hint", 2_000, lambda n: asking(element("plain_text_input"), hint=plain(words(n)))),
    Limit("image alt text", 2_000, lambda n: {"type": "image", "image_url": "https://a.test/i", "alt_text": words(n)}),
    Limit("image url", 3_000, lambda n: {"type": "image", "image_url": words(n), "alt_text": "a"}),
    Limit("markdown text", 12_000, lambda n: {"type": "markdown", "text": words(n)}, Surface.MESSAGE),
    Limit("table rows", 100, lambda n: {"type": "table", "rows": [[{"type": "raw_text"}]] * n}, Surface.MESSAGE),
    Limit("table cells", 20, lambda n: {"type": "table", "rows": [[{"type": "raw_text"}] * n]}, Surface.MESSAGE),
    Limit("alert text", 200, lambda n: {"type": "alert", "text": plain(words(n))}),
    Limit("card title", 150, lambda n: {"type": "card", "title": plain(words(n))}),
    Limit("card body", 200, lambda n: {"type": "card", "body": plain(words(n))}),
    Limit("card buttons", 3, lambda n: {"type": "card", "title": plain("t"), "actions": _buttons(n)}),
    Limit("carousel", 10, lambda n: {"type": "carousel", "elements": [CARD] * n}, Surface.HOME),
    Limit(
        "container",
        10,
        lambda n: {"type": "container", "title": plain("t"), "child_blocks": [DIVIDER] * n},
        Surface.HOME,
    ),
    Limit("button text", 75, lambda n: row(button(words(n), "b"))),
    Limit("button value", 2_000, lambda n: row(button("b", "b", value=words(n)))),
    Limit("button url", 3_000, lambda n: row(button("b", "b", url=words(n)))),
    Limit("action_id", 255, lambda n: row(button("b", words(n)))),
    Limit("block_id", 255, lambda n: section("s", block_id=words(n))),
    Limit("option text", 75, lambda n: row(element("static_select", options=[option(words(n))]))),
    Limit("option value", 150, lambda n: row(element("static_select", options=[option("o", words(n))]))),
    Limit("select options", 100, lambda n: row(element("static_select", options=options(n)))),
    Limit(
        "option group label",
        75,
        lambda n: row(element("static_select", option_groups=[{"label": plain(words(n)), "options": options(1)}])),
    ),
    Limit(
        "option groups",
        100,
        lambda n: row(element("static_select", option_groups=[{"label": plain("g"), "options": options(1)}] * n)),
    ),
    Limit("placeholder", 150, lambda n: row(element("users_select", placeholder=plain(words(n))))),
    Limit("overflow options", 5, lambda n: row(element("overflow", options=options(n)))),
    Limit("checkboxes", 10, lambda n: row(element("checkboxes", options=options(n)))),
    Limit("radio buttons", 10, lambda n: row(element("radio_buttons", options=options(n)))),
    Limit("min_length", 3_000, lambda n: asking(element("plain_text_input", min_length=n))),
    Limit("max_length", 3_000, lambda n: asking(element("plain_text_input", max_length=n))),
    Limit("max_files", 10, lambda n: asking(element("file_input", max_files=n))),
    Limit("confirm title", 100, lambda n: row(button("b", "b", confirm=confirm(title=plain(words(n)))))),
    Limit("confirm text", 300, lambda n: row(button("b", "b", confirm=confirm(text=plain(words(n)))))),
    Limit("confirm yes", 30, lambda n: row(button("b", "b", confirm=confirm(confirm=plain(words(n)))))),
    Limit("confirm no", 30, lambda n: row(button("b", "b", confirm=confirm(deny=plain(words(n)))))),
]
"""One block each."""

VIEW_LIMITS = [
    Limit("modal title", 24, lambda n: view_with(section("s")) | {"title": plain(words(n))}),
    Limit("modal submit", 24, lambda n: view_with(section("s"), submit=plain(words(n)))),
    Limit("modal close", 24, lambda n: view_with(section("s"), close=plain(words(n)))),
    Limit("modal blocks", 100, lambda n: view_with(*[section("s")] * n)),
    Limit("home blocks", 100, lambda n: home_with(*[section("s")] * n)),
    Limit("private_metadata", 3_000, lambda n: view_with(section("s"), private_metadata=words(n))),
    Limit("callback_id", 255, lambda n: view_with(section("s"), callback_id=words(n))),
    Limit("external_id", 255, lambda n: view_with(section("s"), external_id=words(n))),
]
"""One whole view each."""
