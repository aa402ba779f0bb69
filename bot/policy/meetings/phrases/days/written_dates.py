"""Dates with their month: “4 December 2026”, “4.12.”, “2026-12-04”."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.policy.meetings.phrases.lexicon import Match, find
from bot.policy.meetings.phrases.numbers import figures, is_sign, ordinal_ending
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind
from bot.policy.meetings.phrases.values import (
    CalendarDate,
    Day,
    NotUnderstood,
    Part,
)

_LEAP_YEAR = 2024
_CENTURY = 2000
_NEARLY_A_DAY = 39
"""“32 May” is meant as a date and is none; “40 May” is not meant as one."""
_MONTHS_IN_A_YEAR = 12
Found = tuple[Day | NotUnderstood, int]
"""What is meant, and the token behind it."""


def day_and_month(tokens: Sequence[Token], at: int) -> Found | None:
    """“4 December 2026”, “4. Dezember”, “4 de diciembre de 2026”, “10-Apr-27”."""
    number = figures(tokens, at, most=2)
    if number is None:
        return None
    end = ordinal_ending(tokens, at + 1)
    dashed = is_sign(tokens, end, "-/", glued=True)
    link = find(tokens, end, Sense.OF)
    start = end + 1 if dashed else link.end if link else end
    return _dated(tokens, number, find(tokens, start, Sense.MONTH), dashed=dashed)


def _dated(tokens: Sequence[Token], number: int, month: Match | None, *, dashed: bool) -> Found | None:
    if not month or not 1 <= number <= _NEARLY_A_DAY:
        return None
    year, end = _year_behind(tokens, behind_dot(tokens, month.end), dashed=dashed)
    return _checked(cast("int", month.value), number, year), end


def month_and_day(tokens: Sequence[Token], at: int) -> Found | None:
    """“December 4th, 2026”."""
    month = find(tokens, at, Sense.MONTH)
    if not month:
        return None
    start = behind_dot(tokens, month.end)
    number = figures(tokens, start, most=2)
    if number is None or not 1 <= number <= _NEARLY_A_DAY:
        return None
    end = start + 1 if is_sign(tokens, start + 1, ".") else ordinal_ending(tokens, start + 1)
    if (
        end < len(tokens)
        and tokens[end].glued
        and (tokens[end].text in (":", "-", "–") or tokens[end].kind is TokenKind.WORD)
    ):
        return None  # an hour: “May 12:00”
    year, end = _year_behind(tokens, end, dashed=False)
    return _checked(cast("int", month.value), number, year), end


def behind_dot(tokens: Sequence[Token], at: int) -> int:
    """The token behind a dot that belongs to an abbreviation: “Dez.”."""
    return at + 1 if is_sign(tokens, at, ".") and tokens[at].glued else at


def _year_behind(tokens: Sequence[Token], at: int, *, dashed: bool) -> tuple[int | None, int]:
    """The year behind a day and a month, and the token behind it."""
    link = find(tokens, at, Sense.OF)
    start = link.end if link else at + 1 if is_sign(tokens, at, "-/" if dashed else ",") else at
    year = figures(tokens, start, most=4)
    if year is None or (start + 1 < len(tokens) and tokens[start + 1].glued and tokens[start + 1].text in ":-–hH"):
        return None, at
    if len(tokens[start].text) == len("2026") and year // 100 in (19, 20, 21):
        return year, start + 1
    if dashed and len(tokens[start].text) == len("26"):
        return _CENTURY + year, start + 1
    return None, at


def _checked(month: int, number: int, year: int | None) -> Day | NotUnderstood:
    """The date, if there is such a day."""
    return CalendarDate(month, number, year) if _exists(month, number, year) else NotUnderstood(Part.DAY)


def _exists(month: int, number: int, year: int | None) -> bool:
    try:
        date(year or _LEAP_YEAR, month, number)
    except ValueError:
        return False
    return True


def in_figures(tokens: Sequence[Token], at: int) -> Found | None:
    """“2026-12-04”, “4.12.”, “4.12.2026”, “25/12”."""
    first, third = figures(tokens, at, most=4), figures(tokens, at + 4, most=4)
    second = figures(tokens, at + 2, most=2)
    if first is None or second is None or not is_sign(tokens, at + 1, "-./", glued=True):
        return None
    sign = tokens[at + 1].text
    if len(tokens[at].text) == len("2026"):
        whole = third is not None and is_sign(tokens, at + 3, sign, glued=True)
        return (_checked(second, cast("int", third), first), at + 5) if whole else None
    if sign == ".":
        return _dotted(tokens, at, first, second)
    year = _century(tokens[at + 4].text) if third is not None and is_sign(tokens, at + 3, sign, glued=True) else None
    if sign == "-" and year is None:
        return None  # a range
    return _in_either_order(first, second, year), at + (5 if year else 3)


def _dotted(tokens: Sequence[Token], at: int, number: int, month: int) -> Found | None:
    """Day and month in this order; a version number has no dot behind it."""
    ends_in_dot = is_sign(tokens, at + 3, ".") and tokens[at + 3].glued
    year = figures(tokens, at + 4, most=4) if ends_in_dot and at + 4 < len(tokens) and tokens[at + 4].glued else None
    if year is not None:
        return _checked(month, number, _century(tokens[at + 4].text)), at + 5
    if not ends_in_dot:
        return None
    behind = figures(tokens, at + 4, most=4)  # “4.12. 2026”
    if behind is not None and behind // 100 == _CENTURY // 100 and not is_sign(tokens, at + 5, ":"):
        return _checked(month, number, behind), at + 5
    return _checked(month, number, None), at + 4


def _century(figures_of_year: str) -> int:
    year = int(figures_of_year)
    return year if len(figures_of_year) == len("2026") else _CENTURY + year


def _in_either_order(first: int, second: int, year: int | None) -> Day | NotUnderstood:
    """A date where only one order is possible, or both are the same day."""
    orders = {
        (month, number)
        for month, number in ((second, first), (first, second))
        if 1 <= month <= _MONTHS_IN_A_YEAR and _exists(month, number, year)
    }
    return CalendarDate(*orders.pop(), year) if len(orders) == 1 else NotUnderstood(Part.DAY)
