"""The rules of each Block Kit block by its type (slack.md 1.3); which surface takes it is said in rule_surfaces."""

from collections.abc import Iterator

from bot.sandbox.rule_checks import (
    Breach,
    Check,
    anything,
    both,
    choice,
    flag,
    listing,
    one_key_of,
    shape,
    some_key_of,
    string,
    typed,
    whole,
)
from bot.sandbox.rule_elements import ELEMENTS
from bot.sandbox.rule_objects import block_id, picture, plain, slack_file, text, url
from bot.sandbox.rule_surfaces import ELEMENTS_IN

_ID: dict[str, Check] = {"block_id": block_id}
_cell = shape({}, closed=False)
_row = listing(_cell, 20)


def _elements_of(block: str) -> Check:
    return typed(ELEMENTS, ELEMENTS_IN[block])


def _even_rows(value: object, pointer: str) -> Iterator[Breach]:
    rows = value["rows"] if isinstance(value, dict) else []
    if len({len(row) for row in rows}) > 1:
        yield Breach(f"{pointer}/rows", "all rows must have the same number of cells")


def _divided_or_collapsible(value: object, pointer: str) -> Iterator[Breach]:
    if isinstance(value, dict) and value.get("is_collapsible") and value.get("has_header_divider"):
        yield Breach(pointer, "has_header_divider cannot be set when is_collapsible is true")


def _child(value: object, pointer: str) -> Iterator[Breach]:
    # Looked up when it is asked: a container holds blocks of this same table.
    return typed(BLOCKS, BLOCKS.keys() - {"container", "carousel", "input"})(value, pointer)


def _card(value: object, pointer: str) -> Iterator[Breach]:
    return BLOCKS["card"](value, pointer)


BLOCKS: dict[str, Check] = {
    "section": both(
        shape(
            {},
            {
                **_ID,
                "text": text(3_000),
                "fields": listing(text(2_000), 10),
                "accessory": _elements_of("section"),
                "expand": flag,
            },
        ),
        some_key_of("text", "fields"),
    ),
    "header": shape({"text": plain(150)}, _ID),
    "divider": shape({}, _ID),
    "context": shape({"elements": listing(_elements_of("context"), 10)}, _ID),
    "actions": shape({"elements": listing(_elements_of("actions"), 25)}, _ID),
    "context_actions": shape({"elements": listing(_elements_of("context_actions"), 5)}, _ID),
    "input": shape(
        {"label": plain(2_000), "element": _elements_of("input")},
        {**_ID, "hint": plain(2_000), "optional": flag, "dispatch_action": flag},
    ),
    "image": both(
        shape(
            {"alt_text": string(2_000)},
            {**_ID, "image_url": url, "slack_file": slack_file, "title": plain(2_000)},
        ),
        one_key_of("image_url", "slack_file"),
    ),
    "markdown": shape({"text": string(12_000)}, _ID),
    "table": shape({"rows": listing(_row, 100)}, {**_ID, "column_settings": listing(anything, 20)}),
    "data_table": both(
        shape({"caption": anything, "rows": listing(_row, 101)}, {**_ID, "page_size": whole(1, 100)}, closed=False),
        _even_rows,
    ),
    "data_visualization": shape({}, _ID, closed=False),
    "video": shape(
        {
            "alt_text": string(2_000),
            "title": plain(199),
            "thumbnail_url": url,
            "video_url": url,
        },
        {
            **_ID,
            "title_url": url,
            "description": plain(200),
            "provider_icon_url": url,
            "provider_name": string(49),
            "author_name": string(49),
        },
    ),
    "alert": shape({"text": text(200)}, {**_ID, "level": choice("default", "info", "warning", "error", "success")}),
    "card": both(
        shape(
            {},
            {
                **_ID,
                "title": text(150),
                "subtitle": text(150),
                "body": text(200),
                "subtext": text(200),
                "actions": listing(typed(ELEMENTS, {"button"}), 3),
                "hero_image": picture,
                "icon": picture,
                "slack_icon": anything,
            },
        ),
        some_key_of("title", "hero_image", "actions", "body"),
    ),
    "carousel": shape({"elements": listing(_card, 10)}, _ID),
    "container": both(
        shape(
            {"child_blocks": listing(_child, 10)},
            {
                **_ID,
                "title": text(150),
                "rich_text_title": anything,
                "subtitle": text(150),
                "width": choice("narrow", "standard", "wide", "full"),
                "icon": anything,
                "is_collapsible": flag,
                "default_collapsed": flag,
                "has_header_divider": flag,
            },
        ),
        some_key_of("title", "rich_text_title"),
        _divided_or_collapsible,
    ),
    "rich_text": shape({"elements": listing(anything, 1_000, least=0)}, _ID),
    "file": shape({"external_id": string(255), "source": choice("remote")}, _ID),
    "call": shape({"call_id": string(255)}, {**_ID, "api_decoration_available": flag, "call": anything}),
    "task_card": shape({"task_id": string(255), "title": anything}, _ID, closed=False),
    "plan": shape({"title": anything}, {**_ID, "tasks": listing(anything, 50)}, closed=False),
}
"""By type."""
