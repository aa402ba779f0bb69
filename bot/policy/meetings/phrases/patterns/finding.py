"""Words for how often, and until when (MEET-10, MEET-3)."""

from collections.abc import Sequence
from typing import cast

from bot.policy.meetings.phrases.days.finding import find_day, find_day_of_month
from bot.policy.meetings.phrases.lexicon import Match, find, may_begin, past
from bot.policy.meetings.phrases.numbers import figures, is_sign, number, ordinal_ending
from bot.policy.meetings.phrases.patterns.weekdays import (
    PLURAL_ARTICLES,
    behind_article,
    behind_link,
    days_from_to,
    one_weekday,
    weekdays_at,
)
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind
from bot.policy.meetings.phrases.values import (
    CalendarDate,
    DayOfMonth,
    EndOfMonth,
    Item,
    NotUnderstood,
    Part,
    Repeat,
    Times,
    Until,
    VagueDay,
)
from bot.policy.meetings.recurrence import MAX_COUNT, MAX_INTERVAL, WEEKDAYS, Frequency, Weekday

_EVERY_KEYS = frozenset(["every", "each", "jedes", "jedem", "jeden", "chaque", "tous", "cada", "todos"])
_SECOND = 2
_STARTS = frozenset(
    (
        *(
            Sense.EVERY,
            Sense.ORDINAL,
            Sense.EACH_WEEKDAY,
            Sense.WEEKLY_PATTERN,
            Sense.OTHER_REPEAT,
            Sense.ADVERB,
        ),
        *(Sense.FROM, Sense.WEEKDAY, Sense.SHORT_WEEKDAY, Sense.LAST_DAY, Sense.EACH_WORKDAY, Sense.ONE),
    )
)
Found = tuple[Repeat | NotUnderstood, int]


def find_pattern(tokens: Sequence[Token], at: int) -> Item | None:
    """The longest words for a repeat that begin here. An adverb such as “weekly” is not certain: it may be a name's."""
    lead = find(tokens, at, Sense.ON)
    led = lead and lead.end < len(tokens) and _may_follow(tokens, lead.end)
    if not led and not may_begin(tokens, at, _STARTS) and tokens[at].key not in PLURAL_ARTICLES:
        return None
    certain = [
        _every(tokens, at),
        _nth_weekday(tokens, behind_article(tokens, at)),
        _each_weekday(tokens, at),
        _day_of_month(tokens, at),
        _last_day(tokens, at),
        _weekly(tokens, at),
        _each_workday(tokens, at),
        _out_of(tokens, at),
    ]
    items = [Item(found[0], at, found[1]) for found in certain if found]
    doubtful = [_adverb(tokens, at), _stretch(tokens, at), _other(tokens, at)]
    items += [Item(found[0], at, found[1], certain=_says_more(found[0], found[1] - at)) for found in doubtful if found]
    return max(items, key=lambda each: each.end, default=None)


def _may_follow(tokens: Sequence[Token], at: int) -> bool:
    """Whether a repeat goes on here, behind “on”: a quick no for most tokens."""
    return may_begin(tokens, at, _STARTS) or tokens[at].key in PLURAL_ARTICLES


def _says_more(found: Repeat | NotUnderstood, length: int) -> bool:
    """Whether an adverb comes with its days, “monthly on the 31st”, or with “every”: it is no name then."""
    return not found.bare if isinstance(found, Repeat) else length > 1


def find_limit(tokens: Sequence[Token], at: int) -> Item | None:
    """“10 times”, “until 18 Dec”, “except on friday”: only beside a repeat."""
    amount = number(tokens, at)
    start = amount.end + 1 if amount and is_sign(tokens, amount.end, "-", glued=True) else amount.end if amount else at
    times = find(tokens, start, Sense.TIMES) if amount else None
    if amount and times:
        count = cast("int", amount.value)
        meaning = Times(count) if 1 <= count <= MAX_COUNT else NotUnderstood(Part.PATTERN)
        return Item(meaning, at, times.end, certain=False)
    without = find(tokens, at, Sense.EXCEPT)
    left_out = find_day(tokens, without.end) if without else None
    if left_out:
        return Item(NotUnderstood(Part.PATTERN), at, left_out.end)
    lead = find(tokens, at, Sense.UNTIL)
    day = find_day(tokens, lead.end) if lead else None
    if not day:
        return _until_something(tokens, at, lead.end) if lead else None
    if isinstance(day.meaning, NotUnderstood | VagueDay):
        return Item(NotUnderstood(Part.PATTERN), at, day.end)
    return Item(Until(day.meaning), at, day.end, certain=False)  # type: ignore[arg-type]  # what `find_day` finds is a day


