"""Words for an hour, and for a range of hours (MEET-10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from bot.policy.meetings.phrases.days.finding import find_day
from bot.policy.meetings.phrases.lexicon import Match, find, knows, may_begin, past
from bot.policy.meetings.phrases.numbers import figures, is_sign
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind
from bot.policy.meetings.phrases.values import Hour, HourRange, Item, NotUnderstood, Part

_NOON, _LAST_HOUR, _MINUTES = 12, 24, 60
_FIRST_EXACT_HOUR = 13
_EARLIEST_UNMARKED = 7
"""“3:16” alone is a verse."""
_DASHES = "-–—"
_BETWEEN = frozenset(("and", "und", "et", "y", "y las"))
_SPOKEN_MINUTES = (5, 10, 20, 25)
_GERMAN_DAYS = ("tag", "woch", "abend")

_STARTS = frozenset(
    (Sense.AT, Sense.WEAK_AT, Sense.NOON_OR_MIDNIGHT, Sense.MINUTES_BEFORE, Sense.NUMBER, Sense.BEFORE_OR_AFTER)
)
_RANGE_STARTS = _STARTS | {Sense.FROM}


@dataclass(frozen=True, slots=True)
class _Clock:
    """An hour that was read up to a token. `shows`: it shows itself as one, by a colon, am, pm or a word; None if impossible."""

    hour: Hour | None
    end: int
    shows: bool


def find_hour(tokens: Sequence[Token], at: int, *, behind_day: bool) -> Item | None:
    """The longest words for an hour that begin here; `behind_day`: a number alone may be one."""
    if not may_begin(tokens, at, _STARTS):
        return None
    found = [*_led(tokens, at), *_alone(tokens, at, behind_day=behind_day)]
    longest = max(found, key=lambda each: each.end, default=None)
    return _with_another(tokens, longest) if longest else None


def _with_another(tokens: Sequence[Token], item: Item) -> Item:
    """“at 10 or 11”: nobody can tell which."""
    link = find(tokens, item.end, Sense.OR)
    start = find(tokens, link.end, Sense.AT) if link else None
    other = _clock(tokens, start.end if start else link.end, numbers=True) if link else None
    if not other or not (other.shows or _stands_free(tokens, other.end)):
        return item
    return Item(NotUnderstood(Part.HOUR), item.start, other.end, certain=item.certain)


def _led(tokens: Sequence[Token], at: int) -> list[Item]:
    """“at 3”, “um neun”, “a las cuatro”."""
    items = []
    for sense in (Sense.AT, Sense.WEAK_AT):
        lead = find(tokens, at, sense)
        clock = _clock(tokens, lead.end, numbers=sense is Sense.AT) if lead else None
        if clock:
            certain = clock.shows or _stands_free(tokens, clock.end)
            items.append(Item(clock.hour or NotUnderstood(Part.HOUR), at, clock.end, certain=certain))
    return [*items, *_before_or_after(tokens, at)]


def _before_or_after(tokens: Sequence[Token], at: int) -> list[Item]:
    """“after 3pm”, “antes de las 9”: no hour to begin at."""
    lead = find(tokens, at, Sense.BEFORE_OR_AFTER)
    if not lead:
        return []
    start = past(tokens, lead.end, Sense.AT)
    leads_to_hour = start > lead.end or tokens[lead.end - 1].key == "las"
    clock = _clock(tokens, start, numbers=leads_to_hour)
    return [Item(NotUnderstood(Part.HOUR), at, clock.end)] if clock else []


def _alone(tokens: Sequence[Token], at: int, *, behind_day: bool) -> list[Item]:
    clock = _clock(tokens, at, numbers=behind_day)
    if not clock or (not clock.shows and not _stands_free(tokens, clock.end)):
        return []
    hour = clock.hour
    if hour is None:
        return [Item(NotUnderstood(Part.HOUR), at, clock.end, certain=False)]
    early = not hour.exact and hour.hour < _EARLIEST_UNMARKED and tokens[at].kind is TokenKind.NUMBER
    name = find(tokens, at, Sense.NOON_OR_MIDNIGHT) is not None
    return [Item(hour, at, clock.end, certain=clock.shows and not early and not name)]


def _stands_free(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bare number is followed by nothing that it could count."""
    return at >= len(tokens) or tokens[at].kind is TokenKind.SIGN or knows(tokens[at])


