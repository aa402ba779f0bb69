"""Messages to invitees: invitations and changes, one message a person, rendered when it is sent (INV-3)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, MessageSubject
from bot.policy.ids import MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import Invitee, MeetingSnapshot, MeetingView
from bot.policy.meetings.departures import until_host_left
from bot.policy.meetings.meetings import Meeting, current_or_next, is_known_to_need_new_id, needs_new_id
from bot.policy.people.people import Person
from bot.policy.rooms.room_rules import RoomRules, room_rules
from bot.policy.rooms.rooms import Room
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.deliveries.worker import Discard
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for


@dataclass(frozen=True, slots=True)
class InvitationContent:
    """What a message to an invitee says. `known`: what they know, None for nothing yet; `actual`: the current state."""

    view: MeetingView
    invitee: Invitee
    known: MeetingSnapshot | None
    actual: MeetingSnapshot


@dataclass(frozen=True, slots=True)
class MeetingHost:
    """A host with their current room and the rules in force for it, which all their meetings share."""

    person: Person
    room: Room | None
    rules: RoomRules

    def view(self, meeting: Meeting, now: datetime) -> MeetingView:
        """The view of one of their meetings."""
        return MeetingView(
            meeting=meeting,
            host=self.person,
            credentials=meeting.generated_id or self.room,
            token_in_links=self.rules.token_in_links,
            occurrence=current_or_next(meeting, now),
            needs_new_id=needs_new_id(meeting, self.room, self.rules, now),
        )

    def recorded_view(self, meeting: Meeting) -> MeetingView:
        """The view of one of their meetings for calendars: by what is stored alone, whatever the time is (INV-2).

        What time brings about shows once a job has recorded it, which raises the meeting's version. Of a meeting whose host left
        it holds what had begun by then, if anything had. It has no `occurrence`.
        """
        return MeetingView(
            meeting=until_host_left(meeting),
            host=self.person,
            credentials=meeting.generated_id or self.room,
            token_in_links=self.rules.token_in_links,
            occurrence=None,
            needs_new_id=is_known_to_need_new_id(meeting, self.room, self.rules),
        )

    def upcoming_views(self, meetings: Iterable[Meeting], now: datetime) -> list[MeetingView]:
        """Views of those of their meetings that are not over."""
        views = (self.view(each, now) for each in meetings)
        return [each for each in views if each.occurrence]


def meeting_host(tx: Connection, person: Person) -> MeetingHost:
    """The host as of now, read once for all their meetings."""
    return MeetingHost(person, room_store.current(tx, person.id), room_rules(resolved_for(tx, person.id), person.role))


def meeting_view(tx: Connection, meeting: Meeting, now: datetime) -> MeetingView:
    """The view of a meeting, inside the caller's transaction or read."""
    return meeting_host(tx, people_store.get(tx, meeting.host)).view(meeting, now)


def enqueue(tx: Connection, meeting: Meeting, to: Iterable[PersonId], now: datetime) -> int:
    """Enqueue one message about this version of the meeting for each person; return how many were new."""
    key, about = f"meeting {meeting.key} version {meeting.version} to person", {"meeting": meeting.key}
    messages = (
        new_message(MessageKind.INVITATION, meeting.account, each, f"{key} {each}", {**about, "person": each}, now)
        for each in to
    )
    return outbox_store.enqueue_all(tx, messages, now)


def enqueue_outdated(tx: Connection, meeting: Meeting, snapshot: MeetingSnapshot, now: datetime) -> int:
    """Enqueue a message for every invitee whose knowledge differs from the snapshot; return how many were new."""
    people = invitee_store.of_meeting(tx, meeting.key)
    return enqueue(tx, meeting, [each.person.id for each in outdated_invitees(people, snapshot)], now)


def outdated_invitees(people: Collection[Invitee], snapshot: MeetingSnapshot) -> list[Invitee]:
    """The invitees who know another state of the meeting, or nothing yet.

    People who were removed before they got any message are left out, and so is an invitee who is the host by now.
    """
    return [
        each for each in people if each.person.id != snapshot.host and _is_outdated(each, snapshot_for(each, snapshot))
    ]


def _is_outdated(invitee: Invitee, snapshot: MeetingSnapshot) -> bool:
    if snapshot.cancelled:
        return invitee.may_know and not (invitee.delivered and invitee.delivered.cancelled)
    return invitee.delivered != snapshot


def snapshot_for(invitee: Invitee, snapshot: MeetingSnapshot) -> MeetingSnapshot:
    """What this invitee should know: for a removed one the meeting is cancelled."""
    return replace(snapshot, cancelled=True) if invitee.removed else snapshot


def invitation_content(
    db: Database, team: TeamId, subject: MessageSubject, now: datetime
) -> InvitationContent | Discard:
    """What the message says at the moment of sending, or why it is dropped (REM-3).

    It is stored before it is sent, so that it is known even if Slack's answer is lost.
    """
    key, person = MeetingKey(int(subject["meeting"])), PersonId(int(subject["person"]))
    with db.write(team) as tx:
        invitee = invitee_store.find(tx, key, person)
        if invitee is None:
            return Discard("they were never invited")
        view = meeting_view(tx, meeting_store.get(tx, key), now)
        snapshot = snapshot_for(invitee, view.snapshot)
        if reason := _skip_reason(invitee, view, snapshot):
            return Discard(reason)
        invitee_store.set_in_flight(tx, key, person, snapshot)
        return InvitationContent(view, invitee, invitee.delivered, snapshot)


def _skip_reason(invitee: Invitee, view: MeetingView, snapshot: MeetingSnapshot) -> str:
    known = invitee.delivered
    reasons: Sequence[tuple[bool, str]] = (
        (not invitee.person.active, "they left the workspace"),
        (known == snapshot, "they know already"),
        (known is None and snapshot.cancelled, "it was cancelled before they heard of it"),
        (known is not None and known.cancelled and snapshot.cancelled, "they know that it was cancelled"),
        (known is None and view.occurrence is None, "the meeting is over"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def on_invitation_finished(tx: Connection, delivery: Delivery, _now: datetime) -> None:
    """Hook: once the message is sent, the person knows what it said."""
    if delivery.state is DeliveryState.SENT:
        meeting, person = MeetingKey(int(delivery.subject["meeting"])), PersonId(int(delivery.subject["person"]))
        invitee_store.confirm_in_flight(tx, meeting, person)
