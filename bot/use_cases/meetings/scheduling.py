"""Schedules meetings, lists one's own, and looks for conflicts (MEET-2, MEET-5, MEET-7)."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.clock import Instant
from bot.policy.ids import MeetingKey
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import MeetingView, RsvpCounts
from bot.policy.meetings import conflicts, drafts
from bot.policy.meetings.conflicts import Conflict
from bot.policy.meetings.drafts import Draft, DraftContext, MeetingFieldErrors
from bot.policy.meetings.meetings import NO_SUCH_MEETING, Meeting, current_or_next, may_use_pmi, occurrence_times
from bot.policy.meetings.recurrence import Pattern
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved, in_effect
from bot.policy.values.results import Allowed, Denied
from bot.policy.values.timezones import is_timezone
from bot.use_cases.context import Context
from bot.use_cases.invitations import channel_posts, messages
from bot.use_cases.invitations.requested_posts import PostTarget, RequestedPost
from bot.use_cases.meetings import meeting_ids
from bot.use_cases.meetings.stored_times import times_to_store
from bot.use_cases.people import directory_sync, onboarding
from storage import Connection, Database
from storage.invitations import invitees as invitee_store
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for

FILE_BYTES = 16
"""128 random bits in the name of a file, so that it cannot be guessed (INV-2)."""


@dataclass(frozen=True, slots=True)
class SchedulingContext:
    """What a scheduling form depends on. `pmi` says whether the PMI may be used, or why not (MEET-2)."""

    profile: Profile
    settings: Mapping[Setting, Resolved]
    pmi: Allowed | Denied
    on_pmi: bool
    passcode_required: bool


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The scheduled meeting. `fresh` is false where this form was submitted before. `post`: its invitation in a channel."""

    view: MeetingView
    fresh: bool
    post: RequestedPost | Denied | None = None


@dataclass(frozen=True, slots=True)
class RefusedDraft:
    """Nothing was saved: all faults, by field."""

    faults: MeetingFieldErrors


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A page of one's upcoming meetings by time, their total, and on the first page the open instant meetings.

    `skip`: how many are before this page. `answers` are of meetings with invitees.
    """

    meetings: list[MeetingView]
    total: int
    skip: int
    open: list[OpenMeeting]
    answers: Mapping[MeetingKey, RsvpCounts]


def scheduling_context(context: Context, caller: Caller) -> SchedulingContext | Denied:
    """What the scheduling form of this user depends on. Raises SlackUnavailableError at a first contact."""
    profile = onboarding.profile_of_actor(context, caller)
    with context.db.read() as tx:
        return scheduling_context_of(tx, profile, caller.now)


def scheduling_context_of(tx: Connection, profile: Profile, now: datetime) -> SchedulingContext | Denied:
    """What the scheduling form of this profile depends on, inside the caller's transaction or read."""
    person = profile.person
    if isinstance(eligible := may_have_room(person), Denied):
        return eligible
    settings = resolved_for(tx, person.id)
    pmi = may_use_pmi(profile.room, room_rules(settings, person.role), now)
    return SchedulingContext(
        profile,
        settings,
        pmi,
        on_pmi=isinstance(pmi, Allowed) and in_effect(Setting.PMI_FOR_SCHEDULED, settings),
        passcode_required=settings[Setting.MEETING_PASSCODE_REQUIRED].value,
    )


def schedule(
    context: Context, caller: Caller, draft: Draft, form: str, post_to: PostTarget | None = None
) -> Scheduled | RefusedDraft | Denied:
    """Save a scheduling form and enqueue the invitations, that for a channel too. A second submission of `form` gives the first meeting (MEET-2).

    Raises SlackUnavailableError where somebody must be looked up.
    """
    precheck = scheduling_context(context, caller)
    if isinstance(precheck, Denied):
        return precheck
    directory_sync.ensure_known(context, caller.team, draft.invite, caller.instant)
    with context.db.write(caller.team) as tx:
        profile = room_store.known_profile(tx, caller.team, caller.user)
        situation = scheduling_context_of(tx, profile, caller.now)
        if isinstance(situation, Denied):
            return situation
        earlier = meeting_store.by_form(tx, profile.account.id, form)
        if earlier is not None:
            theirs = earlier.host == profile.person.id
            return _scheduled(tx, caller, earlier, profile.person, post_to, fresh=False) if theirs else NO_SUCH_MEETING
        invited = people_store.find_many(tx, caller.team, draft.invite)
        found = drafts.field_errors(draft, conditions(situation, context.options, invited.values()), caller.now)
        pattern = drafts.effective_pattern(draft)
        if found or pattern is None:
            return RefusedDraft(found)
        meeting = new_meeting(profile, draft, pattern, caller.now)
        if not draft.on_pmi:
            id_record = meeting_ids.create_meeting_id(tx, context.options, meeting, draft, caller.now)
            meeting = replace(meeting, generated_id=id_record)
        meeting = meeting_store.add(tx, meeting, form, times_to_store(meeting, caller))
        guests = [person.id for person in invited.values() if person.id != profile.person.id]
        invitee_store.invite(tx, meeting.key, guests, caller.now)
        messages.enqueue(tx, meeting, guests, caller.now)
        return _scheduled(tx, caller, meeting, profile.person, post_to, fresh=True)


