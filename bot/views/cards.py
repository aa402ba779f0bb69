"""An open room as a card in a channel: who, what, **“Join”**; and the same once it is over."""

from bot.exchange import Block
from bot.policy.cards import Card
from bot.policy.numbers import show
from bot.policy.people import UserId
from bot.policy.rooms import Room, Session, session_ends
from bot.views.blocks import actions, button, context, escaped, moment, section

JOIN = "card_join"
TIME = "{date_short_pretty} at {time}"


def open_card(host: UserId, room: Room, session: Session, address: str, call: str) -> list[Block]:
    """Who opened which room, and the way in: a link that is good for this session only (PASS-3)."""
    about = section(f":large_green_circle: <@{host}> has opened their meeting room{_topic(session)}.")
    small = context(f"Meeting ID {show(room.number)} · open since {moment(session.started_at, TIME)}")
    if call:
        return [about, {"type": "call", "call_id": call}, small]
    return [about, actions(button("Join", JOIN, url=address, style="primary")), small]


def card_over(card: Card) -> list[Block]:
    """The same without a way in."""
    host = f"<@{card.host.user}>"
    over = section(f":white_circle: {host}'s meeting{_topic(card.session)} is over.")
    return [over, context(f"It ended {moment(session_ends(card.session), TIME)}.")]


def card_text(name: str, session: Session, *, over: bool) -> str:
    """The card as a notification says it."""
    topic = f": {escaped(session.topic)}" if session.topic else ""
    return (
        f"{escaped(name)}'s meeting is over{topic}" if over else f"{escaped(name)} has opened their meeting room{topic}"
    )


def call_title(name: str, session: Session) -> str:
    """The title of Slack's call."""
    return session.topic or f"{name}'s meeting room"


def _topic(session: Session) -> str:
    return f" for *{escaped(session.topic)}*" if session.topic else ""
