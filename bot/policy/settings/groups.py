"""Names of groups (section 1 of the rules)."""

import unicodedata

from bot.policy.values.reasons import reason
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
        return Denied(reason("groups.no_name"))
    if len(name) > MAX_NAME_LENGTH:
        return Denied(reason("groups.name_too_long", most=MAX_NAME_LENGTH, length=len(name)))
    if any(unicodedata.category(character).startswith("C") for character in name):
        return Denied(reason("groups.name_invisible"))
    return None
