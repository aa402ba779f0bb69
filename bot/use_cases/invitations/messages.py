"""Inviting people to a meeting, and telling them what changed: one message a person, made when it is sent (INV-3)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, MessageSubject, OutboxMessage, Urgency
from bot.policy.ids import MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import Invitee, MeetingSnapshot, MeetingView
from bot.policy.meetings.meetings import Meeting, current_or_next, needs_new_id
from bot.policy.people.people import Person
from bot.policy.rooms.room_rules import RoomRules, room_rules
from bot.policy.rooms.rooms import Room
from bot.policy.values.results import Denied
from bot.use_cases.deliveries import queue
from storage import Connection, Database
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for

KIND = "meeting_invitation"
MESSAGE_TTL = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InvitationContent:
    """What a message to an invitee says: `known` is what they know (none: nothing yet), `actual` what is true."""

    view: MeetingView
    invitee: Invitee
    known: MeetingSnapshot | None
    actual: MeetingSnapshot


def meeting_view(tx: Connection, meeting: Meeting, now: datetime) -> MeetingView:
    """A meeting as it is to be shown, inside a transaction or read of the caller's."""
    host = people_store.get(tx, meeting.host)
    return meeting_view_for_host(meeting, host, *host_room_and_rules(tx, host), now)


def host_room_and_rules(tx: Connection, host: Person) -> tuple[Room | None, RoomRules]:
    """What the meetings of one host have in common."""
    return room_store.current(tx, host.id), room_rules(resolved_for(tx, host.id), host.role)


def meeting_view_for_host(
    meeting: Meeting, host: Person, room: Room | None, rules: RoomRules, now: datetime
) -> MeetingView:
    """The same for many meetings of one host, who is looked up once."""
    return MeetingView(
        meeting=meeting,
        host=host,
        credentials=meeting.generated_id or room,
        token_in_links=rules.token_in_links,
        occurrence=current_or_next(meeting, now),
        needs_new_id=needs_new_id(meeting, room, rules, now),
    )


def enqueue(tx: Connection, meeting: Meeting, to: Iterable[PersonId], now: datetime) -> int:
    """Owe each of them one message about this version of the meeting; gives how many were new."""
    return queue.enqueue_all(tx, (_message(meeting, person, now) for person in to), now)


def _message(meeting: Meeting, person: PersonId, now: datetime) -> OutboxMessage:
    return OutboxMessage(
        account=meeting.account,
        dedup_key=f"meeting {meeting.key} version {meeting.version} to person {person}",
        kind=KIND,
        urgency=Urgency.BULK,
        to=person,
        due=now,
        deadline=now + MESSAGE_TTL,
        subject={"meeting": meeting.key, "person": person},
    )


def enqueue_outdated(tx: Connection, meeting: Meeting, snapshot: MeetingSnapshot, now: datetime) -> int:
    """The same for everybody who does not know what is true now."""
    people = invitee_store.of_meeting(tx, meeting.key)
    return enqueue(tx, meeting, [each.person.id for each in outdated_invitees(people, snapshot)], now)


def outdated_invitees(people: Collection[Invitee], snapshot: MeetingSnapshot) -> list[Invitee]:
    """Those who were told something else, or nothing yet.

    Who was removed before they heard of it needs nothing, and neither does an invitee who is the host by now.
    """
    return [
        each for each in people if each.person.id != snapshot.host and _is_outdated(each, snapshot_for(each, snapshot))
    ]


def _is_outdated(invitee: Invitee, snapshot: MeetingSnapshot) -> bool:
    if snapshot.cancelled:
        return invitee.may_know and not (invitee.delivered and invitee.delivered.cancelled)
    return invitee.delivered != snapshot


def snapshot_for(invitee: Invitee, snapshot: MeetingSnapshot) -> MeetingSnapshot:
    """What this invitee should know: for whoever is not invited any more the meeting is cancelled."""
    return replace(snapshot, cancelled=True) if invitee.removed else snapshot


def invitation_content(
    db: Database, team: TeamId, subject: MessageSubject, now: datetime
) -> InvitationContent | Denied:
    """What the message says at the moment of sending, or why it is not sent after all (REM-3).

    What it says is written down before it is sent, so that it is known if nobody sees the answer.
    """
    key, person = MeetingKey(int(subject["meeting"])), PersonId(int(subject["person"]))
    with db.write(team) as tx:
        invitee = invitee_store.find(tx, key, person)
        if invitee is None:
            return Denied("they were never invited")
        view = meeting_view(tx, meeting_store.get(tx, key), now)
        snapshot = snapshot_for(invitee, view.snapshot)
        if reason := _skip_reason(invitee, view, snapshot):
            return Denied(reason)
        invitee_store.set_in_flight(tx, key, person, snapshot)
        return InvitationContent(view, invitee, invitee.delivered, snapshot)


def _skip_reason(invitee: Invitee, view: MeetingView, snapshot: MeetingSnapshot) -> str:
    reasons: Sequence[tuple[bool, str]] = (
        (not invitee.person.active, "they left the workspace"),
        (invitee.delivered == snapshot, "they know already"),
        (invitee.delivered is None and snapshot.cancelled, "it was cancelled before they heard of it"),
        (
            invitee.delivered is not None and invitee.delivered.cancelled and snapshot.cancelled,
            "they know that it was cancelled",
        ),
        (invitee.delivered is None and view.occurrence is None, "the meeting is over"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def on_invitation_finished(tx: Connection, delivery: Delivery, _now: datetime) -> None:
    """From now on the person knows what the message said."""
    if delivery.state is DeliveryState.SENT:
        meeting, person = MeetingKey(int(delivery.subject["meeting"])), PersonId(int(delivery.subject["person"]))
        invitee_store.confirm_in_flight(tx, meeting, person)
