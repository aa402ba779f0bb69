"""Reminds host and invitees ten minutes before a meeting: once, never after its start (MEET-8, REM-7)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.deliveries.deliveries import MessageSubject, OutboxMessage
from bot.policy.ids import MeetingKey, PersonId
from bot.policy.invitations.invitations import MeetingView, iso_minute
from bot.policy.meetings.meetings import Meeting, Occurrence, find_occurrence, next_start_after, occurrence_times
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_have_room
from bot.policy.reminders.meeting_start import LEAD_TIME, reminder_recipients, starting_soon
from bot.policy.values.results import Denied
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations.messages import meeting_view
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.meetings import reminder_opt_outs as reminder_opt_out_store
from storage.people import people as people_store

BATCH = 200


@dataclass(frozen=True, slots=True)
class MeetingReminderContent:
    """What a reminder says: the occurrence that starts, and who is reminded."""

    view: MeetingView
    occurrence: Occurrence
    person: Person
    is_host: bool


def enqueue_due(db: Database, now: datetime, most: int = BATCH) -> int:
    """Enqueue the reminders of meetings that start within ten minutes; return how many meetings were found (REM-6)."""
    with db.read() as tx:
        due = meeting_store.starting(tx, now + LEAD_TIME, most)
    for team, key in due:
        with db.write(team) as tx:
            _enqueue(tx, meeting_store.get(tx, key), now)
    return len(due)


def _enqueue(tx: Connection, meeting: Meeting, now: datetime) -> None:
    """Check again under the lock. Starts that were missed during downtime get no reminder."""
    found = starting_soon(meeting, now)
    if found:
        outbox_store.enqueue_all(tx, _messages(tx, meeting, found), now)
    last = found[-1].starts_at if found else now
    stored = occurrence_times(meeting, now)
    following = next_start_after(meeting, last)
    meeting_store.save_occurrence_times(tx, meeting.key, replace(stored, next_at=following))


def _messages(tx: Connection, meeting: Meeting, found: list[Occurrence]) -> Iterator[OutboxMessage]:
    invitees = invitee_store.of_meeting(tx, meeting.key)
    candidates = {meeting.host, *(each.person.id for each in invitees)}
    people = reminder_recipients(meeting.host, invitees, reminder_opt_out_store.opted_out(tx, candidates))
    for occurrence in found:
        start, at, planned = occurrence.starts_at, occurrence.starts_at.isoformat(), iso_minute(occurrence.planned)
        for person in people:
            key = f"meeting {meeting.key} at {at} reminds person {person}"
            about: MessageSubject = {"meeting": meeting.key, "person": person, "planned": planned, "at": at}
            due = start - LEAD_TIME
            yield new_message(MessageKind.MEETING_REMINDER, meeting.account, person, key, about, due, deadline=start)


def meeting_reminder_content(db: Database, subject: MessageSubject, now: datetime) -> MeetingReminderContent | Discard:
    """What the reminder says at the moment of sending, or why it is dropped (REM-3)."""
    key, person_id = MeetingKey(int(subject["meeting"])), PersonId(int(subject["person"]))
    with db.read() as tx:
        view = meeting_view(tx, meeting_store.get(tx, key), now)
        person = people_store.get(tx, person_id)
        invitee = invitee_store.find(tx, key, person_id)
        opted_out = reminder_opt_out_store.opted_out(tx, [person_id])
    meeting = view.meeting
    occurrence = find_occurrence(meeting, datetime.fromisoformat(str(subject["planned"])))
    is_host = meeting.host == person_id
    if meeting.cancelled_at is not None or occurrence is None:
        return Discard("it was cancelled")
    if occurrence.starts_at.isoformat() != subject["at"]:
        return Discard("it takes place at another time")
    if isinstance(may_have_room(view.host), Denied):
        return Discard("its host left")
    if person_id not in reminder_recipients(meeting.host, [invitee] if invitee else [], opted_out) or not person.active:
        return Discard("they do not come, or want no reminders")
    if not is_host and view.needs_new_id:
        return Discard("it cannot be joined before its host gives it a new ID")
    return MeetingReminderContent(view, occurrence, person, is_host)
