"""A repeat as RFC 5545 text, and in people's words."""

import re
from datetime import date, datetime

from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.policy.values.reasons import Reason, reason

_END_OF_DAY = "T235959"
_LAST_DAY = "-1"
_PART = re.compile(r"(FREQ|INTERVAL|BYDAY|BYMONTHDAY|UNTIL|COUNT)=([A-Z0-9,-]+)")
_BY_DAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINAL_NAMES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_UNITS = {Frequency.DAILY: "day", Frequency.WEEKLY: "week", Frequency.MONTHLY: "month", Frequency.YEARLY: "year"}
_EVERY_MONTH_HAS = 28
_SKIPPING = {
    29: reason("meetings.skips_without_29th"),
    30: reason("meetings.skips_without_30th"),
    31: reason("meetings.skips_without_31st"),
}


def to_rrule(rule: RecurrenceRule) -> str:
    """The rule as it is stored: `FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4`. UNTIL is a local time, as the start beside it is."""
    ordinal = str(rule.ordinal) if rule.ordinal else ""
    parts = (
        ("FREQ", rule.frequency.value),
        ("INTERVAL", "" if rule.interval == 1 else str(rule.interval)),
        ("BYDAY", ",".join(f"{ordinal}{day.name}" for day in rule.days)),
        ("BYMONTHDAY", _LAST_DAY if rule.last_day else ""),
        ("UNTIL", _format_until(rule.until) if rule.until else ""),
        ("COUNT", "" if rule.count is None else str(rule.count)),
    )
    return ";".join(f"{name}={value}" for name, value in parts if value)


def parse_rrule(text: str) -> RecurrenceRule:
    """The rule that was written so. Raises ValueError for anything else, sound RFC 5545 or not."""
    matches = [_PART.fullmatch(part) for part in text.split(";")]
    parts = {match[1]: match[2] for match in matches if match}
    if len(parts) != len(matches) or "FREQ" not in parts or parts.get("BYMONTHDAY", _LAST_DAY) != _LAST_DAY:
        raise ValueError("not a repeat that MEET-3 knows")
    days, ordinals = _parse_by_day(parts.get("BYDAY", ""))
    return RecurrenceRule(
        Frequency(parts["FREQ"]),
        int(parts.get("INTERVAL", "1")),
        days,
        ordinals.pop() if len(ordinals) == 1 else 0,
        _parse_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        int(parts["COUNT"]) if "COUNT" in parts else None,
        last_day="BYMONTHDAY" in parts,
    )


def _format_until(day: date) -> str:
    return day.isoformat().replace("-", "") + _END_OF_DAY


def _parse_until(text: str) -> date:
    day = date.fromisoformat(text.removesuffix(_END_OF_DAY))
    if _format_until(day) != text:
        raise ValueError("not the end of a day")
    return day


def _parse_by_day(text: str) -> tuple[tuple[Weekday, ...], set[int]]:
    matches = [_BY_DAY.fullmatch(each) for each in text.split(",")] if text else []
    weekdays = [(Weekday[match[2]], int(match[1] or 0)) for match in matches if match]
    ordinals = {ordinal for _, ordinal in weekdays}
    if len(weekdays) != len(matches) or len(ordinals) > 1:
        raise ValueError("not days that MEET-3 knows")
    return tuple(day for day, _ in weekdays), ordinals


def describe_rule(rule: RecurrenceRule, start: datetime) -> str:
    """The rule in words: “every 2 weeks on Monday and Thursday until 3 May 2027” (INV-1). `start` is local."""
    if (rule.frequency, rule.interval, rule.days) == (Frequency.WEEKLY, 1, WEEKDAYS):
        return f"every weekday{_until_text(rule)}"
    unit = _UNITS[rule.frequency]
    every = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
    return f"{every}{_on_days(rule, start)}{_until_text(rule)}"


def _on_days(rule: RecurrenceRule, start: datetime) -> str:
    match rule.frequency:
        case Frequency.DAILY:
            return ""
        case Frequency.WEEKLY:
            return f" on {_join_names([_WEEKDAY_NAMES[day] for day in rule.days] or [_WEEKDAY_NAMES[start.weekday()]])}"
        case Frequency.MONTHLY if rule.ordinal:
            return f" on the {_ORDINAL_NAMES[rule.ordinal]} {_WEEKDAY_NAMES[rule.days[0]]}"
        case Frequency.MONTHLY if rule.last_day:
            return " on the last day"
        case Frequency.MONTHLY:
            return f" on the {_ordinal(start.day)}"
        case Frequency.YEARLY:
            return f" on {start.day} {start:%B}"


def _until_text(rule: RecurrenceRule) -> str:
    if rule.until is not None:
        return f" until {format_date(rule.until)}"
    if rule.count is not None:
        return ", once" if rule.count == 1 else f", {rule.count} times"
    return ""


def format_date(day: date) -> str:
    """A date as all texts write it: “3 May 2027”."""
    return f"{day.day} {day:%B %Y}"


def skipped_notice(rule: RecurrenceRule | None, start: datetime) -> Reason | None:
    """What the modal says of months and years that lack the day (MEET-3); none where all have it."""
    if rule is None or rule.last_day or (rule.ordinal != 5 and (rule.ordinal or start.day <= _EVERY_MONTH_HAS)):  # noqa: PLR2004 - the fifth is not in every month
        return None
    if rule.frequency is Frequency.MONTHLY:
        return reason("meetings.skips_without_fifth", weekday=rule.days[0]) if rule.ordinal else _SKIPPING[start.day]
    leap_day = rule.frequency is Frequency.YEARLY and (start.month, start.day) == (2, 29)
    return reason("meetings.skips_without_leap_day") if leap_day else None


def _join_names(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
