"""The times of a meeting as they are stored: lists, reminders and the end of its ID find it by them."""

from datetime import datetime, timedelta

from bot.policy.meetings.meetings import Meeting, OccurrenceTimes, occurrence_times
from bot.policy.people.caller import Caller
from bot.policy.values.timezones import to_instant

_AN_INSTANT = timedelta(microseconds=1)


def times_to_store(meeting: Meeting, caller: Caller) -> OccurrenceTimes:
    """The occurrence that runs or comes next at the time of the caller's act; by a clock that is not believed the first of all (CLOCK-1).

    A meeting that is stored as over, or as next in ten years, would be in no list and nobody would be reminded of it. One that
    is stored too early is moved on by `advance_occurrence_times`, as soon as the clock is believed.
    """
    return occurrence_times(meeting, caller.now if caller.clock_believed else _before_all(meeting))


def _before_all(meeting: Meeting) -> datetime:
    """An instant before the first occurrence, wherever that was moved."""
    zone = meeting.pattern.zone
    moved = [each.local_start for each in meeting.overrides.values() if each.local_start is not None]
    return min(to_instant(start, zone) for start in (meeting.pattern.start, *moved)) - _AN_INSTANT
