"""Converts the values of Block Kit's form elements to those of HTML forms and back; it must not know HTML itself."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote, unquote

from bot.sandbox.blockkit.inputs import INPUT_SHAPES, all_options
from bot.sandbox.errors import Json

CONTROLS: Mapping[str, str] = {
    "plain_text_input": "text",
    "email_text_input": "text",
    "url_text_input": "text",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
    "static_select": "select",
    "external_select": "search",
    "users_select": "select",
    "conversations_select": "select",
    "channels_select": "select",
    "radio_buttons": "radios",
    "checkboxes": "checks",
    "multi_static_select": "checks",
    "multi_users_select": "checks",
    "multi_conversations_select": "checks",
    "multi_channels_select": "checks",
}
"""Element type → the HTML control that shows it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the value that the form sends, its label, and whether it is chosen now.

    `rich`: the label is mrkdwn (possible for checkboxes and radio buttons).
    """

    value: str
    label: str
    description: str = ""
    chosen: bool = False
    rich: bool = False


Group = tuple[str, Sequence[Choice]]


def field_name(block_id: str, action_id: str) -> str:
    """The name of a form control, from which `ids_of` reads both ids back, whatever characters they hold."""
    return f"{quote(block_id, safe='')}/{quote(action_id, safe='')}"


def ids_of(name: str) -> tuple[str, str]:
    """The block_id and the action_id of a control's name. Raises ValueError for any other text."""
    block_id, action_id = name.split("/")
    return unquote(block_id), unquote(action_id)


def current_values(element: Json, typed: Json | None, zone: tzinfo = UTC) -> list[str]:
    """The values that the element shows: typed ones (its entry of `state.values`), else its initial ones."""
    shape = INPUT_SHAPES[element["type"]]
    value = element.get(shape.initial) if typed is None else typed.get(shape.key)
    if value is None:
        return []
    each = value if shape.many else [value]
    if element["type"] == "datetimepicker":
        return [f"{datetime.fromtimestamp(int(moment), zone):%Y-%m-%dT%H:%M}" for moment in each]
    return [_to_form(element, one) for one in each]


def value_of(element: Json, sent: Sequence[str], zone: tzinfo = UTC) -> object:
    """Slack's value for what a form sent: a list if the element holds several, None for nothing.

    Raises ValueError for a choice that the element does not offer.
    """
    read = _parser(element, zone)
    kept = [read(value) for value in sent if value]
    if INPUT_SHAPES[element["type"]].many:
        return kept
    return kept[0] if kept else None


def option_groups(element: Json, values: Sequence[str]) -> list[Group]:
    """The options of a select, of checkboxes or radio buttons, in their groups (a group without a name if ungrouped).

    Of an external select only the chosen options are known: the page requests the others while the person types.
    """
    if element["type"] == "external_select":
        return [("", [replace(as_choice(json.loads(value)), chosen=True) for value in values])]
    if "option_groups" in element:
        return [(group["label"]["text"], _choices(group["options"], values)) for group in element["option_groups"]]
    return [("", _choices(element.get("options", ()), values))]


def as_choice(option: Json) -> Choice:
    """An option that the app returned for an external select; its value is the whole option as JSON."""
    return Choice(json.dumps(option), option["text"]["text"])


def _choices(options: Iterable[Json], values: Sequence[str]) -> list[Choice]:
    return [
        Choice(
            value=one["value"],
            label=one["text"]["text"],
            description=one.get("description", {}).get("text", ""),
            chosen=one["value"] in values,
            rich=one["text"]["type"] == "mrkdwn",
        )
        for one in options
    ]


def _to_form(element: Json, value: Any) -> str:  # noqa: ANN401 - a piece of Slack's JSON
    """One value as the form sends it: an option by its value, an option of an external select as JSON."""
    if not isinstance(value, dict):
        return str(value)
    return json.dumps(value) if element["type"] == "external_select" else str(value["value"])


def _parser(element: Json, zone: tzinfo) -> Callable[[str], object]:
    if element["type"] == "datetimepicker":
        return lambda value: int(datetime.fromisoformat(value).replace(tzinfo=zone).timestamp())
    if element["type"] == "external_select":
        return _external_option
    if "option" in INPUT_SHAPES[element["type"]].key:
        return lambda value: _option(element, value)
    return str


def _external_option(value: str) -> Json:
    option: Json = json.loads(value)
    match option:
        case {"value": str(), "text": {"text": str()}}:
            return option
    raise ValueError(value)


def _option(element: Json, value: str) -> Json:
    for option in all_options(element):
        if option["value"] == value:
            return option
    raise ValueError(f"{element['action_id']} offers no {value!r}")
