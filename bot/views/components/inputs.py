"""What forms of administration are made of: inputs, what a form remembers, a notice on top; it must not know any one form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.values.text import strip_control_characters_deep
from bot.protocol import Block, View
from bot.views.components.blocks import plain, section

INPUT_ACTION_ID = "typed"
NOTICE_BLOCK_ID = "notice"
LABEL_LIMIT = 2000
MAX_OPTIONS = 100


def input_block(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """One input; its element is found under `INPUT_ACTION_ID` again."""
    parts = {"hint": plain(hint, LABEL_LIMIT) if hint else None, "optional": optional}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, LABEL_LIMIT),
        "element": {**element, "action_id": INPUT_ACTION_ID},
        **{name: part for name, part in parts.items() if part},
    }


def option(label: str, value: str, description: str = "") -> Block:
    """One thing to choose."""
    about = {"description": plain(description, 75)} if description else {}
    return {"text": plain(label, 75), "value": value, **about}


def radio(options: Sequence[Block], selected: str = "") -> Block:
    """One of a few, at most ten."""
    return {"type": "radio_buttons", "options": list(options), **_initial(options, selected)}


def select(options: Sequence[Block], selected: str = "", placeholder: str = "") -> Block:
    """One of many, at most a hundred."""
    placeholder_part = {"placeholder": plain(placeholder, 150)} if placeholder else {}
    return {
        "type": "static_select",
        "options": list(options)[:MAX_OPTIONS],
        **placeholder_part,
        **_initial(options, selected),
    }


def checkbox(label: str, description: str = "", *, on: bool = False) -> Block:
    """Yes or no."""
    one = option(label, "yes", description)
    return {"type": "checkboxes", "options": [one], **({"initial_options": [one]} if on else {})}


def encode_metadata(**metadata: str | int | list[int]) -> str:
    """private_metadata of a form: ids and what was seen, never anything to be trusted."""
    return json.dumps(metadata)


def decode_metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    """The same, whatever came back; nothing where it is not ours (section 12)."""
    try:
        metadata = strip_control_characters_deep(json.loads(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return metadata if isinstance(metadata, dict) else {}


def id_in_metadata(metadata: Mapping[str, Any], name: str) -> int:
    """A remembered id; 0, which no row has, where there is none."""
    found = metadata.get(name)
    return found if isinstance(found, int) and 0 < found < 2**31 else 0


def input_value(view: Mapping[str, Any], block_id: str, key: str = "value") -> Any:  # noqa: ANN401 - what an element holds
    """What was typed or chosen in a block; None where that block was not there."""
    element_state = view["state"]["values"].get(block_id, {}).get(INPUT_ACTION_ID)
    return element_state.get(key) if isinstance(element_state, dict) else None


def input_text(view: Mapping[str, Any], block_id: str) -> str:
    """A text that was typed."""
    return str(input_value(view, block_id) or "")


def selected_value(view: Mapping[str, Any], block_id: str) -> str:
    """The value of the option that was chosen; empty for none."""
    found = input_value(view, block_id, "selected_option")
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def is_checked(view: Mapping[str, Any], block_id: str) -> bool:
    """Whether a single box was ticked."""
    return bool(input_value(view, block_id, "selected_options"))


def selected_users(view: Mapping[str, Any], block_id: str) -> list[str]:
    """The people who were chosen."""
    return [str(user) for user in input_value(view, block_id, "selected_users") or []]


def with_note(view: View, text: str) -> View:
    """The same view with one notice on top, in place of an earlier one. The text is mrkdwn."""
    rest = [block for block in view.get("blocks", []) if block.get("block_id") != NOTICE_BLOCK_ID]
    return {**view, "blocks": [{**section(text), "block_id": NOTICE_BLOCK_ID}, *rest]}


def _initial(options: Sequence[Block], selected: str) -> dict[str, Block]:
    found = next((each for each in options if each["value"] == selected), None)
    return {"initial_option": found} if found else {}


CHANNEL_BLOCK = "channel"
CHOICE_ACTION_ID = "chosen"


def channel_input() -> Block:
    """Which channel; the one where the person is, if they are in one."""
    channel = {
        "type": "conversations_select",
        "action_id": CHOICE_ACTION_ID,
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain("Choose a channel", 150),
    }
    return labelled_input(CHANNEL_BLOCK, "Channel", channel)


def read_channel(view: Mapping[str, Any]) -> str:
    """The channel that was chosen."""
    return str(view["state"]["values"][CHANNEL_BLOCK][CHOICE_ACTION_ID].get("selected_conversation") or "")


def labelled_input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
