"""Fills a scheduling form from the text after `/schedule`: our grammar splits it, dateparser reads the day's phrase."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.policy.ids import UserId
from bot.policy.meetings.phrases.vocabulary import RELATIVE_DAYS
from bot.policy.meetings.recurrence import RecurrenceRule, first_matching_start
from bot.policy.values.timezones import to_instant, to_local_time

if TYPE_CHECKING:
    from bot.policy.meetings.phrases.grammar import ParsedPhrase

LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")
SYNONYMS = {**dict.fromkeys(("pasado mañana", "dopodomani"), "in 2 days"), "tonight": "today"}
"""Phrases of our vocabulary that the library does not know."""
MORNING = time(9)
"""The start on a day given without a time."""
_DAY, _HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)


class Part(StrEnum):
    """A part of the time that is taken whole or not at all (MEET-10)."""

    DAY = "day"
    HOUR = "hour"
    ZONE = "zone"
    DURATION = "duration"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of the text that are about the time and were not understood; they stand in no topic."""

    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class Prefill:
    """Values for the form; None where the text says nothing. `topic` is the raw text without what was understood.

    `day` and `clock` are local: in `zone`, or where that is empty in the reader's own. It is named only where the text names
    another one for something that repeats. `unread` is what the form asks for: a day that was not understood leaves `day` None
    and the form's date empty, an hour or a zone leaves `clock` None and the form's time empty.
    """

    topic: str
    people: tuple[UserId, ...] = ()
    channel: str = ""
    minutes: int | None = None
    rule: RecurrenceRule | None = None
    day: date | None = None
    clock: time | None = None
    zone: str = ""
    unread: tuple[Unread, ...] = ()


def read_phrase(text: str, zone: str, now: datetime) -> Prefill:
    """Parse a text for a person in this time zone. What is ambiguous stays in the topic (MEET-2)."""
    found = _split(text)
    local = to_local_time(now, zone)
    day, clock = _day_and_time(found, local)
    understood = day is not None or not found.day
    if understood and day is None and clock is not None:
        day = _next_day_at(local, clock, zone, now)
    if understood and day is not None:
        day = _on_a_day_of(found.rule, datetime.combine(day, clock or time(0))).date()
    return Prefill(
        topic=found.topic if understood else found.without_when,
        people=found.people,
        channel=found.channel,
        minutes=found.minutes,
        rule=found.rule,
        day=day if understood else None,
        clock=clock if understood else None,
    )


def first_start(prefill: Prefill, zone: str, now: datetime) -> datetime:
    """The form's first start: as given; else soon, on a day that fits the recurrence (MEET-3)."""
    soon = _soon(to_local_time(now, zone))
    if prefill.day is None or (prefill.day == to_local_time(now, zone).date() and prefill.clock is None):
        start = soon
    else:
        start = datetime.combine(prefill.day, prefill.clock or MORNING)
    return _on_a_day_of(prefill.rule, start)


def _on_a_day_of(rule: RecurrenceRule | None, start: datetime) -> datetime:
    """The first start that fits the recurrence. Every second Tuesday begins on the next Tuesday."""
    return first_matching_start(start, replace(rule, interval=1) if rule else None) or start


def _soon(local: datetime) -> datetime:
    """The second half or full hour after now."""
    local = local.replace(second=0, microsecond=0)
    return local - timedelta(minutes=local.minute % 30) + 2 * _HALF_AN_HOUR


def warm_up() -> None:
    """Load grammar and library with all languages, which takes half a second, so that the first user need not wait."""
    _split("")
    for day in RELATIVE_DAYS:
        _parse_day(day, datetime(2000, 1, 1))  # noqa: DTZ001 - a local time


def _split(text: str) -> "ParsedPhrase":
    from bot.policy.meetings.phrases.grammar import parse_phrase  # noqa: PLC0415 - its expressions take long to compile (see `warm_up`)

    return parse_phrase(text)


def _day_and_time(found: "ParsedPhrase", local: datetime) -> tuple[date | None, time | None]:
    if not found.day:
        return None, found.clock
    parsed = _parse_day(found.day, local)
    if parsed is None:
        return None, None
    return parsed.date(), parsed.time().replace(second=0, microsecond=0) if found.exact else found.clock


def _next_day_at(local: datetime, clock: time, zone: str, now: datetime) -> date:
    """Today, if that time is still to come; else tomorrow."""
    today = datetime.combine(local.date(), clock)
    return today.date() if to_instant(today, zone) > now else today.date() + _DAY


def _parse_day(day: str, local: datetime) -> datetime | None:
    """Parse a phrase for a day. The library gets nothing else; it takes long to import (see `warm_up`)."""
    import dateparser  # noqa: PLC0415 - its languages cost as much to load as the rest of the bot

    settings = {"RELATIVE_BASE": local, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    return dateparser.parse(SYNONYMS.get(day.lower(), day), languages=list(LANGUAGES), settings=settings)
