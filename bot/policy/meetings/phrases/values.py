"""What the words of a phrase mean, before it is known when it is read and by whom."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum, StrEnum

from bot.policy.meetings.recurrence import Frequency, RecurrenceRule, Weekday


class Part(StrEnum):
    """A part of the time that is taken whole or not at all (MEET-10)."""

    DAY = "day"
    HOUR = "hour"
    ZONE = "zone"
    DURATION = "duration"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of the text that are about the time and were not understood."""

    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class PhraseTime:
    """What the words about the time say; None and empty where they say nothing, or nothing certain.

    `day` and `clock` are local: in `zone`, or where that is empty in the reader's own.
    """

    day: date | None = None
    clock: time | None = None
    minutes: int | None = None
    rule: RecurrenceRule | None = None
    zone: str = ""
    unread: tuple[Unread, ...] = ()


class DayPart(Enum):
    """A part of the day, which says which of two hours is meant."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """So many days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """The next such weekday; with `next_week` that of the week after this one."""

    weekday: Weekday
    next_week: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date; without a year its next occurrence. With `weekday` it must fall on it."""

    month: int
    day: int
    year: int | None = None
    weekday: Weekday | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The next such day of a month."""

    day: int
    weekday: Weekday | None = None


@dataclass(frozen=True, slots=True)
class EndOfMonth:
    """The last day of this month."""


@dataclass(frozen=True, slots=True)
class VagueDay:
    """A stretch of days, such as a week, of which none is chosen. `weeks` from this one, None where it is no week."""

    weeks: int | None


Day = RelativeDay | DayOfWeek | CalendarDate | DayOfMonth | EndOfMonth | VagueDay


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of the day. `exact`: no other half of the day can be meant; 24 is the midnight that ends the day."""

    hour: int
    minute: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class HourRange:
    """From one hour to another."""

    start: Hour
    end: Hour


@dataclass(frozen=True, slots=True)
class FromNow:
    """So many minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Duration:
    """How long."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation of a zone, such as PST."""

    name: str


@dataclass(frozen=True, slots=True)
class NamedZone:
    """A zone of the IANA database."""

    name: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often. `month_day`: on that day of each month."""

    frequency: Frequency
    interval: int = 1
    days: tuple[Weekday, ...] = ()
    ordinal: int = 0
    last_day: bool = False
    month_day: int | None = None
    bare: bool = False
    """Says only the frequency: a day beside it belongs to it."""


@dataclass(frozen=True, slots=True)
class Times:
    """How many times it takes place."""

    count: int


@dataclass(frozen=True, slots=True)
class Until:
    """The last day on which it may take place."""

    day: Day


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words that are about this part of the time, and cannot be true or be told."""

    part: Part


Meaning = (
    Day
    | Hour
    | HourRange
    | FromNow
    | DayPart
    | Duration
    | Abbreviation
    | NamedZone
    | Repeat
    | Times
    | Until
    | NotUnderstood
)


@dataclass(frozen=True, slots=True)
class Item:
    """Tokens `start` to `end` (exclusive) and what they mean.

    `certain`: it is about the time wherever it stands; otherwise only beside something that is. `extra`: a second meaning of the
    same words (“tonight” is a day and a part of it).
    """

    meaning: Meaning
    start: int
    end: int
    certain: bool = True
    extra: Meaning | None = None
