"""Inputs of forms, what a form remembers in its metadata, and how both are read back; it must not know any one form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.values.text import strip_control_characters_deep
from bot.protocol import Block, View
from bot.views.components.blocks import plain, section

INPUT_ACTION_ID = "typed"
CHOICE_ACTION_ID = "chosen"
NOTICE_BLOCK_ID = "notice"
CHANNEL_BLOCK = "channel"
LABEL_LIMIT = 2000
MAX_OPTIONS = 100
MAX_DIGITS = 4


def input_block(
    block_id: str,
    label: str,
    element: Block,
    *,
    hint: str = "",
    optional: bool = False,
    action_id: str = INPUT_ACTION_ID,
    dispatch: bool = False,
) -> Block:
    """One input; with `dispatch` Slack sends an action each time it changes."""
    parts = {"hint": plain(hint, LABEL_LIMIT) if hint else None, "optional": optional, "dispatch_action": dispatch}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, LABEL_LIMIT),
        "element": {**element, "action_id": action_id},
        **{name: part for name, part in parts.items() if part},
    }


def element(kind: str, **parts: object) -> Block:
    """An element of an input or an action row; parts that are None, an empty text or an empty list are left out."""
    return {"type": kind, **{name: part for name, part in parts.items() if part not in (None, "", [])}}


def option(label: str, value: str, description: str = "") -> Block:
    """One option of a menu, of radio buttons or of checkboxes."""
    about = {"description": plain(description, 75)} if description else {}
    return {"text": plain(label, 75), "value": value, **about}


def radio(options: Sequence[Block], selected: str = "") -> Block:
    """Radio buttons, at most ten; `selected` is the value of the option that is on."""
    return element("radio_buttons", options=list(options), initial_option=_option_of(options, selected))


def select(options: Sequence[Block], selected: str = "", placeholder: str = "") -> Block:
    """A menu of at most a hundred options; `selected` is the value of the one that is chosen."""
    return element(
        "static_select",
        options=list(options)[:MAX_OPTIONS],
        placeholder=plain(placeholder, 150) if placeholder else None,
        initial_option=_option_of(options, selected),
    )


def checkbox(label: str, description: str = "", *, on: bool = False) -> Block:
    """A single checkbox."""
    one = option(label, "yes", description)
    return checkboxes([one], [one] if on else [])


def checkboxes(options: Sequence[Block], checked: Sequence[Block] = ()) -> Block:
    """Checkboxes, at most ten; those in `checked` are on."""
    return element("checkboxes", options=list(options), initial_options=list(checked))


def encode_metadata(**metadata: str | int | list[int]) -> str:
    """private_metadata of a form: ids and what its reader saw, never anything to be trusted."""
    return json.dumps(metadata)


def decode_metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    """private_metadata of a form that came back; empty where `encode_metadata` did not write it (section 12)."""
    try:
        metadata = strip_control_characters_deep(json.loads(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return metadata if isinstance(metadata, dict) else {}


def id_in_metadata(metadata: Mapping[str, Any], name: str) -> int:
    """An id that a form remembers; 0, which no row has, where there is none."""
    found = metadata.get(name)
    return found if isinstance(found, int) and 0 < found < 2**31 else 0


def element_state(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """State of the element in the block whose id is `name`, or `name`, a colon and more; empty without such a block."""
    for block_id, elements in view["state"]["values"].items():
        if name in (block_id, block_id.partition(":")[0]):
            return next((state for state in elements.values() if isinstance(state, dict)), {})
    return {}


def input_value(view: Mapping[str, Any], name: str, key: str = "value") -> Any:  # noqa: ANN401 - what an element holds
    """What was typed or chosen in a block, under Slack's `key` for that kind of element; None without such a block."""
    return element_state(view, name).get(key)


def input_text(view: Mapping[str, Any], name: str, key: str = "value") -> str:
    """A text, a date, a time, a person or a channel that was typed or chosen; empty for none."""
    return str(input_value(view, name, key) or "")


def selected_value(view: Mapping[str, Any], name: str) -> str:
    """The value of the option that was chosen; empty for none."""
    found = input_value(view, name, "selected_option")
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def is_checked(view: Mapping[str, Any], name: str) -> bool:
    """Whether a single checkbox is on."""
    return bool(input_value(view, name, "selected_options"))


def selected_users(view: Mapping[str, Any], name: str) -> list[str]:
    """User ids of the people who were chosen."""
    return [str(user) for user in input_value(view, name, "selected_users") or []]


def small_number(text: str) -> int | None:
    """A typed number of at most `MAX_DIGITS` digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None


def with_note(view: View, text: str) -> View:
    """The view with a notice in mrkdwn on top, which replaces an earlier one; with an empty text the view as it is."""
    if not text:
        return view
    rest = [block for block in view.get("blocks", []) if block.get("block_id") != NOTICE_BLOCK_ID]
    return {**view, "blocks": [{**section(text), "block_id": NOTICE_BLOCK_ID}, *rest]}


def channel_input() -> Block:
    """Which channel to post in; the present one where there is one."""
    channel = element(
        "conversations_select",
        default_to_current_conversation=True,
        filter={"include": ["public", "private"], "exclude_bot_users": True},
        placeholder=plain("Choose a channel", 150),
    )
    return input_block(CHANNEL_BLOCK, "Channel", channel, action_id=CHOICE_ACTION_ID)


def read_channel(view: Mapping[str, Any]) -> str:
    """The channel that was chosen; empty for none."""
    return input_text(view, CHANNEL_BLOCK, "selected_conversation")


def _option_of(options: Sequence[Block], value: str) -> Block | None:
    return next((each for each in options if each["value"] == value), None)
