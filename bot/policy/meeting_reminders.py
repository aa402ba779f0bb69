"""Who is reminded of a meeting, and when (MEET-8); it knows no queue."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from bot.policy.invitations import Answer, Invitee
from bot.policy.meetings import Meeting, Occurrence, occurrences
from bot.policy.people import PersonId

LEAD = timedelta(minutes=10)


def starting(meeting: Meeting, now: datetime) -> list[Occurrence]:
    """The occurrences that start within ten minutes; one that has begun needs no reminder any more."""
    if meeting.cancelled_at is not None:
        return []
    return [each for each in _until(meeting, now, now + LEAD) if each.at > now]


def _until(meeting: Meeting, now: datetime, until: datetime) -> Iterator[Occurrence]:
    return takewhile(lambda each: each.at <= until, occurrences(meeting, now))


def reminded(host: PersonId, invitees: Collection[Invitee], unwilling: Collection[PersonId]) -> list[PersonId]:
    """The host, and whoever is invited and did not say no; nobody who switched reminders off or left."""
    coming = [each.person.id for each in invitees if _comes(each)]
    return [person for person in (host, *coming) if person not in unwilling]


def _comes(invitee: Invitee) -> bool:
    return not invitee.removed and invitee.answer is not Answer.NO and invitee.person.active
