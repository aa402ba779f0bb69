"""The times of a meeting as they are stored: lists, reminders and the end of its ID find it by them."""

from bot.policy.meetings.meetings import Meeting, OccurrenceTimes, before_first_occurrence, occurrence_times
from bot.policy.people.caller import Caller


def times_to_store(meeting: Meeting, caller: Caller) -> OccurrenceTimes:
    """The occurrence that runs or comes next at the time of the caller's act; if the clock is in doubt, the meeting's very first (CLOCK-1).

    A meeting that is stored as over, or as next in ten years, would be in no list and nobody would be reminded of it. One that
    is stored too early is moved on by `advance_occurrence_times`, as soon as the clock is believed.
    """
    return occurrence_times(meeting, caller.now if caller.clock_believed else before_first_occurrence(meeting))
