"""Several days at once, of which nobody can tell the one that is meant: “7-9 Dec”, “Mon/Wed/Fri”."""

from collections.abc import Sequence

from bot.policy.meetings.phrases.days.weekdays import any_weekday
from bot.policy.meetings.phrases.days.written_dates import Found, behind_dot, day_and_month, in_figures
from bot.policy.meetings.phrases.lexicon import find
from bot.policy.meetings.phrases.numbers import figures, is_sign, ordinal_ending
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token
from bot.policy.meetings.phrases.values import DayOfMonth, NotUnderstood, Part

MOST_DAYS = 31


def several_days(tokens: Sequence[Token], at: int) -> Found | None:
    """“Mon/Wed/Fri”, “7-9 Dec”, “Dec 4-6”, “vom 7. bis 9. Dezember”, “7.12.-9.12.”: which day, nobody can tell."""
    end = _slashed_weekdays(tokens, at)
    if end:
        return NotUnderstood(Part.DAY), end
    lead = find(tokens, at, Sense.FROM)
    start = lead.end if lead else at
    for dated, second in (
        (_number_alone, day_and_month),
        (_month_and_number, _number_alone),
        (in_figures, in_figures),
    ):
        first = dated(tokens, start)
        link = _link_of_days(tokens, first[1]) if first else None
        last = second(tokens, link) if link else None
        if last and not _is_an_hour(tokens, last[1]):
            return NotUnderstood(Part.DAY), last[1]
    return None


def _slashed_weekdays(tokens: Sequence[Token], at: int) -> int | None:
    day = any_weekday(tokens, at)
    end: int | None = None
    while day and is_sign(tokens, day[1], "/+&", glued=True):
        day = any_weekday(tokens, day[1] + 1)
        end = day[1] if day else end
    return end


def _number_alone(tokens: Sequence[Token], at: int) -> Found | None:
    """A number that may be the day of a month; the first of a stretch."""
    value = figures(tokens, at, most=2)
    if value is None or not 1 <= value <= MOST_DAYS:
        return None
    return DayOfMonth(value), ordinal_ending(tokens, at + 1)


def _month_and_number(tokens: Sequence[Token], at: int) -> Found | None:
    """“Dec 4”, the first of a stretch."""
    month = find(tokens, at, Sense.MONTH)
    return _number_alone(tokens, behind_dot(tokens, month.end)) if month else None


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
