"""Personal links: their shape, generating one from 128 words that are easy to spell, and who may take one (LINK-1 to LINK-3)."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.clock import Instant
from bot.policy.values.keyed_hashes import keyed_hash
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Violation
from bot.policy.values.text import about_character

_WORD_LIST = (
    "acorn almond amber anchor apple apricot arrow aspen autumn badger bamboo banner basil beacon birch bison "
    "bonnet bridge brook button cabin cactus camel candle canyon carpet castle cedar cherry citrus cloud clover "
    "cobalt comet copper coral cotton crane crystal daisy dolphin dragon eagle ember falcon feather fennel fern "
    "finch forest fossil fountain fox garden garnet ginger granite guitar hammock hazel helmet heron hickory "
    "island ivory jacket jasmine juniper kettle kitten ladder lagoon lantern lemon lilac linden lizard lotus "
    "magnet mango maple marble meadow melon mint mirror mosaic mountain nectar nutmeg oak ocean olive orange "
    "orchid otter oyster paddle panda paper parrot pebble pepper picnic pillow planet pocket poplar prairie "
    "pumpkin quartz rabbit ribbon river robin rocket saddle saffron salmon sandal silver spruce tulip velvet "
    "violet walnut willow window"
)

WORDS = tuple(_WORD_LIST.split())

MIN_LENGTH = 5
MAX_LENGTH = 40
RESERVED_FOR = timedelta(days=365)
_RESERVED_TEXT = "admin support help meeting meetings zoom slack everyone everybody channel security billing info owner"
RESERVED_WORDS = frozenset(_RESERVED_TEXT.split())

LINK_TAKEN = Violation("LINK-2", reason("links.taken"))
"""The same whoever holds it and why."""

_FORBIDDEN_CHARACTER = re.compile(r"[^A-Za-z0-9.]")
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """Whose link it is, or whose it was until `released_at` (aware UTC); nobody's where they were erased."""

    person: int | None
    released_at: datetime | None = None


def link_key(text: str) -> str:
    """The link without case, by which it is compared (LINK-1)."""
    return text.lower()


def link_hash(key: bytes, link: str) -> str:
    """The key under which a link is stored, so that a reserved one cannot be read (LINK-2)."""
    return keyed_hash(key, "link", link_key(link))


def violations(text: str) -> list[Violation]:
    """Everything in which a chosen link breaks LINK-1, then LINK-2's reserved words; what was typed is not trimmed."""
    found = [Violation("LINK-1", fault) for check in _CHECKS if (fault := check(text))]
    if link_key(text) in RESERVED_WORDS:
        found.append(Violation("LINK-2", reason("links.reserved", link=text)))
    return found


def _wrong_length(text: str) -> Reason | None:
    if MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return None
    if not text:
        return reason("links.empty", least=MIN_LENGTH, most=MAX_LENGTH)
    return reason("links.wrong_length", least=MIN_LENGTH, most=MAX_LENGTH, length=len(text))


def _wrong_character(text: str) -> Reason | None:
    if found := _FORBIDDEN_CHARACTER.search(text):
        return about_character(
            found[0],
            space=reason("links.has_space"),
            invisible=reason("links.has_invisible"),
            visible=reason("links.has_character", character=found[0]),
        )
    return None


def _wrong_start(text: str) -> Reason | None:
    if text and not _LETTER.match(text):
        return about_character(
            text[0],
            space=reason("links.starts_with_space"),
            invisible=reason("links.starts_with_invisible"),
            visible=reason("links.starts_with_character", character=text[0]),
        )
    return None


def _wrong_periods(text: str) -> Reason | None:
    if ".." in text:
        return reason("links.two_periods")
    return None


def _wrong_end(text: str) -> Reason | None:
    if text.endswith("."):
        return reason("links.ends_with_period")
    return None


_CHECKS = (_wrong_length, _wrong_character, _wrong_start, _wrong_periods, _wrong_end)


def generate_link(randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """Make a link that is easily read aloud, `amber4821.otter7354`: over 40 random bits (LINK-3).

    `randbelow(n)` gives 0 to n - 1. Whether it is taken is for the caller.
    """
    return f"{_word_and_digits(randbelow)}.{_word_and_digits(randbelow)}"


def _word_and_digits(randbelow: Callable[[int], int]) -> str:
    return f"{WORDS[randbelow(len(WORDS))]}{randbelow(10_000):04}"


def is_taken(record: LinkRecord | None, person: int, instant: Instant) -> bool:
    """Whether `person` may not take a link at this instant (LINK-2); `record` is its record, if there is any.

    One's own is never taken, current or released; a stranger's is until 365 days after its release, and by a clock that
    is not believed that time is not over (CLOCK-1).
    """
    if record is None or record.person == person:
        return False
    return record.released_at is None or not instant.believed or instant.at < record.released_at + RESERVED_FOR