def _clock(tokens: Sequence[Token], at: int, *, numbers: bool) -> _Clock | None:
    """An hour that begins here; `numbers`: also one that is only a number."""
    if at >= len(tokens):
        return None
    found = [
        _word(tokens, at),
        _shifted(tokens, at),
        _in_figures(tokens, at, numbers=numbers),
        _spelled(tokens, at, numbers),
    ]
    return max((each for each in found if each), key=lambda each: each.end, default=None)


def _word(tokens: Sequence[Token], at: int) -> _Clock | None:
    """“noon”, “12 noon”."""
    start = at + 1 if figures(tokens, at, most=2) == _NOON else at
    match = find(tokens, start, Sense.NOON_OR_MIDNIGHT)
    if not match:
        return None
    behind = find(tokens, match.end, Sense.MINUTES_BEHIND)
    minute = cast("int", behind.value) if behind and cast("int", behind.value) > 0 else 0
    return _Clock(
        Hour(cast("int", match.value), minute, exact=True), behind.end if behind and minute else match.end, shows=True
    )


def _shifted(tokens: Sequence[Token], at: int) -> _Clock | None:
    """“half past six”, “Viertel vor drei”, “halb drei”."""
    shift = find(tokens, at, Sense.MINUTES_BEFORE) or _shift_in_figures(tokens, at)
    number = _hour_number(tokens, shift.end) if shift else None
    if not shift or not number:
        return None
    end = past(tokens, number[1], Sense.O_CLOCK)
    meridiem = _meridiem(tokens, end)
    hour = _moved(number[0], cast("int", shift.value), meridiem[0] if meridiem else "")
    return _Clock(hour, meridiem[1] if meridiem else end, shows=True)


def _shift_in_figures(tokens: Sequence[Token], at: int) -> Match | None:
    """“20 past”, “5 vor”, “10 vor halb”."""
    minutes = figures(tokens, at, most=2)
    sign = find(tokens, at + 1, Sense.MINUTES_FROM)
    if minutes is None or not sign or not 1 <= minutes < _MINUTES:
        return None
    half = find(tokens, sign.end, Sense.MINUTES_BEFORE)
    shift = cast("int", sign.value) * minutes
    return Match(shift + cast("int", half.value), half.end) if half else Match(shift, sign.end)


def _hour_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    value = figures(tokens, at, most=2)
    if value is not None:
        return value, at + 1
    word = find(tokens, at, Sense.NUMBER)
    return (cast("int", word.value), word.end) if word and cast("int", word.value) <= _LAST_HOUR else None


def _moved(hour: int, shift: int, meridiem: str) -> Hour | None:
    if not 1 <= hour <= _LAST_HOUR:
        return None
    base = _valid(hour, 0, meridiem)
    if base is None:
        return None
    minutes = (base.hour * _MINUTES + shift) % (_LAST_HOUR * _MINUTES)
    moved, minute = divmod(minutes, _MINUTES)
    return Hour(moved or (_NOON if not base.exact else 0), minute, base.exact)


def _in_figures(tokens: Sequence[Token], at: int, *, numbers: bool) -> _Clock | None:
    """“9:30”, “9.30 pm”, “9am”, “15 Uhr 30”, “18h30”, “0900”."""
    hour = figures(tokens, at, most=4)
    if hour is None:
        return None
    if len(tokens[at].text) > 2:  # noqa: PLR2004 - figures of an hour
        return _four_figures(tokens, at) if numbers else None
    colon = is_sign(tokens, at + 1, ":", glued=True)
    minute = figures(tokens, at + 2, most=2) if is_sign(tokens, at + 1, ":.", glued=True) else None
    if minute is not None and len(tokens[at + 2].text) != 2:  # noqa: PLR2004 - figures of a minute
        return None
    zero = len(tokens[at].text) == 2 and tokens[at].text[0] == "0"  # noqa: PLR2004
    return _ended(
        tokens, (hour, minute or 0, zero), at + 3 if minute is not None else at + 1, colon=colon, numbers=numbers
    )


