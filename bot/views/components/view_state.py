"""What a form that came back says: what it remembers in its metadata, and what was typed; it must not know any one form."""

import json
from collections.abc import Mapping
from typing import Any

from bot.policy.values.text import strip_control_characters_deep

MAX_DIGITS = 4


def encode_metadata(**metadata: str | int | list[int] | list[str]) -> str:
    """private_metadata of a form: ids and what its reader saw, never anything to be trusted."""
    return json.dumps(metadata)


def decode_metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    """private_metadata of a form that came back; empty where `encode_metadata` did not write it (section 12 of the rules)."""
    try:
        metadata = strip_control_characters_deep(json.loads(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return metadata if isinstance(metadata, dict) else {}


def id_in_metadata(view: Mapping[str, Any], name: str) -> int:
    """An id that a form remembers; 0, which no row has, where there is none."""
    found = decode_metadata(view).get(name)
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
