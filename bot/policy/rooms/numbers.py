"""Personal meeting IDs and meeting IDs: reading, showing, generating, and whether one is free."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.clock import Instant
from bot.policy.ids import MeetingId, Pmi
from bot.policy.rooms.pmi_rules import violations_of_shape
from bot.policy.values.reasons import reason
from bot.policy.values.results import Violation

RESERVED_FOR = timedelta(days=365)
"""How long a number that ended is reserved (PMI-9, PMI-13)."""

NUMBER_TAKEN = Violation("PMI-9", reason("numbers.taken"))
"""The same whoever holds it and why, so that nobody learns about another person's number."""

_ZERO_WIDTH = "\u200b\u2060\ufeff"
_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_IGNORED_CHARACTERS = dict.fromkeys(map(ord, _ZERO_WIDTH + _HYPHENS))


class EndReason(StrEnum):
    """Why a number stopped being somebody's current one (PMI-14)."""

    EDITED = "edited"
    EXPIRED = "expired"
    REPLACED = "replaced"
    """After a leak, by “Replace my number” or an admin (PMI-15)."""
    MEETING_ENDED = "meeting_ended"
    ERASED = "erased"
    """Its person was erased, and nobody has it any more."""


@dataclass(frozen=True, slots=True)
class NumberRecord:
    """The record of one number: its (last) person, none where they were erased, and when and why it ended.

    `current` covers valid, expired, suspended and switched off. `ended_at` is aware UTC: the moment of replacement, not
    of expiry. Raises ValueError if it is both current and ended, or neither.
    """

    person: int | None
    current: bool
    ended_at: datetime | None = None
    ended_by: EndReason | None = None

    def __post_init__(self) -> None:
        if self.current != (self.ended_at is None) or self.current != (self.ended_by is None):
            raise ValueError("a holding is either current, or says when and why it ended")


def normalise_number(text: str) -> str:
    """Drop spaces and hyphens of all common kinds; what is left may still be anything (see `violations`)."""
    return "".join(text.split()).translate(_IGNORED_CHARACTERS)


def violations(text: str) -> list[Violation]:
    """Every rule of PMI-1 to PMI-8 that a typed number breaks; with none, `Pmi(normalise_number(text))` is well formed."""
    return violations_of_shape(normalise_number(text))


def format_number(number: Pmi | MeetingId) -> str:
    """Group it for reading: `234 567 8901` for a PMI, `812 3456 7890` for a meeting ID (section 2 of the rules)."""
    return f"{number[:3]} {number[3:-4]} {number[-4:]}"


def generate_pmi(randbelow: Callable[[int], int] = secrets.randbelow) -> Pmi:
    """Any number that obeys PMI-1 to PMI-8, each as likely as the next; PMI-9 is for the caller (PMI-10).

    `randbelow(n)` gives 0 to n - 1.
    """
    while violations_of_shape(candidate := str(2_000_000_000 + randbelow(8_000_000_000))):
        pass
    return Pmi(candidate)


def generate_meeting_id(randbelow: Callable[[int], int] = secrets.randbelow) -> MeetingId:
    """Any 11 digits of which the first is 2 to 9 (PMI-10). `randbelow(n)` gives 0 to n - 1."""
    return MeetingId(str(20_000_000_000 + randbelow(80_000_000_000)))


def is_taken(record: NumberRecord | None, person: int, instant: Instant) -> bool:
    """Whether `person` may not take a number at this instant (PMI-9); `record` is its record, if there is any.

    A current number is taken for everybody, its own person too. One that ended is taken until 365 days after that,
    except for the person who gave it up by an edit. By a clock that is not believed no reservation is over (CLOCK-1).
    """
    if record is None:
        return False
    if record.ended_at is None:
        return True
    if instant.believed and instant.at >= record.ended_at + RESERVED_FOR:
        return False
    gave_it_up = record.person == person and record.ended_by is EndReason.EDITED
    return not gave_it_up
