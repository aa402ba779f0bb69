"""Cards of open rooms and meetings: what Slack sends about them, and how they look, for the use cases that post them."""

from dataclasses import dataclass

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import parse_id, value_id
from bot.handlers.request.post_errors import WHY_NOT_POSTED
from bot.handlers.request.route_groups import no_reply
from bot.policy.ids import SessionId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.options import Options
from bot.policy.values.results import Denied
from bot.protocol import FieldErrors, OpenModal, PrivateReply, Replies, Request, RequestKind, Routes, UpdateModal
from bot.use_cases.meetings import cards
from bot.use_cases.meetings.cards import CardRenderers, SharedCard
from bot.use_cases.ports import Message, NotPostedError
from bot.views.components.inputs import CHANNEL_BLOCK, read_channel
from bot.views.components.links import session_link
from bot.views.meetings import cards as card_views


@dataclass(frozen=True, slots=True)
class CardHandlers:
    """A card in a channel."""

    context: HandlerContext

    def routes(self) -> Routes:
        """Buttons."""
        return {
            (RequestKind.ACTION, card_views.SHARE): self.share,
            (RequestKind.ACTION, card_views.CHOOSE_CHANNEL): self.open_form,
            (RequestKind.SUBMISSION, card_views.SHARE_FORM): self.share_in_channel,
            (RequestKind.ACTION, card_views.JOIN): no_reply,
        }

    def share(self, request: Request) -> Replies:
        """**“Share in this channel”**: a card with **“Join”** (MEET-1)."""
        try:
            shared = self._share(request, SessionId(value_id(request)), request.channel)
        except NotPostedError as error:
            return [PrivateReply(WHY_NOT_POSTED[error.refusal])]
        if isinstance(shared, Denied):
            return [PrivateReply(shared.reason)]
        return [] if shared.fresh else [PrivateReply("Your open meeting is shared in this channel already.")]

    def open_form(self, request: Request) -> Replies:
        """**“Share in a channel …”**, where there is no channel (UX-7)."""
        return [OpenModal(card_views.share_form(SessionId(value_id(request))))]

    def share_in_channel(self, request: Request) -> Replies:
        """The form's **“Share”**. A refusal is a field error."""
        view = request.body["view"]
        channel, session = read_channel(view), SessionId(parse_id(str(view.get("private_metadata", ""))))
        try:
            shared = self._share(request, session, channel)
        except NotPostedError as error:
            return [FieldErrors({CHANNEL_BLOCK: WHY_NOT_POSTED[error.refusal]})]
        if isinstance(shared, Denied):
            return [FieldErrors({CHANNEL_BLOCK: shared.reason})]
        return [UpdateModal(card_views.shared_modal(channel))]

    def _share(self, request: Request, session: SessionId, channel: str) -> SharedCard | Denied:
        return cards.share_session(self.context, request.caller, self.context.card_texts, session, channel)


def card_texts(options: Options) -> CardRenderers:
    """The looks of this deployment's cards."""

    def opened(meeting: OpenMeeting, address: str, call: str) -> Message:
        return Message(card_views.open_text(meeting), card_views.open_card(meeting, address, call))

    def over(card: Card) -> Message:
        return Message(card_views.ended_text(card.host, card.session), card_views.ended_card(card))

    return CardRenderers(
        open=opened, over=over, title=card_views.call_title, address=lambda meeting: session_link(options, meeting)
    )
