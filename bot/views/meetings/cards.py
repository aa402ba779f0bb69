"""An open room or meeting as a card in a channel with **“Join”**, until it is over; and its buttons for the host."""

from bot.policy.ids import SessionId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room, Session, session_ends_at
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, confirm, context, modal, section
from bot.views.components.inputs import channel_input
from bot.views.components.text import bold, escaped, short_date

JOIN = "card_join"
SHARE = "card_share"
CHOOSE_CHANNEL = "card_choose_channel"
SHARE_FORM = "card_share_form"


def session_blocks(
    text: str, enter: Block, copy: Block, end_action: str, session: Session, *, in_channel: bool
) -> list[Block]:
    """The answer to a start, with the host's buttons; outside of a channel the one to share asks for one (UX-7)."""
    label, action = ("Share in this channel", SHARE) if in_channel else ("Share in a channel …", CHOOSE_CHANNEL)
    share, end = button(label, action, value=str(session.id)), end_button(end_action, session.id)
    footer = context(f"It closes by itself {short_date(session_ends_at(session))}.")
    return [section(f":large_green_circle: {text}"), actions(enter, share, copy, end), footer]


def end_button(action: str, session: SessionId) -> Block:
    """**“End”**, which asks first: nobody who comes later is let in (UX-5)."""
    question = "Nobody is let in any more after this. People who are inside already stay until they leave."
    confirmation = confirm("End the meeting?", question, "End", "Keep it open", danger=True)
    return button("End", action, value=str(session), style="danger", confirm=confirmation)


def topic_text(session: Session) -> str:
    """“ for *Planning*” in mrkdwn; empty without a topic."""
    return f" for {bold(session.topic)}" if session.topic else ""


def share_form(session: SessionId, channel: str = "") -> View:
    """Which channel to share the open room or meeting in; `channel` is the one chosen before."""
    explanation = context("The card is posted by PMI Bot and names you. It lets people in until you end the meeting.")
    blocks = [channel_input(channel), explanation]
    return modal("Share your meeting", blocks, callback=SHARE_FORM, submit="Share", metadata=str(session))


def shared_modal(channel: str) -> View:
    """The result of sharing, as a view (UX-7)."""
    return modal("Shared", [section(f":white_check_mark: Your open meeting is in <#{channel}>.")])


def open_card(meeting: OpenMeeting, address: str, call_id: str) -> list[Block]:
    """Who opened what, and Slack's call or a link that is valid for this session only (PASS-3)."""
    host, session, number = f"<@{meeting.host.user}>", meeting.session, format_number(meeting.credentials.number)
    join = actions(button("Join", JOIN, url=address, style="primary"))
    return [
        section(f":large_green_circle: {host} has opened {_place_text(meeting)}{topic_text(session)}."),
        {"type": "call", "call_id": call_id} if call_id else join,
        context(f"Meeting ID {number} · open since {short_date(session.started_at)}"),
    ]


def ended_card(card: Card) -> list[Block]:
    """The card of a session that is over, without a link."""
    if card.host is None or card.session is None:
        return [section(":white_circle: This meeting is over.")]
    host = f"<@{card.host.user}>"
    over = section(f":white_circle: {host}'s meeting{topic_text(card.session)} is over.")
    return [over, context(f"It ended {short_date(session_ends_at(card.session))}.")]


def open_text(meeting: OpenMeeting) -> str:
    """The card as a notification."""
    return f"{escaped(meeting.host.name)} has opened {_place_text(meeting)}{_plain_topic(meeting.session)}"


def ended_text(card: Card) -> str:
    """The card of a session that is over as a notification."""
    if card.host is None or card.session is None:
        return "This meeting is over"
    return f"{escaped(card.host.name)}'s meeting is over{_plain_topic(card.session)}"


def call_title(meeting: OpenMeeting) -> str:
    """The title of Slack's call."""
    what = "meeting room" if isinstance(meeting.credentials, Room) else "meeting"
    return meeting.session.topic or f"{meeting.host.name}'s {what}"


def _place_text(meeting: OpenMeeting) -> str:
    return "their meeting room" if isinstance(meeting.credentials, Room) else "a meeting"


def _plain_topic(session: Session) -> str:
    return f": {escaped(session.topic)}" if session.topic else ""
