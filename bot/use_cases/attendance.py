"""What invitees say to an invitation: **“Yes”**, **“No”**, **“Maybe”**; the host sees it."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.invitations import Answer, Invitee, Told
from bot.policy.meetings import CANCELLED, MeetingKey
from bot.policy.people import TeamId, UserId
from bot.policy.shown_meetings import Shown
from bot.use_cases.meeting_invitations import shown
from bot.use_cases.meetings import UNKNOWN
from storage import Database
from storage import invitees as invitee_store
from storage import meetings as meeting_store
from storage import people as people_store


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is on record; a later one takes its place."""

    shown: Shown
    answer: Answer


@dataclass(frozen=True, slots=True)
class Outdated:
    """Nothing was answered: the meeting is not as they were told. From now on they know how it is."""

    shown: Shown
    told: Told
    answer: Answer | None


def answer(
    db: Database, team: TeamId, user: UserId, key: MeetingKey, answered: Answer, now: datetime
) -> Answered | Outdated | Denied:
    """Press a button of an invitation. Who is not invited any more, or to what is over, is told so.

    A “Yes” to another time or place than the present one is none: they are shown what changed, and asked again (UX-5).
    """
    with db.write(team) as tx:
        person = people_store.find(tx, team, user)
        meeting = meeting_store.find(tx, key)
        invitee = None if person is None else invitee_store.find(tx, key, person.id)
        if person is None or meeting is None or invitee is None or invitee.removed:
            return Denied("You are not invited to this meeting any more.")
        if meeting.cancelled_at is not None:
            return CANCELLED
        seen = shown(tx, meeting, now)
        if seen.occurrence is None:
            return Denied("This meeting is over.")
        if invitee.told is not None and invitee.told != seen.told:
            invitee_store.telling(tx, key, person.id, seen.told)
            invitee_store.told(tx, key, person.id)
            return Outdated(seen, invitee.told, invitee.answer)
        invitee_store.answer(tx, key, person.id, answered, now)
        return Answered(seen, answered)


def invitees(db: Database, team: TeamId, user: UserId, key: MeetingKey) -> list[Invitee] | Denied:
    """Who is invited and what they answered: for the host alone."""
    with db.read() as tx:
        person = people_store.find(tx, team, user)
        meeting = meeting_store.find(tx, key)
        if person is None or meeting is None or meeting.host != person.id:
            return UNKNOWN
        return [each for each in invitee_store.of_meeting(tx, key) if not each.removed]
