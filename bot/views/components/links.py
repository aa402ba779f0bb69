"""The web addresses that people are given: of rooms and meetings, by number and by personal link, and of calendars."""

from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.meetings import Meeting
from bot.policy.options import Options
from bot.policy.rooms.rooms import OpenSession, Room


def join_link(options: Options, credentials: JoinCredentials, *, with_token: bool) -> str:
    """The invitation's link; with the token it opens by one click, without asking for the passcode (PASS-2)."""
    address = f"{options.public_url}/j/{credentials.number}"
    return f"{address}?pwd={credentials.token}" if with_token and credentials.passcode else address


def session_link(options: Options, meeting: OpenMeeting) -> str:
    """A card's link: its token is good for this session only (PASS-3); where links carry none it asks for the passcode."""
    address = f"{options.public_url}/j/{meeting.credentials.number}"
    return f"{address}?pwd={meeting.session.token}" if meeting.token_in_links else address


def personal_link(options: Options, room: Room) -> str:
    """The room by its personal name; never with a token."""
    return f"{options.public_url}/my/{room.link}"


def meeting_place(options: Options, session: OpenSession) -> str:
    """Where the session takes place: only for somebody who was let in (GATE-1)."""
    return options.room_url_template.format(name=session.meeting_name)


def calendar_link(options: Options, meeting: Meeting, *, with_token: bool) -> str:
    """The meeting for a calendar, always as it is now (INV-2); its random name says whether its links open by one click."""
    return f"{options.public_url}/i/{meeting.ics_file if with_token else meeting.public_ics_file}.ics"


def feed_link(options: Options, name: str) -> str:
    """A person's private calendar feed; its name is known to nobody else (INV-2)."""
    return f"{options.public_url}/calendar/{name}.ics"
