"""Handlers of changing meetings: one occurrence, this and the following, or all; and by which ID (MEET-5, INV-5)."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.handlers.meetings.list import CHANGED_MEANWHILE, MeetingHandlers
from bot.handlers.meetings.scheduling import FORM_ID_BYTES, SchedulingHandlers
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import parse_id, value_id, value_ids
from bot.handlers.request.routing import action, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import say
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
from bot.views.components.refusals import refusal_text
from bot.views.meetings import form as form_views
from bot.views.meetings import list as meeting_views
from bot.views.meetings import series_scope as scope_views
from bot.views.meetings import text as meeting_text
from bot.views.meetings.form import FormState
from bot.views.meetings.form_content import FormContent, initial_content

EditOutcome = EditedMeeting | RefusedDraft | StaleMeeting | Denied


@dataclass(frozen=True, slots=True)
class MeetingEditHandlers:
    """Changing one's meetings."""

    context: HandlerContext
    scheduling: SchedulingHandlers
    listing: MeetingHandlers

    @action(meeting_views.EDIT)
    def open(self, request: Request) -> Replies:
        """**“Edit”**: the form, of a series after the question which occurrences."""
        shown = find_own_meeting(self.context, request.caller, MeetingKey(value_id(request)))
        if isinstance(shown, Denied):
            return [PrivateReply(refusal_text(shown.reason))]
        if is_recurring(shown.meeting):
            return [_scope_question(request, shown, cancelling=False)]
        ref = OccurrenceRef(shown.meeting.key, shown.meeting.version, shown.meeting.pattern.start)
        form = self._form(request, ref, form_views.SCOPE_ALL)
        return [PrivateReply(refusal_text(form.reason)) if isinstance(form, Denied) else OpenModal(form)]

    @action(meeting_views.CANCEL_SERIES)
    def ask_to_cancel(self, request: Request) -> Replies:
        """**“Cancel meeting”** of a series."""
        shown = find_own_meeting(self.context, request.caller, MeetingKey(value_id(request)))
        if isinstance(shown, Denied):
            return [PrivateReply(refusal_text(shown.reason))]
        return [_scope_question(request, shown, cancelling=True)]

    @submission(scope_views.EDIT_FORM)
    def open_form_for_scope(self, request: Request) -> Replies:
        """Which occurrences was answered: now the form."""
        view = request.body["view"]
        ref = read_occurrence_ref(scope_views.read_target(view))
        return _update_with_form(self._form(request, ref, scope_views.read_scope(view)))

    @submission(scope_views.CANCEL_FORM)
    def cancel_scope(self, request: Request) -> Replies:
        """**“Cancel meeting”** of so much of a series."""
        view = request.body["view"]
        ref = read_occurrence_ref(scope_views.read_target(view))
        outcome: Cancelled | StaleMeeting | Denied
        match scope_views.read_scope(view):
            case form_views.SCOPE_ONE:
                outcome = cancellations.cancel_one(self.context, request.caller, ref)
            case form_views.SCOPE_FOLLOWING:
                outcome = cancellations.cancel_following(self.context, request.caller, ref)
            case form_views.SCOPE_ALL:
                outcome = cancellations.cancel(self.context, request.caller, (ref.meeting, ref.version))
            case _:
                outcome = NO_OCCURRENCE
        return self.listing.cancelled_reply(request, outcome)

    def _form(self, request: Request, ref: OccurrenceRef, scope: str, *notices: str) -> View | Denied:
        form_context = self.scheduling.form_context(request)
        if isinstance(form_context, Denied):
            return form_context
        shown = find_own_meeting(self.context, request.caller, ref.meeting)
        if isinstance(shown, Denied):
            return shown
        ref = replace(ref, version=shown.meeting.version)
        draft = self._draft(request, shown.meeting, ref, scope)
        if isinstance(draft, Denied):
            return draft
        form_state = FormState(
            secrets.token_hex(FORM_ID_BYTES),
            unfolded=scope != form_views.SCOPE_ONE,
            target=f"{ref.meeting}.{ref.version}.{ref.planned.isoformat(timespec='minutes')}",
            scope=scope,
        )
        return form_views.form(form_context, initial_content(draft), form_state, notices)

    def _draft(self, request: Request, meeting: Meeting, ref: OccurrenceRef, scope: str) -> Draft | Denied:
        """What the form is filled with."""
        zone = meeting.pattern.zone
        if scope == form_views.SCOPE_ONE:
            occurrence = find_occurrence(meeting, ref.planned)
            if occurrence is None:
                return NO_OCCURRENCE
            return Draft(occurrence.topic, occurrence.local_start, zone, occurrence.minutes)
        if scope == form_views.SCOPE_FOLLOWING:
            rest = series.form_for_following(self.context, request.caller, ref)
            if isinstance(rest, Denied):
                return rest
            meeting = rest if isinstance(rest, Meeting) else meeting
        found = rsvp.list_invitees(self.context, request.caller, ref.meeting)
        return Draft(
            topic=meeting.topic,
            start=meeting.pattern.start,
            zone=zone,
            minutes=meeting.minutes,
            rule=meeting.pattern.rule,
            on_pmi=meeting.generated_id is None,
            passcode=_passcode_of(meeting),
            invite=() if isinstance(found, Denied) else tuple(each.person.user for each in found),
            description=meeting.description,
        )

    def save(self, request: Request, content: FormContent, form_state: FormState) -> Replies:
        """**“Save”**. Invitees who know another ID or time get an update when the host presses for it (INV-3)."""
        view, draft, ref = request.body["view"], content.draft(), read_occurrence_ref(form_state.target)
        if form_state.scope != form_views.SCOPE_ONE and (
            warning := self.scheduling.form_with_warnings(
                request, content, form_state, self._carried_warnings(request, draft, ref, form_state.scope)
            )
        ):
            return [UpdateModal(warning)]
        outcome = self._save(request, draft, ref, form_state.scope)
        match outcome:
            case Denied(reason):
                return [PrivateReply(refusal_text(reason)), *self.context.refresh_home(request)]
            case RefusedDraft(faults):
                return [FieldErrors(form_views.errors(view, faults))]
            case StaleMeeting():
                return _update_with_form(self._form(request, ref, form_state.scope, say(CHANGED_MEANWHILE)))
            case EditedMeeting(shown):
                result = meeting_views.form_result(shown, (), heading=_saved_heading(fresh=outcome.fresh))
                return [UpdateModal(result), *self.context.refresh_home(request)]

    def _carried_warnings(self, request: Request, draft: Draft, ref: OccurrenceRef, scope: str) -> list[str]:
        """What becomes of single dates that were changed before (MEET-5)."""
        shown = find_own_meeting(self.context, request.caller, ref.meeting)
        meeting = None if isinstance(shown, Denied) else shown.meeting
        if scope == form_views.SCOPE_FOLLOWING:
            rest = series.form_for_following(self.context, request.caller, ref)
            meeting = rest if isinstance(rest, Meeting) else None
        carried = edits.upcoming_carried(meeting, draft, request.now) if meeting else []
        return [meeting_text.carried_warning(carried, meeting.pattern.zone, draft.zone)] if meeting and carried else []

    def _save(self, request: Request, draft: Draft, ref: OccurrenceRef, scope: str) -> EditOutcome:
        if scope == form_views.SCOPE_ONE:
            change = OccurrenceOverride(draft.start, draft.minutes, draft.topic)
            return series.edit_one(self.context, request.caller, ref, change)
        shown = find_own_meeting(self.context, request.caller, ref.meeting)
        if not draft.passcode and isinstance(shown, MeetingView) and _passcode_of(shown.meeting) is None:
            draft = replace(draft, passcode=None)  # an ID that it gets only now has one generated
        if scope == form_views.SCOPE_FOLLOWING:
            return series.edit_following(self.context, request.caller, ref, draft)
        seen = (ref.meeting, ref.version)
        return edits.edit_meeting(self.context, request.caller, seen, draft)

    @action(meeting_views.SWITCH_ALL)
    def switch_all(self, request: Request) -> Replies:
        """**“Switch all to generated IDs”**, confirmed (INV-5)."""
        return self._switched(request, edits.switch_all(self.context, request.caller))

    @action(meeting_views.SWITCH_ONE)
    def switch_one(self, request: Request) -> Replies:
        """**“Switch to a generated ID”**, confirmed."""
        key, version, _ = value_ids(request)
        switched = edits.switch_to_generated(self.context, request.caller, (MeetingKey(key), version))
        return self._switched(request, switched)

    def _switched(self, request: Request, switched: SwitchedMeetings | StaleMeeting | Denied) -> Replies:
        """What became of it; the list is shown anew where the button stood."""
        if isinstance(switched, Denied):
            return [PrivateReply(refusal_text(switched.reason))]
        text = say(CHANGED_MEANWHILE)
        if isinstance(switched, SwitchedMeetings):
            text = meeting_views.switched_text(len(switched.meetings))
        reply = PrivateReply if request.surface is Surface.HOME else ReplaceOriginal
        list_blocks = self.context.meeting_list(request) if request.surface is Surface.MESSAGE else []
        return [reply(text, [*meeting_views.notice_blocks(text), *list_blocks]), *self.context.refresh_home(request)]


