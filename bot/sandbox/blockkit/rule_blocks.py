"""The rules of each Block Kit block by its type (Slack's Block Kit reference); rule_surfaces says on which surfaces it may stand."""

from collections.abc import Iterator

from bot.sandbox.blockkit.rule_checks import (
    Check,
    Violation,
    all_of,
    anything,
    by_type,
    choice,
    flag,
    listing,
    object_with,
    one_key_of,
    open_object_with,
    rule,
    some_key_of,
    string,
    whole,
)
from bot.sandbox.blockkit.rule_elements import ELEMENTS
from bot.sandbox.blockkit.rule_objects import identifier, picture, plain, slack_file, text, url
from bot.sandbox.blockkit.rule_surfaces import ELEMENTS_IN

_ID: dict[str, Check] = {"block_id": identifier}
_row = listing(open_object_with(), 20)


def _elements_of(block: str) -> Check:
    return by_type(ELEMENTS, ELEMENTS_IN[block])


def _child(value: object, pointer: str) -> Iterator[Violation]:
    # Looked up at each call: a container holds blocks of this same table.
    return by_type(BLOCKS, BLOCKS.keys() - {"container", "carousel", "input"})(value, pointer)


_card = all_of(
    object_with(
        **_ID,
        title=text(150),
        subtitle=text(150),
        body=text(200),
        subtext=text(200),
        actions=listing(by_type(ELEMENTS, {"button"}), 3),
        hero_image=picture,
        icon=picture,
        slack_icon=anything,
    ),
    some_key_of("title", "hero_image", "actions", "body"),
)

BLOCKS: dict[str, Check] = {
    "section": all_of(
        object_with(
            **_ID,
            text=text(3_000),
            fields=listing(text(2_000), 10),
            accessory=_elements_of("section"),
            expand=flag,
        ),
        some_key_of("text", "fields"),
    ),
    "header": object_with({"text": plain(150)}, **_ID),
    "divider": object_with(**_ID),
    "context": object_with({"elements": listing(_elements_of("context"), 10)}, **_ID),
    "actions": object_with({"elements": listing(_elements_of("actions"), 25)}, **_ID),
    "context_actions": object_with({"elements": listing(_elements_of("context_actions"), 5)}, **_ID),
    "input": object_with(
        {"label": plain(2_000), "element": _elements_of("input")},
        **_ID,
        hint=plain(2_000),
        optional=flag,
        dispatch_action=flag,
    ),
    "image": all_of(
        object_with({"alt_text": string(2_000)}, **_ID, image_url=url, slack_file=slack_file, title=plain(2_000)),
        one_key_of("image_url", "slack_file"),
    ),
    "markdown": object_with({"text": string(12_000)}, **_ID),
    "table": object_with({"rows": listing(_row, 100)}, **_ID, column_settings=listing(anything, 20)),
    "data_table": all_of(
        open_object_with({"caption": anything, "rows": listing(_row, 101)}, **_ID, page_size=whole(1, 100)),
        rule(
            lambda table: len({len(row) for row in table["rows"]}) <= 1,
            "all rows must have the same number of cells",
            at="/rows",
        ),
    ),
    "data_visualization": open_object_with(**_ID),
    "video": object_with(
        {"alt_text": string(2_000), "title": plain(199), "thumbnail_url": url, "video_url": url},
        **_ID,
        title_url=url,
        description=plain(200),
        provider_icon_url=url,
        provider_name=string(49),
        author_name=string(49),
    ),
    "alert": object_with({"text": text(200)}, **_ID, level=choice("default", "info", "warning", "error", "success")),
    "card": _card,
    "carousel": object_with({"elements": listing(_card, 10)}, **_ID),
    "container": all_of(
        object_with(
            {"child_blocks": listing(_child, 10)},
            **_ID,
            title=text(150),
            rich_text_title=anything,
            subtitle=text(150),
            width=choice("narrow", "standard", "wide", "full"),
            icon=anything,
            is_collapsible=flag,
            default_collapsed=flag,
            has_header_divider=flag,
        ),
        some_key_of("title", "rich_text_title"),
        rule(
            lambda block: not (block.get("is_collapsible") and block.get("has_header_divider")),
            "has_header_divider cannot be set when is_collapsible is true",
        ),
    ),
    "rich_text": object_with({"elements": listing(anything, 1_000, least=0)}, **_ID),
    "file": object_with({"external_id": identifier, "source": choice("remote")}, **_ID),
    "call": object_with({"call_id": identifier}, **_ID, api_decoration_available=flag, call=anything),
    "task_card": open_object_with({"task_id": identifier, "title": anything}, **_ID),
    "plan": open_object_with({"title": anything}, **_ID, tasks=listing(anything, 50)),
}
"""Block type → the rules of the block."""
