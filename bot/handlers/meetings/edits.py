"""Handlers of changing meetings: one occurrence, this and the following, or all; and by which ID (MEET-5, INV-5)."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.handlers.meetings.list import CHANGED_MEANWHILE, MeetingHandlers
from bot.handlers.meetings.scheduling import FORM_ID_BYTES, SchedulingHandlers
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import parse_id, value_id, value_ids
from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, find_occurrence, is_recurring, occurrences
from bot.policy.values.results import Denied
from bot.protocol import (
    FieldErrors,
    OpenModal,
    PrivateReply,
    ReplaceOriginal,
    Replies,
    Request,
    RequestKind,
    Routes,
    Surface,
    UpdateModal,
    View,
)
from bot.use_cases.invitations import rsvp
from bot.use_cases.meetings import cancellations, edits, series
from bot.use_cases.meetings.cancellations import Cancelled
from bot.use_cases.meetings.edits import EditedMeeting, StaleMeeting, SwitchedMeetings
from bot.use_cases.meetings.scheduling import RefusedDraft, find_own_meeting
from bot.use_cases.meetings.series import NO_OCCURRENCE, OccurrenceRef
from bot.views.meetings import form as form_views
from bot.views.meetings import list as meeting_views
from bot.views.meetings import series_scope as scope_views
from bot.views.meetings.form import FormContent, FormState

EditOutcome = EditedMeeting | RefusedDraft | StaleMeeting | Denied


@dataclass(frozen=True, slots=True)
class MeetingEditHandlers:
    """Changing one's meetings."""

    context: HandlerContext
    scheduling: SchedulingHandlers
    listing: MeetingHandlers

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (RequestKind.ACTION, meeting_views.EDIT): self.open,
            (RequestKind.ACTION, meeting_views.CANCEL_SERIES): self.ask_to_cancel,
            (RequestKind.SUBMISSION, scope_views.EDIT_FORM): self.open_form_for_scope,
            (RequestKind.SUBMISSION, scope_views.CANCEL_FORM): self.cancel_scope,
            (RequestKind.ACTION, meeting_views.SWITCH_ALL): self.switch_all,
            (RequestKind.ACTION, meeting_views.SWITCH_ONE): self.switch_one,
        }

    def open(self, request: Request) -> Replies:
        """**“Edit”**: the form, of a series after the question how much of it."""
        shown = self._find_meeting(request, MeetingKey(value_id(request)))
        if isinstance(shown, Denied):
            return [PrivateReply(shown.reason)]
        if is_recurring(shown.meeting):
            return [self._scope_question(request, shown, cancelling=False)]
        occurrence_ref = OccurrenceRef(shown.meeting.key, shown.meeting.version, shown.meeting.pattern.start)
        form = self._form(request, occurrence_ref, form_views.SCOPE_ALL)
        return [PrivateReply(form.reason) if isinstance(form, Denied) else OpenModal(form)]

    def ask_to_cancel(self, request: Request) -> Replies:
        """**“Cancel meeting”** of a series."""
        value = str(next(iter(request.body.get("actions") or [{}])).get("value", ""))
        shown = self._find_meeting(request, MeetingKey(parse_id(value.partition(".")[0])))
        return [
            PrivateReply(shown.reason)
            if isinstance(shown, Denied)
            else self._scope_question(request, shown, cancelling=True)
        ]

    def _scope_question(self, request: Request, shown: MeetingView, *, cancelling: bool) -> OpenModal:
        upcoming = [] if shown.meeting.cancelled_at else occurrences(shown.meeting, request.now)
        return OpenModal(
            scope_views.scope_form(shown, list(islice(upcoming, scope_views.MAX_OFFERED)), cancelling=cancelling)
        )

    def _find_meeting(self, request: Request, key: MeetingKey) -> MeetingView | Denied:
        return find_own_meeting(self.context, request.caller, key)

    def open_form_for_scope(self, request: Request) -> Replies:
        """How much of it was chosen: now the form."""
        view = request.body["view"]
        return _update_with_form(
            self._form(request, read_occurrence_ref(scope_views.read_target(view)), scope_views.read_scope(view))
        )

    def cancel_scope(self, request: Request) -> Replies:
        """**“Cancel meeting”** of so much of a series."""
        view = request.body["view"]
        occurrence_ref = read_occurrence_ref(scope_views.read_target(view))
        outcome: Cancelled | StaleMeeting | Denied
        match scope_views.read_scope(view):
            case form_views.SCOPE_ONE:
                outcome = cancellations.cancel_one(self.context, request.caller, occurrence_ref)
            case form_views.SCOPE_FOLLOWING:
                outcome = cancellations.cancel_following(self.context, request.caller, occurrence_ref)
            case form_views.SCOPE_ALL:
                outcome = cancellations.cancel(
                    self.context, request.caller, (occurrence_ref.meeting, occurrence_ref.version)
                )
            case _:
                outcome = NO_OCCURRENCE
        return self.listing.cancelled_reply(request, outcome)

    def _form(self, request: Request, occurrence_ref: OccurrenceRef, scope: str, *notices: str) -> View | Denied:
        scheduling_context, shown = (
            self.scheduling.scheduling_context(request),
            self._find_meeting(request, occurrence_ref.meeting),
        )
        if isinstance(scheduling_context, Denied):
            return scheduling_context
        if isinstance(shown, Denied):
            return shown
        occurrence_ref = replace(occurrence_ref, version=shown.meeting.version)
        draft = self._draft(request, shown.meeting, occurrence_ref, scope)
        if isinstance(draft, Denied):
            return draft
        form_state = FormState(
            secrets.token_hex(FORM_ID_BYTES),
            unfolded=scope != form_views.SCOPE_ONE,
            target=f"{occurrence_ref.meeting}.{occurrence_ref.version}.{occurrence_ref.planned.isoformat(timespec='minutes')}",
            scope=scope,
        )
        return form_views.form(
            self.scheduling.form_context(scheduling_context), form_views.initial_content(draft), form_state, notices
        )

    def _draft(self, request: Request, meeting: Meeting, occurrence_ref: OccurrenceRef, scope: str) -> Draft | Denied:
        """What the form is filled with."""
        zone = meeting.pattern.zone
        if scope == form_views.SCOPE_ONE:
            occurrence = find_occurrence(meeting, occurrence_ref.planned)
            return (
                Draft(occurrence.topic, occurrence.local_start, zone, occurrence.minutes)
                if occurrence
                else NO_OCCURRENCE
            )
        if scope == form_views.SCOPE_FOLLOWING:
            rest = series.form_for_following(self.context, request.caller, occurrence_ref)
            if isinstance(rest, Denied):
                return rest
            meeting = rest if isinstance(rest, Meeting) else meeting
        found = rsvp.list_invitees(self.context, request.caller, occurrence_ref.meeting)
        return Draft(
            topic=meeting.topic,
            start=meeting.pattern.start,
            zone=zone,
            minutes=meeting.minutes,
            rule=meeting.pattern.rule,
            on_pmi=meeting.generated_id is None,
            passcode=meeting.generated_id.passcode if meeting.generated_id else None,
            invite=() if isinstance(found, Denied) else tuple(each.person.user for each in found),
            description=meeting.description,
        )

    def save(self, request: Request, content: FormContent, form_state: FormState) -> Replies:
        """**“Save”**. Invitees who know another ID or time get an update when the host presses for it (INV-3)."""
        view, occurrence_ref = request.body["view"], read_occurrence_ref(form_state.target)
        if form_state.scope != form_views.SCOPE_ONE and (
            warning := self.scheduling.form_with_warnings(request, content, form_state)
        ):
            return [UpdateModal(warning)]
        outcome = self._save(request, content.draft, occurrence_ref, form_state.scope)
        match outcome:
            case Denied(reason):
                return [PrivateReply(reason), *self.context.refresh_home(request)]
            case RefusedDraft(faults):
                return [FieldErrors(form_views.errors(view, faults))]
            case StaleMeeting():
                return _update_with_form(self._form(request, occurrence_ref, form_state.scope, CHANGED_MEANWHILE))
            case EditedMeeting(shown):
                heading = "Saved" if outcome.fresh else "Nothing to save"
                return [
                    UpdateModal(meeting_views.form_result(shown, (), heading=heading)),
                    *self.context.refresh_home(request),
                ]

    def _save(self, request: Request, draft: Draft, occurrence_ref: OccurrenceRef, scope: str) -> EditOutcome:
        if scope == form_views.SCOPE_ONE:
            change = OccurrenceOverride(draft.start, draft.minutes, draft.topic)
            return series.edit_one(self.context, request.caller, occurrence_ref, change)
        shown = self._find_meeting(request, occurrence_ref.meeting)
        if not draft.passcode and isinstance(shown, MeetingView) and shown.meeting.generated_id is None:
            draft = replace(draft, passcode=None)  # an ID that it gets only now has one generated
        if scope == form_views.SCOPE_FOLLOWING:
            return series.edit_following(self.context, request.caller, occurrence_ref, draft)
        seen = (occurrence_ref.meeting, occurrence_ref.version)
        return edits.edit_meeting(self.context, request.caller, seen, draft)

    def switch_all(self, request: Request) -> Replies:
        """**“Switch all to generated IDs”**, confirmed (INV-5)."""
        switched = edits.switch_all(self.context, request.caller)
        return self._switched(request, switched)

    def switch_one(self, request: Request) -> Replies:
        """**“Switch to a generated ID”**, confirmed."""
        key, version, _ = value_ids(request)
        seen = (MeetingKey(key), version)
        context = self.context
        switched = edits.switch_to_generated(context, request.caller, seen)
        return self._switched(request, switched)

    def _switched(self, request: Request, switched: SwitchedMeetings | StaleMeeting | Denied) -> Replies:
        """What became of it; the list is shown anew where the button stood."""
        if isinstance(switched, Denied):
            return [PrivateReply(switched.reason)]
        text = (
            CHANGED_MEANWHILE
            if isinstance(switched, StaleMeeting)
            else meeting_views.switched_text(len(switched.meetings))
        )
        reply = PrivateReply if request.surface is Surface.HOME else ReplaceOriginal
        list_blocks = self.listing.page(request, 0) if request.surface is Surface.MESSAGE else []
        return [reply(text, [*meeting_views.notice_blocks(text), *list_blocks]), *self.context.refresh_home(request)]


def _update_with_form(form: View | Denied) -> Replies:
    """In place of the form that was sent: one that stayed underneath would come up again, older than what holds."""
    return [PrivateReply(form.reason) if isinstance(form, Denied) else UpdateModal(form)]


def read_occurrence_ref(text: str) -> OccurrenceRef:
    """What a form remembers of its meeting; one that no meeting has where that was tampered with."""
    key, _, rest = text.partition(".")
    version, _, planned = rest.partition(".")
    try:
        at = datetime.fromisoformat(planned)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - a local time at which nothing takes place
    return OccurrenceRef(MeetingKey(parse_id(key)), parse_id(version), at.replace(tzinfo=None))