def _until_something(tokens: Sequence[Token], at: int, start: int) -> Item | None:
    """“until Christmas”, “bis Januar”: an end that is no day."""
    if start >= len(tokens) or tokens[start].kind is not TokenKind.WORD or find(tokens, start, Sense.AT):
        return None
    hour = find(tokens, start, Sense.NOON_OR_MIDNIGHT) or find(tokens, start, Sense.NUMBER)
    return None if hour else Item(NotUnderstood(Part.PATTERN), at, start + 1)


def _every(tokens: Sequence[Token], at: int) -> Found | None:
    lead = find(tokens, at, Sense.EVERY)
    if not lead:
        return None
    start = lead.end
    found = [
        _every_unit(tokens, start),
        _every_weekdays(tokens, start),
        _nth_of_month(tokens, start),
        _workday(tokens, start),
        _every_day_of_month(tokens, start),
        _every_last_day(tokens, start),
        _every_stretch(tokens, start),
        _every_date(tokens, start),
    ]
    return max((each for each in found if each), key=lambda each: each[1], default=None)


def _workday(tokens: Sequence[Token], at: int) -> Found | None:
    match = find(tokens, at, Sense.WORKDAY)
    return (Repeat(Frequency.WEEKLY, days=WEEKDAYS), match.end) if match else None


def _every_unit(tokens: Sequence[Token], at: int) -> Found | None:
    """“every week on monday”, “every 2 weeks”, “every third month on the 20th”."""
    interval = find(tokens, at, Sense.OTHER) or number(tokens, at)
    start = ordinal_ending(tokens, interval.end) if interval else at
    unit = find(tokens, start, Sense.UNIT)
    if not unit:
        hours = find(tokens, start, Sense.HOURS) or find(tokens, start, Sense.MINUTES)
        return (NotUnderstood(Part.PATTERN), hours.end) if hours else None
    steps = cast("int", interval.value) if interval else 1
    if not 1 <= steps <= MAX_INTERVAL:
        return NotUnderstood(Part.PATTERN), unit.end
    return _on_days(tokens, cast("Frequency", unit.value), steps, unit.end)


def _on_days(tokens: Sequence[Token], frequency: Frequency, interval: int, at: int) -> Found:
    """What follows a frequency: its days of the week, its day of the month. The date of a year stands beside it."""
    bare = Repeat(frequency, interval, bare=True), at
    if frequency is Frequency.WEEKLY and (days := weekdays_at(tokens, at)):
        return Repeat(frequency, interval, days[0]), days[1]
    if frequency is not Frequency.MONTHLY:
        return bare
    days = weekdays_at(tokens, at) if find(tokens, at, Sense.ON) else None
    which: Found = (NotUnderstood(Part.PATTERN), days[1]) if days else bare
    return _in_the_month(tokens, interval, at) or which


def _in_the_month(tokens: Sequence[Token], interval: int, at: int) -> Found | None:
    """“on the 20th”, “on the third Friday”, “on the last day”."""
    start = behind_article(tokens, at)
    if (last := find(tokens, start, Sense.LAST_DAY)) is not None:
        return Repeat(Frequency.MONTHLY, interval, last_day=True), past(tokens, last.end, Sense.OF_THE_MONTH)
    if (nth := _place_and_weekday(tokens, start)) is not None:
        return Repeat(Frequency.MONTHLY, interval, (nth[1],), nth[0]), nth[2]
    day = find_day_of_month(tokens, at) or find_day(tokens, at)
    match day.meaning if day else None:
        case DayOfMonth(number):
            return Repeat(Frequency.MONTHLY, interval, month_day=number), day.end if day else at
        case EndOfMonth():
            return Repeat(Frequency.MONTHLY, interval, last_day=True), day.end if day else at
    return None


def _every_weekdays(tokens: Sequence[Token], at: int) -> Found | None:
    """“every monday and thursday”, “jeden zweiten Dienstag”, “every 2nd friday”."""
    interval = find(tokens, at, Sense.OTHER) or _second(tokens, at)
    if interval and interval.value == _SECOND:
        days = weekdays_at(tokens, interval.end)
        if days and not find(tokens, days[1], Sense.OF_THE_MONTH):
            return Repeat(Frequency.WEEKLY, _SECOND, days[0]), days[1]
    days = weekdays_at(tokens, at)
    return (Repeat(Frequency.WEEKLY, days=days[0]), days[1]) if days else _every_so_many(tokens, at)


