"""Characters of what people type: how one is named in a refusal, and which ones turn what is not theirs."""

import unicodedata

_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Unicode's embeddings, overrides and isolates. Letters of any script bring their direction with them."""


def steady(text: str) -> str:
    """The text without the signs that would turn the direction of whatever stands after it (section 12)."""
    return text.translate(_TURNING)


def described(character: str) -> str:
    """Name one character so that a person can find it: itself in quotes, or words for what cannot be seen."""
    category = unicodedata.category(character)
    if category.startswith("Z") or character in "\t\n\r":
        return "a space"
    if category.startswith(("C", "M")):
        return "an invisible character"
    return f"“{character}”"
