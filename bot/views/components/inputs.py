"""Inputs of forms; it must not know any one form."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.protocol import Block, View
from bot.views.components.blocks import plain, section
from bot.views.components.view_state import input_text

INPUT_ACTION_ID = "typed"
CHOICE_ACTION_ID = "chosen"
NOTICE_BLOCK_ID = "notice"
CHANNEL_BLOCK = "channel"
LABEL_LIMIT = 2000
PLACEHOLDER_LIMIT = 150
MAX_OPTIONS = 100
CHANNELS = {"include": ["public", "private"], "exclude_bot_users": True}
"""The filter of a menu of channels: no direct messages."""


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


def element(kind: str, *, placeholder: str = "", **parts: object) -> Block:
    """An element of an input or an action row; parts that are None, an empty text or an empty list are left out."""
    hint = {"placeholder": plain(placeholder, PLACEHOLDER_LIMIT)} if placeholder else {}
    return {"type": kind, **{name: part for name, part in parts.items() if part not in (None, "", [])}, **hint}


def whole_number(most: int, initial: str) -> Block:
    """A field for a whole number from one up."""
    limits: dict[str, Any] = {"is_decimal_allowed": False, "min_value": "1", "max_value": str(most)}
    return element("number_input", **limits, initial_value=initial)


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
        placeholder=placeholder,
        initial_option=_option_of(options, selected),
    )


def checkbox(label: str, description: str = "", *, on: bool = False) -> Block:
    """A single checkbox."""
    one = option(label, "yes", description)
    return checkboxes([one], [one] if on else [])


def checkboxes(options: Sequence[Block], checked: Sequence[Block] = ()) -> Block:
    """Checkboxes, at most ten; those in `checked` are on."""
    return element("checkboxes", options=list(options), initial_options=list(checked))


def with_note(view: View, text: str) -> View:
    """The view with a notice in mrkdwn on top, which replaces an earlier one; with an empty text the view as it is."""
    if not text:
        return view
    rest = [block for block in view.get("blocks", []) if block.get("block_id") != NOTICE_BLOCK_ID]
    return {**view, "blocks": [{**section(text), "block_id": NOTICE_BLOCK_ID}, *rest]}


def channel_input(chosen: str = "") -> Block:
    """Which channel to post in: the one chosen before, or else the present one where there is one."""
    initial = {"initial_conversation": chosen} if chosen else {"default_to_current_conversation": True}
    channel = element("conversations_select", **initial, filter=CHANNELS, placeholder=_("Choose a channel"))
    return input_block(CHANNEL_BLOCK, _("Channel"), channel, action_id=CHOICE_ACTION_ID)


def read_channel(view: Mapping[str, Any]) -> str:
    """The channel that was chosen; empty for none."""
    return input_text(view, CHANNEL_BLOCK, "selected_conversation")


def _option_of(options: Sequence[Block], value: str) -> Block | None:
    return next((each for each in options if each["value"] == value), None)
