"""What forms of administration are made of: inputs, what a form remembers, a notice on top; it must not know any one form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.exchange import Block, View
from bot.policy.characters import without_controls_within
from bot.views.blocks import plain, section

TYPED = "typed"
NOTICE = "notice"
LABEL_LIMIT = 2000
MOST_OPTIONS = 100


def field(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """One input; its element is found under `TYPED` again."""
    parts = {"hint": plain(hint, LABEL_LIMIT) if hint else None, "optional": optional}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, LABEL_LIMIT),
        "element": {**element, "action_id": TYPED},
        **{name: part for name, part in parts.items() if part},
    }


def option(label: str, value: str, description: str = "") -> Block:
    """One thing to choose."""
    about = {"description": plain(description, 75)} if description else {}
    return {"text": plain(label, 75), "value": value, **about}


def radio(options: Sequence[Block], chosen: str = "") -> Block:
    """One of a few, at most ten."""
    return {"type": "radio_buttons", "options": list(options), **_initial(options, chosen)}


def select(options: Sequence[Block], chosen: str = "", placeholder: str = "") -> Block:
    """One of many, at most a hundred."""
    held = {"placeholder": plain(placeholder, 150)} if placeholder else {}
    return {"type": "static_select", "options": list(options)[:MOST_OPTIONS], **held, **_initial(options, chosen)}


def tick(label: str, description: str = "", *, on: bool = False) -> Block:
    """Yes or no."""
    one = option(label, "yes", description)
    return {"type": "checkboxes", "options": [one], **({"initial_options": [one]} if on else {})}


def remember(**facts: str | int | list[int]) -> str:
    """What a form must know again when it is sent: ids and what was seen, never anything to be trusted."""
    return json.dumps(facts)


def remembered(view: Mapping[str, Any]) -> dict[str, Any]:
    """The same, whatever came back; nothing where it is not ours (section 12)."""
    try:
        facts = without_controls_within(json.loads(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def number_in(facts: Mapping[str, Any], name: str) -> int:
    """A remembered id; 0, which no row has, where there is none."""
    found = facts.get(name)
    return found if isinstance(found, int) and 0 < found < 2**31 else 0


def typed(view: Mapping[str, Any], block_id: str, key: str = "value") -> Any:  # noqa: ANN401 - what an element holds
    """What was typed or chosen in a block; None where that block was not there."""
    held = view["state"]["values"].get(block_id, {}).get(TYPED)
    return held.get(key) if isinstance(held, dict) else None


def typed_text(view: Mapping[str, Any], block_id: str) -> str:
    """A text that was typed."""
    return str(typed(view, block_id) or "")


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """The value of the option that was chosen; empty for none."""
    found = typed(view, block_id, "selected_option")
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def ticked(view: Mapping[str, Any], block_id: str) -> bool:
    """Whether a single box was ticked."""
    return bool(typed(view, block_id, "selected_options"))


def people_in(view: Mapping[str, Any], block_id: str) -> list[str]:
    """The people who were chosen."""
    return [str(user) for user in typed(view, block_id, "selected_users") or []]


def noted(view: View, text: str) -> View:
    """The same view with one notice on top, in place of an earlier one. The text is mrkdwn."""
    rest = [block for block in view.get("blocks", []) if block.get("block_id") != NOTICE]
    return {**view, "blocks": [{**section(text), "block_id": NOTICE}, *rest]}


def _initial(options: Sequence[Block], chosen_: str) -> dict[str, Block]:
    found = next((each for each in options if each["value"] == chosen_), None)
    return {"initial_option": found} if found else {}
