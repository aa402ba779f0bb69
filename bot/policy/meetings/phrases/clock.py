"""Which hour of the day words mean (MEET-10): 7 to 11 is morning, 12 noon, 1 to 6 afternoon, unless they say more."""

from datetime import time

from bot.policy.meetings.phrases.values import DayPart, Hour

_NOON, _DAY_HOURS, _MINUTES = 12, 24, 60
_MORNING_BEGINS = 7
_EVENING_BEGINS, _NIGHT_ENDS = 4, 6
_WHOLE_DAY = _DAY_HOURS * _MINUTES
ShiftedTime = tuple[int, time]
"""A time of the day, and how many days later than the day that was said."""


def clock_of(hour: Hour, part: DayPart | None, *, tonight: bool) -> ShiftedTime | None:
    """The time that is meant; None where the hour is not in that part of the day."""
    minutes = _exact(hour, part, tonight=tonight) if hour.exact else _told(hour, part, tonight=tonight)
    return None if minutes is None else _shifted(minutes)


def hours_between(start: Hour, end: Hour, part: DayPart | None, *, tonight: bool) -> tuple[ShiftedTime, int] | None:
    """The start of a range and its minutes: of all readings the one that makes the shorter range forward."""
    starts = _readings(start, part, tonight=tonight, free=end.exact and part is None)
    lengths = {
        (other - first) % _WHOLE_DAY or _WHOLE_DAY: first
        for first in reversed(starts)
        for other in _readings(end, None, tonight=False, free=True)
    }
    if not lengths:
        return None
    shortest = min(lengths)
    return _shifted(lengths[shortest]), shortest


def _readings(hour: Hour, part: DayPart | None, *, tonight: bool, free: bool) -> list[int]:
    """The minutes of the day that an hour can mean; `free`: both halves of the day can be meant."""
    if not hour.exact and free:
        first = hour.hour % _NOON * _MINUTES + hour.minute
        return [first, first + _NOON * _MINUTES]
    minutes = _exact(hour, part, tonight=tonight) if hour.exact else _told(hour, part, tonight=tonight)
    return [] if minutes is None else [minutes]


def _shifted(minutes: int) -> ShiftedTime:
    days, rest = divmod(minutes, _WHOLE_DAY)
    return days, time(rest // _MINUTES, rest % _MINUTES)


def _exact(hour: Hour, part: DayPart | None, *, tonight: bool) -> int | None:
    """An hour of 24, if it is in that part of the day; in the small hours “tonight” is the night after."""
    minutes = hour.hour * _MINUTES + hour.minute
    small = hour.hour < _NIGHT_ENDS
    if tonight and small:
        return minutes + _WHOLE_DAY
    possible = {
        None: True,
        DayPart.MORNING: hour.hour <= _NOON,
        DayPart.NOON: _NOON - 1 <= hour.hour <= _NOON + 2,
        DayPart.AFTERNOON: _NOON <= hour.hour < _NOON + 7,
        DayPart.EVENING: hour.hour >= _NOON + _EVENING_BEGINS,
        DayPart.NIGHT: small or hour.hour >= _NOON + _EVENING_BEGINS,
    }
    return minutes if possible[part] else None


def _told(hour: Hour, part: DayPart | None, *, tonight: bool) -> int | None:
    """An hour of 12, by the part of the day."""
    twelve, minute = hour.hour % _NOON, hour.minute
    afternoon = (twelve + _NOON) * _MINUTES + minute
    morning = twelve * _MINUTES + minute
    if tonight and part in (DayPart.NIGHT, DayPart.EVENING):
        return morning + _WHOLE_DAY if twelve < _NIGHT_ENDS else afternoon
    night = morning if 0 < twelve < _NIGHT_ENDS else morning + _WHOLE_DAY if twelve == 0 else afternoon
    told: dict[DayPart | None, int | None] = {
        None: morning if _MORNING_BEGINS <= twelve < _NOON else afternoon,
        DayPart.MORNING: morning,
        DayPart.NOON: afternoon if twelve <= 2 else morning if twelve == _NOON - 1 else None,  # noqa: PLR2004 - until two
        DayPart.AFTERNOON: afternoon if twelve < _MORNING_BEGINS else None,
        DayPart.EVENING: morning + _WHOLE_DAY if twelve == 0 else afternoon if twelve >= _EVENING_BEGINS else None,
        DayPart.NIGHT: night,
    }
    return told[part]
