"""A meeting whose host left: what took place before stays as it was, what would begin after does not take place (MEET-9, INV-2)."""

from dataclasses import replace
from itertools import takewhile

from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, before_first_occurrence, occurrences
from bot.policy.meetings.recurrence import starts


def begins_after_host_left(meeting: Meeting) -> bool:
    """Whether its host left before any of it had begun, so that none of it takes place. False while it has a host."""
    if meeting.host_left_at is None:
        return False
    first = next(occurrences(meeting, before_first_occurrence(meeting)), None)
    return first is None or first.starts_at >= meeting.host_left_at


def until_host_left(meeting: Meeting) -> Meeting:
    """The meeting with those occurrences alone that had begun when its host left.

    The same meeting where all had, or none, or where it has a host.
    """
    rule, left_at = meeting.pattern.rule, meeting.host_left_at
    if rule is None or left_at is None:
        return meeting
    every = occurrences(meeting, before_first_occurrence(meeting))
    begun = [each.planned for each in takewhile(lambda each: each.starts_at < left_at, every)]
    if not begun or all(each.starts_at < left_at for each in occurrences(meeting, left_at)):
        return meeting
    last = max(begun)
    overrides = {planned: override for planned, override in meeting.overrides.items() if planned <= last}
    planned_later = (
        start.local for start in takewhile(lambda each: each.local <= last, starts(meeting.pattern, left_at))
    )
    for planned in {*overrides, *planned_later}.difference(begun):
        overrides[planned] = OccurrenceOverride(None, meeting.minutes, "")
    pattern = replace(meeting.pattern, rule=replace(rule, until=last.date(), count=None))
    return replace(meeting, pattern=pattern, overrides=overrides)
