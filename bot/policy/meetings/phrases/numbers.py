"""Numbers in figures and in words."""

from collections.abc import Sequence

from bot.policy.meetings.phrases.lexicon import Match, find
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind

_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "er", "e", "eme", "o", "º", "ª", "."))
_FRACTION = {"5": 30, "25": 15, "75": 45, "50": 30}


def figures(tokens: Sequence[Token], at: int, most: int = 9) -> int | None:
    """The number that stands here in at most so many figures."""
    if at >= len(tokens) or tokens[at].kind is not TokenKind.NUMBER or len(tokens[at].text) > most:
        return None
    return int(tokens[at].text)


def number(tokens: Sequence[Token], at: int) -> Match | None:
    """A number in figures or in words."""
    value = figures(tokens, at, most=4)
    return Match(value, at + 1) if value is not None else find(tokens, at, Sense.NUMBER)


def count(tokens: Sequence[Token], at: int) -> Match | None:
    """A number, or an article that stands for one: “a week”."""
    found, article = number(tokens, at), find(tokens, at, Sense.ONE)
    return max((each for each in (found, article) if each), key=lambda each: each.end, default=None)


def ordinal_ending(tokens: Sequence[Token], at: int) -> int:
    """Behind the ending of an ordinal that is glued to its figures, “st” or “.”; `at` where there is none."""
    ends = at < len(tokens) and tokens[at].glued and tokens[at].key in _ORDINAL_ENDINGS
    return at + 1 if ends else at


def is_sign(tokens: Sequence[Token], at: int, signs: str, *, glued: bool = False) -> bool:
    """Whether one of these signs stands here; `glued`: without a blank before it and behind it."""
    if at >= len(tokens) or tokens[at].kind is not TokenKind.SIGN or tokens[at].text not in signs:
        return False
    return not glued or (tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].glued)


def fraction_of_an_hour(text: str) -> int | None:
    """The minutes of “,5” and the like."""
    return _FRACTION.get(text)
