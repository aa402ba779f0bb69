"""Which date words mean, counted from today (MEET-10)."""

import calendar
from datetime import date, timedelta

from bot.policy.meetings.phrases.values import (
    CalendarDate,
    Day,
    DayOfMonth,
    DayOfWeek,
    EndOfMonth,
    RelativeDay,
)

_DAY = timedelta(days=1)
_WEEK = 7
_FARTHEST = 366 * 10
"""Days from today; nobody counts further."""
_MOST_YEARS = 8
"""After at most so many years there is a 29 February again."""
_MONTHS = 12


def date_of(day: Day, today: date) -> date | None:
    """The date; None where there is none, where it is not on its weekday, and for a stretch of days."""
    match day:
        case RelativeDay(days):
            return today + days * _DAY if days <= _FARTHEST else None
        case DayOfWeek(weekday, next_week):
            ahead = _WEEK - today.weekday() + weekday if next_week else (weekday - today.weekday()) % _WEEK
            return today + ahead * _DAY
        case CalendarDate():
            found = _of_year(day, today)
            return found if found and day.weekday in (None, found.weekday()) else None
        case DayOfMonth(number, weekday):
            found = fits(number, today)
            return found if weekday is None or found.weekday() == weekday else None
        case EndOfMonth():
            return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return None


def fits(number: int, since: date) -> date:
    """The first day of this number in a month, at this date or later."""
    year, month = since.year, since.month
    while True:
        if number <= calendar.monthrange(year, month)[1] and date(year, month, number) >= since:
            return date(year, month, number)
        year, month = year + month // _MONTHS, month % _MONTHS + 1


def _of_year(day: CalendarDate, today: date) -> date | None:
    """The date in its year, or else its next occurrence."""
    years = [day.year] if day.year else range(today.year, today.year + _MOST_YEARS + 1)
    for year in years:
        try:
            found = date(year, day.month, day.day)
        except ValueError:
            continue
        if day.year or found >= today:
            return found
    return None
