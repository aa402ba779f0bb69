"""Words for a day (MEET-10): weekdays, days counted from today, dates in words and in figures."""

from collections.abc import Iterable, Sequence
from typing import cast

from bot.policy.meetings.phrases.days.stretches import MOST_DAYS, several_days
from bot.policy.meetings.phrases.days.weekdays import any_weekday
from bot.policy.meetings.phrases.days.written_dates import Found, day_and_month, in_figures, month_and_day
from bot.policy.meetings.phrases.lexicon import Match, find, may_begin
from bot.policy.meetings.phrases.numbers import count, figures, is_sign, ordinal_ending
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind
from bot.policy.meetings.phrases.values import (
    CalendarDate,
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

_DAYS_OF = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}
_ARTICLES = frozenset(("the", "on the", "le", "el", "el dia", "am", "den", "au", "il", "para el", "pour le"))
_PLAIN_STARTS = frozenset(
    (
        *(Sense.IN, Sense.NEXT, Sense.THIS, Sense.MONTH, Sense.WEEKDAY, Sense.SHORT_WEEKDAY),
        *(Sense.RELATIVE_DAY, Sense.VAGUE_DAY, Sense.END_OF_MONTH, Sense.PART_OF_MONTH, Sense.CALENDAR_WEEK),
        *(Sense.WEEKS_FROM, Sense.OTHER_WEEK),
    )
)
_COUNTED_STARTS = frozenset((Sense.FROM, Sense.NUMBER, Sense.ONE))
_STARTS = (
    _PLAIN_STARTS
    | _COUNTED_STARTS
    | {
        *(
            Sense.STARTING,
            Sense.ON,
            Sense.OF,
            Sense.FOR,
            Sense.WEEKDAY_AND_PART,
            Sense.PART_OF_TODAY,
            Sense.BEFORE_OR_AFTER,
        )
    }
)


def find_day(tokens: Sequence[Token], at: int) -> Item | None:
    """The longest words for a day that begin here."""
    if not may_begin(tokens, at, _STARTS) and (at >= len(tokens) or tokens[at].key != "the"):
        return None
    return _longest([_itself(tokens, at), _beside_a_day(tokens, at)])


def _itself(tokens: Sequence[Token], at: int) -> Item | None:
    """A day that is told without another one."""
    return _longest([_with_part(tokens, at), _today(tokens, at), _led(tokens, at), *_plain(tokens, at)])


def _longest(found: Iterable[Item | None]) -> Item | None:
    return max((each for each in found if each), key=lambda each: each.end, default=None)


def _beside_a_day(tokens: Sequence[Token], at: int) -> Item | None:
    """“by friday”, “two days before friday”: it is not counted. Never two of them in a row, so that no row costs its square."""
    amount = count(tokens, at)
    unit = find(tokens, amount.end, Sense.UNIT) if amount else None
    lead = find(tokens, unit.end if unit else at, Sense.BEFORE_OR_AFTER)
    lead = lead or (find(tokens, unit.end, Sense.FROM) if unit else None)
    day = _itself(tokens, lead.end) if lead else None
    return Item(NotUnderstood(Part.DAY), at, day.end) if day else None


def find_day_of_month(tokens: Sequence[Token], at: int) -> Item | None:
    """“on the 20th”, “the 20th”, whatever follows."""
    lead = find(tokens, at, Sense.ON)
    if not lead and at < len(tokens) and tokens[at].key == "the":
        lead = Match(None, at + 1)
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
    return find_day_of_month(tokens, at)


def _day_of_month(tokens: Sequence[Token], at: int, lead: Match) -> Item | None:
    """“on the 20th”, “am 20.”, “le 20”, “el día 20”."""
    if " ".join(token.key for token in tokens[at : lead.end]) not in _ARTICLES:
        return None
    value, end = figures(tokens, lead.end, most=2), ordinal_ending(tokens, lead.end + 1)
    bare = end == lead.end + 1
    if value is None or not 1 <= value <= MOST_DAYS or (bare and tokens[at].key in ("the", "on", "am", "den")):
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
    certain: list[Found | None] = []
    doubtful: list[Found | None] = []
    named, counted = may_begin(tokens, at, _PLAIN_STARTS), may_begin(tokens, at, _COUNTED_STARTS)
    if named:
        certain = [
            _relative(tokens, at),
            _in_days(tokens, at),
            _chosen_weekday(tokens, at),
            _weeks_away(tokens, at),
            _part_of_month(tokens, at),
            _calendar_week(tokens, at),
            _another_week(tokens, at),
        ]
        doubtful = [
            _weekday(tokens, at),
            _weekday_and_date(tokens, at),
            _vague(tokens, at),
            day_and_month(tokens, at),
            month_and_day(tokens, at),
            in_figures(tokens, at),
        ]
    if named or counted:
        certain.append(several_days(tokens, at))
    if counted:
        certain.append(_days_away(tokens, at))
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
        day = any_weekday(tokens, lead.end) if lead else None
        if day:
            return DayOfWeek(day[0], next_week=sense is Sense.NEXT), day[1]
    day = any_weekday(tokens, at)
    behind = find(tokens, day[1], Sense.NEXT) if day else None
    return (DayOfWeek(day[0], next_week=True), behind.end) if day and behind else None


def _weekday(tokens: Sequence[Token], at: int) -> Found | None:
    day = any_weekday(tokens, at)
    return (DayOfWeek(day[0]), day[1]) if day else None


def _weekday_and_date(tokens: Sequence[Token], at: int) -> Found | None:
    """“Friday, 4 December”, “Tues 8th”, “Freitag, den 4.12.”, “Friday the 13th”."""
    day = any_weekday(tokens, at)
    if not day:
        return None
    behind = day[1] + (1 if is_sign(tokens, day[1], ",") else 0)
    lead = find(tokens, behind, Sense.ON)
    starts = [behind, *([lead.end] if lead else [])]
    forms = (day_and_month, month_and_day, in_figures)
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
    if bare is not None and 1 <= bare <= MOST_DAYS and (ordinal or find(tokens, behind + 1, Sense.AT)):
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
    day = any_weekday(tokens, lead.end if lead else at)
    behind = find(tokens, day[1], Sense.WEEKS_BEHIND) if day else None
    if day and (lead or behind):
        return NotUnderstood(Part.DAY), behind.end if behind else day[1]
    return None


def _days_away(tokens: Sequence[Token], at: int) -> Found | None:
    """“three days from now”."""
    amount = count(tokens, at)
    unit = find(tokens, amount.end, Sense.UNIT) if amount else None
    days = _DAYS_OF.get(cast("Frequency", unit.value)) if unit else None
    now = find(tokens, unit.end, Sense.FROM_NOW) if unit else None
    return (RelativeDay(cast("int", amount.value) * days), now.end) if amount and days and now else None


def _another_week(tokens: Sequence[Token], at: int) -> Found | None:
    """“last monday”, “übernächsten Montag”, “mardi dernier”."""
    lead = find(tokens, at, Sense.OTHER_WEEK)
    day = any_weekday(tokens, lead.end if lead else at)
    behind = find(tokens, day[1], Sense.OTHER_WEEK) if day else None
    return (NotUnderstood(Part.DAY), behind.end if behind else day[1]) if day and (lead or behind) else None
