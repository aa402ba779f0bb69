"""Names of groups (section 1 of the rules)."""

import unicodedata

from bot.policy.values.results import Denied

MAX_NAME_LENGTH = 60


def normalise_name(name: str) -> str:
    """A typed name as it is kept: composed, and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_key(name: str) -> str:
    """What names are compared by: “Sales” and “SALES” are one name."""
    return unicodedata.normalize("NFC", normalise_name(name).casefold())


def name_refusal(name: str) -> Denied | None:
    """Why a name cannot be used, after `normalise_name`; none if it can."""
    if not name:
        return Denied("A group needs a name.")
    if len(name) > MAX_NAME_LENGTH:
        return Denied(f"A group's name has at most {MAX_NAME_LENGTH} characters; that one has {len(name)}.")
    if any(unicodedata.category(character).startswith("C") for character in name):
        return Denied("A group's name cannot have invisible characters in it.")
    return None
