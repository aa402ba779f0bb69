"""A form that is shown again holds everything that was typed into it."""

from typing import Any

import pytest

from bot.views.components.refill import refilled

OPTION = {"text": {"type": "plain_text", "text": "Oslo"}, "value": "Europe/Oslo"}


def view(element: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "V1",
        "hash": "h",
        "team_id": "T1",
        "type": "modal",
        "title": {"type": "plain_text", "text": "Edit"},
        "private_metadata": "kept",
        "external_id": "",
        "close": None,
        "blocks": [{"type": "input", "block_id": "b", "element": {"action_id": "a", **element}}],
        "state": {"values": {"b": {"a": typed}}},
    }


def shown(element: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    again = refilled(view(element, typed))
    return {key: value for key, value in again["blocks"][0]["element"].items() if key.startswith("initial")}


@pytest.mark.parametrize(
    "typed, initial",
    [
        ({"value": "555"}, {"initial_value": "555"}),
        ({"rich_text_value": {"type": "rich_text"}}, {"initial_value": {"type": "rich_text"}}),
        ({"selected_date": "2026-03-01"}, {"initial_date": "2026-03-01"}),
        ({"selected_time": "15:00"}, {"initial_time": "15:00"}),
        ({"selected_date_time": 1772366400}, {"initial_date_time": 1772366400}),
        ({"selected_option": OPTION}, {"initial_option": OPTION}),
        ({"selected_options": [OPTION]}, {"initial_options": [OPTION]}),
        ({"selected_user": "U1"}, {"initial_user": "U1"}),
        ({"selected_users": ["U1", "U2"]}, {"initial_users": ["U1", "U2"]}),
        ({"selected_conversation": "C1"}, {"initial_conversation": "C1"}),
        ({"selected_channels": ["C1"]}, {"initial_channels": ["C1"]}),
    ],
)
def test_every_kind_of_input_keeps_its_value(typed: dict[str, Any], initial: dict[str, Any]) -> None:
    assert shown({"type": "some_input"}, {"type": "some_input", **typed}) == initial


@pytest.mark.parametrize("typed", [{"value": None}, {"value": ""}])
def test_what_was_emptied_stays_empty(typed: dict[str, Any]) -> None:
    assert shown({"type": "plain_text_input", "initial_value": "old"}, typed) == {}


def test_unchecked_boxes_stay_unchecked() -> None:
    """Slack refuses an empty list of initial options."""
    assert shown({"type": "checkboxes", "initial_options": [OPTION]}, {"selected_options": []}) == {}


def test_a_buttons_value_is_not_something_typed() -> None:
    assert shown({"type": "button", "value": "7"}, {"type": "button", "value": "7"}) == {}


def test_inputs_beside_texts_and_in_rows_keep_their_values_too() -> None:
    sent = view({"type": "button"}, {})
    sent["blocks"] = [
        {"type": "section", "block_id": "s", "accessory": {"type": "static_select", "action_id": "a"}},
        {"type": "actions", "block_id": "r", "elements": [{"type": "datepicker", "action_id": "a"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}]},
    ]
    sent["state"] = {"values": {"s": {"a": {"selected_option": OPTION}}, "r": {"a": {"selected_date": "2026-03-01"}}}}
    blocks = refilled(sent)["blocks"]
    assert blocks[0]["accessory"]["initial_option"] == OPTION
    assert blocks[1]["elements"][0]["initial_date"] == "2026-03-01"


def test_only_what_slack_takes_is_sent_back_and_the_payload_stays_as_it_was() -> None:
    sent = view({"type": "plain_text_input"}, {"value": "555"})
    again = refilled(sent)
    assert set(again) == {"type", "title", "private_metadata", "blocks"}
    assert "initial_value" not in sent["blocks"][0]["element"]
