"""Reminds hosts that their number expires, exactly once for each threshold (section 9 of the rules)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.deliveries.deliveries import DeliveryState, MessageSubject, OutboxMessage
from bot.policy.ids import AccountId, PersonId, RoomId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.reminders import room_expiry
from bot.policy.reminders.room_expiry import Reminder
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Room, room_valid_until
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Defer, Discard
from bot.use_cases.invitations import pmi_state
from bot.use_cases.meetings import stopped
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.people import people as people_store
from storage.rooms import expiry_reminders as expiry_reminder_store
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for

BATCH = 500
A_DAY = timedelta(days=1)
OUT_ALREADY = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class ExpiryReminderContent:
    """What a reminder says. `days` before expiry, 0 when expired; `may_snooze`: it can be postponed.

    `meetings` cannot be joined any more once the number has expired; in order of time.
    """

    room: Room
    host: Person
    days: int
    valid_until: datetime
    may_snooze: bool
    meetings: list[MeetingView]


def enqueue_due(context: Context, now: datetime, most: int = BATCH) -> int:
    """Enqueue every due reminder, in batches of `most`; return how many rooms were found (REM-1, REM-2, REM-6)."""
    _unmark_too_early(context.db, now, most)
    total = 0
    while found := enqueue_batch(context, now, most):
        total += found
    return total


def _unmark_too_early(db: Database, now: datetime, most: int) -> None:
    """Reset marks written by a clock that was ahead. What it sent is not sent again, by its dedup key."""
    while True:
        with db.read() as tx:
            found = sorted(expiry_reminder_store.marked_too_early(tx, now, most))
        if not found:
            return
        for team, rooms in groupby(found, key=lambda each: each[0]):
            with db.write(team) as tx:
                _unmark(tx, [room for _, room in rooms], now)


def _unmark(tx: Connection, rooms: Sequence[RoomId], now: datetime) -> None:
    """Reset the marks of these rooms. A number that was marked as expired is valid again (INV-2, INV-4)."""
    marked = expiry_reminder_store.reload(tx, rooms)
    expired = [each.person for each in marked if each.reminded_days <= room_expiry.AT_EXPIRY]
    if expired:
        pmi_state.on_expiry_recorded_or_reset(tx, expired, now)
    expiry_reminder_store.mark_reminded(tx, rooms, room_expiry.NEVER_REMINDED)


def enqueue_batch(context: Context, now: datetime, most: int) -> int:
    """Enqueue the due reminders of at most so many rooms: one read, and one transaction for each workspace."""
    with context.db.read() as tx:
        found = sorted(expiry_reminder_store.due(tx, context.options.reminder_days, now, most))
    for team, rooms in groupby(found, key=lambda each: each[0]):
        with context.db.write(team) as tx:
            _enqueue(tx, context.options, [room for _, room in rooms], now)
    return len(found)


def _enqueue(tx: Connection, options: Options, rooms: Iterable[RoomId], now: datetime) -> None:
    """Check again under the lock: a room that was used meanwhile is not due any more."""
    marks: dict[int, list[RoomId]] = {}
    messages: list[OutboxMessage] = []
    expired: list[PersonId] = []
    for room in expiry_reminder_store.reload(tx, rooms):
        days = room_expiry.current_threshold(room.valid_until, options.reminder_days, now)
        if days is None or days >= room.reminded_days:
            continue
        marks.setdefault(days, []).append(room.room)
        if days <= room_expiry.AT_EXPIRY < room.reminded_days:
            expired.append(room.person)
        reminder = room_expiry.due_reminder(room.valid_until, room.reminded_days, room.zone, options.reminder_days, now)
        if reminder is not None:
            messages.append(_message(room.account, room.person, room.room, room.valid_until, reminder))
    for days, marked in marks.items():
        expiry_reminder_store.mark_reminded(tx, marked, days)
    if expired:
        pmi_state.on_expiry_recorded_or_reset(tx, expired, now)
    outbox_store.enqueue_or_reschedule(tx, messages, now)


def _message(
    account: AccountId, host: PersonId, room: RoomId, valid_until: datetime, reminder: Reminder, key_suffix: str = ""
) -> OutboxMessage:
    return OutboxMessage(
        account=account,
        dedup_key=_key(room, valid_until, reminder.days) + key_suffix,
        kind=MessageKind.EXPIRY_REMINDER,
        urgency=reminder.urgency,
        to=host,
        due=reminder.due,
        deadline=reminder.deadline,
        subject={"room": room, "days": reminder.days, "until": valid_until.isoformat()},
    )


def _key(room: RoomId, valid_until: datetime, days: int) -> str:
    return f"room {room} expires {valid_until.isoformat()}: {days} days"


def expiry_reminder_content(
    context: Context, subject: MessageSubject, now: datetime
) -> ExpiryReminderContent | Discard | Defer:
    """What the reminder says at the moment of sending, or why it is dropped (REM-3) or deferred.

    It is never sent at night (REM-2). While the room is switched off it is deferred from morning to morning until its
    deadline, since the number still expires once the room is switched on again (LOCK-6).
    """
    room_id, days = RoomId(int(subject["room"])), int(subject["days"])
    valid_until = datetime.fromisoformat(str(subject["until"]))
    with context.db.read() as tx:
        room = room_store.get(tx, room_id)
        host = people_store.get(tx, room.person)
        enabled = room_rules(resolved_for(tx, host.id), host.role).enabled
        stopping = stopped.stopping_at(tx, host, max(now, valid_until))
    outdated = room_expiry.staleness_reason(room, host, days, valid_until, context.options.reminder_days, now)
    if outdated:
        return Discard(outdated)
    if isinstance(enabled, Denied):
        return Defer(room_expiry.in_working_hours(now + A_DAY, host.zone))
    by_day = room_expiry.in_working_hours(now, host.zone)
    if by_day > now:
        return Defer(by_day)
    return ExpiryReminderContent(
        room, host, days, valid_until, room_expiry.snoozed_until(valid_until, now) is not None, stopping
    )


def snooze(context: Context, caller: Caller, room_id: RoomId) -> datetime | Denied:
    """**“Remind me in a week”**: returns when, in the person's working hours and not past the last day.

    Reminders that fall due before then are postponed, too.
    """
    with context.db.write(caller.team) as tx:
        profile = room_store.profile(tx, caller.team, caller.user)
        room = None if profile is None else profile.room
        if profile is None or room is None or room.id != room_id:
            return Denied(reason("reminders.not_your_number"))
        valid_until = room_valid_until(room)
        days = room_expiry.current_threshold(valid_until, context.options.reminder_days, caller.now)
        if days is None:
            return Denied(reason("reminders.room_was_used"))
        if days <= room_expiry.AT_EXPIRY:
            expired = Denied(reason("reminders.expired"))
            return expired if caller.clock_believed else CLOCK_DOUBTED
        again_at = room_expiry.snoozed_until(valid_until, caller.now)
        if again_at is None:
            return Denied(reason("reminders.last_day"))
        due = room_expiry.in_working_hours(again_at, profile.person.zone)
        messages = _postponed_messages(tx, context.options, profile.account.id, room, days, due, caller.now)
        outbox_store.enqueue_or_reschedule(tx, messages, caller.now)
        return due


def _postponed_messages(
    tx: Connection, options: Options, account: AccountId, room: Room, days: int, due: datetime, now: datetime
) -> list[OutboxMessage]:
    """The reminders that fall due before `due`, and the current one, under a new key if it was sent already."""
    valid_until = room_valid_until(room)
    existing = outbox_store.find(tx, account, _key(room.id, valid_until, days))
    is_out = existing is not None and existing.state in OUT_ALREADY
    postponed = room_expiry.postponed_thresholds(valid_until, options.reminder_days, now, due)
    waiting = postponed if is_out and postponed else [days, *postponed]
    key_suffix = f", again {due.date()}" if is_out and not postponed else ""
    reminders = [room_expiry.reminder_for(valid_until, each, options.reminder_days, due) for each in waiting]
    return [_message(account, room.person, room.id, valid_until, reminder, key_suffix) for reminder in reminders]
