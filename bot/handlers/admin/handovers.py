"""Handlers of the meetings of a host who left: **“Hand over to …”** in a message and in the console (MEET-9)."""

from dataclasses import dataclass

from bot.handlers.admin.people import PeopleAdminHandlers
from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.payloads import first_action
from bot.handlers.request.routing import action, submission
from bot.i18n.reasons import reason_text
from bot.policy.ids import UserId
from bot.policy.people.caller import Caller
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, OpenModal, ReplaceOriginal, Replies, Request, Surface, UpdateModal
from bot.use_cases.meetings import handovers
from bot.use_cases.meetings.handovers import Handover
from bot.views.meetings import handovers as handover_views


@dataclass(frozen=True, slots=True)
class HandoverHandlers:
    """From the message to the admins, or from **“People”**."""

    admin: AdminContext
    people: PeopleAdminHandlers

    @action(handover_views.OPEN)
    @requires(AdminContext.require_admin)
    def open(self, request: Request, caller: Caller) -> Replies:
        """**“Hand over to …”**: what is planned now, and to whom it shall go."""
        host = UserId(str(first_action(request).get("value") or ""))
        left_behind = handovers.left_behind_by(self.admin.context, caller, host)
        if isinstance(left_behind, Denied):
            return refusal_reply(left_behind)
        if not left_behind.meetings:
            # the message or the page was older than what holds (UX-5)
            in_message, text = request.surface is Surface.MESSAGE, handover_views.nothing_to_hand_over(host)
            return [ReplaceOriginal(text) if in_message else UpdateModal(self.people.find_page(caller, text))]
        return [OpenModal(handover_views.form(left_behind.host, left_behind.meetings, left_behind.reader_zone))]

    @submission(handover_views.FORM)
    @requires(AdminContext.require_admin)
    def save(self, request: Request, caller: Caller) -> Replies:
        """**“Hand over”**."""
        host, new_host, only_meeting = handover_views.read(request.body["view"])
        done = handovers.hand_over(self.admin.context, caller, Handover(host, new_host, only_meeting))
        if isinstance(done, Denied):
            return [FieldErrors({handover_views.NEW_HOST_BLOCK: reason_text(done.reason)})]
        text = handover_views.result_text(host, new_host, len(done.meetings))
        in_console = request.body["view"].get("previous_view_id")  # over a message there is nothing to go back to
        return [
            CloseForm(self.people.find_page(caller, text) if in_console else handover_views.result_modal(text), text)
        ]
