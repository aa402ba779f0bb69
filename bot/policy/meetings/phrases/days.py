"""Words for a day (MEET-10): weekdays, days counted from today, dates in words and in figures."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.policy.meetings.phrases.lexicon import Match, find, may_begin
from bot.policy.meetings.phrases.numbers import count, figures, is_sign, ordinal_ending
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind
from bot.policy.meetings.phrases.values import (
    CalendarDate,
    Day,
    DayOfMonth,
    DayOfWeek,
    DayPart,
    EndOfMonth,
    Item,
    NotUnderstood,
    Part,
    RelativeDay,
    VagueDay,
)
from bot.policy.meetings.recurrence import Frequency, Weekday

_LEAP_YEAR = 2024
_CENTURY = 2000
_MOST_DAYS = 31
_NEARLY_A_DAY = 39
"""“32 May” is meant as a date and is none; “40 May” is not meant as one."""
_DAYS_OF = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}
_MONTHS_IN_A_YEAR = 12
_ARTICLES = frozenset(("the", "on the", "le", "el", "el dia", "am", "den", "au", "il", "para el", "pour le"))
_PLAIN_STARTS = frozenset(
    (
        *(Sense.IN, Sense.NEXT, Sense.THIS, Sense.MONTH, Sense.WEEKDAY, Sense.SHORT_WEEKDAY),
        *(Sense.RELATIVE_DAY, Sense.VAGUE_DAY, Sense.END_OF_MONTH, Sense.PART_OF_MONTH, Sense.CALENDAR_WEEK),
        *(Sense.WEEKS_FROM, Sense.OTHER_WEEK, Sense.BEFORE_OR_AFTER, Sense.FROM, Sense.NUMBER, Sense.ONE),
    )
)
_STARTS = _PLAIN_STARTS | {Sense.STARTING, Sense.ON, Sense.OF, Sense.FOR, Sense.WEEKDAY_AND_PART, Sense.PART_OF_TODAY}
Found = tuple[Day | NotUnderstood, int]


def find_day(tokens: Sequence[Token], at: int) -> Item | None:
    """The longest words for a day that begin here."""
    if not may_begin(tokens, at, _STARTS) and (at >= len(tokens) or tokens[at].key != "the"):
        return None
    led = _led(tokens, at)
    found = [_with_part(tokens, at), _today(tokens, at), *([led] if led else []), *_plain(tokens, at)]
    return max((each for each in found if each), key=lambda each: each.end, default=None)


def find_day_of_month(tokens: Sequence[Token], at: int) -> Item | None:
    """“on the 20th”, whatever follows."""
    lead = find(tokens, at, Sense.ON)
    return _day_of_month(tokens, at, lead) if lead else None


def _led(tokens: Sequence[Token], at: int) -> Item | None:
    """“on friday”, “am 4. Dezember”, “de mañana”: what leads to a day makes it certain."""
    starting = find(tokens, at, Sense.STARTING)
    month = find(tokens, starting.end, Sense.MONTH) if starting else None
    lead = starting or find(tokens, at, Sense.ON)
    if lead:
        inner = max(_plain(tokens, lead.end), key=lambda each: each.end, default=None)
        dated = _day_of_month(tokens, at, lead)
        if inner and (not dated or inner.end >= dated.end):
            return Item(inner.meaning, at, inner.end)
        return dated or (Item(NotUnderstood(Part.DAY), at, month.end) if month else None)  # “from January”
    lead = find(tokens, at, Sense.OF) or find(tokens, at, Sense.FOR)
    if lead and (relative := find(tokens, lead.end, Sense.RELATIVE_DAY)):
        return Item(RelativeDay(cast("int", relative.value)), at, relative.end)
    if at < len(tokens) and tokens[at].key == "the":
        return _day_of_month(tokens, at, Match(None, at + 1))
    return None


def _day_of_month(tokens: Sequence[Token], at: int, lead: Match) -> Item | None:
    """“on the 20th”, “am 20.”, “le 20”, “el día 20”."""
    if " ".join(token.key for token in tokens[at : lead.end]) not in _ARTICLES:
        return None
    value, end = figures(tokens, lead.end, most=2), ordinal_ending(tokens, lead.end + 1)
    bare = end == lead.end + 1
    if value is None or not 1 <= value <= _MOST_DAYS or (bare and tokens[at].key in ("the", "on", "am", "den")):
        return None
    return Item(DayOfMonth(value), at, end, certain=False)


def _with_part(tokens: Sequence[Token], at: int) -> Item | None:
    """“Freitagnachmittag”."""
    match = find(tokens, at, Sense.WEEKDAY_AND_PART)
    if not match:
        return None
    weekday, part = cast("tuple[int, DayPart]", match.value)
    return Item(DayOfWeek(Weekday(weekday)), at, match.end, extra=part)


def _today(tokens: Sequence[Token], at: int) -> Item | None:
    """“tonight”, “this afternoon”."""
    match = find(tokens, at, Sense.PART_OF_TODAY)
    return Item(RelativeDay(0), at, match.end, extra=cast("DayPart", match.value)) if match else None


def _plain(tokens: Sequence[Token], at: int) -> list[Item]:
    """What needs no word that leads to it."""
    if not may_begin(tokens, at, _PLAIN_STARTS):
        return []
    certain: list[Found | None] = [
        _relative(tokens, at),
        _in_days(tokens, at),
        _chosen_weekday(tokens, at),
        _weeks_away(tokens, at),
        _part_of_month(tokens, at),
        _calendar_week(tokens, at),
        _days_away(tokens, at),
        _another_week(tokens, at),
        _several(tokens, at),
    ]
    doubtful: list[Found | None] = [
        _weekday(tokens, at),
        _weekday_and_date(tokens, at),
        _vague(tokens, at),
        _day_and_month(tokens, at),
        _month_and_day(tokens, at),
        _in_figures(tokens, at),
    ]
    return [
        *(Item(meaning, at, end) for meaning, end in filter(None, certain)),
        *(Item(meaning, at, end, certain=False) for meaning, end in filter(None, doubtful)),
    ]


def _relative(tokens: Sequence[Token], at: int) -> Found | None:
    match = find(tokens, at, Sense.RELATIVE_DAY)
    return (RelativeDay(cast("int", match.value)), match.end) if match else None


def _in_days(tokens: Sequence[Token], at: int) -> Found | None:
    """“in 3 days”, “dans une semaine”."""
    lead = find(tokens, at, Sense.IN)
    amount = count(tokens, lead.end) if lead else None
    unit = find(tokens, amount.end, Sense.UNIT) if amount else None
    if not amount or not unit:
        return None
    days = _DAYS_OF.get(cast("Frequency", unit.value))
    return (NotUnderstood(Part.DAY) if days is None else RelativeDay(cast("int", amount.value) * days)), unit.end


def _chosen_weekday(tokens: Sequence[Token], at: int) -> Found | None:
    """“next friday”, “this monday”, “vendredi prochain”, “monday next week”."""
    for sense in (Sense.NEXT, Sense.THIS):
        lead = find(tokens, at, sense)
        day = _any_weekday(tokens, lead.end) if lead else None
        if day:
            return DayOfWeek(day[0], next_week=sense is Sense.NEXT), day[1]
    day = _any_weekday(tokens, at)
    behind = find(tokens, day[1], Sense.NEXT) if day else None
    return (DayOfWeek(day[0], next_week=True), behind.end) if day and behind else None


def _any_weekday(tokens: Sequence[Token], at: int) -> tuple[Weekday, int] | None:
    match = find(tokens, at, Sense.WEEKDAY) or find(tokens, at, Sense.SHORT_WEEKDAY)
    if not match or tokens[at].text == "do":  # an English word more often than a Thursday
        return None
    dotted = match.value is not None and is_sign(tokens, match.end, ".") and tokens[match.end].glued
    return Weekday(cast("int", match.value)), match.end + (1 if dotted and len(tokens[at].text) <= len("thurs") else 0)


def _weekday(tokens: Sequence[Token], at: int) -> Found | None:
    day = _any_weekday(tokens, at)
    return (DayOfWeek(day[0]), day[1]) if day else None


def _weekday_and_date(tokens: Sequence[Token], at: int) -> Found | None:
    """“Friday, 4 December”, “Tues 8th”, “Freitag, den 4.12.”, “Friday the 13th”."""
    day = _any_weekday(tokens, at)
    if not day:
        return None
    behind = day[1] + (1 if is_sign(tokens, day[1], ",") else 0)
    lead = find(tokens, behind, Sense.ON)
    starts = [behind, *([lead.end] if lead else [])]
    forms = (_day_and_month, _month_and_day, _in_figures)
    dated = [found for start in starts for form in forms if (found := form(tokens, start))]
    for meaning, end in dated:
        match meaning:
            case CalendarDate(month, number, year):
                return CalendarDate(month, number, year, weekday=day[0]), end
            case NotUnderstood():
                return meaning, end
    bare = figures(tokens, behind, most=2)
    ending = ordinal_ending(tokens, behind + 1)
    ordinal = ending > behind + 1 and tokens[behind + 1].kind is TokenKind.WORD
    if bare is not None and 1 <= bare <= _MOST_DAYS and (ordinal or find(tokens, behind + 1, Sense.AT)):
        return DayOfMonth(bare, weekday=day[0]), ending  # “mardi 8 à 10h”
    article = Match(None, behind + 1) if behind < len(tokens) and tokens[behind].key == "the" else lead
    of_month = _day_of_month(tokens, behind, article) if article else None
    if of_month and isinstance(of_month.meaning, DayOfMonth):
        return DayOfMonth(of_month.meaning.day, weekday=day[0]), of_month.end
    return None


def _vague(tokens: Sequence[Token], at: int) -> Found | None:
    ends = find(tokens, at, Sense.END_OF_MONTH)
    vague = find(tokens, at, Sense.VAGUE_DAY)
    if ends and (not vague or ends.end >= vague.end):
        return EndOfMonth(), ends.end
    return (VagueDay(cast("int | None", vague.value)), vague.end) if vague else None


def _part_of_month(tokens: Sequence[Token], at: int) -> Found | None:
    """“end of January”, “Mitte Mai”: no day."""
    part = find(tokens, at, Sense.PART_OF_MONTH)
    month = find(tokens, part.end, Sense.MONTH) if part else None
    return (VagueDay(None), month.end) if month else None


def _calendar_week(tokens: Sequence[Token], at: int) -> Found | None:
    """“KW 51”: no day, and the Monday beside it is not the next one."""
    week = find(tokens, at, Sense.CALENDAR_WEEK)
    return (NotUnderstood(Part.DAY), week.end + 1) if week and figures(tokens, week.end, most=2) is not None else None


def _weeks_away(tokens: Sequence[Token], at: int) -> Found | None:
    """“a week from tomorrow”; “a week from friday”, “jeudi en huit”: which week, not everybody agrees."""
    lead = find(tokens, at, Sense.WEEKS_FROM)
    relative = find(tokens, lead.end if lead else at, Sense.RELATIVE_DAY)
    if lead and relative:
        return RelativeDay(cast("int", lead.value) + cast("int", relative.value)), relative.end
    weeks = find(tokens, relative.end, Sense.WEEKS_BEHIND) if relative else None
    if relative and weeks:
        return RelativeDay(cast("int", relative.value) + 7 * cast("int", weeks.value)), weeks.end
    day = _any_weekday(tokens, lead.end if lead else at)
    behind = find(tokens, day[1], Sense.WEEKS_BEHIND) if day else None
    if day and (lead or behind):
        return NotUnderstood(Part.DAY), behind.end if behind else day[1]
    return None


def _days_away(tokens: Sequence[Token], at: int) -> Found | None:
    """“three days from now”; “two days before friday” is not counted."""
    amount = count(tokens, at)
    unit = find(tokens, amount.end, Sense.UNIT) if amount else None
    days = _DAYS_OF.get(cast("Frequency", unit.value)) if unit else None
    if not amount or not unit or days is None:
        return None
    now = find(tokens, unit.end, Sense.FROM_NOW)
    if now:
        return RelativeDay(cast("int", amount.value) * days), now.end
    lead = find(tokens, unit.end, Sense.BEFORE_OR_AFTER) or find(tokens, unit.end, Sense.FROM)
    day = find_day(tokens, lead.end) if lead else None
    return (NotUnderstood(Part.DAY), day.end) if day else None


def _another_week(tokens: Sequence[Token], at: int) -> Found | None:
    """“last monday”, “übernächsten Montag”, “mardi dernier”; “by friday”."""
    lead = find(tokens, at, Sense.OTHER_WEEK)
    day = _any_weekday(tokens, lead.end if lead else at)
    behind = find(tokens, day[1], Sense.OTHER_WEEK) if day else None
    if day and (lead or behind):
        return NotUnderstood(Part.DAY), behind.end if behind else day[1]
    lead = find(tokens, at, Sense.BEFORE_OR_AFTER)
    other = find_day(tokens, lead.end) if lead else None
    return (NotUnderstood(Part.DAY), other.end) if other else None


def _several(tokens: Sequence[Token], at: int) -> Found | None:
    """“Mon/Wed/Fri”, “7-9 Dec”, “Dec 4-6”, “vom 7. bis 9. Dezember”, “7.12.-9.12.”: which day, nobody can tell."""
    end = _slashed_weekdays(tokens, at)
    if end:
        return NotUnderstood(Part.DAY), end
    lead = find(tokens, at, Sense.FROM)
    start = lead.end if lead else at
    for dated, second in (
        (_number_alone, _day_and_month),
        (_month_and_number, _number_alone),
        (_in_figures, _in_figures),
    ):
        first = dated(tokens, start)
        link = _link_of_days(tokens, first[1]) if first else None
        last = second(tokens, link) if link else None
        if last and not _is_an_hour(tokens, last[1]):
            return NotUnderstood(Part.DAY), last[1]
    return None


def _slashed_weekdays(tokens: Sequence[Token], at: int) -> int | None:
    day = _any_weekday(tokens, at)
    end: int | None = None
    while day and is_sign(tokens, day[1], "/+&", glued=True):
        day = _any_weekday(tokens, day[1] + 1)
        end = day[1] if day else end
    return end


def _number_alone(tokens: Sequence[Token], at: int) -> Found | None:
    """A number that may be the day of a month; the first of a stretch."""
    value = figures(tokens, at, most=2)
    if value is None or not 1 <= value <= _MOST_DAYS:
        return None
    return DayOfMonth(value), ordinal_ending(tokens, at + 1)


def _month_and_number(tokens: Sequence[Token], at: int) -> Found | None:
    """“Dec 4”, the first of a stretch."""
    month = find(tokens, at, Sense.MONTH)
    return _number_alone(tokens, _behind_dot(tokens, month.end)) if month else None


def _link_of_days(tokens: Sequence[Token], at: int) -> int | None:
    if is_sign(tokens, at, "-–—"):
        return at + 1
    link = find(tokens, at, Sense.TO) or find(tokens, at, Sense.AND)
    return link.end if link else None


def _is_an_hour(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number before this token is the rest of an hour: “Dec 4 - 6pm”."""
    if at >= len(tokens):
        return False
    return tokens[at].key in ("am", "pm", "h", "uhr") or is_sign(tokens, at, ":", glued=True)


def _day_and_month(tokens: Sequence[Token], at: int) -> Found | None:
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
    year, end = _year_behind(tokens, _behind_dot(tokens, month.end), dashed=dashed)
    return _checked(cast("int", month.value), number, year), end


def _month_and_day(tokens: Sequence[Token], at: int) -> Found | None:
    """“December 4th, 2026”."""
    month = find(tokens, at, Sense.MONTH)
    if not month:
        return None
    start = _behind_dot(tokens, month.end)
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


def _behind_dot(tokens: Sequence[Token], at: int) -> int:
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


def _in_figures(tokens: Sequence[Token], at: int) -> Found | None:
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
