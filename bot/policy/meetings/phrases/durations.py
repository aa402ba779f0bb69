"""Words for how long, and for how long from now (MEET-10)."""

from collections.abc import Sequence
from typing import cast

from bot.policy.meetings.drafts import MAX_MINUTES, MIN_MINUTES
from bot.policy.meetings.phrases.lexicon import Match, find, may_begin
from bot.policy.meetings.phrases.numbers import figures, fraction_of_an_hour, is_sign, number
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token
from bot.policy.meetings.phrases.values import Duration, FromNow, Item, NotUnderstood, Part

_HOUR = 60
_STARTS = frozenset((Sense.FOR, Sense.SPAN, Sense.NUMBER))
_LONGEST_WAIT = 366 * 24 * 60
"""Minutes from now; what lies later has a date."""


def find_duration(tokens: Sequence[Token], at: int) -> Item | None:
    """“for 45m”, “für anderthalb Stunden”, “90 min”; only with a word that leads to it it is certain."""
    if not may_begin(tokens, at, _STARTS):
        return None
    lead = find(tokens, at, Sense.FOR)
    spans = [_amount(tokens, at), *([_amount(tokens, lead.end)] if lead else [])]
    found = max((each for each in spans if each), key=lambda each: each.end, default=None)
    if not found:
        return _too_long(tokens, at, lead) if lead else None
    minutes, end = cast("int", found.value), found.end
    long = find(tokens, end, Sense.LONG)
    valid = MIN_MINUTES <= minutes <= MAX_MINUTES
    meaning = Duration(minutes) if valid else NotUnderstood(Part.DURATION)
    return Item(meaning, at, long.end if long else end, certain=bool(lead or long))


def _too_long(tokens: Sequence[Token], at: int, lead: Match) -> Item | None:
    """“for 3 days”."""
    amount = number(tokens, lead.end)
    unit = find(tokens, amount.end, Sense.UNIT) if amount else None
    return Item(NotUnderstood(Part.DURATION), at, unit.end) if unit else None


def find_from_now(tokens: Sequence[Token], at: int) -> Item | None:
    """“in 90 min”, “half an hour from now”, “dans deux heures”."""
    lead = find(tokens, at, Sense.IN)
    found = _amount(tokens, lead.end if lead else at)
    behind = find(tokens, found.end, Sense.FROM_NOW) if found and not lead else None
    if not found or not (lead or behind):
        return None
    minutes = cast("int", found.value)
    meaning = FromNow(minutes) if 0 < minutes <= _LONGEST_WAIT else NotUnderstood(Part.HOUR)
    return Item(meaning, at, behind.end if behind else found.end)


def _amount(tokens: Sequence[Token], at: int) -> Match | None:
    """Minutes, however they are said."""
    found = [find(tokens, at, Sense.SPAN), _hours(tokens, at), _minutes(tokens, at)]
    return max((each for each in found if each), key=lambda each: each.end, default=None)


def _minutes(tokens: Sequence[Token], at: int) -> Match | None:
    amount = number(tokens, at)
    unit = find(tokens, amount.end, Sense.MINUTES) if amount else None
    return Match(amount.value, unit.end) if amount and unit else None


def _hours(tokens: Sequence[Token], at: int) -> Match | None:
    """“2 hours”, “1.5h”, “1h30”, “2 Stunden 15 Minuten”."""
    amount = number(tokens, at)
    if not amount:
        return None
    minutes, end = cast("int", amount.value) * _HOUR, amount.end
    if is_sign(tokens, end, ".,", glued=True) and figures(tokens, end + 1) is not None:
        part = fraction_of_an_hour(tokens[end + 1].text)
        if part is None:
            return None
        minutes, end = minutes + part, end + 2
    unit = find(tokens, end, Sense.HOURS)
    if not unit:
        return None
    more = _more_minutes(tokens, unit.end)
    return Match(minutes + cast("int", more.value), more.end) if more else Match(minutes, unit.end)


def _more_minutes(tokens: Sequence[Token], at: int) -> Match | None:
    """The minutes behind hours; without their unit only where they are glued to it: “1h30”."""
    link = find(tokens, at, Sense.AND)
    found = _minutes(tokens, link.end if link else at)
    if found:
        return found
    glued = at < len(tokens) and tokens[at].glued and len(tokens[at].text) == 2  # noqa: PLR2004 - figures of a minute
    value = figures(tokens, at, most=2) if glued else None
    return Match(value, at + 1) if value is not None else None
