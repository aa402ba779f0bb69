"""Edits of a meeting: one occurrence, this and the following, or all (MEET-5)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from bot.policy.meetings.drafts import Draft, MeetingField, MeetingFieldErrors, effective_pattern
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride
from bot.policy.meetings.recurrence import Pattern, RecurrenceRule, local_starts, starts
from bot.policy.values.reasons import reason
from bot.policy.values.timezones import is_second_pass, to_instant, to_local_time

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CarriedOverride:
    """What an edit of the series makes of an occurrence that was changed or dropped before.

    `planned` and `override` are as before it, `planned_after` and `after` as after it: none where the new pattern has no such day.
    """

    planned: datetime
    override: OccurrenceOverride
    planned_after: datetime | None
    after: OccurrenceOverride | None


def with_edits(meeting: Meeting, draft: Draft, pattern: Pattern) -> Meeting:
    """The meeting after an edit of all of it, given the draft's `effective_pattern`.

    Changed occurrences stay changed on days that the new pattern still has, as `carried_overrides` says.
    """
    changed = meeting.overrides
    if pattern != meeting.pattern or draft.minutes != meeting.minutes:
        carried = carried_overrides(meeting, pattern)
        changed = {each.planned_after: each.after for each in carried if each.planned_after and each.after}
    topic, description = draft.topic.strip(), draft.description.strip()
    return replace(
        meeting, topic=topic, description=description, pattern=pattern, minutes=draft.minutes, overrides=changed
    )


def carried_overrides(meeting: Meeting, pattern: Pattern) -> list[CarriedOverride]:
    """What becomes of each changed occurrence under a new pattern, by time.

    A moved one keeps its instant, whatever the zone: one that cannot is `without_local_time`, and the edit is refused. Each
    stands for the occurrence that corresponds to its own, and a dropped one stays dropped; where there is none, because the
    new pattern leaves out that day, it falls away.
    """
    carried, taken = [], set[datetime]()
    for planned, override in sorted(meeting.overrides.items()):
        planned_after = _planned_after(meeting, planned, pattern)
        if planned_after is None or planned_after in taken:
            carried.append(CarriedOverride(planned, override, None, None))
            continue
        taken.add(planned_after)
        start = override.local_start and _in_zone(override.local_start, meeting.pattern.zone, pattern.zone)
        carried.append(CarriedOverride(planned, override, planned_after, replace(override, local_start=start)))
    return carried


def without_local_time(meeting: Meeting, pattern: Pattern, now: datetime) -> datetime | None:
    """The first occurrence that was moved to an instant to come which the new pattern's zone has no local time for; as it was moved to.

    A local time that comes twice in autumn means the first pass (MEET-4). The second is written nowhere, in no form and no
    calendar file, so an occurrence in it cannot keep its instant in this zone (MEET-5).
    """
    zone = meeting.pattern.zone
    kept = (each.override.local_start for each in carried_overrides(meeting, pattern) if each.planned_after)
    moved = ((local, to_instant(local, zone)) for local in sorted(filter(None, kept)))
    return next((local for local, at in moved if at > now and is_second_pass(at, pattern.zone)), None)


def zone_errors(meeting: Meeting, draft: Draft, now: datetime) -> MeetingFieldErrors:
    """Why the draft's zone, which there is, cannot be that of the meeting: an occurrence could not keep its instant."""
    pattern = effective_pattern(draft)
    moved = without_local_time(meeting, pattern, now) if pattern and pattern.zone != meeting.pattern.zone else None
    if moved is None:
        return {}
    there = to_local_time(to_instant(moved, meeting.pattern.zone), draft.zone)
    obstacle = reason("meetings.moved_into_second_pass", day=moved.date(), time=moved.time(), time_there=there.time())
    return {MeetingField.ZONE: [obstacle]}


def _planned_after(meeting: Meeting, planned: datetime, pattern: Pattern) -> datetime | None:
    """Which occurrence of the new pattern corresponds to one of the old: in another zone the nearest, else that of the same day."""
    if pattern.zone != meeting.pattern.zone:
        at = to_instant(planned, meeting.pattern.zone)
        around = takewhile(lambda each: each.at <= at + _DAY, starts(pattern, at - _DAY))
        if nearest := min(around, key=lambda each: abs(each.at - at), default=None):
            return nearest.local
    same_day = datetime.combine(planned.date(), pattern.start.time())
    return same_day if next(local_starts(pattern.start, pattern.rule, same_day), None) == same_day else None


def _in_zone(local: datetime, zone: str, other: str) -> datetime:
    """The local time in another zone of the same instant."""
    return local if zone == other else to_local_time(to_instant(local, zone), other)


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
