"""The shape of a personal meeting ID, PMI-1 to PMI-8."""

import re
from collections import Counter
from collections.abc import Callable

from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Violation
from bot.policy.values.text import about_character

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
    return [Violation(rule, fault) for rule, check in _CHECKS.items() if (fault := check(digits))]


def _wrong_length(digits: str) -> Reason | None:
    non_digit = next((each for each in digits if not ("0" <= each <= "9")), None)
    if non_digit:
        return about_character(
            non_digit,
            space=reason("numbers.has_space"),
            invisible=reason("numbers.has_invisible"),
            visible=reason("numbers.has_character", character=non_digit),
        )
    if not digits:
        return reason("numbers.empty")
    return reason("numbers.wrong_length", length=len(digits)) if len(digits) != PMI_LENGTH else None


def _wrong_first_digit(digits: str) -> Reason | None:
    if digits[0] in "01":
        return reason("numbers.first_digit", digit=digits[0])
    return None


def _reserved_prefix(digits: str) -> Reason | None:
    if digits[:3] in RESERVED_PREFIXES:
        return reason("numbers.reserved_prefix", prefix=digits[:3])
    return None


def _group_repeated(digits: str) -> Reason | None:
    if match := _GROUP_THREE_TIMES.search(digits):
        return reason("numbers.repeated_digits", digits=match[1])
    return None


def _triplets(digits: str) -> Reason | None:
    if match := _THREE_TRIPLETS.search(digits):
        first, second, third = (digit * 3 for digit in match.groups())
        return reason("numbers.triplets", first=first, second=second, third=third)
    return None


def _digit_too_often(digits: str) -> Reason | None:
    digit, times = Counter(digits).most_common(1)[0]
    if times > MAX_SAME_DIGIT:
        return reason("numbers.digit_too_often", digit=digit, times=times)
    return None


def _digit_too_often_in_a_row(digits: str) -> Reason | None:
    if match := _FIVE_EQUAL_DIGITS.search(digits):
        return reason("numbers.digit_in_a_row", digit=match[1], times=len(match[0]))
    return None


def _counting(digits: str) -> Reason | None:
    """Upwards a run goes on from 9 to 0; downwards it ends at 0, as PMI-8 says nothing of wrapping there."""
    for length in range(PMI_LENGTH, MAX_COUNTING_RUN, -1):
        for start in range(PMI_LENGTH - length + 1):
            run = digits[start : start + length]
            if run in _ASCENDING:
                return reason("numbers.counts_up", length=length, digits=run)
            if run in _DESCENDING:
                return reason("numbers.counts_down", length=length, digits=run)
    return None


_CHECKS: dict[str, Callable[[str], Reason | None]] = {
    "PMI-2": _wrong_first_digit,
    "PMI-3": _reserved_prefix,
    "PMI-4": _group_repeated,
    "PMI-5": _triplets,
    "PMI-6": _digit_too_often,
    "PMI-7": _digit_too_often_in_a_row,
    "PMI-8": _counting,
}
