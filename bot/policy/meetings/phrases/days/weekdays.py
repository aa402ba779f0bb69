"""The name of a day of the week."""

from collections.abc import Sequence
from typing import cast

from bot.policy.meetings.phrases.lexicon import find
from bot.policy.meetings.phrases.numbers import is_sign
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token
from bot.policy.meetings.recurrence import Weekday


def any_weekday(tokens: Sequence[Token], at: int) -> tuple[Weekday, int] | None:
    """A weekday, written out or short, and the token behind it with its dot."""
    match = find(tokens, at, Sense.WEEKDAY) or find(tokens, at, Sense.SHORT_WEEKDAY)
    if not match or is_the_verb_do(tokens[at]):
        return None
    dotted = match.value is not None and is_sign(tokens, match.end, ".") and tokens[match.end].glued
    return Weekday(cast("int", match.value)), match.end + (1 if dotted and len(tokens[at].text) <= len("thurs") else 0)


def is_the_verb_do(token: Token) -> bool:
    """Whether it is English “do”, which in small letters it is more often than a German Thursday."""
    return token.text == "do"
