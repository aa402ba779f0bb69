"""The language that is spoken now, a context variable: set once, where it is known who reads (decision 12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from bot.i18n.languages import ENGLISH, Language

if TYPE_CHECKING:
    from babel import Locale

_BRITISH = "en_GB"
"""The English of all texts, which writes days before months and has hours from 0 to 23."""
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Inside, all texts are in this language."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def speak(language: Language) -> None:
    """From here to the end of the innermost `speaking`, texts are in this language: it is known only now who reads."""
    _spoken.set(language)


def spoken() -> Language:
    """The language of the texts that are made now."""
    return _spoken.get()


def babel_locale() -> "Locale":
    """What Babel knows of the spoken language."""
    return _locale(spoken())


@cache
def _locale(language: Language) -> "Locale":
    from babel import Locale  # noqa: PLC0415 - Babel takes long to import, and most texts need none of it

    return Locale.parse(_BRITISH if language == ENGLISH else language)
