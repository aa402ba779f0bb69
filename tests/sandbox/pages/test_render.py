"""Blocks become HTML that people and tests can work with: by label, by role, by keyboard."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.pages.render import RenderContext, render_blocks
from bot.sandbox.pages.render_fields import Choice
from bot.sandbox.pages.render_mrkdwn import Reader
from tests.support.slack.block_builders import button, option, plain
from tests.support.slack.sandbox_pages import Json, input_field, mrkdwn, visible_text

READER = Reader(zone=UTC, now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), people={"U1": "Alex"})


def draw(*blocks: Json, **stand: Any) -> str:  # noqa: ANN401 - the fields of Stand
    """The blocks on a modal of the id V1."""
    numbered = [{"block_id": f"b{index}"} | block for index, block in enumerate(blocks)]
    return str(render_blocks(numbered, RenderContext("V1", READER, **stand)))


def test_a_section_shows_its_text_its_fields_and_its_accessory() -> None:
    html = draw(
        {
            "type": "section",
            "text": mrkdwn("*Number*"),
            "fields": [mrkdwn("_a_"), plain("*b*")],
            "accessory": button("Start", "start", style="primary"),
        }
    )
    assert "<strong>Number</strong>" in html
    assert visible_text(html) == "Number a *b* Start"
    assert 'class="button primary" id="V1:b0/start" name="press" value="b0/start">Start</button>' in html


@pytest.mark.parametrize(
    "block,text",
    [
        ({"type": "header", "text": plain("Hi :wave:")}, "Hi 👋"),
        ({"type": "context", "elements": [mrkdwn("seen by <@U1>")]}, "seen by @Alex"),
        ({"type": "alert", "level": "warning", "text": plain("Careful")}, "Careful"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "A"}], [{"type": "raw_text", "text": "1"}]]}, "A 1"),
        ({"type": "video", "title": plain("x")}, "[video]"),
        ({"type": "input", "label": plain("File"), "element": {"type": "file_input"}}, "[input: file_input]"),
        ({"type": "actions", "elements": [{"type": "feedback_buttons"}]}, "[feedback_buttons]"),
    ],
)
def test_each_block_is_shown_and_an_unknown_one_by_its_name(block: Json, text: str) -> None:
    assert visible_text(draw(block)) == text


def test_rich_text_is_shown_with_its_styles_lists_and_people() -> None:
    part = [
        {"type": "text", "text": "bold <", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "emoji", "name": "lock"},
        {"type": "link", "url": "javascript:alert(1)", "text": "no link"},
        {"type": "date", "timestamp": 1795424400, "format": "{time}", "fallback": "x"},
    ]
    html = draw(
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": part},
                {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [{"elements": part[:1]}]},
            ],
        }
    )
    assert "<strong>bold &lt;</strong>" in html
    assert '<ol class="indent-1"><li>' in html
    assert visible_text(html) == "bold < @Alex 🔒no link 9:00 AM bold <"
    assert "javascript" not in html


def test_a_link_button_opens_outside_and_still_tells_the_app() -> None:
    html = draw({"type": "actions", "elements": [button("Join", "join", url="http://127.0.0.1:3001/j/1")]})
    assert 'href="http://127.0.0.1:3001/j/1" target="_blank" rel="noopener noreferrer" data-press="b0/join"' in html


def test_a_link_button_to_nowhere_safe_is_a_plain_button() -> None:
    html = draw({"type": "actions", "elements": [button("Join", "join", url="javascript:alert(1)")]})
    assert "javascript" not in html
    assert 'value="b0/join">Join</button>' in html


def test_a_button_that_asks_first_carries_its_question() -> None:
    confirm = {"title": plain("End?"), "text": mrkdwn("For *all*"), "confirm": plain("End it"), "deny": plain("No")}
    html = draw({"type": "actions", "elements": [button("End", "end", confirm=confirm | {"style": "danger"})]})
    assert 'data-confirm="V1:b0/end:confirm">End</button>' in html
    assert '<template id="V1:b0/end:confirm"' in html
    assert 'data-title="End?"' in html
    assert 'data-ok="End it"' in html
    assert 'data-deny="No"' in html
    assert "For <strong>all</strong>" in html


def test_an_overflow_menu_is_a_button_with_a_list() -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Settings", "a b/c")]}
    html = draw({"type": "actions", "elements": [menu]})
    assert 'popovertarget="V1:b0/more:menu" aria-label="More options"' in html
    assert 'name="press" value="b0/more?a%20b%2Fc">Settings</button>' in html


def test_a_text_field_is_tied_to_its_label_its_hint_and_its_error() -> None:
    block = input_field("Topic", "t", {"type": "plain_text_input"}, hint=plain("Up to 200"))
    html = draw(block, errors={"t": "Not blank"})
    assert '<label class="label" id="V1:t/value:label" for="V1:t/value">Topic</label>' in html
    assert 'aria-describedby="V1:t/value:error V1:t/value:hint" aria-required="true" aria-invalid="true"' in html
    assert '<p class="error" id="V1:t/value:error">Not blank</p>' in html
    assert '<p class="hint" id="V1:t/value:hint">Up to 200</p>' in html


def test_an_optional_field_says_so_beside_its_label_not_in_it() -> None:
    html = draw(input_field("Topic", "t", {"type": "plain_text_input"}, optional=True))
    assert ">Topic</label>" in html
    assert "(optional)" in html
    assert "aria-required" not in html


def test_typed_text_wins_over_the_preset_and_keeps_its_lines() -> None:
    element = {"type": "plain_text_input", "multiline": True, "initial_value": "preset"}
    typed = {"t": {"value": {"type": "plain_text_input", "value": "\nline <1>\nline 2"}}}
    assert ">\n\nline &lt;1&gt;\nline 2</textarea>" in draw(input_field("Text", "t", element), typed=typed)


@pytest.mark.parametrize(
    "kind,control",
    [
        ("datepicker", "date"),
        ("timepicker", "time"),
        ("datetimepicker", "datetime-local"),
        ("email_text_input", "text"),
    ],
)
def test_pickers_are_the_browsers_own(kind: str, control: str) -> None:
    assert f'<input type="{control}" id="V1:t/value"' in draw(input_field("When", "t", {"type": kind}))


def test_a_select_shows_its_placeholder_its_groups_and_its_choice() -> None:
    groups = [{"label": plain("Europe"), "options": [option("Berlin", "b"), option("Rome", "r")]}]
    element = {"type": "static_select", "option_groups": groups, "initial_option": option("Rome", "r")}
    html = draw(input_field("Zone", "z", element | {"placeholder": plain("Pick one")}))
    assert '<option value="">Pick one</option>' in html
    assert '<optgroup label="Europe">' in html
    assert '<option value="r" selected>Rome</option>' in html
    assert '<option value="b">Berlin</option>' in html


def test_several_people_are_chosen_by_ticking_them() -> None:
    element = {"type": "multi_users_select", "initial_users": ["U2"]}
    html = draw(input_field("Invite", "i", element), selectable=lambda _: [Choice("U1", "Alex"), Choice("U2", "Kim")])
    assert 'role="group" aria-labelledby="V1:i/value:label"' in html
    assert '<input type="checkbox" name="i/value" value="U2" checked>' in html
    assert '<input type="checkbox" name="i/value" value="U1">' in html


def test_radio_buttons_and_checkboxes_show_descriptions_and_mrkdwn() -> None:
    chosen = {"text": mrkdwn("*One*"), "value": "1", "description": mrkdwn("_first_")}
    element = {"type": "radio_buttons", "options": [chosen, option("*Two*", "2")], "initial_option": chosen}
    html = draw(input_field("Which", "w", element))
    assert 'role="radiogroup"' in html
    assert 'value="1" checked>' in html
    assert "<strong>One</strong><small><em>first</em></small>" in html
    assert "*Two*" in html


def test_an_external_select_is_a_combobox_that_asks_its_address() -> None:
    element = {"type": "external_select", "min_query_length": 1, "initial_option": option("Rome", "r")}
    html = draw(input_field("Zone", "z", element), options_url="/as/U1/view/V1/options")
    assert 'data-search="/as/U1/view/V1/options" data-field="z/value" data-least="1"' in html
    assert 'role="combobox"' in html
    assert 'value="Rome" placeholder="Type to search"' in html
    assert "&#34;value&#34;: &#34;r&#34;" in html


@pytest.mark.parametrize(
    "block,live",
    [
        (input_field("T", "t", {"type": "plain_text_input"}), ""),
        (input_field("T", "t", {"type": "plain_text_input"}, dispatch_action=True), "enter"),
        (input_field("T", "t", {"type": "datepicker"}, dispatch_action=True), "change"),
        ({"type": "actions", "elements": [{"type": "datepicker", "action_id": "value"}]}, "change"),
    ],
)
def test_a_control_tells_the_app_at_once_only_where_slack_does(block: Json, live: str) -> None:
    html = draw(block)
    assert (f'data-live="{live}"' in html) if live else ("data-live" not in html)


@pytest.mark.parametrize(
    "image,source",
    [
        ({"slack_file": {"id": "F1"}}, 'src="/pictures/F1"'),
        ({"slack_file": {"url": "http://127.0.0.1:3000/files/F1/qr.png"}}, 'src="/pictures/F1"'),
    ],
)
def test_a_file_of_the_workspace_is_shown(image: Json, source: str) -> None:
    assert source in draw({"type": "image", "alt_text": "QR code"} | image)


def test_a_picture_from_outside_is_named_but_not_loaded() -> None:
    html = draw({"type": "image", "alt_text": "A logo", "image_url": "https://example.com/logo.png"})
    assert "<img" not in html
    assert "example.com" not in html
    assert 'role="img" aria-label="A logo"' in html
