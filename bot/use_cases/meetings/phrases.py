"""Fills a scheduling form from the text after `/schedule` (MEET-2, MEET-10)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.policy.ids import UserId
from bot.policy.meetings.phrases.grammar import parse_phrase
from bot.policy.meetings.phrases.values import Part, Unread
from bot.policy.meetings.recurrence import RecurrenceRule, first_matching_start
from bot.policy.values.timezones import to_local_time
from bot.policy.values.zone_data import UTC_NAME

__all__ = ["Part", "Prefill", "Unread", "first_start", "read_phrase"]

MORNING = time(9)
"""The start on a day given without a time."""
_HALF_AN_HOUR = timedelta(minutes=30)


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
    """Parse a text for a person in this time zone. What is about the time and not understood is asked for (MEET-10)."""
    found = parse_phrase(text, zone, now)
    said = found.time
    return Prefill(
        topic=found.topic,
        people=found.people,
        channel=found.channel,
        minutes=said.minutes,
        rule=said.rule,
        day=said.day,
        clock=said.clock,
        zone=said.zone,
        unread=said.unread,
    )


def first_start(prefill: Prefill, zone: str, now: datetime) -> datetime:
    """The form's first start: as given; else soon, on a day that fits the recurrence (MEET-3)."""
    soon = _soon(to_local_time(now, zone))
    if prefill.day is None or (prefill.day == to_local_time(now, zone).date() and prefill.clock is None):
        start = soon
    else:
        start = datetime.combine(prefill.day, prefill.clock or MORNING)
    return _on_a_day_of(prefill.rule, start)


def warm_up() -> None:
    """Gather the words of all languages, so that the first reader need not wait."""
    parse_phrase("tomorrow", UTC_NAME, datetime(2000, 1, 1, tzinfo=UTC))


def _on_a_day_of(rule: RecurrenceRule | None, start: datetime) -> datetime:
    """The first start that fits the recurrence. Every second Tuesday begins on the next Tuesday."""
    return first_matching_start(start, replace(rule, interval=1) if rule else None) or start


def _soon(local: datetime) -> datetime:
    """The second half or full hour after now."""
    local = local.replace(second=0, microsecond=0)
    return local - timedelta(minutes=local.minute % 30) + 2 * _HALF_AN_HOUR
