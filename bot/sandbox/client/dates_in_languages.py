"""Slack's date tokens in a reader's language other than English: Babel's formats, as Slack's own are not public."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta

Token = Callable[[datetime, datetime], str]
"""Writes an instant for a reader, from its wall-clock time and the present one."""
_NEAR = {
    "de": ("gestern", "heute", "morgen"),
    "fr": ("hier", "aujourd’hui", "demain"),
    "es": ("ayer", "hoy", "mañana"),
}
"""The words for the days next to today; in other languages their dates stand there."""


def tokens_of(language_tag: str) -> Mapping[str, Token] | None:
    """What each token becomes in the language of a tag such as `de-DE`; none for English and for what Babel does not know."""
    try:
        locale = Locale.parse(language_tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    return None if locale.language == "en" else _tokens(locale)


def _tokens(locale: Locale) -> Mapping[str, Token]:
    def by(skeleton: str) -> Token:
        return lambda there, _: format_skeleton(skeleton, there, locale=locale, fuzzy=True)

    def day(there: datetime, _: datetime) -> str:
        return format_date(there, "long", locale=locale)

    def long(there: datetime, _: datetime) -> str:
        return format_date(there, "full", locale=locale)

    def near_or(far: Token) -> Token:
        return lambda there, here: _near(there.date(), here.date(), locale) or far(there, here)

    short = by("yMMMd")
    return {
        "date_num": lambda there, _: f"{there:%Y-%m-%d}",
        "date_slash": by("yMMdd"),
        "date": day,
        "date_pretty": near_or(day),
        "date_short": short,
        "date_short_pretty": near_or(short),
        "date_long": long,
        "date_long_full": day,
        "date_long_pretty": near_or(long),
        "day_divider_pretty": near_or(long),
        "time": lambda there, _: format_time(there, "short", locale=locale),
        "time_secs": lambda there, _: format_time(there, "medium", locale=locale),
        "ago": lambda there, here: format_timedelta(there - here, add_direction=True, locale=locale),
    }


def _near(day: date, today: date, locale: Locale) -> str:
    days = (day - today) // timedelta(days=1)
    return _NEAR[locale.language][days + 1] if locale.language in _NEAR and -1 <= days <= 1 else ""
