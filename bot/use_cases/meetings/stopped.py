"""Meetings on a PMI that was switched off or has expired, as their host sees them (APP-6, INV-4)."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.deliveries.deliveries import MessageSubject
from bot.policy.ids import PersonId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations.messages import meeting_host
from storage import Connection, Database
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class StoppedMeetings:
    """Upcoming meetings that nobody can join until they get generated IDs, by time, and why."""

    host: Person
    meetings: list[MeetingView]
    reason: Reason


def stopped_meetings_content(db: Database, subject: MessageSubject, now: datetime) -> StoppedMeetings | Discard:
    """What the message says at the moment of sending, or why it is dropped (REM-3)."""
    with db.read() as tx:
        stopped = _stopped(tx, people_store.get(tx, PersonId(int(subject["person"]))), now)
    return stopped if stopped.meetings else Discard("none of their meetings has stopped working")


def stopped_meetings(context: Context, caller: Caller) -> StoppedMeetings | Denied:
    """**“Review”**: the host's meetings that have stopped working now."""
    with context.db.read() as tx:
        host = people_store.find(tx, caller.team, caller.user)
        return Denied(reason("people.unknown_yourself")) if host is None else _stopped(tx, host, caller.now)


def stopping_at(tx: Connection, host: Person, expiry: datetime) -> list[MeetingView]:
    """The meetings on the PMI that take place after `expiry` (REM-1), each with its first start then, by time."""
    on_pmi = meeting_store.on_pmi(tx, host.id)
    return sorted(meeting_host(tx, host).upcoming_views(on_pmi, expiry), key=_next_start)


def _next_start(view: MeetingView) -> datetime:
    return view.occurrence.starts_at if view.occurrence else view.meeting.made_at


def _stopped(tx: Connection, person: Person, now: datetime) -> StoppedMeetings:
    host = meeting_host(tx, person)
    enabled, upcoming = host.rules.enabled, host.upcoming_views(meeting_store.on_pmi(tx, person.id), now)
    why = enabled.reason if isinstance(enabled, Denied) else reason("rooms.stopped_by_expiry")
    return StoppedMeetings(person, [each for each in upcoming if each.needs_new_id], why)
