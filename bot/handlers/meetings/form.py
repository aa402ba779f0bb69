"""Handlers inside the form of a meeting, new or edited: something unfolds, something is saved."""

import re
from dataclasses import dataclass, replace

from bot.handlers.meetings.edits import MeetingEditHandlers
from bot.handlers.meetings.scheduling import FORM_ID_BYTES, SchedulingHandlers, input_errors
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.routing import action, submission
from bot.i18n.messages import say
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, Replies, Request, UpdateModal
from bot.views.components.help import NO_LONGER_AVAILABLE
from bot.views.components.refusals import refusal_text
from bot.views.meetings import form as form_views
from bot.views.meetings import form_fields, form_parse
from bot.views.meetings.form import FormState

FORM_ID_PATTERN = re.compile(rf"[0-9a-f]{{{2 * FORM_ID_BYTES}}}")


@dataclass(frozen=True, slots=True)
class MeetingFormHandlers:
    """Redraws and saves the form of a meeting, new or edited."""

    context: HandlerContext
    scheduling: SchedulingHandlers
    edits: MeetingEditHandlers

    @action(form_views.MORE_OPTIONS)
    def unfold(self, request: Request) -> Replies:
        """**“More options”**: the rest of the fields, with everything typed kept."""
        form_state = form_views.read_state(request.body["view"])
        return self._update_form(request, form_state, replace(form_state, unfolded=True))

    @action(form_fields.CHANGE_REPEATS, form_fields.CHOOSE_ID, form_fields.SEARCH_ZONE)
    def redraw(self, request: Request) -> Replies:
        """Show the fields and dates that belong to what was chosen; what was typed is kept, and warnings are said anew."""
        form_state = form_views.read_state(request.body["view"])
        return self._update_form(request, form_state, replace(form_state, noted=""))

    def _update_form(self, request: Request, form_state: FormState, after: FormState) -> Replies:
        content = form_parse.read(request.body["view"], form_state)
        form_context = self.scheduling.form_context(request)
        if isinstance(form_context, Denied):
            return [PrivateReply(refusal_text(form_context.reason))]
        return [UpdateModal(form_views.form(form_context, content, after))]

    @submission(form_views.CALLBACK)
    def save(self, request: Request) -> Replies:
        """**“Schedule”**, **“Save”**. Every rule is asked again inside."""
        form_state = form_views.read_state(request.body["view"])
        if not FORM_ID_PATTERN.fullmatch(form_state.id):
            return [PrivateReply(say(NO_LONGER_AVAILABLE))]
        content = form_parse.read(request.body["view"], form_state)
        if refusal := input_errors(request, content):
            return refusal
        if form_state.target:
            return self.edits.save(request, content, form_state)
        return self.scheduling.save_new(request, content, form_state)
