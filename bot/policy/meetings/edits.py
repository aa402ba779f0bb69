"""Edits of a meeting: one occurrence, this and the following, or all (MEET-5)."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride
from bot.policy.meetings.recurrence import Pattern, RecurrenceRule, local_starts


def with_edits(meeting: Meeting, draft: Draft, pattern: Pattern) -> Meeting:
    """The meeting after an edit of all of it, given the draft's `effective_pattern`.

    Changed occurrences stay changed on days that the new pattern still has.
    """
    changed = meeting.overrides
    if pattern != meeting.pattern or draft.minutes != meeting.minutes:
        changed = _reapplied_overrides(meeting, pattern)
    topic, description = draft.topic.strip(), draft.description.strip()
    return replace(
        meeting, topic=topic, description=description, pattern=pattern, minutes=draft.minutes, overrides=changed
    )


def _reapplied_overrides(meeting: Meeting, pattern: Pattern) -> dict[datetime, OccurrenceOverride]:
    """Overrides by the day that they were planned for: a dropped occurrence stays dropped when the hour changes."""
    at = pattern.start.time()
    days = {planned.date(): override for planned, override in meeting.overrides.items()}
    moved = {datetime.combine(day, at): override for day, override in days.items()}
    return {planned: override for planned, override in moved.items() if _is_planned(planned, pattern)}


def _is_planned(planned: datetime, pattern: Pattern) -> bool:
    return next(local_starts(pattern.start, pattern.rule, planned), None) == planned


def with_override(meeting: Meeting, planned: datetime, override: OccurrenceOverride) -> Meeting:
    """The meeting with one occurrence changed or dropped."""
    return replace(meeting, overrides={**meeting.overrides, planned: override})


def is_first_occurrence(meeting: Meeting, planned: datetime) -> bool:
    """Whether this is the first one, so that “this and the following” are all."""
    return planned <= meeting.pattern.start


def series_before(meeting: Meeting, planned: datetime) -> Meeting:
    """The part of a series that takes place before this one."""
    rule = meeting.pattern.rule
    if rule is None:
        raise ValueError("only a series has parts")
    shortened = replace(rule, until=planned.date() - timedelta(days=1), count=None)
    changed = {at: override for at, override in meeting.overrides.items() if at < planned}
    return replace(meeting, pattern=replace(meeting.pattern, rule=shortened), overrides=changed)


def series_from(meeting: Meeting, planned: datetime) -> Meeting:
    """The part from this one on, as it is planned now: what a form for “this and the following” shows."""
    rule = meeting.pattern.rule
    if rule is None:
        raise ValueError("only a series has parts")
    changed = {at: override for at, override in meeting.overrides.items() if at >= planned}
    pattern = replace(meeting.pattern, start=planned, rule=_remaining_rule(meeting.pattern.start, rule, planned))
    return replace(meeting, pattern=pattern, overrides=changed)


def _remaining_rule(start: datetime, rule: RecurrenceRule, planned: datetime) -> RecurrenceRule:
    """A rule that counts goes on with what is left of its count."""
    if rule.count is None:
        return rule
    remaining = sum(1 for _ in local_starts(start, rule, planned))
    return replace(rule, count=max(1, remaining))
