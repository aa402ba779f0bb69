"""Grammar of the text behind `/schedule`: finds who, how long, how often and when; what is doubtful stays topic.

It finds the words for a day and does not read them: that takes a library, and is the use case's.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import time

from bot.policy.ids import UserId
from bot.policy.meetings.drafts import MAX_MINUTES, MIN_MINUTES
from bot.policy.meetings.phrases.people import extract_people
from bot.policy.meetings.phrases.recurrence import extract_rule
from bot.policy.meetings.phrases.vocabulary import (
    AND_WORDS,
    AT_WORDS,
    CONNECTIVES,
    DURATION_WORDS,
    EVERY_WORDS,
    MONTHS,
    NOT_A_START_WORDS,
    ON_WORDS,
    RELATIVE_DAYS,
    WEEKDAYS_LONG,
    WEEKDAYS_SHORT,
    ZONES,
    any_of_pattern,
)
from bot.policy.meetings.recurrence import RecurrenceRule

_LEFTOVER_WORDS = re.compile(rf"(?i)(?:(?<=\s)|^){any_of_pattern(CONNECTIVES)}$|\s+[,–—-]$|^[,–—-]\s*")
EARLIEST_BARE_HOUR = 7
"""The earliest bare hour that is taken for a time: “3:16” is none."""
MAX_TEXT_LENGTH = 1000
"""Characters; a longer text is all topic."""


@dataclass(frozen=True, slots=True)
class ParsedPhrase:
    """What a text says. `day` are the words for a day, empty where there are none; `exact`: they say the hour as well.

    `without_when` is the topic as it would be if those words turned out to mean nothing.
    """

    topic: str
    people: tuple[UserId, ...] = ()
    channel: str = ""
    minutes: int | None = None
    rule: RecurrenceRule | None = None
    day: str = ""
    clock: time | None = None
    exact: bool = False
    without_when: str = field(default="", compare=False)


def parse_phrase(text: str) -> ParsedPhrase:
    """Everything that can be told from a text, as Slack hands it over."""
    if len(text) > MAX_TEXT_LENGTH:
        return ParsedPhrase(text, without_when=text)
    topic, people, channel = extract_people(text)
    parsed = _parse_duration(ParsedPhrase(topic, people, channel))
    parsed = replace(parsed, without_when=trim_topic(parsed.topic))
    rest, rule = extract_rule(parsed.without_when)
    parsed = _parse_when(replace(parsed, topic=rest, rule=rule), beside_rule=rule is not None)
    if replace(parsed, topic="") == ParsedPhrase(""):  # nothing was taken out, so nothing is left over
        parsed = replace(parsed, topic=" ".join(text.split()))
        return replace(parsed, without_when=parsed.topic)
    return replace(parsed, topic=trim_topic(parsed.topic), without_when=trim_topic(rest))


def trim_topic(topic: str) -> str:
    """A topic without what is left over when phrases were taken out of it."""
    words, trimmed = "", " ".join(topic.split())
    while trimmed != words:
        words, trimmed = trimmed, _LEFTOVER_WORDS.sub("", trimmed).strip()
    return words


_HOURS, _MINUTES = r"(?:h|hrs?|hours?|std|stunden?|horas?|heures?|ore)", r"(?:m|mins?|minutes?|minuten|minutos)"
_DURATION = re.compile(
    rf"(?i)(?<!\S){any_of_pattern(DURATION_WORDS)}\s+(?:"
    rf"(?P<hours>\d{{1,2}}(?:[.,]\d+)?)\s*{_HOURS}(?:\s*(?:and\s+)?(?P<more>\d{{1,2}})\s*{_MINUTES}?)?"
    rf"|(?P<minutes>\d{{1,4}})\s*{_MINUTES}|(?P<half>half\s+an?\s+hour)|(?P<one>an?\s+hour|one\s+hour))(?!\S)"
)


def _parse_duration(parsed: ParsedPhrase) -> ParsedPhrase:
    """“for 45m”, “for 1h30”, “for an hour”; what is too short or too long stays topic."""
    match = _DURATION.search(parsed.topic)
    if match is None:
        return parsed
    hours = float((match["hours"] or "0").replace(",", "."))
    minutes = 60 if match["one"] else 30 if match["half"] else int(match["minutes"] or 0)
    total = round(hours * 60) + int(match["more"] or 0) + minutes
    if not MIN_MINUTES <= total <= MAX_MINUTES:
        return parsed
    return replace(parsed, topic=_without(parsed.topic, match), minutes=total)


_MERIDIEM = r"(?:[ap]\.?m\.?)"
_CLOCK = (
    rf"(?:(?P<at>{any_of_pattern(AT_WORDS)})\s*)?(?:"
    rf"(?P<hour12>1[0-2]|0?[1-9])(?:[:.](?P<minute12>[0-5]\d))?\s?(?P<meridiem>{_MERIDIEM})"
    r"|(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s?(?:Uhr|h))?"
    r"|(?P<hour_h>[01]?\d|2[0-3])\s?(?:Uhr|h(?P<minute_h>[0-5]\d)?)"
    r"|(?P<word>noon|midday|midnight))(?!\S)"
)
_CLOCK_RANGE = re.compile(
    rf"(?i)(?<!\S)(?:from\s+|von\s+)?(?P<start>\d{{1,2}}(?:[:.]\d{{2}})?\s?{_MERIDIEM}?)\s*(?:-|–|to|until|bis)\s*"
    rf"(?P<end>\d{{1,2}}(?:[:.]\d{{2}})?\s?{_MERIDIEM}?)(?!\S)"
)
_DAY_NAMES = rf"{any_of_pattern((*WEEKDAYS_LONG, *WEEKDAYS_SHORT))}"
_ORDINAL = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:,?\s+20\d\d)?"
_DAY = (
    rf"(?:(?P<on>{any_of_pattern(ON_WORDS)})\s+)?(?P<day>{any_of_pattern(RELATIVE_DAYS)}|{_DAY_NAMES}|20\d\d-\d\d-\d\d"
    rf"|{_ORDINAL}(?:st|nd|rd|th|\.)?(?:\s+(?:of|de))?\s+{any_of_pattern(MONTHS)}\.?{_YEAR}"
    rf"|{any_of_pattern(MONTHS)}\.?\s+{_ORDINAL}(?:st|nd|rd|th)?{_YEAR}|in\s+(?:\d{{1,3}}|a|one)\s+(?:days?|weeks?))(?!\S)"
)
_IN_SOME_TIME = re.compile(r"(?i)(?<!\S)(?P<exact>in\s+(?:\d{1,3}|an?|one)\s+(?:min(?:ute)?s?|hours?|h))\s*$")
# Each of both ends with a lookahead; where the other follows, a comma may stand before it: “tomorrow, 3pm”.
_DAY_AND_CLOCK = (
    re.compile(rf"(?i)(?<!\S){_DAY.replace('(?!', '(?:,)?(?!')}\s+{_CLOCK}"),
    re.compile(rf"(?i)(?<!\S){_CLOCK.replace('(?!', '(?:,)?(?!')}\s+{_DAY}"),
)
_ONLY_CLOCK = re.compile(rf"(?i)(?<!\S){_CLOCK}")
_ONLY_DAY = re.compile(rf"(?i)(?<!\S){_DAY}")


_CLOCK_OF_OTHER_ZONE = re.compile(rf"(?:\d|(?i:[ap]\.?m\.?))\s*{any_of_pattern(ZONES)}\b")
_NTH = re.compile(r"(?i)\s+the\s+\d")
_UNPARSED_DAY = re.compile(
    rf"(?i)\b{_DAY_NAMES}\b|\b\d{{1,2}}[/.]\d{{1,2}}\b|\b{_ORDINAL}(?:st|nd|rd|th)\b|\b(?:weekend|(?:next|this)\s+week|"
    rf"(?:next|this)\s+month)\b"
)


def _parse_when(parsed: ParsedPhrase, *, beside_rule: bool) -> ParsedPhrase:
    """A day with an hour; an hour that cannot be anything else; a day at the end, or behind “on”.

    An hour in a zone that it names is left to the person.
    """
    if _CLOCK_OF_OTHER_ZONE.search(parsed.topic):
        return parsed
    parsed = _parse_range(parsed)
    for parse in (_day_and_clock, _relative, lambda each: _clock_alone(each, beside_rule=beside_rule), _day_alone):
        result = parse(parsed)
        if result is not None:
            return result
    return parsed


def _parse_range(parsed: ParsedPhrase) -> ParsedPhrase:
    """“10:00-11:30”, “3-4pm”: the first is the hour, the difference how long; written anew with the first alone."""
    match = _CLOCK_RANGE.search(parsed.topic)
    if match is None or parsed.minutes is not None:
        return parsed
    end = _parse_clock(match["end"])
    start = _parse_clock(match["start"]) or _parse_clock(f"{match['start'].strip()}{_meridiem(match['end'])}")
    if start is None or end is None:
        return parsed
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        return parsed
    hour = f" {start:%H:%M} "
    return replace(parsed, topic=parsed.topic[: match.start()] + hour + parsed.topic[match.end() :], minutes=minutes)


def _meridiem(text: str) -> str:
    match = re.search(_MERIDIEM, text, re.IGNORECASE)
    return match[0] if match else ""


def _parse_clock(text: str) -> time | None:
    match = _ONLY_CLOCK.fullmatch(text.strip())
    return _clock(match) if match else None


def _day_and_clock(parsed: ParsedPhrase) -> ParsedPhrase | None:
    for pattern in _DAY_AND_CLOCK:
        match = pattern.search(parsed.topic)
        if match is not None and not _is_not_the_start(parsed.topic, match):
            return _with_day_and_clock(parsed, match, day=match["day"], clock=_clock(match))
    return None


def _relative(parsed: ParsedPhrase) -> ParsedPhrase | None:
    """“in 2 hours”, at the end."""
    match = _IN_SOME_TIME.search(parsed.topic)
    return _with_day_and_clock(parsed, match, day=match["exact"], clock=None, exact=True) if match else None


def _clock_alone(parsed: ParsedPhrase, *, beside_rule: bool) -> ParsedPhrase | None:
    """Of two hours none is taken, and none beside a day that was not understood; “John 3:16” is no hour of the night."""
    matches = [match for match in _ONLY_CLOCK.finditer(parsed.topic) if not _is_not_the_start(parsed.topic, match)]
    if len(matches) != 1:
        return None
    match = matches[0]
    if not beside_rule and _UNPARSED_DAY.search(_without(parsed.topic, match)):
        return None  # of a day that could not be read
    said = match["at"] or match["meridiem"] or match["hour_h"] or beside_rule
    return (
        _with_day_and_clock(parsed, match, day="", clock=_clock(match))
        if said or _looks_like_an_hour(parsed.topic, match)
        else None
    )


def _looks_like_an_hour(text: str, match: re.Match[str]) -> bool:
    at_the_edge = not text[: match.start()].strip() or not text[match.end() :].strip()
    return at_the_edge and match["hour"] is not None and int(match["hour"]) >= EARLIEST_BARE_HOUR


def _day_alone(parsed: ParsedPhrase) -> ParsedPhrase | None:
    for match in _ONLY_DAY.finditer(parsed.topic):
        at_the_end = not parsed.topic[match.end() :].strip()
        short = match["day"].lower() in WEEKDAYS_SHORT and not match["on"]
        if (at_the_end or match["on"]) and not short and not _is_not_the_start(parsed.topic, match):
            return _with_day_and_clock(parsed, match, day=match["day"], clock=None)
    return None


def _is_not_the_start(text: str, match: re.Match[str]) -> bool:
    """Whether a day or hour stands behind “until”, is the second of two days, or belongs to words that were not understood."""
    before = text[: match.start()].lower().split()[-2:]
    named = (*WEEKDAYS_LONG, *WEEKDAYS_SHORT, *RELATIVE_DAYS)
    if any(word in EVERY_WORDS for word in before) or _NTH.match(text, match.end()):  # of a repeat, or “the 13th”
        return True
    return bool(before) and (
        before[-1] in NOT_A_START_WORDS or (before[-1] in AND_WORDS and before[0].rstrip(",") in named)
    )


def _clock(match: re.Match[str]) -> time:
    if match["word"]:
        return time(0 if match["word"].lower() == "midnight" else 12)
    if match["hour12"]:
        afternoon = match["meridiem"].lower().startswith("p")
        return time(int(match["hour12"]) % 12 + (12 if afternoon else 0), int(match["minute12"] or 0))
    return time(int(match["hour"] or match["hour_h"]), int(match["minute"] or match["minute_h"] or 0))


def _with_day_and_clock(
    parsed: ParsedPhrase, match: re.Match[str], *, day: str, clock: time | None, exact: bool = False
) -> ParsedPhrase:
    return replace(parsed, topic=_without(parsed.topic, match), day=day, clock=clock, exact=exact)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
