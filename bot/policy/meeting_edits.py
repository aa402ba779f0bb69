"""What becomes of a meeting when it is edited: one occurrence, this and the following, or all (MEET-5)."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.policy.meetings import Change, Meeting
from bot.policy.recurrence import Pattern, Rule, local_starts


def edited(meeting: Meeting, *, topic: str, description: str, pattern: Pattern, minutes: int) -> Meeting:
    """The whole meeting as it is wanted. Changed occurrences stay changed on their days, as far as these still are any."""
    changed = meeting.changed
    if pattern != meeting.pattern or minutes != meeting.minutes:
        changed = _moved_along(meeting, pattern)
    return replace(
        meeting, topic=topic.strip(), description=description.strip(), pattern=pattern, minutes=minutes, changed=changed
    )


def _moved_along(meeting: Meeting, pattern: Pattern) -> dict[datetime, Change]:
    """By the day that they were planned for; a dropped occurrence does not come back because the hour is another."""
    at = pattern.start.time()
    days = {planned.date(): change for planned, change in meeting.changed.items()}
    kept = {datetime.combine(day, at): change for day, change in days.items()}
    return {planned: change for planned, change in kept.items() if _is_planned(planned, pattern)}


def _is_planned(planned: datetime, pattern: Pattern) -> bool:
    return next(local_starts(pattern.start, pattern.rule, planned), None) == planned


def one_changed(meeting: Meeting, planned: datetime, change: Change) -> Meeting:
    """One occurrence is different from now on, or dropped."""
    return replace(meeting, changed={**meeting.changed, planned: change})


def begins_at(meeting: Meeting, planned: datetime) -> bool:
    """Whether this is the first one, so that “this and the following” are all."""
    return planned <= meeting.pattern.start


def before(meeting: Meeting, planned: datetime) -> Meeting:
    """The part of a series that takes place before this one."""
    rule = meeting.pattern.rule
    if rule is None:
        raise ValueError("only a series has parts")
    ends = replace(rule, until=planned.date() - timedelta(days=1), times=None)
    changed = {at: change for at, change in meeting.changed.items() if at < planned}
    return replace(meeting, pattern=replace(meeting.pattern, rule=ends), changed=changed)


def rest(meeting: Meeting, planned: datetime) -> Meeting:
    """The part from this one on, as it is planned now: what a form for “this and the following” shows."""
    rule = meeting.pattern.rule
    if rule is None:
        raise ValueError("only a series has parts")
    changed = {at: change for at, change in meeting.changed.items() if at >= planned}
    pattern = replace(meeting.pattern, start=planned, rule=_left(meeting.pattern.start, rule, planned))
    return replace(meeting, pattern=pattern, changed=changed)


def _left(start: datetime, rule: Rule, planned: datetime) -> Rule:
    """A rule that counts goes on with what is left of its count."""
    if rule.times is None:
        return rule
    left = sum(1 for _ in local_starts(start, rule, planned))
    return replace(rule, times=max(1, left))
