"""The rules of each Block Kit element by its type (Slack's Block Kit reference); rule_surfaces says where it may stand."""

from collections.abc import Iterator

from bot.sandbox.blockkit.inputs import all_options
from bot.sandbox.blockkit.rule_checks import (
    Check,
    Violation,
    all_of,
    anything,
    choice,
    flag,
    listing,
    matching,
    object_with,
    one_key_of,
    open_object_with,
    rule,
    string,
    whole,
)
from bot.sandbox.blockkit.rule_objects import (
    confirm,
    conversation_filter,
    dispatch_action_config,
    identifier,
    option_group,
    overflow_option,
    picture,
    plain,
    plain_option,
    rich_option,
    url,
)

_TEXT_LIMIT = 3_000
_number = matching(r"-?\d+(\.\d+)?", "a number in a string")
_ids = listing(identifier, 100, least=0)
_focus: dict[str, Check] = {"action_id": identifier, "focus_on_load": flag}
_confirmable: dict[str, Check] = {**_focus, "confirm": confirm}
_select: dict[str, Check] = {**_confirmable, "placeholder": plain(150)}
_multi_select: dict[str, Check] = {**_select, "max_selected_items": whole(1, 100)}
_conversations: dict[str, Check] = {"default_to_current_conversation": flag, "filter": conversation_filter}
_query_length = whole(0, 3_000)
_text_input: dict[str, Check] = {
    **_focus,
    "placeholder": plain(150),
    "initial_value": string(_TEXT_LIMIT, least=0),
    "dispatch_action_config": dispatch_action_config,
}
_options: dict[str, Check] = {"options": listing(plain_option, 100), "option_groups": listing(option_group, 100)}


def _initial_among_options(value: object, pointer: str) -> Iterator[Violation]:
    """Initial options must be among the options."""
    if not isinstance(value, dict):
        return
    pairs = {(option["value"], option["text"]["text"]) for option in all_options(value)}
    chosen = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", [])
    for option in chosen:
        if (option["value"], option["text"]["text"]) not in pairs:
            key = "initial_option" if "initial_option" in value else "initial_options"
            yield Violation(f"{pointer}/{key}", "must be one of the options")


_min_below_max_length = rule(
    lambda element: element.get("min_length", 0) <= element.get("max_length", _TEXT_LIMIT),
    "must be less than or equal to max_length",
    at="/min_length",
)
_one_source = one_key_of("options", "option_groups")

ELEMENTS: dict[str, Check] = {
    "button": object_with(
        {"text": plain(75)},
        action_id=identifier,
        url=url,
        value=string(2_000, least=0),
        style=choice("primary", "danger"),
        confirm=confirm,
        accessibility_label=string(75),
        agent_prompt=string(4_000),
        agent_prompt_display=anything,
        visible_to_user_ids=anything,
    ),
    "checkboxes": all_of(
        object_with({"options": listing(rich_option, 10)}, **_confirmable, initial_options=listing(rich_option, 10)),
        _initial_among_options,
    ),
    "radio_buttons": all_of(
        object_with({"options": listing(rich_option, 10)}, **_confirmable, initial_option=rich_option),
        _initial_among_options,
    ),
    "overflow": object_with({"options": listing(overflow_option, 5)}, action_id=identifier, confirm=confirm),
    "static_select": all_of(
        object_with(**_select, **_options, initial_option=plain_option), _one_source, _initial_among_options
    ),
    "multi_static_select": all_of(
        object_with(**_multi_select, **_options, initial_options=listing(plain_option, 100)),
        _one_source,
        _initial_among_options,
    ),
    "external_select": object_with(**_select, initial_option=plain_option, min_query_length=_query_length),
    "multi_external_select": object_with(
        **_multi_select, initial_options=listing(plain_option, 100), min_query_length=_query_length
    ),
    "users_select": object_with(**_select, initial_user=identifier),
    "multi_users_select": object_with(**_multi_select, initial_users=_ids),
    "conversations_select": object_with(
        **_select, **_conversations, initial_conversation=identifier, response_url_enabled=flag
    ),
    "multi_conversations_select": object_with(**_multi_select, **_conversations, initial_conversations=_ids),
    "channels_select": object_with(**_select, initial_channel=identifier, response_url_enabled=flag),
    "multi_channels_select": object_with(**_multi_select, initial_channels=_ids),
    "datepicker": object_with(**_select, initial_date=matching(r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD")),
    "timepicker": object_with(
        **_select, initial_time=matching(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm"), timezone=identifier
    ),
    "datetimepicker": object_with(**_confirmable, initial_date_time=whole(1_000_000_000, 9_999_999_999)),
    "plain_text_input": all_of(
        object_with(**_text_input, multiline=flag, min_length=whole(0, _TEXT_LIMIT), max_length=whole(1, _TEXT_LIMIT)),
        _min_below_max_length,
    ),
    "email_text_input": object_with(**_text_input),
    "url_text_input": object_with(**_text_input),
    "number_input": object_with(
        {"is_decimal_allowed": flag}, **{**_text_input, "initial_value": _number}, min_value=_number, max_value=_number
    ),
    "rich_text_input": open_object_with(**{**_text_input, "initial_value": anything}),
    "file_input": object_with(**_focus, filetypes=listing(identifier, 100), max_files=whole(1, 10)),
    "image": picture,
    "feedback_buttons": object_with({"positive_button": anything, "negative_button": anything}, action_id=identifier),
    "icon_button": open_object_with({"icon": identifier, "text": plain(75)}, **_confirmable),
    "workflow_button": open_object_with({"text": plain(75), "workflow": anything}, action_id=identifier),
    "plain_text": plain(_TEXT_LIMIT),
    "mrkdwn": object_with({"text": string(_TEXT_LIMIT)}, verbatim=flag),
}
"""Element type → its rules. plain_text and mrkdwn are here because a context block lists texts among its elements."""
