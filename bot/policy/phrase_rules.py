"""How often, in people's words: “every weekday”, “weekly on mon and thu”, “every 2 weeks”; the rest of the text is not ours."""

import re

from bot.policy.phrase_words import ADVERBS, EVERY, PLACES, UNITS, WEEKDAYS_LONG, WEEKDAYS_SHORT, any_of
from bot.policy.recurrence import MOST_INTERVAL, MOST_TIMES, WEEKDAYS, Day, Frequency, Rule

_NAMES = {**WEEKDAYS_LONG, **{f"{name}s": day for name, day in WEEKDAYS_LONG.items()}, **WEEKDAYS_SHORT}
_DAYS = rf"(?P<days>{any_of(_NAMES)}(?:(?:\s*,\s*|\s+(?:and|und|y|et)\s+|\s*&\s*){any_of(_NAMES)})*)"
_TIMES = r"(?:\s+(?P<times>\d{1,3})\s+times)?"
_EVERY = re.compile(
    rf"(?i)(?<!\S){any_of(EVERY)}\s+(?:(?P<weekday>weekday|weekdays|workday|werktag)"
    rf"|(?:(?P<other>other|second|2nd|zweite)\s+|(?P<number>\d{{1,2}})\s+)?(?:(?P<unit>{any_of(UNITS)})(?:\s+on\s+{_DAYS})?"
    rf"|{_DAYS.replace('<days>', '<named>')})){_TIMES}(?!\S)"
)
_EVERY_NTH = re.compile(
    rf"(?i)(?<!\S){any_of(EVERY)}\s+(?P<place>{any_of(PLACES)})\s+(?P<day>{any_of(_NAMES)})"
    rf"(?P<month>\s+(?:of\s+)?(?:the|each|every)\s+month)?{_TIMES}(?!\S)"
)
# An adverb before a noun or alone is a name (“weekly sync”); behind a topic, or with days or an hour, it says how often.
_ADVERB = rf"(?P<adverb>{any_of(ADVERBS)})"
_ADVERB_ON = re.compile(rf"(?i)(?<!\S){_ADVERB}\s+on\s+{_DAYS}{_TIMES}(?!\S)")
_ADVERB_LAST = re.compile(rf"(?i)(?<=\S\s){_ADVERB}{_TIMES}$")
_ADVERB_AT = re.compile(rf"(?i)(?<!\S){_ADVERB}{_TIMES}(?=\s+(?:at\s|um\s|@|\d{{1,2}}(?::\d\d|\s?[ap]m)))")


def found_rule(text: str) -> tuple[str, Rule | None]:
    """A tidy text without the words for a repeat, and the repeat; the text as it is where there are none."""
    monthly = _EVERY_NTH.search(text)
    if monthly and (nth := _nth(monthly)):
        return f"{text[: monthly.start()]} {text[monthly.end() :]}", nth
    for pattern in (_EVERY, _ADVERB_ON, _ADVERB_LAST, _ADVERB_AT):
        match = pattern.search(text)
        rule = _rule(match) if match else None
        if match and rule:
            return f"{text[: match.start()]} {text[match.end() :]}", rule
    return text, None


def _nth(match: re.Match[str]) -> Rule | None:
    """“Every first Monday” is monthly; “every second Monday” only where it says of the month."""
    place, times = PLACES[match["place"].lower()], int(match["times"] or 0) or None
    if (place == 2 and not match["month"]) or (times or 1) > MOST_TIMES:  # noqa: PLR2004 - the second one
        return None
    return Rule(Frequency.MONTHLY, days=(_NAMES[match["day"].lower()],), place=place, times=times)


def _rule(match: re.Match[str]) -> Rule | None:
    parts = match.groupdict()
    times = int(parts["times"]) if parts.get("times") else None
    if times is not None and not 1 <= times <= MOST_TIMES:
        return None
    if parts.get("adverb"):
        frequency, interval = ADVERBS[parts["adverb"].lower()]
        return _with_days(frequency, interval, parts.get("days"), times)
    if parts["weekday"]:
        return Rule(Frequency.WEEKLY, days=WEEKDAYS, times=times)
    interval = 2 if parts["other"] else int(parts["number"] or 1)
    if not 1 <= interval <= MOST_INTERVAL:
        return None
    if parts["named"]:
        return _with_days(Frequency.WEEKLY, interval, parts["named"], times)
    return _with_days(UNITS[parts["unit"].lower()], interval, parts["days"], times)


def _with_days(frequency: Frequency, interval: int, named: str | None, times: int | None) -> Rule | None:
    """Days belong to weeks; “monthly on Mondays” could be any Monday."""
    days = _days(named) if named else ()
    if days and frequency is not Frequency.WEEKLY:
        return None
    return Rule(frequency, interval, days, times=times)


def _days(named: str) -> tuple[Day, ...]:
    names = re.split(r"(?i)\s*,\s*|\s+(?:and|und|y|et)\s+|\s*&\s*", named.strip())
    return tuple(sorted({_NAMES[name.lower()] for name in names}))
