"""The shape of a personal meeting ID, PMI-1 to PMI-8."""

import re
from collections import Counter
from collections.abc import Callable

from bot.policy.values.results import Violation
from bot.policy.values.text import describe_character

PMI_LENGTH = 10
_RESERVED = "200 300 400 500 508 600 660 700 800 803 804 807 808 809 850 855 866 877 887 888 900"
RESERVED_PREFIXES = frozenset(_RESERVED.split())
MAX_SAME_DIGIT = 7
MAX_COUNTING_RUN = 8

_GROUP_THREE_TIMES = re.compile(r"([0-9]{3})\1\1")
_THREE_TRIPLETS = re.compile(r"([0-9])\1\1([0-9])\2\2([0-9])\3\3")
_FIVE_EQUAL_DIGITS = re.compile(r"([0-9])\1{4,}")
_ASCENDING = "0123456789" * 2
_DESCENDING = "9876543210"


def violations_of_shape(digits: str) -> list[Violation]:
    """Every rule of PMI-1 to PMI-8 that a normalised number breaks, in rule order; PMI-1 stands alone."""
    length_fault = _wrong_length(digits)
    if length_fault:
        return [Violation("PMI-1", length_fault)]
    return [Violation(rule, reason) for rule, check in _CHECKS.items() if (reason := check(digits))]


def _wrong_length(digits: str) -> str | None:
    non_digit = next((each for each in digits if not ("0" <= each <= "9")), None)
    if non_digit:
        return f"A personal meeting ID has exactly 10 digits and nothing else; that one has {describe_character(non_digit)} in it."
    if len(digits) != PMI_LENGTH:
        return f"A personal meeting ID has exactly 10 digits; that one has {len(digits) or 'none'}."
    return None


def _wrong_first_digit(digits: str) -> str | None:
    if digits[0] in "01":
        return f"That number starts with {digits[0]}; a personal meeting ID starts with 2 to 9."
    return None


def _reserved_prefix(digits: str) -> str | None:
    if digits[:3] in RESERVED_PREFIXES:
        return f"That number starts with {digits[:3]}, which is reserved; choose another beginning."
    return None


def _group_repeated(digits: str) -> str | None:
    if match := _GROUP_THREE_TIMES.search(digits):
        return f"That number repeats {match[1]} three times in a row; personal meeting IDs may not."
    return None


def _triplets(digits: str) -> str | None:
    if match := _THREE_TRIPLETS.search(digits):
        first, second, third = (digit * 3 for digit in match.groups())
        return f"That number has three triplets in a row ({first}, {second}, {third}); two are the most."
    return None


def _digit_too_often(digits: str) -> str | None:
    digit, times = Counter(digits).most_common(1)[0]
    if times > MAX_SAME_DIGIT:
        return f"The digit {digit} stands {times} times in that number; seven times is the most."
    return None


def _digit_too_often_in_a_row(digits: str) -> str | None:
    if match := _FIVE_EQUAL_DIGITS.search(digits):
        return f"The digit {match[1]} stands {len(match[0])} times in a row in that number; four times is the most."
    return None


def _counting(digits: str) -> str | None:
    """Upwards a run goes on from 9 to 0; downwards it ends at 0, as PMI-8 says nothing of wrapping there."""
    for length in range(PMI_LENGTH, MAX_COUNTING_RUN, -1):
        for start in range(PMI_LENGTH - length + 1):
            run = digits[start : start + length]
            direction = "up" if run in _ASCENDING else "down" if run in _DESCENDING else None
            if direction:
                return f"That number counts {direction} for {length} digits ({run}); eight digits are the most."
    return None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "PMI-2": _wrong_first_digit,
    "PMI-3": _reserved_prefix,
    "PMI-4": _group_repeated,
    "PMI-5": _triplets,
    "PMI-6": _digit_too_often,
    "PMI-7": _digit_too_often_in_a_row,
    "PMI-8": _counting,
}