def _four_figures(tokens: Sequence[Token], at: int) -> _Clock | None:
    if len(tokens[at].text) != len("0900"):
        return None
    hour, minute = divmod(int(tokens[at].text), 100)
    meridiem = _meridiem(tokens, at + 1)
    if hour >= _LAST_HOUR or minute >= _MINUTES:
        return None
    read = _valid(hour, minute, meridiem[0]) if meridiem else Hour(hour, minute, exact=True)
    return _Clock(read, meridiem[1] if meridiem else past(tokens, at + 1, Sense.O_CLOCK), shows=bool(meridiem))


def _ended(
    tokens: Sequence[Token], said: tuple[int, int, bool], end: int, *, colon: bool, numbers: bool
) -> _Clock | None:
    """What stands behind the figures: am or pm, o'clock with minutes, or nothing."""
    hour, minute, zero = said
    meridiem = _meridiem(tokens, end)
    if meridiem:
        return _Clock(_valid(hour, minute, meridiem[0]), past(tokens, meridiem[1], Sense.O_CLOCK), shows=True)
    o_clock = find(tokens, end, Sense.O_CLOCK)
    if o_clock:
        return _with_minutes(tokens, (hour, minute, zero), o_clock.end)
    behind = find(tokens, end, Sense.MINUTES_BEHIND) if numbers else None
    if behind:
        return _Clock(_moved(hour, cast("int", behind.value), ""), behind.end, shows=True)
    if colon or numbers:
        dotted = not colon and minute
        return None if dotted and not numbers else _Clock(_valid(hour, minute, "", zero=zero), end, shows=colon)
    return None


def _with_minutes(tokens: Sequence[Token], said: tuple[int, int, bool], at: int) -> _Clock:
    """“15 Uhr 30”, “18h30”, “9 heures et demie”, “4 en punto de la tarde”."""
    hour, minute, zero = said
    more = figures(tokens, at, most=2) if not minute else None
    if more is not None and _are_minutes(tokens, at):
        return _Clock(_valid(hour, more, "", zero=zero), at + 1, shows=True)
    behind = find(tokens, at, Sense.MINUTES_BEHIND) if not minute else None
    if behind:
        return _Clock(_moved(hour, cast("int", behind.value), ""), behind.end, shows=True)
    return _Clock(_valid(hour, minute, "", zero=zero), at, shows=True)


def _are_minutes(tokens: Sequence[Token], at: int) -> bool:
    """Whether two figures behind an hour are its minutes, and count nothing: “12 Uhr 10 Mal”."""
    counted = (Sense.TIMES, Sense.MINUTES, Sense.HOURS, Sense.UNIT, Sense.MONTH)
    glued = at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].kind is not TokenKind.SIGN
    dotted = is_sign(tokens, at + 1, ".:", glued=True)
    counts = any(find(tokens, at + 1, each) for each in counted)
    written_together = tokens[at].glued and tokens[at - 1].glued  # “9h30 heure de New York”
    return len(tokens[at].text) == len("30") and not glued and not dotted and (written_together or not counts)


def _spelled(tokens: Sequence[Token], at: int, numbers: bool) -> _Clock | None:  # noqa: FBT001 - as in `_clock`
    """“neuf heures”, “nine o'clock”, “las cuatro y media”, “nine thirty”."""
    word = find(tokens, at, Sense.NUMBER)
    if not word or not 1 <= cast("int", word.value) <= _LAST_HOUR:
        return None
    hour, end = cast("int", word.value), word.end
    o_clock = find(tokens, end, Sense.O_CLOCK)
    meridiem = _meridiem(tokens, end)
    if meridiem:
        return _Clock(_valid(hour, 0, meridiem[0]), meridiem[1], shows=True)
    if o_clock:
        return _with_minutes(tokens, (hour, 0, False), o_clock.end)
    if not numbers:
        return None
    behind = find(tokens, end, Sense.MINUTES_BEHIND)
    if behind:
        return _Clock(_moved(hour, cast("int", behind.value), ""), behind.end, shows=True)
    return _Clock(_valid(hour, 0, ""), end, shows=False)


