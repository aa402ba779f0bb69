"""Finds the words of time in a text, and which of them are the phrase: the rest is topic (MEET-10)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.policy.meetings.phrases.days.finding import find_day
from bot.policy.meetings.phrases.durations import find_duration, find_from_now
from bot.policy.meetings.phrases.hours import find_hour, find_range
from bot.policy.meetings.phrases.lexicon import find, knows
from bot.policy.meetings.phrases.patterns.finding import find_limit, find_pattern
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind, begins_a_phrase, ends_a_phrase
from bot.policy.meetings.phrases.values import (
    Abbreviation,
    DayOfWeek,
    DayPart,
    Duration,
    FromNow,
    Hour,
    HourRange,
    Item,
    Meaning,
    NamedZone,
    NotUnderstood,
    Part,
    RelativeDay,
    Repeat,
    Times,
    Until,
)
from bot.policy.meetings.phrases.zones import find_zone, may_name_a_zone

_BETWEEN = frozenset(",;:-–—|·()")
"""Signs that may stand between two parts of a phrase."""
_GERMAN_MORNING = "morgen"
"""Tomorrow, and behind a day its morning."""


class Kind(Enum):
    """What a part of a phrase is about."""

    DAY = auto()
    HOUR = auto()
    PART_OF_DAY = auto()
    DURATION = auto()
    ZONE = auto()
    PATTERN = auto()
    LIMIT = auto()


_KIND_OF_PART = {
    Part.DAY: Kind.DAY,
    Part.HOUR: Kind.HOUR,
    Part.ZONE: Kind.ZONE,
    Part.DURATION: Kind.DURATION,
    Part.PATTERN: Kind.PATTERN,
}
_KINDS: dict[type[Meaning], Kind] = {
    **dict.fromkeys((Hour, HourRange, FromNow), Kind.HOUR),
    DayPart: Kind.PART_OF_DAY,
    Duration: Kind.DURATION,
    **dict.fromkeys((Abbreviation, NamedZone), Kind.ZONE),
    Repeat: Kind.PATTERN,
    **dict.fromkeys((Times, Until), Kind.LIMIT),
}
"""All else is a day."""
_WEIGHTS = {Kind.DAY: 3, Kind.HOUR: 3, Kind.PATTERN: 3}


@dataclass(frozen=True, slots=True)
class Run:
    """Parts that adjoin each other. `last`: nothing follows them in the text."""

    items: tuple[Item, ...]
    last: bool = False

    @property
    def kinds(self) -> set[Kind]:
        """What it is about."""
        return {kind_of(item.meaning) for item in self.items}


def kind_of(meaning: Meaning) -> Kind:
    """What a meaning is about."""
    if isinstance(meaning, NotUnderstood):
        return _KIND_OF_PART[meaning.part]
    return _KINDS.get(type(meaning), Kind.DAY)


def find_runs(tokens: Sequence[Token]) -> list[Run]:
    """All runs of words of time, in order; of an uncertain one alone nobody can tell whether it is one."""
    runs: list[list[Item]] = []
    at = 0
    while at < len(tokens):
        adjoining = runs[-1][-1] if runs and adjoins(tokens, runs[-1][-1].end, at) else None
        item = _item(tokens, at, adjoining)
        if item is None:
            at += 1
            continue
        if adjoining:
            runs[-1].append(item)
        else:
            runs.append([item])
        at = item.end
    return [run for items in runs if (run := _trimmed(tokens, items)) is not None]


def chosen_runs(runs: Sequence[Run]) -> list[Run]:
    """The phrase, and certain parts elsewhere about what it does not say; two phrases that say the same are both chosen."""
    if not runs:
        return []
    best = max(range(len(runs)), key=lambda index: (_weight(runs[index]), index))
    chosen, kinds = {best}, set(runs[best].kinds)
    for index, run in enumerate(runs):
        certain = all(item.certain for item in run.items)
        if certain and not run.kinds & kinds:
            chosen.add(index)
            kinds |= run.kinds
        elif certain and run.kinds == runs[best].kinds == {Kind.HOUR}:
            chosen.add(index)
    return [runs[index] for index in sorted(chosen)]


def _weight(run: Run) -> int:
    return sum(_WEIGHTS.get(kind, 1) for kind in run.kinds)


def adjoins(tokens: Sequence[Token], end: int, at: int) -> bool:
    """Whether nothing but signs, “and” and “or” stands between."""
    while end < at:
        link = find(tokens, end, Sense.AND) or find(tokens, end, Sense.OR)
        if link and link.end <= at:
            end = link.end
        elif tokens[end].text in _BETWEEN:
            end += 1
        else:
            return False
    return True


def _item(tokens: Sequence[Token], at: int, adjoining: Item | None) -> Item | None:
    """The longest part of a phrase that begins here."""
    token = tokens[at]
    if token.kind is TokenKind.QUOTED or not begins_a_phrase(tokens, at):
        return None
    if (
        token.kind is TokenKind.WORD
        and not knows(token)
        and not (adjoining and (token.text.isupper() or may_name_a_zone(tokens, at)))
    ):
        return None
    if token.kind is TokenKind.SIGN and token.text not in "@(":
        return None
    if token.key == _GERMAN_MORNING and adjoining and isinstance(adjoining.meaning, DayOfWeek | RelativeDay):
        return _german_morning(tokens, at)
    found = [
        item
        for find_item in _finders(adjoining, at)
        if (item := find_item(tokens, at)) and ends_a_phrase(tokens, item.end)
    ]
    item = max(found, key=lambda each: each.end, default=None)
    return None if item is None or _belongs_elsewhere(tokens, at, item, adjoining) else item


def _german_morning(tokens: Sequence[Token], at: int) -> Item | None:
    early = find(tokens, at + 1, Sense.PART_OF_DAY)
    end = early.end if early and early.value is DayPart.MORNING else at + 1
    return Item(DayPart.MORNING, at, end, certain=False) if ends_a_phrase(tokens, end) else None


def _finders(adjoining: Item | None, at: int) -> list[Callable[[Sequence[Token], int], Item | None]]:
    """In the order in which they are preferred. Behind an hour comes its zone, and a second number is a duration."""
    kind = kind_of(adjoining.meaning) if adjoining else None
    behind_hour, behind_day = kind is Kind.HOUR, kind is Kind.DAY or bool(adjoining and adjoining.extra)

    def hour(tokens: Sequence[Token], at: int) -> Item | None:
        return find_hour(tokens, at, behind_day=behind_day)

    finders = [find_pattern, find_day, find_range, find_from_now]
    lengths = [find_duration, hour] if behind_hour and adjoining and adjoining.end == at else [hour, find_duration]
    zones = [find_zone] if behind_hour else []
    limits = [find_limit] if adjoining else []
    return [*zones, *limits, *finders, *lengths, _find_part]


def _find_part(tokens: Sequence[Token], at: int) -> Item | None:
    match = find(tokens, at, Sense.PART_OF_DAY) if not (at and tokens[at - 1].key == "de") else None  # “turno de noche”
    return Item(match.value, at, match.end, certain=False) if match else None  # type: ignore[arg-type]  # the vocabulary's values


def _belongs_elsewhere(tokens: Sequence[Token], at: int, item: Item, adjoining: Item | None) -> bool:
    """A day behind “until”, “about” or “with”, and an adverb before a noun, are not when the meeting is."""
    if kind_of(item.meaning) is Kind.DAY and at and not (adjoining and adjoining.end == at):
        return any(find(tokens, at - 1, sense) for sense in (Sense.SINCE, Sense.UNTIL, Sense.WITH))
    adverb = kind_of(item.meaning) is Kind.PATTERN and not item.certain
    if not adverb or item.end >= len(tokens) or tokens[item.end].kind is TokenKind.SIGN:
        return False
    return _item(tokens, item.end, item) is None


def _trimmed(tokens: Sequence[Token], items: list[Item]) -> Run | None:
    """The run without doubtful parts at its edges that contradict certain ones; None where none of it is about the time."""
    while len(items) > 1:
        kinds = [kind_of(item.meaning) for item in items]
        edge = next((index for index in (0, len(items) - 1) if _is_spare(items, kinds, index)), None)
        if edge is None:
            break
        items = items[:edge] + items[edge + 1 :]
    last = all(token.kind is TokenKind.SIGN for token in tokens[items[-1].end :])
    run = Run(tuple(items), last)
    if any(item.certain for item in items) or len(run.kinds) > 1 or _is_a_day_at_the_end(tokens, run):
        return run
    return None


def _is_spare(items: list[Item], kinds: list[Kind], index: int) -> bool:
    if items[index].certain or kinds[index] is Kind.ZONE:
        return False
    others = [other for position, other in enumerate(items) if position != index and kinds[position] is kinds[index]]
    adverb_beside_pattern = kinds[index] is Kind.PATTERN and bool(others)
    return adverb_beside_pattern or any(other.certain for other in others)


def _is_a_day_at_the_end(tokens: Sequence[Token], run: Run) -> bool:
    """“retro friday”, “all hands monthly”: doubtful at the beginning (“Friday demo”), meant at the end."""
    first = tokens[run.items[0].start]
    if not run.last or run.kinds not in ({Kind.DAY}, {Kind.PATTERN}):
        return False
    short = find(tokens, run.items[0].start, Sense.SHORT_WEEKDAY) and not find(
        tokens, run.items[0].start, Sense.WEEKDAY
    )
    alone_adverb = run.kinds == {Kind.PATTERN} and first.start == 0
    return not short and not alone_adverb and not isinstance(run.items[0].meaning, NotUnderstood)


def joined(run: Run) -> Run:
    """The run with the second meaning of its words as parts of their own."""
    items = [
        part
        for item in run.items
        for part in (item, *([replace(item, meaning=item.extra, extra=None)] if item.extra else []))
    ]
    return replace(run, items=tuple(items))
