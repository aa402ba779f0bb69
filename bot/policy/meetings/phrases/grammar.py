"""Reads what stands behind `/schedule`: who, when, how long, how often; what is not about the time is topic (MEET-10).

A text becomes tokens, tokens parts of a phrase, and these a day, an hour, a zone, a duration and a repeat, each whole or not at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import UserId
from bot.policy.meetings.phrases.people import extract_people
from bot.policy.meetings.phrases.reading import Reader
from bot.policy.meetings.phrases.scan import Kind, Run, adjoins, chosen_runs, find_runs, joined
from bot.policy.meetings.phrases.tokens import QUOTATION_MARKS, Token, TokenKind, tokenize
from bot.policy.meetings.phrases.values import PhraseTime
from bot.policy.values.timezones import is_timezone
from bot.policy.values.zone_data import UTC_NAME

MAX_TEXT_LENGTH = 500
"""Characters; a longer text is all topic."""
MAX_TOKENS = 80
"""Words, numbers and signs; a text of more is all topic, so that none costs more than 5 ms."""
_LEFTOVER = re.compile(
    r"(?i)(?:(?<=\s)|^)(?:with|and|mit|und|con|y|avec|et|e|en|com|met|@|&|for|to|in)$|\s+[,–—|-]$|^[,:–—|-]\s*|\s*[,;]$"
)

_NOTHING = PhraseTime()


@dataclass(frozen=True, slots=True)
class ParsedPhrase:
    """What a text says. `topic` is what is about no time, person or channel; `time` what is about the time."""

    topic: str
    people: tuple[UserId, ...] = ()
    channel: str = ""
    time: PhraseTime = _NOTHING


def parse_phrase(text: str, zone: str, now: datetime) -> ParsedPhrase:
    """Everything that can be told from a text, as Slack hands it over, for a reader in this zone at this instant."""
    if len(text) > MAX_TEXT_LENGTH:
        return ParsedPhrase(text)
    rest, people, channel = extract_people(text)
    tokens = tokenize(rest)
    runs = chosen_runs(find_runs(tokens)) if len(tokens) <= MAX_TOKENS else []
    said = _read(rest, tokens, runs, zone if is_timezone(zone) else UTC_NAME, now)
    topic = _without(rest, tokens, _consumed(runs))
    if not runs and not people and not channel:
        return ParsedPhrase(_unquoted(" ".join(text.split())))
    return ParsedPhrase(_unquoted(trim_topic(topic)), people, channel, said)


def trim_topic(topic: str) -> str:
    """A topic without what is left over when phrases were taken out of it."""
    words, trimmed = "", " ".join(topic.split())
    while trimmed != words:
        words, trimmed = trimmed, _LEFTOVER.sub("", trimmed).strip()
    return words


def _read(text: str, tokens: Sequence[Token], runs: Sequence[Run], zone: str, now: datetime) -> PhraseTime:
    items = [item for run in runs for item in joined(run).items]
    if not items:
        return _NOTHING

    def quote(spans: Sequence[tuple[int, int]]) -> list[str]:
        groups: list[tuple[int, int]] = []
        for start, end in spans:
            if groups and adjoins(tokens, groups[-1][1], start):
                groups[-1] = (groups[-1][0], max(end, groups[-1][1]))
            else:
                groups.append((start, end))
        return [" ".join(text[tokens[start].start : tokens[end - 1].end].split()) for start, end in groups]

    return Reader(items, quote, now, zone).read()


def _consumed(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs that are no topic: of two hours nobody can tell which one belongs to it, so both stay."""
    hours_alone = [run for run in runs if run.kinds == {Kind.HOUR}]
    return runs if len(hours_alone) <= 1 else [run for run in runs if run not in hours_alone]


def _without(text: str, tokens: Sequence[Token], runs: Sequence[Run]) -> str:
    """The text without these runs."""
    pieces, at = [], 0
    for run in runs:
        pieces.append(text[at : tokens[run.items[0].start].start])
        at = tokens[run.items[-1].end - 1].end
    return " ".join([*pieces, text[at:]])


def _unquoted(topic: str) -> str:
    """Without quotation marks around the whole of it."""
    tokens = tokenize(topic)
    if len(tokens) == 1 and tokens[0].kind is TokenKind.QUOTED and topic[0] in QUOTATION_MARKS:
        return topic[1:-1].strip()
    return topic
