"""Every message and view about meetings, made from plain values; the texts that people give are arguments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.i18n.messages import say
from bot.policy.ids import (
    AccountId,
    ChannelPostId,
    DeliveryId,
    InvitationUpdateId,
    MeetingId,
    MeetingIdKey,
    MeetingKey,
    PersonId,
    SessionId,
    UserId,
)
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import ChannelPost, Invitee, MeetingView, Rsvp
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.edits import CarriedOverride
from bot.policy.meetings.instant import DecidedBy, IdDecision
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.meetings.meetings import Meeting, Occurrence, OccurrenceOverride, current_or_next
from bot.policy.meetings.recurrence import Frequency, Pattern, RecurrenceRule, Weekday
from bot.policy.options import Options
from bot.policy.people.people import Person
from bot.policy.rooms.rooms import Room, Session
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, Resolved
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from bot.protocol import Block, View
from bot.views.components import posting
from bot.views.components.help import schedule_help
from bot.views.invitations import meeting as meeting_invitation_views
from bot.views.meetings import cards as card_views
from bot.views.meetings import form as form_views
from bot.views.meetings import handovers as handover_views
from bot.views.meetings import list as list_views
from bot.views.meetings import near_misses as near_miss_views
from bot.views.meetings import open as open_views
from bot.views.meetings import series_scope as scope_views
from bot.views.meetings.form import SCOPE_ONE, FormContext, FormState
from bot.views.meetings.form_content import FormContent, RepeatInput, initial_content
from bot.views.meetings.text import carried_warning
from tests.support.factories.people import NOW

START = datetime(2026, 4, 1, 15)  # noqa: DTZ001 - a local time
WEEKLY = RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.WE), count=10)
MOVED = OccurrenceOverride(START + timedelta(hours=1), 90, "")
CARRIED = [
    CarriedOverride(START, MOVED, START, MOVED),
    CarriedOverride(START, MOVED, None, None),
    CarriedOverride(
        START, replace(MOVED, local_start=None), START + timedelta(days=1), replace(MOVED, local_start=None)
    ),
    CarriedOverride(START, replace(MOVED, local_start=None), None, None),
]
ONE_OCCURRENCE = Occurrence(START, START, NOW, 90, "")
SAMPLE_MEETING_ID = MeetingIdRecord(
    MeetingIdKey(1), PersonId(1), MeetingId("81234567890"), "271828", "a-token",
    is_instant=False, made_at=NOW, last_started_at=None, valid_until=NOW + timedelta(days=90), ended_at=None, ended_by=None,
)  # fmt: skip


def sample_meeting(topic: str, **changed: object) -> Meeting:
    made = Meeting(
        key=MeetingKey(7),
        account=AccountId(1),
        host=PersonId(1),
        part_of=MeetingKey(7),
        topic=topic,
        description=topic * 5,
        pattern=Pattern(START, "Europe/Berlin"),
        minutes=90,
        overrides={},
        generated_id=SAMPLE_MEETING_ID,
        made_at=NOW,
        version=3,
        uid="a-uid",
        ics_file="f" * 32,
        public_ics_file="e" * 32,
        cancelled_at=None,
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # any field of a meeting


def sample_meeting_view(
    host: Person, topic: str, room: Room | None = None, *, needs_new_id: bool = False, **changed: object
) -> MeetingView:
    meeting = sample_meeting(topic, **changed)
    return MeetingView(
        meeting,
        host,
        meeting.generated_id or room,
        token_in_links=True,
        occurrence=current_or_next(meeting, NOW),
        needs_new_id=needs_new_id,
    )


def sample_series_view(host: Person, topic: str) -> MeetingView:
    moved = {START: OccurrenceOverride(START + timedelta(hours=1), 30, topic)}
    return sample_meeting_view(host, topic, pattern=Pattern(START, "Europe/Berlin", WEEKLY), overrides=moved)


def meeting_messages(options: Options, host: Person, room: Room, topic: str) -> Mapping[str, list[Block]]:
    """Messages by name."""
    one, many = sample_meeting_view(host, topic), sample_series_view(host, topic)
    on_pmi = sample_meeting_view(host, topic, room, generated_id=None, needs_new_id=True)
    cancelled = sample_meeting_view(host, topic, cancelled_at=NOW)
    session = Session(SessionId(4), None, SAMPLE_MEETING_ID.id, topic, "a-place", "a-token", NOW, None)
    open_one = OpenMeeting(host, SAMPLE_MEETING_ID, session, token_in_links=True)
    invitees = [Invitee(host, answer, None, None, removed=False) for answer in (None, *Rsvp)]
    posts = [ChannelPost(ChannelPostId(1), "C0GENERAL", "1.2", with_passcode=False, snapshot=one.snapshot)]
    changed = [(each, many.snapshot, invitees, posts) for each in (on_pmi, one)] * 8
    return {
        "meetings": list_views.meeting_list(
            [one, many, on_pmi] * 2, 20, 1, {MeetingKey(7): dict.fromkeys((*Rsvp, None), 12)}
        ),
        "no meetings": list_views.meeting_list([], 0, 0, {}),
        "meetings that are open": list_views.meeting_list([one], 1, 0, {}, [open_one, open_one]),
        "meeting invitation": list_views.invitation_blocks(options, one),
        "meeting invitation without an ID": list_views.invitation_blocks(
            options, sample_meeting_view(host, topic, generated_id=None)
        ),
        "meeting started": open_views.started(
            options, SAMPLE_MEETING_ID, session, scheduled=sample_meeting(topic), fresh=True, in_channel=False
        ),
        "instant meeting": [
            *open_views.started(options, SAMPLE_MEETING_ID, session, scheduled=None, fresh=False, in_channel=True),
            open_views.id_reason(IdDecision(on_pmi=False, decided_by=DecidedBy.SETTING, locked_by=FROM_ACCOUNT)),
        ],
        "start refused": open_views.start_refusal("Switched off.", topic),
        "invitation to an open one": open_views.invitation_blocks(options, open_one),
        "card of a meeting": card_views.open_card(open_one, "https://pmi.example.com/j/81234567890", ""),
        "help of meetings": schedule_help(),
        "near miss": near_miss_views.question(near_miss_views.did_you_mean(topic), topic, topic, "list"),
        "cancel": near_miss_views.question(near_miss_views.use_the_list(), topic, topic, "list"),
        "invitation message": meeting_invitation_views.invitation_message(options, one, None, None, one.snapshot),
        "invitation message, answered": meeting_invitation_views.invitation_message(
            options, many, Rsvp.YES, many.snapshot, many.snapshot
        ),
        "invitation message, changed": meeting_invitation_views.invitation_message(
            options, one, None, many.snapshot, one.snapshot
        ),
        "invitation message, cancelled": meeting_invitation_views.invitation_message(
            options, cancelled, None, one.snapshot, cancelled.snapshot
        ),
        "post of a meeting": meeting_invitation_views.channel_post(options, one, with_passcode=False),
        "post, cancelled": meeting_invitation_views.channel_post(options, cancelled, with_passcode=True),
        "renewal": meeting_invitation_views.update_prompt(changed, InvitationUpdateId(1), sent=False),
        "renewal, pressed": meeting_invitation_views.update_prompt(changed, InvitationUpdateId(1), sent=True),
        "renewal of nothing": meeting_invitation_views.update_prompt([], InvitationUpdateId(1), sent=False),
        "stopped": meeting_invitation_views.meetings_stopped([on_pmi] * 20, "Switched off for your group."),
        "review": list_views.review([on_pmi] * 30, "Switched off for your group."),
        "nothing to review": list_views.review([], ""),
        "meeting invitation, needs a new ID": list_views.invitation_blocks(options, on_pmi),
        "a host left": handover_views.host_left(host, [one, many, on_pmi] * 20),
        "a host left one meeting": handover_views.host_left(host, [one]),
        "meetings given": handover_views.handed_over(host.user, host, [many] * 20),
        **{
            f"meeting reminder, {each.needs_new_id}, {is_host}": meeting_invitation_views.meeting_reminder(
                options, each, each.occurrence, is_host=is_host
            )
            for each in (on_pmi, one)
            if each.occurrence
            for is_host in (True, False)
        },
    }


def meeting_views(host: Person, room: Room, topic: str) -> Mapping[str, View]:
    """Modals by name."""
    by_lock = Resolved(value=False, source=FROM_ACCOUNT, locked_by=FROM_ACCOUNT)
    form_context = FormContext(room, Allowed(), by_lock, passcode_required=True, passcode_min_length=6, now=NOW)
    no_passcode_needed = replace(form_context, passcode_required=False)
    pmi_refused = replace(form_context, pmi_allowed=Denied(reason("rooms.off_for_group", group=topic)))
    draft = Draft(topic, START, "Europe/Berlin", 90, WEEKLY, invite=(UserId("U0MAX"),), description=topic)
    state = FormState("ab" * 16, unfolded=True, zone="Europe/Berlin")
    on_pmi = initial_content(replace(draft, on_pmi=True))
    one = sample_meeting_view(host, topic)
    return {
        "schedule": form_views.form(
            form_context, initial_content(replace(draft, rule=None)), replace(state, unfolded=False)
        ),
        "schedule, unfolded": form_views.form(form_context, initial_content(draft, "C0GENERAL"), state, ["Too close."]),
        "schedule, not understood": form_views.form(
            form_context,
            FormContent(topic, None, None, "Europe/Berlin", None, RepeatInput(""), description=topic),
            replace(state, unread=form_views.read_unread([topic] * form_views.MAX_UNREAD)),
        ),
        "schedule, on the PMI": form_views.form(form_context, on_pmi, state),
        "schedule, PMI off": form_views.form(pmi_refused, initial_content(draft), state),
        "schedule, without a room": form_views.form(replace(pmi_refused, room=None), initial_content(draft), state),
        "schedule, no passcode needed": form_views.form(
            no_passcode_needed, initial_content(replace(draft, passcode="")), state
        ),
        "edit a meeting, PMI off": form_views.form(pmi_refused, on_pmi, replace(state, target="7.3.x")),
        "edit a series with changed dates": form_views.form(
            form_context,
            initial_content(draft),
            replace(state, target="7.3.x"),
            [carried_warning(CARRIED * 10, "Europe/Berlin", "America/Argentina/ComodRivadavia")],
        ),
        "edit one": form_views.form(
            form_context, initial_content(draft), replace(state, scope=SCOPE_ONE, target="7.3.x")
        ),
        "scheduled": list_views.form_result(
            sample_meeting_view(host, topic), ["Not posted."], heading="Meeting scheduled"
        ),
        **{
            f"scheduled, {name}": list_views.form_result(one, (), heading=say(list_views.SCHEDULED), post=post)
            for name, post in {
                "posting": posting.posting_blocks("C0GENERAL"),
                "posted": posting.posted_blocks("C0GENERAL"),
                "not posted": posting.not_posted_blocks("C0GENERAL", "It is archived.", DeliveryId(5)),
            }.items()
        },
        "guests": list_views.invitee_list(sample_meeting_view(host, topic), []),
        "many guests": list_views.invitee_list(
            sample_meeting_view(host, topic), [Invitee(host, None, None, None, removed=False)] * 200
        ),
        "hand over": handover_views.form(
            host, [sample_meeting_view(host, topic, part_of=MeetingKey(each)) for each in range(150)], "Europe/Berlin"
        ),
        "hand one over": handover_views.form(host, [one, one], ""),
        "handed over": handover_views.result_modal(handover_views.result_text(host.user, host.user, 2)),
        "how much to edit": scope_views.scope_form(sample_series_view(host, topic), [], cancelling=False),
        "how much to cancel": scope_views.scope_form(
            sample_series_view(host, topic), [ONE_OCCURRENCE] * scope_views.MAX_OFFERED, cancelling=True
        ),
    }
