"""Reminding hosts that their number expires: once, never twice, never lost (section 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.policy import reminders as policy
from bot.policy.answers import Denied
from bot.policy.deliveries import Owed, Subject
from bot.policy.people import Person, TeamId, UserId
from bot.policy.reminders import Reminder
from bot.policy.rooms import Room, RoomId, room_valid_until
from bot.policy.terms import Terms
from bot.use_cases import deliveries
from storage import Connection, Database
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rooms as room_store
from storage.reminders import Candidate

KIND = "expiry reminder"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reminder says. `days` before expiry, 0 when expired; `may_snooze` if there is a later moment to say it."""

    room: Room
    host: Person
    days: int
    valid_until: datetime
    may_snooze: bool


def owe_due(db: Database, terms: Terms, now: datetime) -> int:
    """Owe every reminder that has fallen due, in batches; gives how many rooms were looked at (REM-1, REM-2, REM-6)."""
    _unmark_too_early(db, terms, now)
    seen = 0
    while batch := _owe_batch(db, terms, now):
        seen += batch
    return seen


def _unmark_too_early(db: Database, terms: Terms, now: datetime) -> None:
    """After a clock that was ahead: what it marked counts anew, and what it sent has a key that is not sent again."""
    with db.read() as tx:
        rooms = reminder_store.too_early(tx, terms.reminder_days, now, BATCH)
    if rooms:
        with db.write("reminders") as tx:
            reminder_store.mark(tx, rooms, policy.NEVER)


def _owe_batch(db: Database, terms: Terms, now: datetime) -> int:
    with db.read() as tx:
        candidates = reminder_store.due(tx, terms.reminder_days, now, BATCH)
    candidates.sort(key=lambda each: (each.team, each.room))
    for team, group in groupby(candidates, key=lambda each: each.team):
        with db.write(team) as tx:
            _owe(tx, terms, [each.room for each in group], now)
    return len(candidates)


def _owe(tx: Connection, terms: Terms, rooms: Iterable[RoomId], now: datetime) -> None:
    """Asked again under the lock: a room that was used meanwhile is not due any more."""
    marks: dict[int, list[RoomId]] = {}
    owed: list[Owed] = []
    for room in reminder_store.again(tx, rooms):
        days = policy.current_threshold(room.valid_until, terms.reminder_days, now)
        if days is None or days >= room.reminded_days:
            continue
        marks.setdefault(days, []).append(room.room)
        reminder = policy.due_reminder(room.valid_until, room.reminded_days, room.zone, terms.reminder_days, now)
        if reminder is not None:
            owed.append(_owed(room, reminder))
    for days, marked in marks.items():
        reminder_store.mark(tx, marked, days)
    deliveries.owe_anew(tx, owed, now)


def _owed(room: Candidate, reminder: Reminder) -> Owed:
    return Owed(
        account=room.account,
        key=f"room {room.room} expires {room.valid_until.isoformat()}: {reminder.days} days",
        kind=KIND,
        urgency=reminder.urgency,
        to=room.person,
        due=reminder.due,
        deadline=reminder.deadline,
        subject={"room": room.room, "days": reminder.days, "until": room.valid_until.isoformat()},
    )


def facts(db: Database, terms: Terms, subject: Subject, now: datetime) -> Facts | Denied:
    """What the reminder says at the moment of sending, or why it is not sent after all (REM-3)."""
    room_id, days = RoomId(int(subject["room"])), int(subject["days"])
    valid_until = datetime.fromisoformat(str(subject["until"]))
    with db.read() as tx:
        room = room_store.get(tx, room_id)
        host = people_store.by_id(tx, room.person)
    reason = policy.still_holds(room, host, days, valid_until, terms.reminder_days, now)
    if reason:
        return Denied(reason)
    return Facts(room, host, days, valid_until, policy.snoozed_until(valid_until, now) is not None)


def snooze(db: Database, terms: Terms, team: TeamId, user: UserId, room_id: RoomId, now: datetime) -> datetime | Denied:
    """**“Remind me in a week”**: gives when, in the person's working hours and not past the last day."""
    with db.write(team) as tx:
        profile = room_store.profile(tx, team, user)
        room = None if profile is None else profile.room
        if profile is None or room is None or room.id != room_id:
            return Denied("That number is not yours any more. Use /pmi to see the present one.")
        valid_until = room_valid_until(room)
        days = policy.current_threshold(valid_until, terms.reminder_days, now)
        if days is None:
            return Denied("Your room was used, so its number does not expire soon.")
        again = policy.snoozed_until(valid_until, now)
        if again is None:
            return Denied("This is the last day: start your room now to keep your number.")
        due = policy.in_working_hours(again, profile.person.zone)
        owed = Owed(
            account=profile.account.id,
            key=f"room {room.id} expires {valid_until.isoformat()}: {days} days, again {again.date()}",
            kind=KIND,
            urgency=policy.urgency(days),
            to=profile.person.id,
            due=due,
            deadline=valid_until,
            subject={"room": room.id, "days": days, "until": valid_until.isoformat()},
        )
        deliveries.owe(tx, owed, now)
        return due
