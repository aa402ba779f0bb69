"""Words of time in English."""

from bot.policy.meetings.phrases.senses import Sense, Vocabulary
from bot.policy.meetings.phrases.values import DayPart
from bot.policy.meetings.recurrence import Frequency

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LONG_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

WORDS: Vocabulary = {
    Sense.RELATIVE_DAY: {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2, "tmrw": 1, "in a fortnight": 14,
        "a week today": 7, "a week tomorrow": 8},
    Sense.VAGUE_DAY: {
        "day before yesterday": None, "the day before yesterday": None,
        "next week": 1, "this week": 0, "the week after next": 2, "last week": None, "next month": None,
        "this month": None, "next year": None, "this weekend": None, "next weekend": None, "the weekend": None,
        "yesterday": None, "the other day": None, "later this week": None, "end of week": None, "end of the week": None,
        "end of next month": None, "early next week": None, "next quarter": None, "soon": None, "later today": None,
        "one of these days": None,
    },
    Sense.WEEKDAY: {name: number for number, name in enumerate(_LONG_DAYS)},
    Sense.SHORT_WEEKDAY: {
        "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
    },
    Sense.EACH_WEEKDAY: {f"{name}s": number for number, name in enumerate(_LONG_DAYS)},
    Sense.MONTH: {
        **{name: number for number, name in enumerate(_MONTHS, start=1)},
        **{name[:3]: number for number, name in enumerate(_MONTHS, start=1)},
        "sept": 9,
    },
    Sense.NEXT: {"next": None, "next week": None, "of next week": None},
    Sense.THIS: {"this": None, "coming": None, "this coming": None, "the coming": None},
    Sense.PART_OF_DAY: {
        **dict.fromkeys(("morning", "in the morning", "am morning", "in the mornings"), DayPart.MORNING),
        **dict.fromkeys(("afternoon", "in the afternoon", "lunchtime", "at lunchtime"), DayPart.AFTERNOON),
        **dict.fromkeys(("evening", "in the evening", "eod", "end of day", "cob", "close of business"), DayPart.EVENING),
        **dict.fromkeys(("night", "at night", "in the night"), DayPart.NIGHT),
    },
    Sense.PART_OF_TODAY: {
        **dict.fromkeys(("tonight", "tonite"), DayPart.NIGHT),
        "this morning": DayPart.MORNING,
        "this afternoon": DayPart.AFTERNOON,
        "this evening": DayPart.EVENING,
    },
    Sense.NOON_OR_MIDNIGHT: {"noon": 12, "midday": 12, "midnight": 0},
    Sense.NUMBER: {
        **{name: number for number, name in enumerate(_NUMBERS, start=1)},
        "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    },
    Sense.ONE: {"a": 1, "an": 1, "one": 1, "a couple of": 2},
    Sense.ORDINAL: {
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
        "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    },
    Sense.MINUTES_BEFORE: {
        "half past": 30, "quarter past": 15, "a quarter past": 15, "quarter after": 15, "quarter to": -15, "a quarter to": -15,
        "quarter of": -15, "five past": 5, "ten past": 10, "twenty past": 20, "twenty-five past": 25, "five to": -5,
        "ten to": -10, "twenty to": -20, "twenty-five to": -25, "quarter till": -15,
    },
    Sense.MINUTES_BEHIND: {"thirty": 30, "fifteen": 15, "forty-five": 45, "oh five": 5},
    Sense.O_CLOCK: {"o'clock": None, "oclock": None, "hrs": None, "h": None},
    Sense.AT: {"at": None, "@": None, "at about": None, "starting at": None},
    Sense.WEAK_AT: {"around": None, "from": None},
    Sense.ON: {"on": None, "on the": None},
    Sense.OF: {"of": None},
    Sense.FROM: {"from": None, "between": None},
    Sense.TO: {"to": None, "until": None, "till": None, "and": None, "'til": None, "til": None, "thru": None, "through": None},
    Sense.IN: {"in": None, "today in": None},
    Sense.STARTING: dict.fromkeys(("starting", "starting on", "starting from", "beginning", "beginning on", "from", "as of")),
    Sense.WEEKS_FROM: {"a week from": 7, "one week from": 7, "two weeks from": 14, "2 weeks from": 14, "1 week from": 7, "a week on": 7},
    Sense.WEEKS_BEHIND: {"week": 1, "in a week": 1, "in two weeks": 2, "in 2 weeks": 2, "in three weeks": 3},
    Sense.CALENDAR_WEEK: dict.fromkeys(("cw", "calendar week")),
    Sense.EXCEPT: dict.fromkeys(("except", "except on", "except for", "but not", "but not on", "excluding")),
    Sense.MINUTES_FROM: {"past": 1},
    Sense.OTHER_WEEK: dict.fromkeys(("last", "past", "the past", "previous")),
    Sense.BEFORE_OR_AFTER: dict.fromkeys(("before", "after", "by")),
    Sense.FROM_NOW: dict.fromkeys(("from now", "from today")),
    Sense.ZONE_WORD: {"time": None},
    Sense.WITH: {"with": None, "w": None},
    Sense.FOR: {"for": None, "for about": None, "lasting": None, "duration": None},
    Sense.LONG: {"long": None},
    Sense.AND: {"and": None},
    Sense.OR: {"or": None},
    Sense.HOURS: {"h": None, "hr": None, "hrs": None, "hour": None, "hours": None},
    Sense.MINUTES: {"m": None, "min": None, "mins": None, "minute": None, "minutes": None},
    Sense.SPAN: {
        "half an hour": 30, "half hour": 30, "a half hour": 30, "an hour": 60, "one hour": 60, "an hour and a half": 90,
        "one and a half hours": 90, "1 and a half hours": 90, "two and a half hours": 150, "a quarter of an hour": 15,
        "quarter of an hour": 15, "three quarters of an hour": 45, "an hour and a quarter": 75, "a couple of hours": 120,
    },
    Sense.UNIT: {
        **dict.fromkeys(("day", "days"), Frequency.DAILY),
        **dict.fromkeys(("week", "weeks"), Frequency.WEEKLY),
        **dict.fromkeys(("month", "months"), Frequency.MONTHLY),
        **dict.fromkeys(("year", "years"), Frequency.YEARLY),
    },
    Sense.EVERY: {"every": None, "each": None, "every single": None},
    Sense.OTHER: {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    Sense.WORKDAY: dict.fromkeys(("weekday", "weekdays", "workday", "working day", "business day")),
    Sense.EACH_WORKDAY: dict.fromkeys(
        ("weekdays", "on weekdays", "workdays", "on workdays", "on working days", "on business days")
    ),
    Sense.OF_ANOTHER_STRETCH: dict.fromkeys(
        ("of the quarter", "of each quarter", "of every quarter", "of the year", "of each year", "of every year", "of a quarter")
    ),
    Sense.PART_OF_MONTH: dict.fromkeys(
        ("end of", "the end of", "at the end of", "beginning of", "the beginning of", "middle of", "the middle of", "mid", "mid-",
         "early", "late", "early in", "late in")
    ),
    Sense.ADVERB: {
        "daily": (Frequency.DAILY, 1), "weekly": (Frequency.WEEKLY, 1), "biweekly": (Frequency.WEEKLY, 2),
        "bi-weekly": (Frequency.WEEKLY, 2), "fortnightly": (Frequency.WEEKLY, 2), "monthly": (Frequency.MONTHLY, 1),
        "yearly": (Frequency.YEARLY, 1), "annually": (Frequency.YEARLY, 1),
    },
    Sense.WEEKLY_PATTERN: {"every fortnight": 2, "each fortnight": 2},
    Sense.OF_THE_MONTH: dict.fromkeys(
        ("of the month", "of each month", "of every month", "each month", "every month", "in the month", "in a month",
         "the month", "a month", "of a month")
    ),
    Sense.LAST_DAY: dict.fromkeys(("last day", "the last day")),
    Sense.END_OF_MONTH: dict.fromkeys(("end of month", "end of the month", "end of this month", "the end of the month")),
    Sense.TIMES: {"times": None, "x": None, "occurrences": None},
    Sense.UNTIL: {"until": None, "till": None, "through": None, "up to": None, "'til": None, "til": None},
    Sense.SINCE: dict.fromkeys(("since", "by", "before", "after", "about", "of", "regarding", "re")),
    Sense.ZONE: {
        "eastern time": "America/New_York", "eastern": "America/New_York", "central time": "America/Chicago",
        "mountain time": "America/Denver", "pacific time": "America/Los_Angeles", "pacific": "America/Los_Angeles",
        "london time": "Europe/London", "uk time": "Europe/London", "new york time": "America/New_York",
        "berlin time": "Europe/Berlin", "paris time": "Europe/Paris", "tokyo time": "Asia/Tokyo",
        "india time": "Asia/Kolkata", "madrid time": "Europe/Madrid", "sydney time": "Australia/Sydney",
    },
    Sense.OTHER_REPEAT: dict.fromkeys(
        ("hourly", "every hour", "every minute", "quarterly", "every quarter", "twice a week", "twice a month", "twice a day",
         "every morning", "every evening", "every afternoon", "every night", "every weekend", "semimonthly", "bimonthly")
    ),
}  # fmt: skip
