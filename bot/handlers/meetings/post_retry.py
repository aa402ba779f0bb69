"""**“Try again”** of a post that failed, whichever form or button it was asked for by (UX-8)."""

from dataclasses import dataclass

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import value_id
from bot.handlers.request.routing import action
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.ids import DeliveryId, SessionId
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, Replies, Request, UpdateModal, View
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import post_outcomes
from bot.views.components import posting
from bot.views.components.refusals import refusal_text
from bot.views.invitations import room as room_invitation_views
from bot.views.meetings import cards as card_views
from bot.views.meetings import list as meeting_views


@dataclass(frozen=True, slots=True)
class PostRetryHandlers:
    """A post that failed."""

    context: HandlerContext

    @action(posting.TRY_AGAIN)
    def try_again(self, request: Request) -> Replies:
        """The form once more, with what was chosen: the same channel may do now, or another one is chosen."""
        failed = post_outcomes.find_own_post(self.context, request.caller, DeliveryId(value_id(request)))
        if isinstance(failed, Denied):
            return [PrivateReply(refusal_text(failed.reason))]
        form = self._form(request, failed)
        return [PrivateReply(refusal_text(form.reason)) if isinstance(form, Denied) else UpdateModal(form)]

    def _form(self, request: Request, failed: Delivery) -> View | Denied:
        channel, with_passcode = failed.recipient.channel, bool(failed.subject["with_passcode"])
        if failed.kind == MessageKind.SESSION_CARD:
            return card_views.share_form(SessionId(int(failed.subject["session"])), channel)
        if failed.kind == MessageKind.MEETING_POST:
            form = room_invitation_views.post_form(channel=channel, with_passcode=with_passcode)
            return meeting_views.post_form(form, failed.subject["meeting"])
        snapshot = self.context.read_profile(request)
        if isinstance(snapshot, Denied):
            return snapshot
        has_passcode = bool(snapshot.room.passcode)
        return room_invitation_views.post_form(passcode=has_passcode, channel=channel, with_passcode=with_passcode)
