"""What somebody has open now, their room or a meeting with an ID of its own, found by the session that a button names."""

from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.cards import OpenMeeting
from bot.policy.people import TeamId, UserId
from bot.policy.room_rules import room_rules
from bot.policy.rooms import SessionId, is_open
from bot.use_cases import people
from bot.use_cases.settings import resolved_for
from storage import Connection, Database
from storage import meeting_sessions as session_store
from storage import own_ids as own_id_store

MEETING_IS_OVER = Denied("That meeting is over.")


def open_meeting(tx: Connection, team: TeamId, user: UserId, session: SessionId, now: datetime) -> OpenMeeting | Denied:
    """It is over for everybody but its host: nobody shares somebody else's."""
    profile = people.known_profile(tx, team, user)
    token_in_links = room_rules(resolved_for(tx, profile.person.id), profile.person.role).token_in_links
    running = profile.session
    if profile.room is not None and running is not None and running.id == session and is_open(running, now):
        return OpenMeeting(profile.person, profile.room, running, token_in_links)
    meeting_session = session_store.find(tx, session)
    if meeting_session is None or not is_open(meeting_session, now):
        return MEETING_IS_OVER
    id_record = own_id_store.get(tx, meeting_session.generated_id)
    return (
        OpenMeeting(profile.person, id_record, meeting_session, token_in_links)
        if id_record.host == profile.person.id
        else MEETING_IS_OVER
    )


def find_open_meeting(
    db: Database, team: TeamId, user: UserId, session: SessionId, now: datetime
) -> OpenMeeting | Denied:
    """The same, for somebody who wants to invite to it, or to enter it again."""
    with db.read() as tx:
        return open_meeting(tx, team, user, session, now)
