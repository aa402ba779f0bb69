"""A repeat as RFC 5545 text; it must not know people's words."""

import re
from datetime import date

from bot.policy.meetings.recurrence import Frequency, RecurrenceRule, Weekday

_END_OF_DAY = "T235959"
_LAST_DAY = "-1"
_PART = re.compile(r"(FREQ|INTERVAL|BYDAY|BYMONTHDAY|UNTIL|COUNT)=([A-Z0-9,-]+)")
_BY_DAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


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
