"""An open room or meeting as a card in a channel: who, what, **“Join”**; and the same once it is over."""

from bot.policy.ids import SessionId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.people.people import Person
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import OpenSession, Room, session_ends_at
from bot.protocol import Block, View
from bot.views.components.blocks import actions, bold, button, context, escaped, modal, section, slack_date
from bot.views.components.inputs import channel_input

JOIN = "card_join"
SHARE = "card_share"
CHOOSE_CHANNEL = "card_choose_channel"
SHARE_FORM = "card_share_form"
DATE_FORMAT = "{date_short_pretty} at {time}"


def share_button(session: SessionId, *, in_channel: bool) -> Block:
    """**“Share in this channel”**, for the host; where there is none, it is asked for (UX-7)."""
    label, action = ("Share in this channel", SHARE) if in_channel else ("Share in a channel …", CHOOSE_CHANNEL)
    return button(label, action, value=str(session))


def share_form(session: SessionId) -> View:
    """Where to share it."""
    explanation = context("The card is posted by PMI Bot and names you. It lets people in until you end the meeting.")
    return modal(
        "Share your meeting",
        [channel_input(), explanation],
        callback=SHARE_FORM,
        submit="Share",
        close="Cancel",
        metadata=str(session),
    )


def shared_modal(channel: str) -> View:
    """The result, as a view."""
    return modal("Shared", [section(f":white_check_mark: Your open meeting is in <#{channel}>.")])


def open_card(meeting: OpenMeeting, address: str, call_id: str) -> list[Block]:
    """Who opened what, and the way in: a link that is good for this session only (PASS-3)."""
    session = meeting.session
    about = section(
        f":large_green_circle: <@{meeting.host.user}> has opened {_place_text(meeting)}{_topic_text(session)}."
    )
    footer = context(
        f"Meeting ID {format_number(meeting.credentials.number)} · open since {slack_date(session.started_at, DATE_FORMAT)}"
    )
    if call_id:
        return [about, {"type": "call", "call_id": call_id}, footer]
    return [about, actions(button("Join", JOIN, url=address, style="primary")), footer]


def ended_card(card: Card) -> list[Block]:
    """The same without a way in."""
    host = f"<@{card.host.user}>"
    over = section(f":white_circle: {host}'s meeting{_topic_text(card.session)} is over.")
    return [over, context(f"It ended {slack_date(session_ends_at(card.session), DATE_FORMAT)}.")]


def open_text(meeting: OpenMeeting) -> str:
    """The card as a notification says it."""
    return f"{escaped(meeting.host.name)} has opened {_place_text(meeting)}{_plain_topic(meeting.session)}"


def ended_text(host: Person, session: OpenSession) -> str:
    """The same once it is over."""
    return f"{escaped(host.name)}'s meeting is over{_plain_topic(session)}"


def call_title(meeting: OpenMeeting) -> str:
    """The title of Slack's call."""
    what = "meeting room" if isinstance(meeting.credentials, Room) else "meeting"
    return meeting.session.topic or f"{meeting.host.name}'s {what}"


def _place_text(meeting: OpenMeeting) -> str:
    return "their meeting room" if isinstance(meeting.credentials, Room) else "a meeting"


def _topic_text(session: OpenSession) -> str:
    return f" for {bold(session.topic)}" if session.topic else ""


def _plain_topic(session: OpenSession) -> str:
    return f": {escaped(session.topic)}" if session.topic else ""
