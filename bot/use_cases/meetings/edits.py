"""Edits a whole meeting, and switches it between the PMI and a generated ID (MEET-5, INV-5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.ids import InvitationUpdateId, MeetingIdKey, MeetingKey, PersonId
from bot.policy.invitations.invitations import JoinCredentials, MeetingView, current_snapshot
from bot.policy.meetings.drafts import (
    Draft,
    MeetingField,
    MeetingFieldErrors,
    effective_pattern,
    field_errors,
)
from bot.policy.meetings.edits import CarriedOverride, carried_overrides, with_edits, zone_errors
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingIdRecord
from bot.policy.meetings.meetings import NO_SUCH_MEETING, Meeting, OccurrenceTimes, may_manage
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.rooms import passcodes
from bot.policy.values.results import Denied
from bot.policy.values.timezones import is_timezone, to_instant
from bot.use_cases.context import Context
from bot.use_cases.invitations import messages, updates
from bot.use_cases.meetings import meeting_ids, scheduling
from bot.use_cases.meetings.scheduling import RefusedDraft, SchedulingContext
from bot.use_cases.meetings.stored_times import times_to_store
from bot.use_cases.people import directory_sync
from storage import Connection
from storage.invitations import invitees as invitee_store
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store

DATE_AND_TIME = (MeetingField.DATE, MeetingField.TIME)


@dataclass(frozen=True, slots=True)
class EditedMeeting:
    """Saved; `before` is the meeting before it. `fresh` is false where nothing changed."""

    view: MeetingView
    before: Meeting
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class StaleMeeting:
    """Nothing was saved: the meeting changed after the form was opened."""


@dataclass(frozen=True, slots=True)
class SwitchedMeetings:
    """These have generated IDs now. `update_id` names the message from which the host can notify the invitees."""

    meetings: list[Meeting]
    update_id: InvitationUpdateId | None


@dataclass(frozen=True, slots=True)
class EditSession:
    """A meeting that its host is about to change in this transaction, with its join credentials before the change."""

    tx: Connection
    options: Options
    caller: Caller
    context: SchedulingContext
    meeting: Meeting
    credentials: JoinCredentials | None

    @property
    def now(self) -> datetime:
        """The instant of the change."""
        return self.caller.now

    def times(self, after: Meeting) -> OccurrenceTimes:
        """The times to store of this meeting, as it is after the change."""
        return times_to_store(after, self.caller)

    def renew_validity(self, meeting_id: MeetingIdKey) -> None:
        """Recompute until when a generated ID is valid, once its meetings are stored."""
        meeting_ids.renew_validity(self.tx, meeting_id, self.caller.instant)


def edit_meeting(
    context: Context, caller: Caller, seen: tuple[MeetingKey, int], draft: Draft
) -> EditedMeeting | RefusedDraft | StaleMeeting | Denied:
    """Save a form for the whole meeting; `seen` is its key and the version from which the form was filled.

    Raises SlackUnavailableError where somebody has to be looked up.
    """
    directory_sync.ensure_known(context, caller.team, draft.invite, caller.instant)
    with context.db.write(caller.team) as tx:
        edit = open_edit(tx, context.options, caller, seen)
        return save(edit, draft) if isinstance(edit, EditSession) else edit


def open_edit(
    tx: Connection, options: Options, caller: Caller, seen: tuple[MeetingKey, int]
) -> EditSession | StaleMeeting | Denied:
    """The meeting for editing, if it still has the seen version and this user may change it."""
    key, version = seen
    profile = room_store.known_profile(tx, caller.team, caller.user)
    meeting = meeting_store.find(tx, key)
    if meeting is None:
        return NO_SUCH_MEETING
    if isinstance(allowed := may_manage(meeting, profile.person), Denied):
        return allowed
    if meeting.version != version:
        return StaleMeeting()
    context = scheduling.scheduling_context_of(tx, profile, caller.now)
    if isinstance(context, Denied):
        return context
    return EditSession(tx, options, caller, context, meeting, meeting.generated_id or profile.room)


def save(edit: EditSession, draft: Draft) -> EditedMeeting | RefusedDraft:
    """Save the draft, all or nothing."""
    tx, meeting, now = edit.tx, edit.meeting, edit.now
    invited, found = validate(edit, draft)
    pattern = effective_pattern(draft)
    if found or pattern is None:
        return RefusedDraft(found)
    after = replace(with_edits(meeting, draft, pattern), generated_id=meeting_id_after(edit, draft))
    joined, left = changed_guests(tx, meeting, invited)
    if after == meeting and not joined and not left:
        return EditedMeeting(messages.meeting_view(tx, meeting, now), meeting, fresh=False)
    after = replace(after, version=meeting.version + 1)
    invite_and_remove(tx, after, joined, left, now)  # first: who is removed is not waiting for an update
    store_and_announce(edit, after)
    return EditedMeeting(messages.meeting_view(tx, meeting_store.get(tx, after.key), now), meeting)


def upcoming_carried(meeting: Meeting, draft: Draft, now: datetime) -> list[CarriedOverride]:
    """What the draft's pattern makes of the occurrences that were changed before and are still to come; none where it stays."""
    pattern = effective_pattern(draft) if is_timezone(draft.zone) else None
    if pattern is None or pattern == meeting.pattern:
        return []

    def starts_at(carried: CarriedOverride) -> datetime:
        return to_instant(carried.override.local_start or carried.planned, meeting.pattern.zone)

    return [each for each in carried_overrides(meeting, pattern) if starts_at(each) > now]


