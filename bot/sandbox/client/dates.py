"""Formats Slack's date tokens for one reader; it must not know blocks or HTML."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from bot.sandbox.client.dates_in_languages import tokens_of

_TOKEN = re.compile(r"\{(\w+)\}")
_TEENS = range(11, 14)


def written(unix: str, template: str, *, zone: tzinfo, now: datetime, language: str = "en-US") -> str:
    """The `template` of a date (`"{date_long} at {time}"`) filled in for a reader in `zone` and of `language` at `now`.

    Source: docs.slack.dev, date element. Raises ValueError for an instant or a token that Slack does not know; the
    caller then shows the date's own fallback text, as Slack does.
    """
    here, tokens = now.astimezone(zone), tokens_of(language) or _TOKENS
    try:
        there = datetime.fromtimestamp(int(unix), zone)
        return _TOKEN.sub(lambda found: tokens[found[1]](there, here), template)
    except (OverflowError, OSError, KeyError) as unknown:
        raise ValueError(f"{unix} {template}") from unknown


def clock_time(moment: datetime) -> str:
    """`9:05 AM`, as Slack shows the times of messages."""
    return f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"  # noqa: PLR2004 - noon


def day_name(day: date, today: date) -> str:
    """The divider between the messages of two days: `Today`, `Yesterday`, `Tomorrow`, or the weekday with the date."""
    return _near(day, today).capitalize() or _long(day, with_year=day.year != today.year)


def _near(day: date, today: date) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today) // timedelta(days=1), "")


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _long(day: date, *, with_year: bool = True) -> str:
    return f"{day:%A}, {_plain(day, with_year=with_year)}"


def _plain(day: date, *, with_year: bool = True) -> str:
    return f"{day:%B} {_ordinal(day.day)}" + (f", {day.year}" if with_year else "")


def _short(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _ago(there: datetime, here: datetime) -> str:
    seconds = (here - there).total_seconds()
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if amount := int(abs(seconds) // size):
            words = f"{amount} {unit}" + ("" if amount == 1 else "s")
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return "just now"


_TOKENS: dict[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda there, _: f"{there:%Y-%m-%d}",
    "date_slash": lambda there, _: f"{there:%m/%d/%Y}",
    "date": lambda there, _: _plain(there),
    "date_pretty": lambda there, here: _near(there.date(), here.date()) or _plain(there),
    "date_short": lambda there, _: _short(there),
    "date_short_pretty": lambda there, here: _near(there.date(), here.date()) or _short(there),
    "date_long": lambda there, _: _long(there),
    "date_long_full": lambda there, _: f"{there:%B} {there.day}, {there.year}",
    "date_long_pretty": lambda there, here: _near(there.date(), here.date()) or _long(there),
    "day_divider_pretty": lambda there, here: (
        _near(there.date(), here.date()) or _long(there, with_year=there.year != here.year)
    ),
    "time": lambda there, _: clock_time(there),
    "time_secs": lambda there, _: clock_time(there).replace(" ", f":{there:%S} "),
    "ago": _ago,
}
