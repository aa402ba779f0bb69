"""How often, in people's words: “every weekday”, “weekly on mon and thu”, “every 2 weeks”."""

import re

from bot.policy.meetings.phrases.vocabulary import (
    ADVERBS,
    EVERY_WORDS,
    ORDINALS,
    UNITS,
    WEEKDAYS_LONG,
    WEEKDAYS_SHORT,
    any_of_pattern,
)
from bot.policy.meetings.recurrence import MAX_COUNT, MAX_INTERVAL, WEEKDAYS, Frequency, RecurrenceRule, Weekday

_WEEKDAYS = {**WEEKDAYS_LONG, **{f"{name}s": day for name, day in WEEKDAYS_LONG.items()}, **WEEKDAYS_SHORT}
_DAYS = (
    rf"(?P<days>{any_of_pattern(_WEEKDAYS)}(?:(?:\s*,\s*|\s+(?:and|und|y|et)\s+|\s*&\s*){any_of_pattern(_WEEKDAYS)})*)"
)
_TIMES = r"(?:\s+(?P<times>\d{1,3})\s+times)?"
_EVERY = re.compile(
    rf"(?i)(?<!\S){any_of_pattern(EVERY_WORDS)}\s+(?:(?P<weekday>weekday|weekdays|workday|werktag)"
    rf"|(?:(?P<other>other|second|2nd|zweite)\s+|(?P<number>\d{{1,2}})\s+)?(?:(?P<unit>{any_of_pattern(UNITS)})(?:\s+on\s+{_DAYS})?"
    rf"|{_DAYS.replace('<days>', '<named>')})){_TIMES}(?!\S)"
)
_EVERY_NTH = re.compile(
    rf"(?i)(?<!\S){any_of_pattern(EVERY_WORDS)}\s+(?P<place>{any_of_pattern(ORDINALS)})\s+(?P<day>{any_of_pattern(_WEEKDAYS)})"
    rf"(?P<month>\s+(?:of\s+)?(?:the|each|every)\s+month)?{_TIMES}(?!\S)"
)
# An adverb before a noun or alone is a name (“weekly sync”); behind a topic, or with days or an hour, it says how often.
_ADVERB = rf"(?P<adverb>{any_of_pattern(ADVERBS)})"
_ADVERB_ON = re.compile(rf"(?i)(?<!\S){_ADVERB}\s+on\s+{_DAYS}{_TIMES}(?!\S)")
_ADVERB_LAST = re.compile(rf"(?i)(?<=\S\s){_ADVERB}{_TIMES}$")
_ADVERB_AT = re.compile(rf"(?i)(?<!\S){_ADVERB}{_TIMES}(?=\s+(?:at\s|um\s|@|\d{{1,2}}(?::\d\d|\s?[ap]m)))")


def extract_rule(text: str) -> tuple[str, RecurrenceRule | None]:
    """Give the text without the words for a repeat, and the rule; the unchanged text and none where it has no such words."""
    monthly = _EVERY_NTH.search(text)
    if monthly and (nth := _nth(monthly)):
        return f"{text[: monthly.start()]} {text[monthly.end() :]}", nth
    for pattern in (_EVERY, _ADVERB_ON, _ADVERB_LAST, _ADVERB_AT):
        match = pattern.search(text)
        rule = _rule(match) if match else None
        if match and rule:
            return f"{text[: match.start()]} {text[match.end() :]}", rule
    return text, None


def _nth(match: re.Match[str]) -> RecurrenceRule | None:
    """“Every first Monday” is monthly; “every second Monday” only where it says of the month."""
    place, times = ORDINALS[match["place"].lower()], int(match["times"] or 0) or None
    if (place == 2 and not match["month"]) or (times or 1) > MAX_COUNT:  # noqa: PLR2004 - the second one
        return None
    return RecurrenceRule(Frequency.MONTHLY, days=(_WEEKDAYS[match["day"].lower()],), ordinal=place, count=times)


def _rule(match: re.Match[str]) -> RecurrenceRule | None:
    parts = match.groupdict()
    times = int(parts["times"]) if parts.get("times") else None
    if times is not None and not 1 <= times <= MAX_COUNT:
        return None
    if parts.get("adverb"):
        frequency, interval = ADVERBS[parts["adverb"].lower()]
        return _with_days(frequency, interval, parts.get("days"), times)
    if parts["weekday"]:
        return RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS, count=times)
    interval = 2 if parts["other"] else int(parts["number"] or 1)
    if not 1 <= interval <= MAX_INTERVAL:
        return None
    if parts["named"]:
        return _with_days(Frequency.WEEKLY, interval, parts["named"], times)
    return _with_days(UNITS[parts["unit"].lower()], interval, parts["days"], times)


def _with_days(frequency: Frequency, interval: int, named: str | None, times: int | None) -> RecurrenceRule | None:
    """Days belong to weeks; “monthly on Mondays” could be any Monday."""
    days = _days(named) if named else ()
    if days and frequency is not Frequency.WEEKLY:
        return None
    return RecurrenceRule(frequency, interval, days, count=times)


def _days(named: str) -> tuple[Weekday, ...]:
    names = re.split(r"(?i)\s*,\s*|\s+(?:and|und|y|et)\s+|\s*&\s*", named.strip())
    return tuple(sorted({_WEEKDAYS[name.lower()] for name in names}))