def _every_so_many(tokens: Sequence[Token], at: int) -> Found | None:
    """“every two fridays”, “alle drei Montage”, “cada dos lunes”."""
    amount = number(tokens, at)
    if not amount:
        return None
    plural = find(tokens, amount.end, Sense.PLURAL_WEEKDAY)
    days = ((Weekday(cast("int", plural.value)),), plural.end) if plural else weekdays_at(tokens, amount.end)
    if not days:
        return None
    weeks = cast("int", amount.value)
    valid = 1 <= weeks <= MAX_INTERVAL
    return (Repeat(Frequency.WEEKLY, weeks, days[0]) if valid else NotUnderstood(Part.PATTERN)), days[1]


def _second(tokens: Sequence[Token], at: int) -> Match | None:
    """“2nd”, “2.” in figures."""
    value, end = figures(tokens, at, most=1), ordinal_ending(tokens, at + 1)
    return Match(_SECOND, end) if value == _SECOND and end > at + 1 else None


def _nth_of_month(tokens: Sequence[Token], at: int) -> Found | None:
    """“every third Friday”, “tous les premiers lundis du mois”; the second one only where it says of the month."""
    if (several := _several_places(tokens, at)) is not None:
        return NotUnderstood(Part.PATTERN), several
    nth = _place_and_weekday(tokens, at)
    if nth is None:
        return _nth_workday(tokens, at)
    place, weekday, end = nth
    of_month = find(tokens, end, Sense.OF_THE_MONTH)
    if place == _SECOND and not of_month:
        return None
    return Repeat(Frequency.MONTHLY, days=(weekday,), ordinal=place), of_month.end if of_month else end


def _nth_workday(tokens: Sequence[Token], at: int) -> Found | None:
    """“every last weekday of the month”: no pattern says it."""
    place = _place(tokens, at)
    workday = find(tokens, place.end, Sense.WORKDAY) if place else None
    return (NotUnderstood(Part.PATTERN), past(tokens, workday.end, Sense.OF_THE_MONTH)) if workday else None


def _nth_weekday(tokens: Sequence[Token], at: int) -> Found | None:
    """“the first Monday of the month”; what is one of January, or of the quarter, has no pattern."""
    if (several := _several_places(tokens, at)) is not None:
        return NotUnderstood(Part.PATTERN), several
    nth = _place_and_weekday(tokens, at)
    if not nth:
        return None
    place, weekday, end = nth
    if (of_month := find(tokens, end, Sense.OF_THE_MONTH)) is not None:
        return Repeat(Frequency.MONTHLY, days=(weekday,), ordinal=place), of_month.end
    if (other := find(tokens, end, Sense.OF_ANOTHER_STRETCH)) is not None:
        return NotUnderstood(Part.PATTERN), other.end
    lead = find(tokens, end, Sense.OF) or find(tokens, end, Sense.IN)
    month = find(tokens, lead.end if lead else end, Sense.MONTH)
    return (NotUnderstood(Part.DAY), month.end) if month else None


def _several_places(tokens: Sequence[Token], at: int) -> int | None:
    """“first and third Monday of the month”: no pattern says it."""
    first = _place(tokens, at)
    link = behind_link(tokens, first.end) if first else None
    second = _place_and_weekday(tokens, behind_article(tokens, link)) if link else None
    return past(tokens, second[2], Sense.OF_THE_MONTH) if second else None


def _place_and_weekday(tokens: Sequence[Token], at: int) -> tuple[int, Weekday, int] | None:
    place = _place(tokens, at)
    day = one_weekday(tokens, place.end) if place else None
    return (cast("int", place.value), day[0], day[1]) if place and day else None


def _place(tokens: Sequence[Token], at: int) -> Match | None:
    """“third”, “3rd”, “3.”, “1er”."""
    value, end = figures(tokens, at, most=1), ordinal_ending(tokens, at + 1)
    if value is not None:
        return Match(value, end) if 1 <= value <= 5 and end > at + 1 else None  # noqa: PLR2004 - the fifth is the last that can be
    return find(tokens, at, Sense.ORDINAL)


