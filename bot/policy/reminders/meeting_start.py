"""Who is reminded of a meeting, and when (MEET-8)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import takewhile

from bot.policy.ids import PersonId
from bot.policy.invitations.invitations import Invitee, Rsvp
from bot.policy.meetings.meetings import Meeting, Occurrence, occurrences

LEAD_TIME = timedelta(minutes=10)


def starting_soon(meeting: Meeting, now: datetime) -> list[Occurrence]:
    """The occurrences that start within ten minutes; one that has begun needs no reminder any more."""
    if meeting.cancelled_at is not None:
        return []
    soon = takewhile(lambda each: each.starts_at <= now + LEAD_TIME, occurrences(meeting, now))
    return [each for each in soon if each.starts_at > now]


def reminder_recipients(
    host: PersonId, invitees: Collection[Invitee], opted_out: Collection[PersonId]
) -> list[PersonId]:
    """The host, and invitees who did not decline; nobody who switched reminders off or left."""
    attendees = [each.person.id for each in invitees if _may_attend(each)]
    return [person for person in (host, *attendees) if person not in opted_out]


def _may_attend(invitee: Invitee) -> bool:
    return not invitee.removed and invitee.rsvp is not Rsvp.NO and invitee.person.active