def validate(edit: EditSession, draft: Draft) -> tuple[list[Person], MeetingFieldErrors]:
    """The people whom the draft invites, and its faults by field."""
    invited = list(people_store.find_many(edit.tx, edit.context.profile.account.team, draft.invite).values())
    conditions = scheduling.conditions(edit.context, edit.options, invited)
    found = field_errors(draft, conditions, edit.now, edit.meeting)
    return invited, found or zone_errors(edit.meeting, draft, edit.now)


def meeting_id_after(edit: EditSession, draft: Draft) -> MeetingIdRecord | None:
    """The generated ID of the meeting after the edit, if any. A new passcode ends a running session (section 1 of the rules).

    It is that of the other parts of a series, too.
    """
    id_record = edit.meeting.generated_id
    if draft.on_pmi:
        return None
    if id_record is None or id_record.ended_at is not None:
        return meeting_ids.create_meeting_id(edit.tx, edit.options, edit.meeting, draft, edit.now)
    if draft.passcode is None or draft.passcode == id_record.passcode:
        return id_record
    sharing = [each for each in meeting_store.with_meeting_id(edit.tx, id_record.id) if each.key != edit.meeting.key]
    meeting_id_store.set_passcode(edit.tx, id_record.id, draft.passcode, passcodes.new_token())
    updates.on_shared_id_changed(edit.tx, sharing, id_record, edit.now)
    session_store.end_of_meeting_id(edit.tx, id_record.id, edit.now)
    return meeting_id_store.get(edit.tx, id_record.id)


def store_and_announce(edit: EditSession, after: Meeting) -> None:
    """Store the changed meeting, and offer its host to update the invitees if any of them knows it otherwise."""
    tx, before, now = edit.tx, edit.meeting, edit.now
    meeting_store.save(tx, after, edit.times(after))
    old_id, new_id = before.generated_id, after.generated_id
    if old_id is not None and (new_id is None or new_id.id != old_id.id):
        meeting_ids.release(tx, old_id, after, MeetingIdEndReason.SWITCHED, now)
    if new_id is not None:
        edit.renew_validity(new_id.id)
    snapshot = current_snapshot(after, new_id or edit.context.profile.room)
    updates.offer_updates_if_known(tx, before, current_snapshot(before, edit.credentials), snapshot, now)


def changed_guests(tx: Connection, meeting: Meeting, invited: list[Person]) -> tuple[list[PersonId], list[PersonId]]:
    """The people to be invited, and those to be removed."""
    invited_before = {each.person.id for each in invitee_store.of_meeting(tx, meeting.key) if not each.removed}
    wanted = {person.id for person in invited} - {meeting.host}
    return sorted(wanted - invited_before), sorted(invited_before - wanted)


def invite_and_remove(
    tx: Connection, meeting: Meeting, joined: Sequence[PersonId], left: Sequence[PersonId], now: datetime
) -> None:
    """Invite and remove people, and enqueue their messages at once; other invitees wait for the host's update."""
    invitee_store.invite(tx, meeting.key, joined, now)
    invitee_store.remove(tx, meeting.key, left, now)
    messages.enqueue(tx, meeting, [*joined, *left], now)


def switch_to_generated(
    context: Context, caller: Caller, seen: tuple[MeetingKey, int]
) -> SwitchedMeetings | StaleMeeting | Denied:
    """Give one meeting a generated ID."""
    with context.db.write(caller.team) as tx:
        edit = open_edit(tx, context.options, caller, seen)
        if not isinstance(edit, EditSession):
            return edit
        if edit.meeting.generated_id is not None:
            return SwitchedMeetings([], None)
        host = edit.context.profile.person
        return switch_meetings(tx, context.options, host, edit.credentials, [edit.meeting], caller.now)


def switch_all(context: Context, caller: Caller) -> SwitchedMeetings | Denied:
    """**“Switch all to generated IDs”**: every upcoming meeting on one's PMI, in one transaction (INV-5)."""
    with context.db.write(caller.team) as tx:
        profile = room_store.known_profile(tx, caller.team, caller.user)
        eligible = scheduling.scheduling_context_of(tx, profile, caller.now)
        if isinstance(eligible, Denied):
            return eligible
        upcoming = meeting_store.on_pmi(tx, profile.person.id)
        return switch_meetings(tx, context.options, profile.person, profile.room, upcoming, caller.now)


def switch_meetings(
    tx: Connection,
    options: Options,
    host: Person,
    credentials: JoinCredentials | None,
    on_pmi: Sequence[Meeting],
    now: datetime,
) -> SwitchedMeetings:
    """Give these meetings generated IDs, inside the caller's transaction, in a constant number of statements."""
    meeting_ids.assign_meeting_ids(tx, options, host.id, on_pmi, now)
    before = {meeting.key: current_snapshot(meeting, credentials) for meeting in on_pmi}
    update_id = updates.offer_updates(tx, on_pmi[0].account, host.id, before, now) if on_pmi else None
    return SwitchedMeetings(meeting_store.get_many(tx, before), update_id)
