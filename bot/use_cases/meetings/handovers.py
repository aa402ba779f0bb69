"""Hands meetings of a host who left over to another host: all of them, or one (MEET-9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.deliveries.deliveries import MessageSubject
from bot.policy.ids import MeetingIdKey, MeetingKey, PersonId, UserId
from bot.policy.invitations.invitations import MeetingView, current_snapshot
from bot.policy.meetings.meetings import Meeting, current_or_next
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import UNKNOWN_PERSON, Person
from bot.policy.people.permissions import HOST_ROLES, may_administer
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations import messages, updates
from bot.use_cases.meetings import meeting_ids
from bot.use_cases.people import directory_sync, identities
from storage import Connection, Database
from storage.audit import audit as audit_store
from storage.deliveries import outbox as outbox_store
from storage.invitations import invitees as invitee_store
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store

SAME_PERSON = Denied(reason("meetings.handover_to_same"))
STILL_HERE = Denied(reason("meetings.host_is_back"))
CANNOT_HOST = Denied(reason("meetings.cannot_host"))


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The upcoming meetings of a host who left, by time. `reader_zone`: the time zone of the admin who asks, empty where unknown."""

    host: Person
    meetings: list[MeetingView]
    reader_zone: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Hand over from `host` to `to`: all meetings, or `meeting` with the other parts of its series."""

    host: UserId
    to: UserId
    meeting: MeetingKey | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The meetings that were handed over; empty where they were handed over before, or are over."""

    to: Person
    meetings: list[Meeting]


@dataclass(frozen=True, slots=True)
class ReceivedMeetings:
    """What the message to the new host says: who gave them whose meetings, and which are still upcoming."""

    by: UserId
    host: Person
    meetings: list[MeetingView]


def left_behind_content(db: Database, subject: MessageSubject, now: datetime) -> LeftBehind | Discard:
    """What the message to an admin says at the moment of sending, or why it is dropped (REM-3)."""
    with db.read() as tx:
        host = people_store.get(tx, PersonId(int(subject["host"])))
        if identities.is_eligible(host):
            return Discard("they came back")
        left_behind = LeftBehind(host, _upcoming(tx, host, now))
    return left_behind if left_behind.meetings else Discard("nothing of theirs is to come")


def left_behind_by(context: Context, caller: Caller, host: UserId) -> LeftBehind | Denied:
    """The upcoming meetings of a host who left, for an admin."""
    if isinstance(allowed := may_administer(caller.actor, caller.now), Denied):
        return allowed
    with context.db.read() as tx:
        person = people_store.find(tx, caller.team, host)
        if person is None:
            return UNKNOWN_PERSON
        if identities.is_eligible(person):
            return STILL_HERE
        reader = people_store.find(tx, caller.team, caller.user)
        left_behind = LeftBehind(person, _upcoming(tx, person, caller.now), reader.zone if reader else "")
    return left_behind if left_behind.meetings or caller.clock_believed else CLOCK_DOUBTED


def departed_hosts(context: Context, caller: Caller) -> list[tuple[Person, int]] | Denied:
    """Hosts who left with upcoming meetings, by name, and how many these are; for admins."""
    if isinstance(allowed := may_administer(caller.actor, caller.now), Denied):
        return allowed
    with context.db.read() as tx:
        return meeting_store.ineligible_hosts(tx, caller.team, HOST_ROLES, caller.now)


def _upcoming(tx: Connection, host: Person, now: datetime) -> list[MeetingView]:
    return messages.meeting_host(tx, host).upcoming_views(meeting_store.all_upcoming(tx, host.id), now)


def hand_over(context: Context, caller: Caller, handover: Handover) -> HandedOver | Denied:
    """**“Hand over to …”**: meetings on a PMI get a generated ID. Raises SlackUnavailableError for an unknown `to`."""
    if isinstance(allowed := may_administer(caller.actor, caller.now), Denied):
        return allowed
    directory_sync.ensure_known(context, caller.team, [handover.to], caller.instant)
    with context.db.write(caller.team) as tx:
        old, new = people_store.find(tx, caller.team, handover.host), people_store.find(tx, caller.team, handover.to)
        if old is None or new is None:
            return UNKNOWN_PERSON
        chosen = _handover_refusal(old, new) or _chosen(tx, caller, old, handover.meeting)
        if isinstance(chosen, Denied):
            return chosen
        if chosen:
            _transfer(tx, context.options, old, new, chosen, caller.now)
            _audit_and_notify(tx, caller, old, new, chosen)
        return HandedOver(new, meeting_store.get_many(tx, [each.key for each in chosen]))


