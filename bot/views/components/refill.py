"""A view as Slack sent it, to be shown again with everything that was typed; it must not know any one form."""

import copy
from collections.abc import Mapping
from typing import Any

from bot.protocol import Block, View

_KEPT_FIELDS = (
    *("type", "title", "submit", "close", "blocks", "private_metadata"),
    *("callback_id", "external_id", "clear_on_close", "notify_on_close"),
)
_SELECTABLE = (
    *("date", "time", "date_time", "option", "options", "user", "users"),
    *("channel", "channels", "conversation", "conversations"),
)
# key in `state.values` → key of the element
_INITIAL_KEYS = {
    **dict.fromkeys(("value", "rich_text_value"), "initial_value"),
    **{f"selected_{what}": f"initial_{what}" for what in _SELECTABLE},
}


def refilled(view: Mapping[str, Any]) -> View:
    """The view to send back, with what `view["state"]["values"]` holds as its initial values; `view` stays as it is.

    Only the fields that views.open, views.update and views.publish take are kept.
    """
    result: View = {key: copy.deepcopy(view[key]) for key in _KEPT_FIELDS if view.get(key) not in (None, "")}
    state = view.get("state")
    values = state.get("values", {}) if isinstance(state, dict) else {}
    for block in result.get("blocks", []):
        for element in _elements(block):
            entry = values.get(block.get("block_id"), {}).get(element.get("action_id"))
            if isinstance(entry, dict):
                _fill(element, entry)
    return result


def _elements(block: Block) -> list[Block]:
    found = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
    return [element for element in found if isinstance(element, dict)]


def _fill(element: Block, entry: Mapping[str, Any]) -> None:
    if element.get("type") == "button":  # its value is not something typed
        return
    for key, initial in _INITIAL_KEYS.items():
        if entry.get(key):
            element[initial] = copy.deepcopy(entry[key])
        elif key in entry:
            element.pop(initial, None)  # the person emptied it