def _meridiem(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """“am”, “p.m.”; a German “am” before a day leads to it."""
    if at >= len(tokens):
        return None
    key = tokens[at].key
    if key in ("am", "pm"):
        leads = key == "am" and not tokens[at].glued and _german_day_follows(tokens, at)
        return None if leads else (key, at + 1)
    spelled = key in ("a", "p") and is_sign(tokens, at + 1, ".") and at + 2 < len(tokens) and tokens[at + 2].key == "m"
    if not spelled:
        return None
    return f"{key}m", at + 4 if is_sign(tokens, at + 3, ".") and tokens[at + 3].glued else at + 3


def _german_day_follows(tokens: Sequence[Token], at: int) -> bool:
    if find(tokens, at, Sense.PART_OF_DAY):
        return True
    if at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.key.endswith(_GERMAN_DAYS) or (
        following.kind is TokenKind.NUMBER and is_sign(tokens, at + 2, ".") and tokens[at + 2].glued
    )


def _valid(hour: int, minute: int, meridiem: str, *, zero: bool = False) -> Hour | None:
    """The hour, None if there is no such one."""
    if minute >= _MINUTES or hour > _LAST_HOUR or (hour == _LAST_HOUR and minute):
        return None
    if meridiem:
        if not 1 <= hour <= _NOON:
            return None
        return Hour(hour % _NOON + (_NOON if meridiem == "pm" else 0), minute, exact=True)
    return Hour(hour, minute, exact=zero or hour == 0 or hour >= _FIRST_EXACT_HOUR)


def find_range(tokens: Sequence[Token], at: int) -> Item | None:
    """“3-4pm”, “from noon to midnight”, “von 9 bis 11 Uhr”."""
    if not may_begin(tokens, at, _RANGE_STARTS):
        return None
    lead = find(tokens, at, Sense.FROM)
    spans = [_range(tokens, at, at, led=False)]
    if lead:
        spans.append(_range(tokens, at, lead.end, led=True))
    between = find(tokens, at, Sense.AT)
    if between:
        spans.append(_minutes_or_range(tokens, at, between.end) or _range(tokens, at, between.end, led=False))
    return max((each for each in spans if each), key=lambda each: each.end, default=None)


def _range(tokens: Sequence[Token], at: int, start: int, *, led: bool) -> Item | None:
    first = _clock(tokens, start, numbers=True)
    middle = _separator(tokens, first.end, led=led) if first else None
    second = _clock(tokens, middle, numbers=True) if middle else None
    if not first or not middle or not second or _is_a_date(tokens, middle, second.end):
        return None
    if find(tokens, start, Sense.NOON_OR_MIDNIGHT) and first.hour and second.hour == replace(first.hour, exact=False):
        return Item(first.hour, at, second.end)  # “al mediodía a las 12”
    certain = led or first.shows or second.shows
    if first.hour is None or second.hour is None:
        return Item(NotUnderstood(Part.HOUR), at, second.end, certain=led) if certain else None
    return Item(HourRange(first.hour, second.hour), at, second.end, certain=certain)


def _minutes_or_range(tokens: Sequence[Token], at: int, start: int) -> Item | None:
    """“at 10 to 3”: ten minutes before three, or five hours."""
    first, second = figures(tokens, start, most=2), figures(tokens, start + 2, most=2)
    if first not in _SPOKEN_MINUTES or second is None or tokens[start + 1].key != "to" or _meridiem(tokens, start + 3):
        return None
    return Item(NotUnderstood(Part.HOUR), at, start + 3)


def _is_a_date(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether what looks like the second hour is the day of a date: “9:15 until 18 Dec”."""
    day = find_day(tokens, at)
    return day is not None and day.end > end


def _separator(tokens: Sequence[Token], at: int, *, led: bool) -> int | None:
    if is_sign(tokens, at, _DASHES):
        return at + 1
    match = find(tokens, at, Sense.TO)
    if not match:
        return None
    between = " ".join(token.key for token in tokens[at : match.end]) in _BETWEEN
    return match.end if led or not between else None
