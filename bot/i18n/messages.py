"""Texts in the language of whoever reads them: gettext's functions, with named values (LANG-1).

Each text is one message with named values, never a sentence built of pieces. In which language is not an argument: it is set
once, where it is known who reads (`bot/i18n/spoken.py`).
"""

from dataclasses import dataclass

from bot.i18n.catalogues import catalogue
from bot.i18n.languages import available
from bot.i18n.spoken import babel_locale, spoken

Value = str | int


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is declared in one place and said in another; with `more` its plural form, by the value `count`."""

    text: str
    more: str = ""
    context: str = ""


def gettext(text: str, /, **values: Value) -> str:
    """The text in the spoken language with its values filled in. Whole numbers are written as the language groups them."""
    return _fill(catalogue(spoken()).gettext(text), text, values)


def pgettext(context: str, text: str, /, **values: Value) -> str:
    """As `gettext`, for a text that means different things in different places; `context` says which."""
    return _fill(catalogue(spoken()).pgettext(context, text), text, values)


def ngettext(one: str, more: str, count: int, /, **values: Value) -> str:
    """As `gettext`, in the plural form that the language has for `count`, which is a value of that name, too."""
    source = one if count == 1 else more
    return _fill(catalogue(spoken()).ngettext(one, more, count), source, {**values, "count": count})


def gettext_noop(text: str, /) -> Message:
    """Declare a text that is said elsewhere, by `say`."""
    return Message(text)


def pgettext_noop(context: str, text: str, /) -> Message:
    """As `gettext_noop`, with a context."""
    return Message(text, context=context)


def ngettext_noop(one: str, more: str, /) -> Message:
    """As `gettext_noop`, with a plural form; the value `count` decides."""
    return Message(one, more)


def say(message: Message, /, **values: Value) -> str:
    """The declared text in the spoken language. A plural takes the whole number `count`."""
    if message.more:
        count = values.pop("count")
        return ngettext(message.text, message.more, int(count), **values)
    return pgettext(message.context, message.text, **values) if message.context else gettext(message.text, **values)


def warm_up() -> None:
    """Load all catalogues, which takes a moment each, so that the first reader need not wait."""
    for language in available():
        catalogue(language)


def _fill(text: str, source: str, values: dict[str, Value]) -> str:
    """A translation that asks for other values than its source is not said: better English than nothing."""
    if not values:
        return text
    written = {name: _written(value) for name, value in values.items()}
    try:
        return text.format_map(written)
    except (KeyError, ValueError, IndexError, AttributeError):
        return source.format_map(written)


def _written(value: Value) -> str:
    if isinstance(value, str):
        return value
    if -1000 < value < 1000:  # noqa: PLR2004 - grouping begins with the fourth figure
        return str(value)
    from babel.numbers import format_decimal  # noqa: PLC0415 - Babel takes long to import, and most texts need none of it

    return format_decimal(value, locale=babel_locale())
