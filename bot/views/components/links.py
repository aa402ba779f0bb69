"""The web addresses of rooms, meetings, calendar files and calendar feeds."""

from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.meetings import Meeting
from bot.policy.options import Options
from bot.policy.rooms.rooms import Room, Session

WITHDRAWN = "withdrawn"


def join_link(options: Options, credentials: JoinCredentials, *, with_token: bool) -> str:
    """The link of an invitation; with the token it opens by one click, without the passcode (PASS-2)."""
    address = f"{options.public_url}/j/{credentials.number}"
    return f"{address}?pwd={credentials.token}" if with_token and credentials.passcode else address


def session_link(options: Options, meeting: OpenMeeting) -> str:
    """The link of a card: its token is valid for this session only (PASS-3); without a token it asks for the passcode."""
    address = f"{options.public_url}/j/{meeting.credentials.number}"
    return f"{address}?pwd={meeting.session.token}" if meeting.token_in_links else address


def personal_link(options: Options, room: Room) -> str:
    """The room under its personal name; never with a token."""
    return f"{options.public_url}/my/{room.link}"


def meeting_place(options: Options, session: Session) -> str:
    """The address of the video room: only for somebody who was admitted (GATE-1)."""
    return options.room_url_template.format(name=session.meeting_name)


def calendar_link(options: Options, meeting: Meeting, *, with_token: bool) -> str:
    """The .ics file of a meeting (INV-2); which of its two random names decides whether the links in it hold the token."""
    return f"{options.public_url}/i/{meeting.ics_file if with_token else meeting.public_ics_file}.ics"


def withdrawal_link(options: Options, meeting: Meeting, *, with_token: bool) -> str:
    """The same file as it is for somebody who is not invited any more: it takes the meeting out of their calendar (INV-2)."""
    return f"{calendar_link(options, meeting, with_token=with_token)}?{WITHDRAWN}"


def feed_link(options: Options, name: str) -> str:
    """A person's private calendar feed; its random name is the secret (INV-2)."""
    return f"{options.public_url}/calendar/{name}.ics"
