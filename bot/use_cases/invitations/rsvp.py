"""What invitees say to an invitation: **“Yes”**, **“No”**, **“Maybe”**; the host sees it."""

from dataclasses import dataclass

from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import Invitee, MeetingSnapshot, MeetingView, Rsvp
from bot.policy.meetings.meetings import MEETING_CANCELLED, NO_SUCH_MEETING
from bot.policy.people.caller import Caller
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations.messages import meeting_view
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class RecordedRsvp:
    """The answer is on record; a later one takes its place."""

    view: MeetingView
    answer: Rsvp


@dataclass(frozen=True, slots=True)
class OutdatedInvitation:
    """Nothing was answered: the meeting is not as they were told. From now on they know how it is."""

    view: MeetingView
    known: MeetingSnapshot
    answer: Rsvp | None


def record_rsvp(
    context: Context, caller: Caller, key: MeetingKey, answer: Rsvp
) -> RecordedRsvp | OutdatedInvitation | Denied:
    """Press a button of an invitation. Who is not invited any more, or to what is over, is told so.

    A “Yes” to another time or place than the present one is none: they are shown what changed, and asked again (UX-5).
    """
    with context.db.write(caller.team) as tx:
        person = people_store.find(tx, caller.team, caller.user)
        meeting = meeting_store.find(tx, key)
        invitee = None if person is None else invitee_store.find(tx, key, person.id)
        if person is None or meeting is None or invitee is None or invitee.removed:
            return Denied("You are not invited to this meeting any more.")
        if meeting.cancelled_at is not None:
            return MEETING_CANCELLED
        view = meeting_view(tx, meeting, caller.now)
        if view.occurrence is None:
            return Denied("This meeting is over.")
        if invitee.delivered is not None and invitee.delivered != view.snapshot:
            invitee_store.set_in_flight(tx, key, person.id, view.snapshot)
            invitee_store.confirm_in_flight(tx, key, person.id)
            return OutdatedInvitation(view, invitee.delivered, invitee.rsvp)
        invitee_store.set_answer(tx, key, person.id, answer, caller.now)
        return RecordedRsvp(view, answer)


def list_invitees(context: Context, caller: Caller, key: MeetingKey) -> list[Invitee] | Denied:
    """Who is invited and what they answered: for the host alone."""
    with context.db.read() as tx:
        person = people_store.find(tx, caller.team, caller.user)
        meeting = meeting_store.find(tx, key)
        if person is None or meeting is None or meeting.host != person.id:
            return NO_SUCH_MEETING
        return [each for each in invitee_store.of_meeting(tx, key) if not each.removed]
