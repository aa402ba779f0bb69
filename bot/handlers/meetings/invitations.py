"""Handlers of invitations: **“Yes”**, **“No”**, **“Maybe”**; **“Send updated invitations”** (INV-3)."""

from dataclasses import dataclass

from bot.handlers.messages.meetings import invitation_update_message
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import value_id
from bot.handlers.request.routing import action
from bot.i18n.messages import gettext as _
from bot.policy.ids import InvitationUpdateId, MeetingKey
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, ReplaceOriginal, Replies, Request
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.rsvp import OutdatedInvitation, record_rsvp
from bot.use_cases.meetings import stopped
from bot.views.components.refusals import refusal_text
from bot.views.invitations import meeting as meeting_invitation_views
from bot.views.meetings import list as meeting_views


@dataclass(frozen=True, slots=True)
class MeetingInvitationHandlers:
    """Invitees answer, hosts invite again."""

    context: HandlerContext

    @action(*meeting_invitation_views.RSVP_BY_ACTION)
    def answer(self, request: Request) -> Replies:
        """An invitee's answer; a later one takes its place. To what has changed meanwhile they are asked again."""
        key, rsvp = MeetingKey(value_id(request)), meeting_invitation_views.RSVP_BY_ACTION[request.name]
        outcome = record_rsvp(self.context, request.caller, key, rsvp)
        if isinstance(outcome, Denied):
            return [PrivateReply(refusal_text(outcome.reason))]
        shown, previous = outcome.view, outcome.known if isinstance(outcome, OutdatedInvitation) else None
        text = meeting_invitation_views.notification_text(shown, previous, shown.snapshot)
        blocks = meeting_invitation_views.invitation_message(
            self.context.options, shown, outcome.answer, previous, shown.snapshot
        )
        return [ReplaceOriginal(text, blocks)]

    @action(meeting_invitation_views.SEND_UPDATES)
    def send(self, request: Request) -> Replies:
        """**“Send updated invitations”**: twice sends once."""
        update_id = InvitationUpdateId(value_id(request))
        updated = updates.send_updates(self.context, request.caller, update_id)
        if isinstance(updated, Denied):
            return [PrivateReply(refusal_text(updated.reason))]
        facts = updates.shown_updates_content(self.context.db, update_id, request.now)
        if isinstance(facts, Discard):
            return []  # its host has left meanwhile
        message = invitation_update_message(facts, request.now)
        return [ReplaceOriginal(message.text, message.blocks)]

    @action(meeting_views.REVIEW)
    def review(self, request: Request) -> Replies:
        """**“Review”**: which meetings need a new ID now (APP-6)."""
        found = stopped.stopped_meetings(self.context, request.caller)
        if isinstance(found, Denied):
            return [PrivateReply(refusal_text(found.reason))]
        return [
            PrivateReply(
                _("Meetings that need a new ID"), meeting_views.review(found.meetings, refusal_text(found.reason))
            )
        ]
