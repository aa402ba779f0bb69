"""Text from outside: stripping control characters and changes of direction, and what a refusal says of a character."""

import re
import unicodedata
from typing import Any

from bot.policy.values.reasons import Reason

_CONTROL_CHARACTERS = re.compile(r"\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for line feed and tab, and halves of characters. No database takes halves, PostgreSQL no zero byte."""

_BIDI_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Unicode's embeddings, overrides and isolates. Letters of any script bring their direction with them."""


def strip_control_characters(text: str) -> str:
    """The text without control characters (section 12 of the rules). A CR that ends a line with its LF goes, a lone one separates words."""
    return text if text.isprintable() else _CONTROL_CHARACTERS.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    return {"\r\n": "\n", "\r": " "}.get(match[0], "")


def strip_control_characters_deep(value: Any) -> Any:  # noqa: ANN401 - JSON may hold anything
    """A JSON value with `strip_control_characters` applied to every text in it, however deep; keys stay as they are."""
    match value:
        case str():
            return strip_control_characters(value)
        case dict():
            return {name: strip_control_characters_deep(each) for name, each in value.items()}
        case list():
            return [strip_control_characters_deep(each) for each in value]
    return value


def strip_bidi_controls(text: str) -> str:
    """The text without the characters that would change the direction of the text after it (section 12 of the rules)."""
    return text if text.isascii() else text.translate(_BIDI_CONTROLS)


def about_character(character: str, *, space: Reason, invisible: Reason, visible: Reason) -> Reason:
    """What is said of a character that should not be there, so that a person can find it: only a visible one can be shown."""
    category = unicodedata.category(character)
    if category.startswith("Z") or character in "\t\n\r":
        return space
    return invisible if category.startswith(("C", "M")) else visible