def _each_weekday(tokens: Sequence[Token], at: int) -> Found | None:
    """“mondays and thursdays”, “montags”, “los lunes”; “montags bis freitags”."""
    first = find(tokens, past(tokens, at, Sense.ON), Sense.EACH_WEEKDAY)
    if not first:
        return None
    stretch = days_from_to(tokens, past(tokens, at, Sense.ON))
    if stretch:
        return Repeat(Frequency.WEEKLY, days=stretch[0]), stretch[1]
    days = weekdays_at(tokens, past(tokens, at, Sense.ON))
    return (Repeat(Frequency.WEEKLY, days=days[0]), days[1]) if days else None


def _day_of_month(tokens: Sequence[Token], at: int) -> Found | None:
    """“on the 20th of every month”, “am 20. jedes Monats”."""
    day = find_day_of_month(tokens, at)
    of_month = find(tokens, day.end, Sense.OF_THE_MONTH) if day else None
    if not day or not of_month or not isinstance(day.meaning, DayOfMonth):
        return None
    return Repeat(Frequency.MONTHLY, month_day=day.meaning.day), of_month.end


def _every_day_of_month(tokens: Sequence[Token], at: int) -> Found | None:
    """“every 20th”, “jeden 20. des Monats”."""
    value, end = figures(tokens, at, most=2), ordinal_ending(tokens, at + 1)
    if value is None or end == at + 1 or not 1 <= value <= 31:  # noqa: PLR2004 - the days of a month
        return None
    return Repeat(Frequency.MONTHLY, month_day=value), past(tokens, end, Sense.OF_THE_MONTH)


def _every_last_day(tokens: Sequence[Token], at: int) -> Found | None:
    last = find(tokens, at, Sense.LAST_DAY)
    if not last:
        return None
    return Repeat(Frequency.MONTHLY, last_day=True), past(tokens, last.end, Sense.OF_THE_MONTH)


def _last_day(tokens: Sequence[Token], at: int) -> Found | None:
    """“the last day of every month”; “of the month” is the end of this one."""
    last = find(tokens, behind_article(tokens, at), Sense.LAST_DAY)
    of_month = find(tokens, last.end, Sense.OF_THE_MONTH) if last else None
    if not last or not of_month or not any(token.key in _EVERY_KEYS for token in tokens[last.end : of_month.end]):
        return None
    return Repeat(Frequency.MONTHLY, last_day=True), of_month.end


def _each_workday(tokens: Sequence[Token], at: int) -> Found | None:
    match = find(tokens, at, Sense.EACH_WORKDAY)
    return (Repeat(Frequency.WEEKLY, days=WEEKDAYS), match.end) if match else None


def _out_of(tokens: Sequence[Token], at: int) -> Found | None:
    """“un jeudi sur deux”, “lunes alternos”."""
    days = weekdays_at(tokens, past(tokens, at, Sense.ONE))
    interval = find(tokens, days[1], Sense.OUT_OF) if days else None
    return (Repeat(Frequency.WEEKLY, cast("int", interval.value), days[0]), interval.end) if days and interval else None


def _weekly(tokens: Sequence[Token], at: int) -> Found | None:
    """“alle 14 Tage”, “une semaine sur deux”, with their days."""
    match = find(tokens, at, Sense.WEEKLY_PATTERN)
    return _on_days(tokens, Frequency.WEEKLY, cast("int", match.value), match.end) if match else None


def _other(tokens: Sequence[Token], at: int) -> Found | None:
    match = find(tokens, at, Sense.OTHER_REPEAT)
    return (NotUnderstood(Part.PATTERN), match.end) if match else None


def _adverb(tokens: Sequence[Token], at: int) -> Found | None:
    match = find(tokens, at, Sense.ADVERB)
    return _on_days(tokens, *cast("tuple[Frequency, int]", match.value), match.end) if match else None


def _every_date(tokens: Sequence[Token], at: int) -> Found | None:
    """“every 4 December”: the date stands beside it."""
    day = find_day(tokens, at)
    return (Repeat(Frequency.YEARLY, bare=True), at) if day and isinstance(day.meaning, CalendarDate) else None


def _stretch(tokens: Sequence[Token], at: int) -> Found | None:
    """“Mon-Fri”: a repeat or a single stretch of days, nobody can tell."""
    found = days_from_to(tokens, past(tokens, at, Sense.FROM))
    return (NotUnderstood(Part.PATTERN), found[1]) if found else None


def _every_stretch(tokens: Sequence[Token], at: int) -> Found | None:
    found = days_from_to(tokens, at)
    return (Repeat(Frequency.WEEKLY, days=found[0]), found[1]) if found else None