def _saved_heading(*, fresh: bool) -> str:
    # Translators: at most 24 characters.
    return _("Saved") if fresh else _("Nothing to save")


def _scope_question(request: Request, shown: MeetingView, *, cancelling: bool) -> OpenModal:
    upcoming = [] if shown.meeting.cancelled_at else occurrences(shown.meeting, request.now)
    offered = list(islice(upcoming, scope_views.MAX_OFFERED))
    return OpenModal(scope_views.scope_form(shown, offered, cancelling=cancelling))


def _passcode_of(meeting: Meeting) -> str | None:
    """That of its ID, which may be empty; none where it gets an ID only now, or a new one as the last has ended."""
    id_record = meeting.generated_id
    return None if id_record is None or id_record.ended_at is not None else id_record.passcode


def _update_with_form(form: View | Denied) -> Replies:
    """Replace the form that was sent: one that stayed underneath would come up again, older than what holds."""
    return [PrivateReply(refusal_text(form.reason)) if isinstance(form, Denied) else UpdateModal(form)]


def read_occurrence_ref(text: str) -> OccurrenceRef:
    """What a form remembers of its meeting; one that no meeting has where that was tampered with."""
    key, _, rest = text.partition(".")
    version, _, planned = rest.partition(".")
    try:
        at = datetime.fromisoformat(planned)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - a local time at which nothing takes place
    return OccurrenceRef(MeetingKey(parse_id(key)), parse_id(version), at.replace(tzinfo=None))
