"""Finds the words of all vocabularies in a text: the longest one that begins at a token."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind, tokenize


class Match(NamedTuple):
    """What words say, and the token behind them."""

    value: object
    end: int


@cache
def _entries() -> dict[str, dict[Sense, list[tuple[tuple[str, ...], object]]]]:
    """All words by their first token and sense, the longest first. Built at the first text, not at import."""
    from bot.policy.meetings.phrases.vocabulary import english, french, german, others, spanish  # noqa: PLC0415

    found: dict[str, dict[Sense, list[tuple[tuple[str, ...], object]]]] = {}
    for vocabulary in (english.WORDS, german.WORDS, french.WORDS, spanish.WORDS, others.WORDS):
        for sense, words in vocabulary.items():
            for word, value in words.items():
                keys = tuple(token.key for token in tokenize(word))
                found.setdefault(keys[0], {}).setdefault(sense, []).append((keys, value))
    for senses in found.values():
        for words_of_sense in senses.values():
            words_of_sense.sort(key=lambda entry: -len(entry[0]))
    return found


@cache
def _beginnings() -> dict[tuple[str, ...], set[Sense]]:
    """What words of one token say, and what longer ones say that begin with two."""
    found: dict[tuple[str, ...], set[Sense]] = {}
    for senses in _entries().values():
        for sense, words in senses.items():
            for keys, _ in words:
                found.setdefault(keys[:2], set()).add(sense)
    return found


def find(tokens: Sequence[Token], at: int, sense: Sense) -> Match | None:
    """The longest words of this sense that begin at a token."""
    if at >= len(tokens):
        return None
    senses = _entries().get(tokens[at].key)
    words = senses.get(sense) if senses else None
    for keys, value in words or ():
        if len(keys) == 1 or _continues(tokens, at, keys):
            return Match(value, at + len(keys))
    return None


def past(tokens: Sequence[Token], at: int, sense: Sense) -> int:
    """The token behind words of this sense, which need not stand there."""
    match = find(tokens, at, sense)
    return match.end if match else at


def may_begin(tokens: Sequence[Token], at: int, senses: frozenset[Sense]) -> bool:
    """Whether a number stands here or words of one of these senses: a quick no for most tokens."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.kind is TokenKind.NUMBER or not senses.isdisjoint(_beginnings().get((token.key,), ())):
        return True
    following = tokens[at + 1].key if at + 1 < len(tokens) else ""
    return not senses.isdisjoint(_beginnings().get((token.key, following), ()))


def knows(token: Token) -> bool:
    """Whether any words begin with this token."""
    return token.key in _entries()


def _continues(tokens: Sequence[Token], at: int, keys: tuple[str, ...]) -> bool:
    if len(tokens) < at + len(keys) or tokens[at + 1].key != keys[1]:
        return False
    return all(tokens[at + step].key == key for step, key in enumerate(keys))