def _scheduled(
    tx: Connection, caller: Caller, meeting: Meeting, host: Person, post_to: PostTarget | None, *, fresh: bool
) -> Scheduled:
    post = channel_posts.request_post(tx, caller, meeting, host, post_to, scheduled=True) if post_to else None
    return Scheduled(messages.meeting_view(tx, meeting, caller.now), fresh, post)


def conditions(context: SchedulingContext, options: Options, invited: Collection[Person]) -> DraftContext:
    """What the validation of a draft depends on."""
    return DraftContext(context.pmi, context.passcode_required, options.passcode_min_length, list(invited))


def new_meeting(profile: Profile, draft: Draft, pattern: Pattern, now: datetime) -> Meeting:
    """The meeting of a valid draft, still without a key and without a generated ID."""
    return Meeting(
        key=MeetingKey(0),
        account=profile.account.id,
        host=profile.person.id,
        part_of=MeetingKey(0),
        topic=draft.topic.strip(),
        description=draft.description.strip(),
        pattern=pattern,
        minutes=draft.minutes,
        overrides={},
        generated_id=None,
        made_at=now,
        version=0,
        uid=f"{secrets.token_hex(FILE_BYTES)}@pmi-bot",
        ics_file=secrets.token_hex(FILE_BYTES),
        public_ics_file=secrets.token_hex(FILE_BYTES),
        cancelled_at=None,
    )


def find_conflict(context: Context, caller: Caller, draft: Draft, excluding: MeetingKey | None) -> Conflict | None:
    """Another meeting on the host's PMI that is too close to the draft (MEET-7). It does not prevent saving."""
    pattern = drafts.effective_pattern(draft)
    if not draft.on_pmi or pattern is None or not is_timezone(draft.zone):
        return None
    with context.db.read() as tx:
        profile = room_store.known_profile(tx, caller.team, caller.user)
        others = [each for each in meeting_store.on_pmi(tx, profile.person.id) if each.key != excluding]
    return conflicts.first_conflict(new_meeting(profile, draft, pattern, caller.now), others, caller.now)


def upcoming(context: Context, caller: Caller, *, most: int, skip: int = 0) -> MeetingPage:
    """One's upcoming meetings, by time (MEET-5), in a few statements. A `skip` past the end gives the last page."""
    with context.db.read() as tx:
        person = people_store.find(tx, caller.team, caller.user)
        if person is None:
            return MeetingPage([], 0, 0, [], {})
        total = meeting_store.count_upcoming(tx, person.id)
        skip = min(skip, max(total - 1, 0) // most * most)
        host = messages.meeting_host(tx, person)
        page = meeting_store.upcoming(tx, person.id, most, skip)
        instants = [] if skip else meeting_id_store.list_open_instant(tx, person.id, caller.now, most)
        return MeetingPage(
            host.upcoming_views(page, caller.now),
            total,
            skip,
            [OpenMeeting(person, id_record, session, host.rules.token_in_links) for id_record, session in instants],
            invitee_store.answer_counts(tx, [each.key for each in page]),
        )


def find_own_meeting(context: Context, caller: Caller, key: MeetingKey) -> MeetingView | Denied:
    """One of the user's own meetings, also one that is over or cancelled."""
    with context.db.read() as tx:
        host = people_store.find(tx, caller.team, caller.user)
        meeting = meeting_store.find(tx, key)
        if host is None or meeting is None or meeting.host != host.id:
            return NO_SUCH_MEETING
        return messages.meeting_view(tx, meeting, caller.now)


def advance_occurrence_times(db: Database, now: datetime, most: int = 200) -> int:
    """Move meetings whose current occurrence is over to the next one; return how many."""
    with db.read() as tx:
        ending = meeting_store.ending(tx, now, most)
    for team, key in ending:
        with db.write(team) as tx:
            meeting = meeting_store.get(tx, key)
            meeting_store.save_occurrence_times(tx, key, occurrence_times(meeting, now))
            if meeting.generated_id is not None and current_or_next(meeting, now) is not None:
                meeting_ids.renew_validity(tx, meeting.generated_id.id, Instant(now))
    return len(ending)


def made_by_form(context: Context, caller: Caller, form: str) -> Meeting | None:
    """The meeting that this user made by this form before (MEET-2)."""
    with context.db.read() as tx:
        profile = room_store.profile(tx, caller.team, caller.user)
        made = meeting_store.by_form(tx, profile.account.id, form) if profile else None
    return made if made and profile and made.host == profile.person.id else None


def is_faulty(context: Context, caller: Caller, draft: Draft) -> bool:
    """Whether saving would refuse a new meeting. Invitees may still be unknown; saving checks them."""
    with context.db.read() as tx:
        situation = scheduling_context_of(tx, room_store.known_profile(tx, caller.team, caller.user), caller.now)
    if isinstance(situation, Denied):
        return True
    return bool(drafts.field_errors(replace(draft, invite=()), conditions(situation, context.options, []), caller.now))
