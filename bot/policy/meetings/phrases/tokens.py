"""Splits a text into tokens: words, numbers, signs, and what stands in quotation marks; it must not know what any of them means."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

QUOTATION_MARKS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"', "'": "'"}
"""An opening mark and those that close it, in the four languages."""
_ISO_T = re.compile(r"-\d\dt\d\d:\d\d", re.IGNORECASE | re.ASCII)
_APOSTROPHES = "'’ʼ"
_BEFORE_A_PHRASE = frozenset("([,;|–—")
_AFTER_A_PHRASE = frozenset(")],;:.!?|–—")


class TokenKind(Enum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    SIGN = "sign"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text. `key` is its spelling without accents and capitals; `glued`: no blank stands before it."""

    text: str
    key: str
    kind: TokenKind
    start: int
    end: int
    glued: bool


def folded(word: str) -> str:
    """A word without accents and capitals; a letter alone keeps its accent, since “à” is no “a”."""
    word = word.casefold()
    for apostrophe in _APOSTROPHES[1:]:
        word = word.replace(apostrophe, "'")
    if word.isascii() or len(word) == 1:
        return word
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))


def tokenize(text: str) -> list[Token]:
    """All tokens of a text, in order; every character but blanks, and the T of ISO 8601, belongs to one."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if _is_blank(text, at):
            at += 1
            continue
        kind, end = _next_token(text, at)
        piece = text[at:end]
        glued = at > 0 and not _is_blank(text, at - 1)
        tokens.append(Token(piece, folded(piece) if kind is TokenKind.WORD else piece, kind, at, end, glued))
        at = end
    return tokens


def _is_blank(text: str, at: int) -> bool:
    """A blank, or the T between day and hour in “2026-12-04T09:30” (ISO 8601)."""
    return text[at].isspace() or (text[at] in "Tt" and _ISO_T.match(text, max(0, at - len("-04"))) is not None)


def begins_a_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase may begin with this token: it is no rest of something else."""
    return at == 0 or not tokens[at].glued or tokens[at - 1].text in _BEFORE_A_PHRASE


def ends_a_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase may end before this token."""
    if at >= len(tokens) or not tokens[at].glued:
        return True
    if tokens[at].text not in _AFTER_A_PHRASE:
        return False
    return at + 1 >= len(tokens) or not tokens[at + 1].glued or tokens[at + 1].kind is TokenKind.SIGN


def _next_token(text: str, at: int) -> tuple[TokenKind, int]:
    character = text[at]
    if character in QUOTATION_MARKS and (end := _end_of_quotation(text, at)):
        return TokenKind.QUOTED, end
    if character.isdecimal() and character.isascii():
        return TokenKind.NUMBER, _end_of_number(text, at)
    if character.isalpha():
        return TokenKind.WORD, _end_of_word(text, at)
    return TokenKind.SIGN, at + 1


def _end_of_number(text: str, at: int) -> int:
    while at < len(text) and text[at].isascii() and text[at].isdecimal():
        at += 1
    return at


def _end_of_word(text: str, at: int) -> int:
    """Letters with their marks, and apostrophes between letters."""
    while at < len(text):
        inner = text[at] in _APOSTROPHES and at + 1 < len(text) and text[at + 1].isalpha()
        if not (text[at].isalpha() or unicodedata.combining(text[at]) or inner):
            break
        at += 1
    return at


def _end_of_quotation(text: str, at: int) -> int:
    """Where a quotation that opens here ends; 0 where it does not: after a letter or a figure a mark closes or is an apostrophe."""
    if at and text[at - 1].isalnum():
        return 0
    for closing in QUOTATION_MARKS[text[at]]:
        end = text.find(closing, at + 1)
        if end > at + 1 and (end + 1 == len(text) or not text[end + 1].isalnum()):
            return end + 1
    return 0
