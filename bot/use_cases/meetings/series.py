"""Edits a part of a series: one occurrence, or this and the following (MEET-5)."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import current_snapshot
from bot.policy.meetings.drafts import Draft, effective_pattern, occurrence_errors
from bot.policy.meetings.edits import is_first_occurrence, series_before, series_from, with_edits, with_override
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, find_occurrence, is_recurring
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations import messages, updates
from bot.use_cases.meetings import edits
from bot.use_cases.meetings.edits import EditedMeeting, EditSession, StaleMeeting
from bot.use_cases.meetings.scheduling import FILE_BYTES, RefusedDraft, new_meeting
from bot.use_cases.people import directory_sync
from storage import Connection
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store

NO_OCCURRENCE = Denied(reason("meetings.no_occurrence"))
NO_SERIES = Denied(reason("meetings.no_series"))


@dataclass(frozen=True, slots=True)
class OccurrenceRef:
    """One occurrence, by its planned local start; `version` is that of the meeting when the form was filled."""

    meeting: MeetingKey
    version: int
    planned: datetime


def edit_one(
    context: Context, caller: Caller, occurrence: OccurrenceRef, change: OccurrenceOverride
) -> EditedMeeting | RefusedDraft | StaleMeeting | Denied:
    """Change time, duration or topic of one occurrence. `cancellations` drops one."""
    with context.db.write(caller.team) as tx:
        edit = open_series(tx, context.options, caller, occurrence)
        if not isinstance(edit, EditSession):
            return edit
        meeting = edit.meeting
        planned_one = find_occurrence(meeting, occurrence.planned)
        if planned_one is None or change.local_start is None:
            return NO_OCCURRENCE
        found = occurrence_errors(change.local_start, meeting.pattern.zone, change.minutes, change.topic, caller.now)
        if change.local_start == planned_one.local_start:
            found = {field: reasons for field, reasons in found.items() if field not in edits.DATE_AND_TIME}
        if found:
            return RefusedDraft(found)
        after = _with_change(meeting, occurrence.planned, change)
        if after == meeting:
            return EditedMeeting(messages.meeting_view(tx, meeting, caller.now), meeting, fresh=False)
        after = replace(after, version=meeting.version + 1)
        edits.store_and_announce(edit, after)
        return EditedMeeting(messages.meeting_view(tx, meeting_store.get(tx, after.key), caller.now), meeting)


def _with_change(meeting: Meeting, planned: datetime, change: OccurrenceOverride) -> Meeting:
    """The meeting with this change; one that equals the plan of the series removes the override."""
    topic = "" if change.topic.strip() == meeting.topic else change.topic.strip()
    if (change.local_start, change.minutes, topic) == (planned, meeting.minutes, ""):
        return replace(meeting, overrides={at: each for at, each in meeting.overrides.items() if at != planned})
    return with_override(meeting, planned, replace(change, topic=topic))


def open_series(
    tx: Connection, options: Options, caller: Caller, occurrence: OccurrenceRef
) -> EditSession | StaleMeeting | Denied:
    """The series for editing, if it still has this occurrence and this user may change it."""
    edit = edits.open_edit(tx, options, caller, (occurrence.meeting, occurrence.version))
    if not isinstance(edit, EditSession):
        return edit
    if not is_recurring(edit.meeting):
        return NO_SERIES
    return NO_OCCURRENCE if find_occurrence(edit.meeting, occurrence.planned) is None else edit


def edit_following(
    context: Context, caller: Caller, occurrence: OccurrenceRef, draft: Draft
) -> EditedMeeting | RefusedDraft | StaleMeeting | Denied:
    """Edit this and the following: split the series; both parts keep the ID. Raises SlackUnavailableError."""
    directory_sync.ensure_known(context, caller.team, draft.invite, caller.instant)
    with context.db.write(caller.team) as tx:
        edit = open_series(tx, context.options, caller, occurrence)
        if not isinstance(edit, EditSession):
            return edit
        if is_first_occurrence(edit.meeting, occurrence.planned):
            return edits.save(edit, draft)
        return _split(edit, occurrence.planned, draft)


def _split(edit: EditSession, planned: datetime, draft: Draft) -> EditedMeeting | RefusedDraft:
    tx, whole, now = edit.tx, edit.meeting, edit.now
    following = series_from(whole, planned)
    invited, found = edits.validate(replace(edit, meeting=following), draft)
    pattern = effective_pattern(draft)
    if found or pattern is None:
        return RefusedDraft(found)
    id_record = edits.meeting_id_after(edit, draft)
    earlier = replace(series_before(whole, planned), version=whole.version + 1)
    meeting_store.save(tx, earlier, edit.times(earlier))
    overrides = with_edits(following, draft, pattern).overrides
    added = new_meeting(edit.context.profile, draft, pattern, now)
    later = replace(
        added,
        overrides=overrides,
        generated_id=id_record,
        part_of=whole.part_of,
        link_flipped=whole.link_flipped,
        zones_moved_by=whole.zones_moved_by,
    )
    later = meeting_store.add(tx, later, secrets.token_hex(FILE_BYTES), edit.times(later))
    for each in {each.id for each in (whole.generated_id, id_record) if each is not None}:
        edit.renew_validity(each)
    planned_later = replace(following, key=later.key)
    _inherit_invitees(edit, earlier, planned_later)
    joined, left = edits.changed_guests(tx, later, invited)
    edits.invite_and_remove(tx, later, joined, left, now)
    snapshot = current_snapshot(later, later.generated_id or edit.context.profile.room)
    updates.offer_updates_if_known(tx, planned_later, current_snapshot(planned_later, edit.credentials), snapshot, now)
    if whole.generated_id and id_record and id_record.id == whole.generated_id.id:  # its passcode may be another
        before, after = (current_snapshot(earlier, each) for each in (whole.generated_id, id_record))
        updates.offer_updates_if_known(tx, earlier, before, after, now)
    return EditedMeeting(messages.meeting_view(tx, meeting_store.get(tx, later.key), now), whole)


def _inherit_invitees(edit: EditSession, earlier: Meeting, planned: Meeting) -> None:
    """Copy the invitees to the later part, as it is `planned` before its changes. Whoever knows the whole series knows both parts."""
    invitee_store.copy(edit.tx, edit.meeting.key, planned.key)
    whole_snapshot = current_snapshot(edit.meeting, edit.credentials)
    known = {each.person.id: whole_snapshot for each in invitee_store.of_meeting(edit.tx, planned.key)}
    for part in (planned, earlier):
        invitee_store.advance_snapshot(edit.tx, part.key, known, current_snapshot(part, edit.credentials))


def form_for_following(context: Context, caller: Caller, occurrence: OccurrenceRef) -> Meeting | StaleMeeting | Denied:
    """The rest of the series as planned, to fill the form for “this and the following”."""
    with context.db.write(caller.team) as tx:
        edit = open_series(tx, context.options, caller, occurrence)
        return series_from(edit.meeting, occurrence.planned) if isinstance(edit, EditSession) else edit
