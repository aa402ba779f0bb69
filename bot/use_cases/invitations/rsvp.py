"""Answers to invitations: **“Yes”**, **“No”**, **“Maybe”**, which the host sees."""

from dataclasses import dataclass

from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import Invitee, MeetingSnapshot, MeetingView, Rsvp
from bot.policy.meetings.meeting_ids import MEETING_CANCELLED
from bot.policy.meetings.meetings import NO_SUCH_MEETING
from bot.policy.people.caller import Caller
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations.messages import meeting_view
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class RecordedRsvp:
    """The answer is stored; a later one replaces it."""

    view: MeetingView
    answer: Rsvp


@dataclass(frozen=True, slots=True)
class OutdatedInvitation:
    """The answer is not stored: the meeting differs from what they knew. Now they know its current state."""

    view: MeetingView
    known: MeetingSnapshot
    answer: Rsvp | None


def record_rsvp(
    context: Context, caller: Caller, key: MeetingKey, answer: Rsvp
) -> RecordedRsvp | OutdatedInvitation | Denied:
    """Store an invitee's answer; refused where they are not invited any more, or the meeting is over.

    An answer to an outdated time or place does not count: the invitee sees what changed and is asked again (UX-5).
    """
    with context.db.write(caller.team) as tx:
        person = people_store.find(tx, caller.team, caller.user)
        meeting = meeting_store.find(tx, key)
        invitee = None if person is None else invitee_store.find(tx, key, person.id)
        if person is None or meeting is None or invitee is None or invitee.removed:
            return Denied(reason("invitations.not_invited"))
        if meeting.cancelled_at is not None:
            return MEETING_CANCELLED
        view = meeting_view(tx, meeting, caller.now)
        if view.occurrence is None:
            return Denied(reason("meetings.over")) if caller.clock_believed else CLOCK_DOUBTED
        if invitee.delivered is not None and invitee.delivered != view.snapshot:
            invitee_store.set_in_flight(tx, key, person.id, view.snapshot)
            invitee_store.confirm_in_flight(tx, key, person.id)
            return OutdatedInvitation(view, invitee.delivered, invitee.rsvp)
        invitee_store.set_answer(tx, key, person.id, answer, caller.now)
        return RecordedRsvp(view, answer)


def list_invitees(context: Context, caller: Caller, key: MeetingKey) -> list[Invitee] | Denied:
    """Invitees and their answers, for the host only."""
    with context.db.read() as tx:
        person = people_store.find(tx, caller.team, caller.user)
        meeting = meeting_store.find(tx, key)
        if person is None or meeting is None or meeting.host != person.id:
            return NO_SUCH_MEETING
        return [each for each in invitee_store.of_meeting(tx, key) if not each.removed]
