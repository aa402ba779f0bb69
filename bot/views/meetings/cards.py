"""An open room or meeting as a card in a channel with **“Join”**, until it is over; and its buttons for the host."""

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
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
_OPENED: dict[tuple[bool, bool], Message] = {
    (True, False): N_(":large_green_circle: {host} has opened their meeting room."),
    (True, True): N_(":large_green_circle: {host} has opened their meeting room for {topic}."),
    (False, False): N_(":large_green_circle: {host} has opened a meeting."),
    (False, True): N_(":large_green_circle: {host} has opened a meeting for {topic}."),
}
"""By whether it is a room, and whether it has a topic."""
_OPENED_NOTIFICATION: dict[tuple[bool, bool], Message] = {
    (True, False): N_("{host} has opened their meeting room"),
    (True, True): N_("{host} has opened their meeting room: {topic}"),
    (False, False): N_("{host} has opened a meeting"),
    (False, True): N_("{host} has opened a meeting: {topic}"),
}


def session_blocks(
    text: str, enter: Block, copy: Block, end_action: str, session: Session, *, in_channel: bool
) -> list[Block]:
    """The answer to a start, with the host's buttons; outside of a channel the one to share asks for one (UX-7)."""
    here, elsewhere = (_("Share in this channel"), SHARE), (_("Share in a channel …"), CHOOSE_CHANNEL)
    label, action = here if in_channel else elsewhere
    share, end = button(label, action, value=str(session.id)), end_button(end_action, session.id)
    footer = context(_("It closes by itself {date}.", date=short_date(session_ends_at(session))))
    return [section(f":large_green_circle: {text}"), actions(enter, share, copy, end), footer]


def end_button(action: str, session: SessionId) -> Block:
    """**“End”**, which asks first: nobody who comes later is let in (UX-5)."""
    question = _("Nobody else is let in after this. People who are already inside stay until they leave.")
    # Translators: at most 30 characters. It ends a meeting.
    end = _("End")
    # Translators: at most 30 characters.
    keep = _("Keep it open")
    confirmation = confirm(_("End the meeting?"), question, end, keep, danger=True)
    return button(end, action, value=str(session), style="danger", confirm=confirmation)


def topic_text(session: Session) -> str:
    """“ for *Planning*” in mrkdwn; empty without a topic."""
    return f" for {bold(session.topic)}" if session.topic else ""


def share_form(session: SessionId, channel: str = "") -> View:
    """Which channel to share the open room or meeting in; `channel` is the one chosen before."""
    explanation = _("The card is posted by PMI Bot and names you. It lets people in until you end the meeting.")
    blocks = [channel_input(channel), context(explanation)]
    # Translators: at most 24 characters.
    title = _("Share your meeting")
    # Translators: at most 24 characters.
    share = _("Share")
    return modal(title, blocks, callback=SHARE_FORM, submit=share, metadata=str(session))


def shared_modal(channel: str) -> View:
    """The result of sharing, as a view (UX-7)."""
    place = f"<#{channel}>"
    text = _(":white_check_mark: Your open meeting is in {channel}.", channel=place)
    # Translators: at most 24 characters.
    return modal(_("Shared"), [section(text)])


def open_card(meeting: OpenMeeting, address: str, call_id: str) -> list[Block]:
    """Who opened what, and Slack's call or a link that is valid for this session only (PASS-3)."""
    session, number = meeting.session, format_number(meeting.credentials.number)
    opened = _OPENED[isinstance(meeting.credentials, Room), bool(session.topic)]
    join = actions(button(_("Join"), JOIN, url=address, style="primary"))
    return [
        section(say(opened, host=f"<@{meeting.host.user}>", topic=bold(session.topic))),
        {"type": "call", "call_id": call_id} if call_id else join,
        context(_("Meeting ID {number} · open since {date}", number=number, date=short_date(session.started_at))),
    ]


def ended_card(card: Card) -> list[Block]:
    """The card of a session that is over, without a link."""
    if card.host is None or card.session is None:
        return [section(_(":white_circle: This meeting is over."))]
    host, topic = f"<@{card.host.user}>", card.session.topic
    if topic:
        over = _(":white_circle: {host}’s meeting for {topic} is over.", host=host, topic=bold(topic))
    else:
        over = _(":white_circle: {host}’s meeting is over.", host=host)
    return [section(over), context(_("It ended {date}.", date=short_date(session_ends_at(card.session))))]


def open_text(meeting: OpenMeeting) -> str:
    """The card as a notification."""
    opened = _OPENED_NOTIFICATION[isinstance(meeting.credentials, Room), bool(meeting.session.topic)]
    return say(opened, host=escaped(meeting.host.name), topic=escaped(meeting.session.topic))


def ended_text(card: Card) -> str:
    """The card of a session that is over as a notification."""
    if card.host is None or card.session is None:
        return _("This meeting is over")
    host, topic = escaped(card.host.name), escaped(card.session.topic)
    if topic:
        return _("{host}’s meeting is over: {topic}", host=host, topic=topic)
    return _("{host}’s meeting is over", host=host)


def call_title(meeting: OpenMeeting) -> str:
    """The title of Slack's call."""
    if meeting.session.topic:
        return meeting.session.topic
    if isinstance(meeting.credentials, Room):
        return _("{host}’s meeting room", host=meeting.host.name)
    return _("{host}’s meeting", host=meeting.host.name)
