"""What a word can say, and the form of a vocabulary."""

from collections.abc import Mapping
from enum import IntEnum, auto


class Sense(IntEnum):
    """What a word says; beside it, what its value in a vocabulary is."""

    RELATIVE_DAY = auto()  # days from today
    VAGUE_DAY = auto()  # weeks from this one, or None: a stretch of days, or one that is past
    WEEKDAY = auto()  # 0 is Monday
    SHORT_WEEKDAY = auto()  # the same; it is a day only beside an hour
    WEEKDAY_AND_PART = auto()  # a weekday and a part of it, in one word
    EACH_WEEKDAY = auto()  # the same: “mondays”, “montags”, “los lunes”
    PLURAL_WEEKDAY = auto()  # the same, only behind a number: “Montage”
    MONTH = auto()  # 1 to 12
    NEXT = auto()  # before or behind a weekday
    THIS = auto()
    OTHER_WEEK = auto()  # before or behind a weekday: it is not the next one, “last”, “übernächsten”
    PART_OF_DAY = auto()  # a `DayPart`
    PART_OF_TODAY = auto()  # the same: “tonight”
    NOON_OR_MIDNIGHT = auto()  # the hour, 12 or 0
    NUMBER = auto()  # its value
    ONE = auto()  # the article before a unit
    ORDINAL = auto()  # 1 to 5, -1 for the last
    MINUTES_BEFORE = auto()  # minutes that words before an hour add to it: “half past”
    MINUTES_BEHIND = auto()  # the same behind it: “et demie”
    MINUTES_FROM = auto()  # the sign of the minutes that stand in figures before it: “20 past 9”
    O_CLOCK = auto()
    AT = auto()
    WEAK_AT = auto()  # leads to an hour that shows itself as one
    ON = auto()
    OF = auto()
    FROM = auto()
    TO = auto()
    IN = auto()
    FOR = auto()
    LONG = auto()  # follows a duration
    AND = auto()
    OR = auto()
    HOURS = auto()
    MINUTES = auto()
    SPAN = auto()  # minutes: “half an hour”
    UNIT = auto()  # a `Frequency`, behind a number or “every”
    EVERY = auto()
    OTHER = auto()
    WORKDAY = auto()
    EACH_WORKDAY = auto()  # “on weekdays”, “werktags”
    EXCEPT = auto()  # a day behind it is left out, which no pattern can say
    OUT_OF = auto()  # an interval behind a weekday: “un jeudi sur deux”
    ADVERB = auto()  # a frequency and an interval: “weekly”
    WEEKLY_PATTERN = auto()  # an interval in weeks: “toutes les deux semaines”
    OF_THE_MONTH = auto()
    OF_ANOTHER_STRETCH = auto()  # behind “the first Monday”: of the quarter, which no pattern can say
    LAST_DAY = auto()
    STARTING = auto()  # leads to the first day of a repeat
    FROM_NOW = auto()  # behind a number of days: “from now”
    WEEKS_FROM = auto()  # days to add to the day behind it: “a week from”
    WEEKS_BEHIND = auto()  # weeks that words behind a weekday add: “jeudi en huit”
    CALENDAR_WEEK = auto()  # leads to the number of a week
    PART_OF_MONTH = auto()  # leads to a month: “end of January”
    END_OF_MONTH = auto()
    TIMES = auto()
    UNTIL = auto()
    SINCE = auto()  # a day behind it is not when the meeting is
    BEFORE_OR_AFTER = auto()  # a day or an hour behind it is none to begin at
    WITH = auto()  # what follows is a name
    ZONE_LEAD = auto()  # leads to the name of a place: “heure de”
    ZONE_WORD = auto()  # stands behind one: “time”
    ZONE = auto()  # a zone's name
    OTHER_REPEAT = auto()  # a repeat that no meeting has: “hourly”


Vocabulary = Mapping[Sense, Mapping[str, object]]
"""The words of a language by their sense, each with its value."""
