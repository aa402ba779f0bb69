"""Whatever text stands in whatever place of a block, the page keeps its own tags and no others."""

from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.pages.render import RenderContext, render_blocks
from bot.sandbox.pages.render_mrkdwn import Reader
from tests.support.slack.block_builders import button, plain
from tests.support.slack.sandbox_pages import Json, input_field

READER = Reader(zone=UTC, now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def draw(*blocks: Json) -> str:
    """The blocks on a modal of the id V1."""
    numbered = [{"block_id": f"b{index}"} | block for index, block in enumerate(blocks)]
    return str(render_blocks(numbered, RenderContext("V1", READER)))


class _Tags(HTMLParser):
    """The tags with their attributes' names, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one."""
        self.seen.append((tag, tuple(name for name, _ in attrs)))


def _everywhere(text: str) -> list[Json]:
    """Plain text of somebody's in every place that takes one."""
    said = plain(text)
    asks = {"title": said, "text": said, "confirm": said, "deny": said}
    choice = {"text": said, "value": text, "description": said}
    external = {"type": "external_select", "placeholder": said, "initial_option": choice}
    return [
        {"type": "header", "text": said},
        {"type": "section", "text": said, "fields": [said], "accessory": button("x", text, confirm=asks)},
        {"type": "actions", "elements": [{"type": "overflow", "action_id": text, "options": [choice]}]},
        {"type": "image", "alt_text": text, "title": said, "image_url": text},
        {"type": text, "block_id": text},
        input_field(text, text, {"type": "plain_text_input", "initial_value": text, "placeholder": said}, hint=said),
        input_field(text, "b", {"type": "plain_text_input", "multiline": True, "initial_value": text}),
        input_field(text, "c", {"type": "checkboxes", "options": [choice], "initial_options": [choice]}),
        input_field(text, "d", {"type": "static_select", "option_groups": [{"label": said, "options": [choice]}]}),
        input_field(text, "e", external),
        {"type": "table", "rows": [[{"type": "raw_text", "text": text}]]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
        },
    ]


@given(st.text(st.sampled_from("<>&\"'/= abx`{}%!-"), min_size=1, max_size=30))
def test_no_text_in_any_place_changes_the_tags_of_the_page(text: str) -> None:
    harmless = _Tags(draw(*_everywhere("a"))).seen
    assert _Tags(draw(*_everywhere(text))).seen == harmless
