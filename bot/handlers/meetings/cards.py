"""Cards of open rooms and meetings: what Slack sends about them, and how they look, for the use cases that post them."""

from dataclasses import dataclass

from bot.handlers.messages.post_replies import posting_replies
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import parse_id, value_id, view_id
from bot.handlers.request.routing import action, submission
from bot.i18n.languages import language_of
from bot.i18n.messages import gettext as _
from bot.i18n.reasons import reason_text
from bot.i18n.spoken import speaking
from bot.policy.ids import SessionId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.options import Options
from bot.policy.values.results import Denied
from bot.protocol import FieldErrors, OpenModal, PrivateReply, Replies, Request
from bot.use_cases.invitations.requested_posts import PostTarget
from bot.use_cases.meetings import cards
from bot.use_cases.meetings.cards import CardRenderers
from bot.use_cases.ports import Message
from bot.views.components.inputs import CHANNEL_BLOCK, read_channel
from bot.views.components.links import session_link
from bot.views.components.refusals import refusal_text
from bot.views.meetings import cards as card_views


@dataclass(frozen=True, slots=True)
class CardHandlers:
    """A card in a channel."""

    context: HandlerContext

    @action(card_views.SHARE)
    def share(self, request: Request) -> Replies:
        """**“Share in this channel”**: a card with **“Join”** comes by itself, or a message says why it does not (MEET-1)."""
        target = PostTarget(request.channel)
        shared = cards.share_session(self.context, request.caller, SessionId(value_id(request)), target)
        if isinstance(shared, Denied):
            return [PrivateReply(refusal_text(shared.reason))]
        return [] if shared.fresh else [PrivateReply(_("Your open meeting is shared in this channel already."))]

    @action(card_views.CHOOSE_CHANNEL)
    def open_form(self, request: Request) -> Replies:
        """**“Share in a channel …”**, where there is no channel (UX-7)."""
        return [OpenModal(card_views.share_form(SessionId(value_id(request))))]

    @submission(card_views.SHARE_FORM)
    def share_in_channel(self, request: Request) -> Replies:
        """The form's **“Share”**: it is posted through the queue, and its answer is redrawn then (UX-8)."""
        view = request.body["view"]
        channel, session = read_channel(view), SessionId(parse_id(str(view.get("private_metadata", ""))))
        target = PostTarget(channel, view=view_id(request))
        shared = cards.share_session(self.context, request.caller, session, target)
        if isinstance(shared, Denied):
            return [FieldErrors({CHANNEL_BLOCK: reason_text(shared.reason)})]
        return posting_replies(self.context, shared, channel, card_views.shared_modal(channel))


def card_renderers(options: Options) -> CardRenderers:
    """The looks of this deployment's cards: of one that is posted in the spoken language, of one that is over in the account's (LANG-1)."""

    def opened(meeting: OpenMeeting, address: str, call: str) -> Message:
        return Message(card_views.open_text(meeting), card_views.open_card(meeting, address, call))

    def over(card: Card) -> Message:
        with speaking(language_of(card.language)):
            return Message(card_views.ended_text(card), card_views.ended_card(card))

    return CardRenderers(
        open=opened, over=over, title=card_views.call_title, address=lambda meeting: session_link(options, meeting)
    )
