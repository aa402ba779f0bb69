"""Filling a scheduling form from what stands behind `/schedule`: our grammar finds the words, dateparser reads the day's."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.policy.local_times import instant, local_time
from bot.policy.people import UserId
from bot.policy.phrases import Found, words_in
from bot.policy.recurrence import Rule, first_fitting

LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")
UNREAD = dict.fromkeys(("pasado mañana", "dopodomani"), "in 2 days")
"""Words of ours that the library does not know."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a text says for the form; none is left to the person. `topic` is as Slack sent it, without what was understood.

    `day` and `clock` are local, in the zone that was read for.
    """

    topic: str
    people: tuple[UserId, ...] = ()
    channel: str = ""
    minutes: int | None = None
    rule: Rule | None = None
    day: date | None = None
    clock: time | None = None


def read(text: str, zone: str, now: datetime) -> Prefill:
    """Read for somebody in this zone. What is doubtful stays in the topic (MEET-2)."""
    found = words_in(text)
    local = local_time(now, zone)
    day, clock = _when(found, local)
    understood = day is not None or not found.day
    if understood and day is None and clock is not None:
        day = _next(local, clock, zone, now)
    if understood and found.rule is not None and day is not None:
        fitting = first_fitting(datetime.combine(day, clock or time(0)), replace(found.rule, interval=1))
        day = fitting.date() if fitting else day
    return Prefill(
        topic=found.topic if understood else found.without_when,
        people=found.people,
        channel=found.channel,
        minutes=found.minutes,
        rule=found.rule,
        day=day if understood else None,
        clock=clock if understood else None,
    )


def _when(found: Found, local: datetime) -> tuple[date | None, time | None]:
    if not found.day:
        return None, found.clock
    read_ = _parsed(found.day, local)
    if read_ is None:
        return None, None
    return read_.date(), read_.time().replace(second=0, microsecond=0) if found.exact else found.clock


def _next(local: datetime, clock: time, zone: str, now: datetime) -> date:
    """Today, if that hour is to come; else tomorrow."""
    today = datetime.combine(local.date(), clock)
    return today.date() if instant(today, zone) > now else today.date() + _DAY


def _parsed(day: str, local: datetime) -> datetime | None:
    """A phrase that means a day, and nothing else, is all that the library gets; it takes long to import."""
    import dateparser  # noqa: PLC0415 - its languages cost as much to load as the rest of the bot

    settings = {"RELATIVE_BASE": local, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    return dateparser.parse(UNREAD.get(day.lower(), day), languages=list(LANGUAGES), settings=settings)
