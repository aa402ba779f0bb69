"""Personal meeting IDs and meeting IDs: reading, showing, generating, and who may take one; it knows no database."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.policy.answers import Fault
from bot.policy.number_rules import broken_rules

Number = NewType("Number", str)
"""A personal meeting ID: 10 ASCII digits, text and never an integer."""

MeetingId = NewType("MeetingId", str)
"""The ID of one meeting: 11 ASCII digits, the first 2 to 9 (PMI-10)."""

RESERVATION = timedelta(days=365)
"""How long a number that ended stays out of strangers' hands (PMI-9, PMI-13)."""

TAKEN = Fault("PMI-9", "That number is already taken; choose another one.")
"""The same words whoever holds it and why, so that nobody learns about another person's number."""

_ZERO_WIDTH = "\u200b\u2060\ufeff"
_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_DROPPED = dict.fromkeys(map(ord, _ZERO_WIDTH + _HYPHENS))


class Ending(StrEnum):
    """Why a number stopped being somebody's current one (PMI-14)."""

    EDITED = "edited"
    EXPIRED = "expired"
    REPLACED = "replaced"
    """After a leak, by “Replace my number” or an admin (PMI-15)."""
    MEETING_ENDED = "meeting_ended"


@dataclass(frozen=True, slots=True)
class Holding:
    """What is on record for one number: its (last) person, none for a meeting's, and when and why it ended.

    `current` covers valid, expired, suspended and switched off. `ended_at` is aware UTC: the moment of replacement, not
    of expiry. Raises ValueError if it is both current and ended, or neither.
    """

    person: int | None
    current: bool
    ended_at: datetime | None = None
    ended_by: Ending | None = None

    def __post_init__(self) -> None:
        if self.current != (self.ended_at is None) or self.current != (self.ended_by is None):
            raise ValueError("a holding is either current, or says when and why it ended")


def normalise(text: str) -> str:
    """Drop spaces and hyphens of all common kinds; what is left may still be anything (see `faults`)."""
    return "".join(text.split()).translate(_DROPPED)


def faults(text: str) -> list[Fault]:
    """Every rule of PMI-1 to PMI-8 that a typed number breaks; with none, `Number(normalise(text))` is well formed."""
    return broken_rules(normalise(text))


def show(number: Number | MeetingId) -> str:
    """Group it for reading: `234 567 8901` for a PMI, `812 3456 7890` for a meeting ID (spec section 2)."""
    return f"{number[:3]} {number[3:-4]} {number[-4:]}"


def generate_pmi(choose: Callable[[int], int] = secrets.randbelow) -> Number:
    """Any number that obeys PMI-1 to PMI-8, each as likely as the next; PMI-9 is for the caller (PMI-10).

    `choose(n)` gives 0 to n - 1.
    """
    while broken_rules(candidate := str(2_000_000_000 + choose(8_000_000_000))):
        pass
    return Number(candidate)


def generate_meeting_id(choose: Callable[[int], int] = secrets.randbelow) -> MeetingId:
    """Any 11 digits of which the first is 2 to 9 (PMI-10). `choose(n)` gives 0 to n - 1."""
    return MeetingId(str(20_000_000_000 + choose(80_000_000_000)))


def is_taken(holding: Holding | None, by: int, now: datetime) -> bool:
    """Whether the person `by` may not take a number now (PMI-9); `holding` is its record, if there is any.

    A current number is taken for everybody, its own person too. One that ended is taken until 365 days after that,
    except for the person who gave it up by an edit.
    """
    if holding is None:
        return False
    if holding.ended_at is None:
        return True
    if now >= holding.ended_at + RESERVATION:
        return False
    gave_it_up = holding.person == by and holding.ended_by is Ending.EDITED
    return not gave_it_up
