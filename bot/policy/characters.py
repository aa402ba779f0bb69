"""How a character that may not stand somewhere is named in a refusal; it does not know which ones may."""

import unicodedata


def described(character: str) -> str:
    """Name one character so that a person can find it: itself in quotes, or words for what cannot be seen."""
    category = unicodedata.category(character)
    if category.startswith("Z") or character in "\t\n\r":
        return "a space"
    if category.startswith(("C", "M")):
        return "an invisible character"
    return f"“{character}”"
