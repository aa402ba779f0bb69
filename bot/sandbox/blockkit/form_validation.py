"""The checks of Slack's own client before it submits a form: required inputs, lengths, numbers, addresses."""

import re
from collections.abc import Sequence

from bot.sandbox.blockkit.inputs import State, value_in
from bot.sandbox.errors import Json

REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def client_errors(blocks: Sequence[Json], state: State) -> dict[str, str]:
    """block_id → the error beside the input; empty if the form may be submitted."""
    inputs = [block for block in blocks if block["type"] == "input"]
    errors = {one["block_id"]: _error(one, value_in(state, one["block_id"], one["element"])) for one in inputs}
    return {block_id: error for block_id, error in errors.items() if error}


def _error(block: Json, value: object) -> str:
    if value in (None, "", []):
        return "" if block.get("optional") else REQUIRED
    element = block["element"]
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, str(value))
    if kind == "number_input":
        return _number(element, str(value))
    if kind == "email_text_input" and not _EMAIL.fullmatch(str(value)):
        return "Please enter a valid email address."
    if kind == "url_text_input" and "://" not in str(value):
        return "Please enter a valid URL."
    return ""


def _length(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3_000)
    if len(text) < least:
        return f"Please use at least {least} characters."
    return f"Please use at most {most} characters." if len(text) > most else ""


def _number(element: Json, text: str) -> str:
    if not _NUMBER.fullmatch(text) or ("." in text and not element["is_decimal_allowed"]):
        return "Please enter a valid number."
    if "min_value" in element and float(text) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(text) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