def _handover_refusal(old: Person, new: Person) -> Denied | None:
    """Why nothing can be handed over from one to the other."""
    if old.id == new.id:
        return SAME_PERSON
    if identities.is_eligible(old):
        return STILL_HERE
    return None if identities.is_eligible(new) else CANNOT_HOST


def _chosen(tx: Connection, caller: Caller, host: Person, meeting: MeetingKey | None) -> list[Meeting] | Denied:
    """The meetings to hand over. Parts of one series share an ID, so they go together.

    While the clock is in doubt and any meeting seems over, nothing is handed over (CLOCK-1).
    """
    planned = meeting_store.all_upcoming(tx, host.id)
    upcoming = [each for each in planned if current_or_next(each, caller.now)]
    if len(upcoming) < len(planned) and not caller.clock_believed:
        return CLOCK_DOUBTED
    series = {each.part_of for each in upcoming if meeting in (None, each.key)}
    return [each for each in upcoming if each.part_of in series]


def _transfer(
    tx: Connection, options: Options, old: Person, new: Person, chosen: Sequence[Meeting], now: datetime
) -> None:
    room = room_store.current(tx, old.id)
    before = {each.key: current_snapshot(each, each.generated_id or room) for each in chosen}
    meeting_ids.assign_meeting_ids(tx, options, old.id, [each for each in chosen if each.generated_id is None], now)
    session_store.end_in_meetings_of(tx, old.id, now)
    meeting_id_store.transfer_all(tx, _own_ids(tx, chosen), new.id)
    meeting_store.transfer_all(tx, list(before), new.id)
    meeting_store.transfer_ended_parts(tx, {each.part_of for each in chosen}, old.id, new.id)
    meeting_store.bump_version(tx, [each.key for each in chosen if each.generated_id is not None])  # the others were
    for key in before:
        invitee_store.remove(tx, key, [new.id], now)
    updates.offer_updates(tx, chosen[0].account, new.id, updates.announced(tx, before), now)


def _own_ids(tx: Connection, chosen: Sequence[Meeting]) -> list[MeetingIdKey]:
    stored = meeting_store.get_many(tx, [each.key for each in chosen])
    return [each.generated_id.id for each in stored if each.generated_id is not None]


def _audit_and_notify(tx: Connection, caller: Caller, old: Person, new: Person, transferred: list[Meeting]) -> None:
    account, now = transferred[0].account, caller.now
    cause = Cause(caller.user, now, note="1 meeting" if len(transferred) == 1 else f"{len(transferred)} meetings")
    audit_store.add(tx, account, AuditEvent(AuditAction.MEETINGS_TAKEN, person=old.id), cause)
    audit_store.add(tx, account, AuditEvent(AuditAction.MEETINGS_GIVEN, person=new.id), cause)
    keys = " ".join(str(each.key) for each in transferred)
    subject: MessageSubject = {"host": old.id, "by": caller.user, "meetings": keys}
    dedup_key = f"meetings of host {old.id} handed over {now.isoformat()}: to person {new.id}"
    outbox_store.enqueue(tx, new_message(MessageKind.MEETINGS_GIVEN, account, new.id, dedup_key, subject, now), now)


def handover_content(db: Database, to: PersonId, subject: MessageSubject, now: datetime) -> ReceivedMeetings | Discard:
    """What the message to the new host says at the moment of sending, or why it is dropped (REM-3)."""
    keys = [MeetingKey(int(key)) for key in str(subject["meetings"]).split()]
    with db.read() as tx:
        before, host = people_store.get(tx, PersonId(int(subject["host"]))), people_store.get(tx, to)
        theirs = [each for each in meeting_store.get_many(tx, keys) if each.host == to]
        views = messages.meeting_host(tx, host).upcoming_views(theirs, now)
    if not views:
        return Discard("none of these is theirs to come")
    return ReceivedMeetings(UserId(str(subject["by"])), before, views)
