"""From the words of a phrase to a day, an hour and a repeat, at a moment and in a zone (MEET-10)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.policy.meetings.drafts import MAX_MINUTES, MIN_MINUTES
from bot.policy.meetings.phrases.clock import clock_of, hours_between
from bot.policy.meetings.phrases.dates import date_of, fits
from bot.policy.meetings.phrases.scan import Kind, kind_of
from bot.policy.meetings.phrases.values import (
    Abbreviation,
    DayOfMonth,
    DayOfWeek,
    DayPart,
    Duration,
    FromNow,
    Hour,
    HourRange,
    Item,
    NamedZone,
    NotUnderstood,
    Part,
    PhraseTime,
    RelativeDay,
    Repeat,
    Times,
    Unread,
    Until,
    VagueDay,
)
from bot.policy.meetings.phrases.zones import moved, zone_meant
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule, first_matching_start
from bot.policy.values.timezones import to_instant, to_local_time

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_PART_OF_KIND = {
    Kind.DAY: Part.DAY,
    Kind.HOUR: Part.HOUR,
    Kind.PART_OF_DAY: Part.HOUR,
    Kind.DURATION: Part.DURATION,
    Kind.ZONE: Part.ZONE,
    Kind.PATTERN: Part.PATTERN,
    Kind.LIMIT: Part.PATTERN,
}
Quote = Callable[[Sequence[tuple[int, int]]], Sequence[str]]
"""Gives the words of the text at these tokens, those that adjoin each other in one."""


@dataclass(slots=True)
class _Read:
    """What is known so far. `clock` is with the days that the hour lies later than its day, `zone` what the phrase names."""

    now: datetime
    own_zone: str
    day: date | None = None
    hour: tuple[int, time] | None = None
    minutes: int | None = None
    repeat: Repeat | None = None
    count: int | None = None
    until: date | None = None
    zone: str = ""
    exact: datetime | None = None


class Reader:
    """Reads the parts of one phrase. What contradicts itself or is not certain is unread, and the rest is kept."""

    def __init__(self, items: Sequence[Item], quote: Quote, now: datetime, own_zone: str) -> None:
        self._items = items
        self._quote = quote
        self._read = _Read(now, own_zone)
        self._today = to_local_time(now, own_zone).date()
        self._unread: dict[Part, set[tuple[int, int]]] = {}

    def read(self) -> PhraseTime:
        """What the phrase says."""
        self._mark_not_understood()
        self._read_pattern()
        self._read_hour()
        self._read_duration()
        self._read_day()
        return self._placed()

    # What is left unread.

    def _mark_not_understood(self) -> None:
        repeats = any(kind_of(item.meaning) is Kind.PATTERN for item in self._items)
        for item in self._items:
            if isinstance(item.meaning, NotUnderstood):
                a_while = item.meaning.part is Part.DURATION and repeats  # “every monday for 10 weeks”
                self._leave_unread(Part.PATTERN if a_while else item.meaning.part, [item])

    def _leave_unread(self, part: Part, items: Sequence[Item]) -> None:
        self._unread.setdefault(part, set()).update((item.start, item.end) for item in items)

    def _of_kind(self, *kinds: Kind) -> list[Item]:
        return [
            item
            for item in self._items
            if kind_of(item.meaning) in kinds and not isinstance(item.meaning, NotUnderstood)
        ]

    # How often.

    def _read_pattern(self) -> None:
        patterns, limits = self._of_kind(Kind.PATTERN), self._of_kind(Kind.LIMIT)
        if len(patterns) > 1 or len(limits) > 1 or (limits and not patterns):
            self._leave_unread(Part.PATTERN, [*patterns, *limits])
        if Part.PATTERN in self._unread:
            self._leave_unread(Part.PATTERN, [*patterns, *limits, *self._not_understood(Part.PATTERN)])
            return
        for item in (*patterns, *limits):
            match item.meaning:
                case Repeat():
                    self._read.repeat = item.meaning
                case Times(count):
                    self._read.count = count
                case Until(day):
                    self._read.until = date_of(day, self._today)
                    if self._read.until is None:
                        self._leave_unread(Part.PATTERN, [*patterns, *limits])

    def _not_understood(self, part: Part) -> list[Item]:
        return [item for item in self._items if item.meaning == NotUnderstood(part)]

    # At what hour, and how long.

    def _read_hour(self) -> None:
        hours, parts = self._of_kind(Kind.HOUR), self._of_kind(Kind.PART_OF_DAY)
        named = {item.meaning for item in parts}
        if Part.HOUR in self._unread or len(hours) > 1 or len(named) > 1:
            self._leave_unread(Part.HOUR, [*hours, *parts, *self._not_understood(Part.HOUR)])
            return
        part = parts[0] if parts else None
        if not hours:
            self._read_part_alone(part)
            return
        if isinstance(hours[0].meaning, FromNow):
            self._read_from_now(hours[0], hours[0].meaning)
            return
        tonight = part is not None and self._is_of_today(part)
        self._read_clock(hours[0], part, tonight=tonight)

    def _read_part_alone(self, part: Item | None) -> None:
        """A part of the day alone keeps the day and asks the hour; noon is one."""
        if part is None:
            return
        if part.meaning is DayPart.NOON:
            self._read.hour = (0, time(12))
        else:
            self._leave_unread(Part.HOUR, [part])

    def _is_of_today(self, part: Item) -> bool:
        """Whether the part of the day was said together with today: “tonight”."""
        same = [item for item in self._items if isinstance(item.meaning, RelativeDay) and item.meaning.days == 0]
        return part.meaning in (DayPart.NIGHT, DayPart.EVENING) and any(
            part.start in (item.start, item.end) for item in same
        )

    def _read_clock(self, item: Item, part: Item | None, *, tonight: bool) -> None:
        said = part.meaning if part and isinstance(part.meaning, DayPart) else None
        match item.meaning:
            case Hour():
                self._read.hour = clock_of(item.meaning, said, tonight=tonight)
            case HourRange(start, end):
                found = hours_between(start, end, said, tonight=tonight)
                if found:
                    self._read.hour, self._read.minutes = found
        if self._read.hour is None:
            self._leave_unread(Part.HOUR, [item, *([part] if part else [])])

    def _read_from_now(self, item: Item, meaning: FromNow) -> None:
        others = self._of_kind(Kind.DAY, Kind.ZONE, Kind.PATTERN)
        if others:
            self._leave_unread(Part.HOUR, [item, *others])
            return
        at = self._read.now.replace(second=0, microsecond=0) + meaning.minutes * _MINUTE
        self._read.exact = to_local_time(at, self._read.own_zone)

    def _read_duration(self) -> None:
        spans = self._of_kind(Kind.DURATION)
        said = {item.meaning.minutes for item in spans if isinstance(item.meaning, Duration)}
        of_range = {self._read.minutes} if self._read.minutes is not None else set()
        valid = all(MIN_MINUTES <= minutes <= MAX_MINUTES for minutes in said | of_range)
        if len(said | of_range) > 1 or not valid or Part.DURATION in self._unread:
            ranges = [item for item in self._of_kind(Kind.HOUR) if isinstance(item.meaning, HourRange)]
            self._leave_unread(Part.DURATION, [*spans, *ranges, *self._not_understood(Part.DURATION)])
            self._read.minutes = None
        elif said:
            self._read.minutes = said.pop()

    # On which day.

    def _read_day(self) -> None:
        days = self._of_kind(Kind.DAY)
        if Part.DAY in self._unread:
            self._leave_unread(Part.DAY, [*days, *self._not_understood(Part.DAY)])
            return
        days = self._taken_by_the_pattern(days)
        if not days:
            return
        found = self._one_day(days)
        if found is None:
            self._leave_unread(Part.DAY, days)
        self._read.day = found

    def _taken_by_the_pattern(self, days: list[Item]) -> list[Item]:
        """“weekly on friday”, “monthly on the 20th”: the day says on which one it repeats."""
        repeat = self._read.repeat
        if repeat is None or not repeat.bare:
            return days
        rest = []
        for item in days:
            match item.meaning, repeat.frequency:
                case DayOfWeek(weekday, False), Frequency.WEEKLY:
                    repeat = replace(repeat, days=tuple(sorted({*repeat.days, weekday})))
                case DayOfMonth(number, None), Frequency.MONTHLY:
                    repeat = replace(repeat, month_day=number)
                case _:
                    rest.append(item)
        self._read.repeat = repeat
        return rest

    def _one_day(self, days: Sequence[Item]) -> date | None:
        """The one day that all of them mean; a weekday beside a date only says what it is."""
        meanings = [item.meaning for item in days]
        weekdays = [each for each in meanings if isinstance(each, DayOfWeek)]
        others = [each for each in meanings if not isinstance(each, DayOfWeek)]
        if len(weekdays) == len(others) == 1 and isinstance(others[0], VagueDay):
            return self._weekday_of_week(weekdays[0], others[0])
        wanted = others or weekdays[:1]
        if len(wanted) != 1 or (weekdays and len({each.weekday for each in weekdays}) != 1):
            return None
        if isinstance(wanted[0], DayOfWeek):
            return self._next_weekday(wanted[0])
        found = date_of(wanted[0], self._today)  # type: ignore[arg-type]  # the others are days
        return found if found and all(found.weekday() == each.weekday for each in weekdays) else None

    def _weekday_of_week(self, day: DayOfWeek, week: VagueDay) -> date | None:
        """“monday next week”."""
        if week.weeks is None:
            return None
        monday = self._today - self._today.weekday() * _DAY
        found = monday + (7 * week.weeks + day.weekday) * _DAY
        return found if found >= self._today else None

    def _next_weekday(self, day: DayOfWeek) -> date:
        """The next one: today while its hour is ahead."""
        found = date_of(day, self._today) or self._today
        if found == self._today and self._read.hour is not None and not self._is_ahead(found):
            return found + 7 * _DAY
        return found

    # When that is.

    def _placed(self) -> PhraseTime:
        """The moment, by the reader's clocks; what repeats in another zone stays there."""
        read = self._read
        if read.exact is not None:
            return self._phrase_time(read.exact.date(), read.exact.time(), "")
        zone_ok = self._read_zone()
        rule = self._rule()
        day = self._first_day(rule)
        if read.hour is None or not zone_ok:
            return self._phrase_time(day, None, "")
        if day is None or Part.DAY in self._unread:
            return self._phrase_time(None, None if self._is_of_other_zone() else read.hour[1], "")
        local = datetime.combine(day + read.hour[0] * _DAY, read.hour[1])
        zone = read.zone or read.own_zone
        if rule is not None:
            return self._phrase_time(local.date(), local.time(), zone if zone != read.own_zone else "")
        local = moved(local, zone, read.own_zone) if zone != read.own_zone else local
        return self._phrase_time(local.date(), local.time(), "")

    def _is_of_other_zone(self) -> bool:
        """Whether the hour is another zone's: without its day it is no hour of one's own, and is asked, too."""
        if not self._read.zone or self._read.zone == self._read.own_zone:
            return False
        self._leave_unread(Part.HOUR, self._of_kind(Kind.HOUR, Kind.ZONE))
        return True

    def _phrase_time(self, day: date | None, clock: time | None, zone: str) -> PhraseTime:
        unread = tuple(
            Unread(part, words) for part, spans in self._unread.items() for words in self._quote(sorted(spans))
        )
        rule = None if Part.PATTERN in self._unread else self._rule()
        return PhraseTime(day, clock, self._read.minutes, rule, zone, unread)

    def _read_zone(self) -> bool:
        """Find which zone is meant; False where that is not certain."""
        zones = self._of_kind(Kind.ZONE)
        if not zones and Part.ZONE not in self._unread:
            return True
        meanings = {item.meaning for item in zones}
        meaning = meanings.pop() if len(meanings) == 1 and Part.ZONE not in self._unread else None
        match meaning:
            case NamedZone(name):
                self._read.zone = name
                return True
            case Abbreviation(name) if self._read.hour is not None:
                self._read.zone = zone_meant(name, self._rough_local(), self._read.own_zone)
                if self._read.zone:
                    return True
        self._leave_unread(Part.ZONE, [*zones, *self._not_understood(Part.ZONE)])
        return False

    def _rough_local(self) -> datetime:
        """When it is to be, near enough to tell summer time from winter time."""
        shift, clock = self._read.hour or (0, time(12))
        return datetime.combine((self._read.day or self._today) + shift * _DAY, clock)

    def _is_ahead(self, day: date) -> bool:
        if self._read.hour is None:
            return True
        shift, clock = self._read.hour
        local = datetime.combine(day + shift * _DAY, clock)
        return to_instant(local, self._read.zone or self._read.own_zone) > self._read.now

    def _first_day(self, rule: RecurrenceRule | None) -> date | None:
        """The day that was said or the next that fits; without a day, the next time that the hour comes."""
        read = self._read
        if Part.DAY in self._unread or Part.PATTERN in self._unread:
            return read.day if Part.DAY not in self._unread else None
        if rule is not None:
            return self._first_of(rule)
        if read.day is not None or read.hour is None:
            return read.day
        return next((day for day in (self._today + step * _DAY for step in (-1, 0, 1, 2)) if self._is_ahead(day)), None)

    def _first_of(self, rule: RecurrenceRule) -> date | None:
        """The first day of a repeat whose hour is ahead; its interval counts from there."""
        read, repeat = self._read, self._read.repeat
        if read.day is None and read.hour is None and not (repeat and repeat.month_day):
            return None  # the form proposes the next one
        if read.day is None and not rule.days and not rule.last_day and not (repeat and repeat.month_day):
            return next((day for day in (self._today, self._today + _DAY) if self._is_ahead(day)), self._today + _DAY)
        begin = datetime.combine(read.day or self._today, time(0))
        if repeat and repeat.month_day:
            begin = datetime.combine(fits(repeat.month_day, begin.date()), time(0))
        simple = replace(rule, interval=1, count=None, until=None)
        found = first_matching_start(begin, simple)
        if found is not None and read.day is None and not self._is_ahead(found.date()):
            after = found + _DAY
            if repeat and repeat.month_day:
                after = datetime.combine(fits(repeat.month_day, after.date()), time(0))
            found = first_matching_start(after, simple)
        return found.date() if found else None

    def _rule(self) -> RecurrenceRule | None:
        """The rule of the repeat; none where it has none that there is."""
        read, repeat = self._read, self._read.repeat
        if repeat is None or Part.PATTERN in self._unread:
            return None
        return RecurrenceRule(
            repeat.frequency,
            repeat.interval,
            repeat.days,
            repeat.ordinal,
            read.until,
            read.count,
            last_day=repeat.last_day,
        )
