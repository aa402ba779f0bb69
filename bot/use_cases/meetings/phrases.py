"""Filling a scheduling form from what stands behind `/schedule`: our grammar finds the words, dateparser reads the day's."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.policy.ids import UserId
from bot.policy.meetings.phrases.grammar import ParsedPhrase, parse_phrase
from bot.policy.meetings.phrases.vocabulary import RELATIVE_DAYS
from bot.policy.meetings.recurrence import RecurrenceRule, first_matching_start
from bot.policy.values.timezones import to_instant, to_local_time

LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")
SYNONYMS = {**dict.fromkeys(("pasado mañana", "dopodomani"), "in 2 days"), "tonight": "today"}
"""Words of ours that the library does not know."""
MORNING = time(9)
"""A day that was said without an hour begins here."""
_DAY, _HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a text says for the form; none is left to the person. `topic` is as Slack sent it, without what was understood.

    `day` and `clock` are local, in the zone that was read for.
    """

    topic: str
    people: tuple[UserId, ...] = ()
    channel: str = ""
    minutes: int | None = None
    rule: RecurrenceRule | None = None
    day: date | None = None
    clock: time | None = None


def read_phrase(text: str, zone: str, now: datetime) -> Prefill:
    """Read for somebody in this zone. What is doubtful stays in the topic (MEET-2)."""
    found = parse_phrase(text)
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
    """Where the form's date and time stand: as said; what was not said comes soon, on a day of the repeat (MEET-3)."""
    soon = _soon(to_local_time(now, zone))
    if prefill.day is None or (prefill.day == to_local_time(now, zone).date() and prefill.clock is None):
        start = soon
    else:
        start = datetime.combine(prefill.day, prefill.clock or MORNING)
    return _on_a_day_of(prefill.rule, start)


def _on_a_day_of(rule: RecurrenceRule | None, start: datetime) -> datetime:
    """Every second Tuesday begins on the next one, not on the one after it."""
    return first_matching_start(start, replace(rule, interval=1) if rule else None) or start


def _soon(local: datetime) -> datetime:
    """The half hour after the next one."""
    local = local.replace(second=0, microsecond=0)
    return local - timedelta(minutes=local.minute % 30) + 2 * _HALF_AN_HOUR


def warm_up() -> None:
    """Load the library with all its languages: half a second, which the first person to say “tomorrow” should not wait."""
    for day in RELATIVE_DAYS:
        _parse_day(day, datetime(2000, 1, 1))  # noqa: DTZ001 - a local time


def _day_and_time(found: ParsedPhrase, local: datetime) -> tuple[date | None, time | None]:
    if not found.day:
        return None, found.clock
    parsed = _parse_day(found.day, local)
    if parsed is None:
        return None, None
    return parsed.date(), parsed.time().replace(second=0, microsecond=0) if found.exact else found.clock


def _next_day_at(local: datetime, clock: time, zone: str, now: datetime) -> date:
    """Today, if that hour is to come; else tomorrow."""
    today = datetime.combine(local.date(), clock)
    return today.date() if to_instant(today, zone) > now else today.date() + _DAY


def _parse_day(day: str, local: datetime) -> datetime | None:
    """A phrase that means a day, and nothing else, is all that the library gets; it takes long to import (see `warm_up`)."""
    import dateparser  # noqa: PLC0415 - its languages cost as much to load as the rest of the bot

    settings = {"RELATIVE_BASE": local, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    return dateparser.parse(SYNONYMS.get(day.lower(), day), languages=list(LANGUAGES), settings=settings)
