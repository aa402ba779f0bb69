"""Cancels a whole meeting, this and the following, or one occurrence, and notifies the invitees at once (MEET-5)."""

from dataclasses import dataclass, replace

from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import current_snapshot
from bot.policy.meetings.edits import is_first_occurrence, series_before, with_override
from bot.policy.meetings.meeting_ids import MeetingIdEndReason
from bot.policy.meetings.meetings import NO_OCCURRENCES, Meeting, OccurrenceOverride
from bot.policy.people.caller import Caller
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations import messages
from bot.use_cases.meetings import edits, meeting_ids
from bot.use_cases.meetings.edits import EditSession, StaleMeeting
from bot.use_cases.meetings.series import OccurrenceRef, open_series
from storage.invitations import posts as post_store
from storage.meetings import meetings as meeting_store


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The meeting after the cancellation, and how many people are notified."""

    meeting: Meeting
    people: int


def cancel(context: Context, caller: Caller, seen: tuple[MeetingKey, int]) -> Cancelled | StaleMeeting | Denied:
    """**“Cancel meeting”** as a whole. Its generated ID ends, and an open session with it."""
    with context.db.write(caller.team) as tx:
        edit = edits.open_edit(tx, context.options, caller, seen)
        return _cancel(edit) if isinstance(edit, EditSession) else edit


def _cancel(edit: EditSession) -> Cancelled:
    meeting = edit.meeting
    after = replace(meeting, cancelled_at=edit.now, version=meeting.version + 1)
    meeting_store.save(edit.tx, after, NO_OCCURRENCES)
    if meeting.generated_id is not None:
        meeting_ids.release(edit.tx, meeting.generated_id, after, MeetingIdEndReason.CANCELLED, edit.now)
    return _notify(edit, after)


def cancel_following(context: Context, caller: Caller, occurrence: OccurrenceRef) -> Cancelled | StaleMeeting | Denied:
    """Cancel this occurrence and all that follow."""
    with context.db.write(caller.team) as tx:
        edit = open_series(tx, context.options, caller, occurrence)
        if not isinstance(edit, EditSession):
            return edit
        if is_first_occurrence(edit.meeting, occurrence.planned):
            return _cancel(edit)
        return _store_shortened(edit, series_before(edit.meeting, occurrence.planned))


def cancel_one(context: Context, caller: Caller, occurrence: OccurrenceRef) -> Cancelled | StaleMeeting | Denied:
    """Cancel this occurrence only."""
    with context.db.write(caller.team) as tx:
        edit = open_series(tx, context.options, caller, occurrence)
        if not isinstance(edit, EditSession):
            return edit
        dropped = OccurrenceOverride(None, edit.meeting.minutes, "")
        return _store_shortened(edit, with_override(edit.meeting, occurrence.planned, dropped))


def _store_shortened(edit: EditSession, after: Meeting) -> Cancelled:
    after = replace(after, version=edit.meeting.version + 1)
    meeting_store.save(edit.tx, after, edit.times(after))
    if after.generated_id is not None:
        edit.renew_validity(after.generated_id.id)
    return _notify(edit, after)


def _notify(edit: EditSession, after: Meeting) -> Cancelled:
    people = messages.enqueue_outdated(edit.tx, after, current_snapshot(after, edit.credentials), edit.now)
    post_store.mark_stale(edit.tx, [after.key], edit.now)
    return Cancelled(after, people)
