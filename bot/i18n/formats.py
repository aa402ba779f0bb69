"""Dates, times, lists and numbers as the spoken language writes them (LANG-1): by Babel, from Unicode's CLDR.

For what no date token of Slack can carry: inputs of modals, plain text, web pages, calendar files (UX-4).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from bot.i18n.languages import available
from bot.i18n.messages import gettext as _
from bot.i18n.spoken import babel_locale, speaking

_ONE_FIGURE = re.compile(r"(?<!H)H(?!H)")
"""CLDR's sign for an hour from 0 to 23 without a zero before it."""


def warm_up() -> None:
    """Load what Babel knows of dates in all languages, which takes a moment, so that the first reader need not wait."""
    for language in available():
        with speaking(language):
            weekday_and_day(date(2027, 1, 1))


def day(of: date) -> str:
    """A date: “3 May 2027”."""
    from babel.dates import format_date  # noqa: PLC0415 - Babel takes long to import

    return format_date(of, "long", locale=babel_locale())


def weekday_and_day(of: date) -> str:
    """A date with its weekday: “Monday, 3 May 2027”."""
    from babel.dates import format_date  # noqa: PLC0415 - Babel takes long to import

    return format_date(of, "full", locale=babel_locale())


def day_of_year(of: date) -> str:
    """A date without a year: “3 May”."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - Babel takes long to import

    return format_skeleton("MMMMd", of, locale=babel_locale())


def short_day_of_year(of: date) -> str:
    """A date without a year, its month abbreviated: “25 Dec”."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - Babel takes long to import

    return format_skeleton("MMMd", of, locale=babel_locale())


def weekday(number: int) -> str:
    """The name of a weekday within a sentence; 0 is Monday."""
    return str(babel_locale().days["format"]["wide"][number])


def clock(at: time | datetime) -> str:
    """The time of a day on the wall clock: “15:00”. Before an hour of one figure stands a zero: “3:00” could be in the afternoon."""
    from babel.dates import format_time  # noqa: PLC0415 - Babel takes long to import

    locale = babel_locale()
    pattern = _ONE_FIGURE.sub("HH", locale.time_formats["short"].pattern)
    return format_time(at if isinstance(at, time) else at.time(), pattern, locale=locale)


def number(value: int) -> str:
    """A whole number, its figures grouped: “12,345”."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - Babel takes long to import

    return format_decimal(value, locale=babel_locale())


def duration(minutes: int) -> str:
    """A duration in hours and minutes: “1 hour 30 minutes”."""
    from babel.units import format_unit  # noqa: PLC0415 - Babel takes long to import

    hours, rest = divmod(minutes, 60)
    parts = [format_unit(hours, "duration-hour", locale=babel_locale())] if hours else []
    parts += [format_unit(rest, "duration-minute", locale=babel_locale())] if rest or not hours else []
    return " ".join(parts)


def listed(texts: Sequence[str]) -> str:
    """Texts in a row: “a, b and c”; empty for none."""
    from babel.lists import format_list  # noqa: PLC0415 - Babel takes long to import

    return format_list(texts, locale=babel_locale())


def either(texts: Sequence[str]) -> str:
    """Texts of which one is meant: “a, b or c”; empty for none."""
    *others, last = texts or ("",)
    return _("{some} or {last}", some=", ".join(others), last=last) if others else last


def language_name(language: str) -> str:
    """What a language calls itself, as a word of its own: “Deutsch”."""
    from babel import Locale  # noqa: PLC0415 - Babel takes long to import

    name = Locale.parse(language).get_display_name() or language
    return name[:1].upper() + name[1:]
