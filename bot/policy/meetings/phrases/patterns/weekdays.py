"""The days of a repeat: one, several, or all from one to another."""

from collections.abc import Sequence
from typing import cast

from bot.policy.meetings.phrases.days.weekdays import is_the_verb_do
from bot.policy.meetings.phrases.lexicon import find
from bot.policy.meetings.phrases.numbers import is_sign
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token
from bot.policy.meetings.recurrence import Weekday

_DASHES = "-–—"
PLURAL_ARTICLES = ("the", "los", "les")


def one_weekday(tokens: Sequence[Token], at: int) -> tuple[Weekday, int] | None:
    """A weekday however it is written, and the token behind it."""
    for sense in (Sense.WEEKDAY, Sense.EACH_WEEKDAY, Sense.SHORT_WEEKDAY):
        if (match := find(tokens, at, sense)) is not None and not is_the_verb_do(tokens[at]):
            return Weekday(cast("int", match.value)), match.end
    return None


def weekdays_at(tokens: Sequence[Token], at: int) -> tuple[tuple[Weekday, ...], int] | None:
    """One or more weekdays, with commas and “and” between them."""
    first = one_weekday(tokens, behind_article(tokens, at)) or one_weekday(tokens, at)
    if not first:
        return None
    days, end = {first[0]}, first[1]
    while True:
        link = behind_link(tokens, end)
        following = (one_weekday(tokens, link) or one_weekday(tokens, behind_article(tokens, link))) if link else None
        if not following:
            return tuple(sorted(days)), end
        days.add(following[0])
        end = following[1]


def days_from_to(tokens: Sequence[Token], at: int) -> tuple[tuple[Weekday, ...], int] | None:
    """All days from one to another, “Mon-Fri”, and the token behind them."""
    first = one_weekday(tokens, at)
    if not first:
        return None
    link = find(tokens, first[1], Sense.TO)
    between = first[1] + 1 if is_sign(tokens, first[1], _DASHES) else link.end if link else None
    joined = link and tokens[link.end - 1].key in ("and", "und", "et", "y")
    last = one_weekday(tokens, between) or one_weekday(tokens, behind_article(tokens, between)) if between else None
    if not last or joined or last[0] <= first[0]:
        return None
    return tuple(Weekday(each) for each in range(first[0], last[0] + 1)), last[1]


def behind_link(tokens: Sequence[Token], at: int) -> int | None:
    """The token behind “and”, a comma or a slash; none where none stands."""
    end = at + 1 if is_sign(tokens, at, ",&/+") else at
    match = find(tokens, end, Sense.AND)
    end = match.end if match else end
    return end if end > at else None


def behind_article(tokens: Sequence[Token], at: int) -> int:
    """Behind what leads to a day, “on”, “am”, “le”, “the”."""
    lead = find(tokens, at, Sense.ON)
    end = lead.end if lead else at
    return end + 1 if end < len(tokens) and tokens[end].key in PLURAL_ARTICLES else end
