"""Cards of open rooms and meetings: what Slack sends about them, and how they look, for the use cases that post them."""

from dataclasses import dataclass

from bot.exchange import Kind, Replies, Request, Routes, Say
from bot.handlers.desk import Desk
from bot.handlers.invitations import WHY_NOT_POSTED
from bot.handlers.payloads import id_in
from bot.policy.answers import Denied
from bot.policy.cards import Card, OpenMeeting
from bot.policy.rooms import SessionId
from bot.policy.terms import Terms
from bot.use_cases import cards
from bot.use_cases.cards import CardTexts
from bot.use_cases.ports import Message, NotPostedError
from bot.views import cards as views
from bot.views.addresses import session_link


@dataclass(frozen=True, slots=True)
class CardHandlers:
    """A card in a channel."""

    desk: Desk

    def routes(self) -> Routes:
        """Buttons."""
        return {(Kind.ACTION, views.SHARE): self.share, (Kind.ACTION, views.JOIN): self.follow_link}

    def share(self, request: Request) -> Replies:
        """**“Share in this channel”**: a card with **“Join”** (MEET-1)."""
        desk, session = self.desk, SessionId(id_in(request))
        try:
            shared = cards.share_session(
                desk.db,
                desk.messenger,
                desk.card_texts,
                request.team,
                request.user,
                session,
                request.channel,
                request.now,
            )
        except NotPostedError as error:
            return [Say(WHY_NOT_POSTED[error.refusal])]
        if isinstance(shared, Denied):
            return [Say(shared.reason)]
        return [] if shared.fresh else [Say("Your open meeting is shared in this channel already.")]

    def follow_link(self, _request: Request) -> Replies:
        """A link button: the browser follows it, and Slack tells us."""
        return []


def card_texts(terms: Terms) -> CardTexts:
    """The looks of this deployment's cards."""

    def opened(meeting: OpenMeeting, address: str, call: str) -> Message:
        return Message(views.open_text(meeting), views.open_card(meeting, address, call))

    def over(card: Card) -> Message:
        return Message(views.over_text(card.host, card.session), views.card_over(card))

    return CardTexts(
        open=opened, over=over, title=views.call_title, address=lambda meeting: session_link(terms, meeting)
    )
