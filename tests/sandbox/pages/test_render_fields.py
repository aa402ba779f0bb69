"""A form shows what was typed or preset, and its texts become the values that Slack sends."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.blockkit.inputs import value_object
from bot.sandbox.pages.render_fields import (
    CONTROLS,
    as_choice,
    current_values,
    field_name,
    ids_of,
    option_groups,
    value_of,
)
from tests.support.slack.block_builders import option, plain

ONE, TWO = option("One", "1"), option("Two", "2")
OPTIONS = {"action_id": "value", "options": [ONE, TWO]}
BERLIN = ZoneInfo("Europe/Berlin")

ELEMENTS: list[tuple[dict[str, Any], list[str], object]] = [
    ({"type": "plain_text_input"}, ["hello"], "hello"),
    ({"type": "number_input"}, ["12"], "12"),
    ({"type": "datepicker"}, ["2026-11-23"], "2026-11-23"),
    ({"type": "timepicker"}, ["09:30"], "09:30"),
    ({"type": "datetimepicker"}, ["2026-11-23T10:00"], 1795424400),
    ({"type": "static_select"} | OPTIONS, ["2"], TWO),
    ({"type": "radio_buttons"} | OPTIONS, ["1"], ONE),
    ({"type": "checkboxes"} | OPTIONS, ["1", "2"], [ONE, TWO]),
    ({"type": "multi_static_select"} | OPTIONS, ["2"], [TWO]),
    ({"type": "external_select"}, [as_choice(ONE).value], ONE),
    ({"type": "users_select"}, ["U1"], "U1"),
    ({"type": "multi_users_select"}, ["U1", "U2"], ["U1", "U2"]),
    ({"type": "conversations_select"}, ["C1"], "C1"),
    ({"type": "channels_select"}, ["C1"], "C1"),
]


@pytest.mark.parametrize("element,sent,value", ELEMENTS)
def test_what_a_form_sends_is_what_slack_keeps(element: dict[str, Any], sent: list[str], value: object) -> None:
    assert value_of(element, sent, BERLIN) == value


@pytest.mark.parametrize("element,sent,value", ELEMENTS)
def test_what_slack_keeps_is_what_the_form_shows(element: dict[str, Any], sent: list[str], value: object) -> None:
    assert current_values(element, value_object(element, value), BERLIN) == sent


@pytest.mark.parametrize("element,sent,_value", ELEMENTS)
def test_an_empty_control_is_nothing(element: dict[str, Any], sent: list[str], _value: object) -> None:
    empty: object = [] if "multi" in element["type"] or element["type"] == "checkboxes" else None
    assert value_of(element, [""], BERLIN) == empty
    assert value_of(element, [], BERLIN) == empty
    assert current_values(element, value_object(element, empty), BERLIN) == []
    assert sent


def test_every_control_was_tried_above() -> None:
    tried = {element["type"] for element, _, _ in ELEMENTS}
    alike = {"email_text_input", "url_text_input", "multi_conversations_select", "multi_channels_select"}
    assert tried | alike == set(CONTROLS)


def test_a_preset_is_shown_until_something_is_typed() -> None:
    element = {"type": "plain_text_input", "initial_value": "preset"}
    assert current_values(element, None) == ["preset"]
    assert current_values(element, {"type": "plain_text_input", "value": None}) == []


@pytest.mark.parametrize("sent", ["3", "<b>"])
def test_a_choice_that_is_not_offered_is_refused(sent: str) -> None:
    with pytest.raises(ValueError):
        value_of({"type": "static_select"} | OPTIONS, [sent])


@pytest.mark.parametrize("sent", ["x", "[]", "{}", '{"value": 1, "text": {"text": "x"}}', "null"])
def test_an_option_from_outside_must_be_one(sent: str) -> None:
    with pytest.raises(ValueError):
        value_of({"type": "external_select", "action_id": "value"}, [sent])


def test_grouped_options_keep_their_groups() -> None:
    groups = [{"label": plain("First"), "options": [ONE]}, {"label": plain("Second"), "options": [TWO]}]
    element = {"type": "static_select", "action_id": "value", "option_groups": groups}
    shown = [(title, [(one.label, one.chosen) for one in choices]) for title, choices in option_groups(element, ["2"])]
    assert shown == [("First", [("One", False)]), ("Second", [("Two", True)])]
    assert value_of(element, ["2"]) == TWO


def test_of_an_external_select_only_what_is_chosen_is_known() -> None:
    element = {"type": "external_select", "action_id": "value"}
    [(_, [only])] = option_groups(element, [as_choice(ONE).value])
    assert (only.label, only.chosen) == ("One", True)


@given(st.text(), st.text())
def test_a_controls_name_holds_any_two_ids(block_id: str, action_id: str) -> None:
    assert ids_of(field_name(block_id, action_id)) == (block_id, action_id)


@pytest.mark.parametrize("name", ["", "press", "a/b/c"])
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        ids_of(name)
