"""The stand-in's Block Kit rules against the limits of Slack's Block Kit reference: the limit itself passes, one more does not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.blockkit.rule_surfaces import BLOCKS_ON, ELEMENTS_IN, Surface
from bot.sandbox.blockkit.rules import block_text, check_blocks, check_view, view_too_large
from tests.support.slack.block_builders import (
    LIMITS,
    VIEW_LIMITS,
    SizeLimit,
    actions_block,
    button,
    element,
    home_with,
    input_block,
    long_text,
    modal_with,
    option,
    options,
    plain,
    section,
)

Json = dict[str, Any]


def _says(*blocks: Json, surface: Surface = Surface.MODAL) -> list[str]:
    return [str(one) for one in check_blocks(list(blocks), surface)]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_block_may_be_as_big_as_its_limit_and_no_bigger(limit: SizeLimit) -> None:
    assert _says(limit.build(limit.maximum), surface=limit.surface) == []
    assert _says(limit.build(limit.maximum + 1), surface=limit.surface) != []


@pytest.mark.parametrize("limit", VIEW_LIMITS, ids=lambda limit: limit.name)
def test_a_view_may_be_as_big_as_its_limit_and_no_bigger(limit: SizeLimit) -> None:
    assert check_view(limit.build(limit.maximum)) == []
    assert check_view(limit.build(limit.maximum + 1)) != []


@settings(deadline=None)
@given(limit=st.sampled_from(LIMITS), share=st.floats(0.01, 2.0))
def test_every_size_is_judged_by_its_limit_alone(limit: SizeLimit, share: float) -> None:
    size = max(1, round(limit.maximum * share))

    assert (not _says(limit.build(size), surface=limit.surface)) == (size <= limit.maximum)


def test_a_message_takes_50_blocks_and_a_view_100() -> None:
    assert _says(*[section("s")] * 50, surface=Surface.MESSAGE) == []
    assert _says(*[section("s")] * 51, surface=Surface.MESSAGE) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_a_breach_says_where_and_what_in_slacks_words() -> None:
    assert _says(section("ok"), section(long_text(3_001))) == [
        "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]
    assert _says(section("")) == ["must be more than 0 characters [json-pointer:/blocks/0/text/text]"]
    assert _says({"type": "section"}) == ["missing required field: text [json-pointer:/blocks/0]"]
    assert _says(section("s", colour="red")) == ["invalid additional property: colour [json-pointer:/blocks/0]"]
    assert _says({"type": "sektion"}) == ["unsupported type: sektion [json-pointer:/blocks/0/type]"]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": {"type": "mrkdwn", "text": "h"}},
        actions_block({"type": "button", "text": {"type": "mrkdwn", "text": "b"}}),
        actions_block(element("static_select", options=[{"text": {"type": "mrkdwn", "text": "o"}, "value": "1"}])),
        input_block(element("plain_text_input")) | {"label": {"type": "mrkdwn", "text": "l"}},
        actions_block(element("users_select", placeholder={"type": "mrkdwn", "text": "p"})),
        {"type": "header", "text": "a bare string"},
    ],
)
def test_mrkdwn_is_refused_where_slack_wants_plain_text(block: Json) -> None:
    assert _says(block) != []


def test_checkboxes_may_carry_mrkdwn() -> None:
    rich = {"text": {"type": "mrkdwn", "text": "*bold*"}, "value": "1"}

    assert _says(actions_block(element("checkboxes", options=[rich]))) == []


@pytest.mark.parametrize("kind", ["table", "markdown", "container", "context_actions", "carousel", "data_table"])
def test_a_modal_takes_no_block_that_only_messages_or_home_show(kind: str) -> None:
    assert kind not in BLOCKS_ON[Surface.MODAL]
    assert f"unsupported type: {kind} [json-pointer:/blocks/0/type]" in _says({"type": kind})


def test_an_alert_stands_in_modals_only() -> None:
    alert = {"type": "alert", "text": plain("Careful"), "level": "warning"}

    assert _says(alert) == []
    assert _says(alert, surface=Surface.MESSAGE) != []
    assert _says(alert, surface=Surface.HOME) != []


def test_a_datetimepicker_stands_in_modals_and_messages_and_never_beside_a_section() -> None:
    picker = element("datetimepicker")

    assert _says(actions_block(picker)) == []
    assert _says(actions_block(picker), surface=Surface.MESSAGE) == []
    assert _says(actions_block(picker), surface=Surface.HOME) != []
    assert _says(section("s", accessory=picker)) != []


@pytest.mark.parametrize("kind", ["email_text_input", "number_input", "file_input"])
def test_email_number_and_file_inputs_stand_in_modals_only(kind: str) -> None:
    more = {"is_decimal_allowed": False} if kind == "number_input" else {}
    block = input_block(element(kind, **more), dispatch_action=True)

    assert _says(block) == []
    assert _says(block, surface=Surface.MESSAGE) != []
    assert _says(block, surface=Surface.HOME) != []


def test_an_input_needs_a_submit_on_a_modal_and_a_dispatch_on_home() -> None:
    without = modal_with(input_block(element("plain_text_input")))
    del without["submit"]

    assert [str(one) for one in check_view(without)] == [
        "`submit` is required when an `input` block is in the `blocks` array [json-pointer:/view]"
    ]
    assert check_view(home_with(input_block(element("plain_text_input")))) != []
    assert check_view(home_with(input_block(element("plain_text_input"), dispatch_action=True))) == []


def test_a_home_tab_has_neither_title_nor_submit() -> None:
    assert check_view(home_with(section("s"), title=plain("T"))) != []
    assert check_view(home_with(section("s"), submit=plain("S"))) != []


def test_block_ids_are_unique_in_a_view_and_action_ids_in_a_block() -> None:
    assert _says(section("a", block_id="same"), section("b", block_id="same")) == [
        "block_id already exists: same [json-pointer:/blocks/1/block_id]"
    ]
    assert _says(actions_block(button("A", "same"), button("B", "same"))) != []
    assert _says(actions_block(button("A", "same")), actions_block(button("B", "same"))) == []


def test_what_is_chosen_from_the_start_must_be_among_the_options() -> None:
    assert _says(actions_block(element("static_select", options=options(2), initial_option=options(2)[1]))) == []
    assert _says(actions_block(element("static_select", options=options(2), initial_option=option("Else", "9")))) != []
    assert _says(actions_block(element("checkboxes", options=options(2), initial_options=[option("Else", "9")]))) != []


def test_a_select_has_options_or_groups_never_both_nor_neither() -> None:
    group = {"label": plain("g"), "options": options(1)}

    assert _says(actions_block(element("static_select"))) != []
    assert _says(actions_block(element("static_select", options=options(1), option_groups=[group]))) != []


def test_dates_and_times_have_slacks_form() -> None:
    assert _says(actions_block(element("datepicker", initial_date="2026-02-28"))) == []
    assert _says(actions_block(element("datepicker", initial_date="28.02.2026"))) != []
    assert _says(actions_block(element("timepicker", initial_time="23:59"))) == []
    assert _says(actions_block(element("timepicker", initial_time="24:00"))) != []


def test_an_image_has_a_url_or_a_slack_file_and_always_an_alternative_text() -> None:
    assert _says({"type": "image", "slack_file": {"id": "F1"}, "alt_text": "QR code"}) == []
    assert _says({"type": "image", "slack_file": {"id": "F1"}, "image_url": "https://a.test", "alt_text": "x"}) != []
    assert _says({"type": "image", "slack_file": {"id": "F1", "url": "https://a.test"}, "alt_text": "x"}) != []
    assert _says({"type": "image", "image_url": "https://a.test"}) != []


def test_a_message_takes_one_table_and_12000_characters_of_markdown_in_all() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    half = {"type": "markdown", "text": long_text(6_001)}

    assert _says(table, surface=Surface.MESSAGE) == []
    assert _says(table, table, surface=Surface.MESSAGE) != []
    assert _says(half, surface=Surface.MESSAGE) == []
    assert _says(half, half, surface=Surface.MESSAGE) != []


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    small = modal_with(*[section(long_text(1_000))] * 100)
    large = modal_with(*[section(long_text(2_000))] * 100)

    assert check_view(large) == []
    assert not view_too_large(small)
    assert view_too_large(large)


def test_the_text_of_blocks_is_counted_through_all_depths() -> None:
    assert block_text([section("12345"), actions_block(button("123", "b")), {"type": "markdown", "text": "12"}]) == 10


@pytest.mark.parametrize("junk", [None, "blocks", 3, {}, [None], [[]], [{"type": ["section"]}], [{"text": "x"}]])
def test_what_is_no_list_of_blocks_is_refused_and_nothing_breaks(junk: object) -> None:
    assert check_blocks(junk, Surface.MESSAGE) != []


def test_every_element_has_a_block_to_stand_in() -> None:
    placed = set().union(*ELEMENTS_IN.values())

    assert {"plain_text_input", "button", "overflow", "multi_users_select", "datetimepicker", "image"} <= placed
