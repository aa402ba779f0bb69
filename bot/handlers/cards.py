"""How cards look, for the use cases that post them."""

from bot.policy.cards import Card
from bot.policy.rooms import Profile, Room, Session
from bot.policy.terms import Terms
from bot.use_cases.cards import CardTexts
from bot.use_cases.ports import Message
from bot.views import cards as views
from bot.views.addresses import session_link


def card_texts(terms: Terms) -> CardTexts:
    """The looks of this deployment's cards."""

    def opened(profile: Profile, room: Room, session: Session, address: str, call: str) -> Message:
        blocks = views.open_card(profile.person.user, room, session, address, call)
        return Message(views.card_text(profile.person.name, session, over=False), blocks)

    def over(card: Card) -> Message:
        return Message(views.card_text(card.host.name, card.session, over=True), views.card_over(card))

    return CardTexts(
        open=opened,
        over=over,
        title=lambda profile, session: views.call_title(profile.person.name, session),
        address=lambda room, session, rules: session_link(terms, room, session, with_token=rules.token_in_links),
    )
