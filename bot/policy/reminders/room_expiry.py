"""When a host is reminded that their number expires, and how urgently (section 9 of the rules). All instants are aware and in UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.policy.deliveries.deliveries import Urgency
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.rooms import Room, room_valid_until
from bot.policy.values.results import Denied
from bot.policy.values.timezones import is_timezone

NEVER_REMINDED = 9999
"""Value of `reminded_days` while no reminder has fallen due since the room was last used."""
AT_EXPIRY = 0
"""The threshold of the last message, at the expiry itself."""
TOO_LATE = -30
"""The threshold from which no reminder is sent any more: 30 days after the expiry."""
WORKDAY_START, WORKDAY_END = time(9), time(17)
"""The hours of the person's own zone between which a reminder may be sent (REM-2)."""
SNOOZE_FOR = timedelta(days=7)
LAST_DAY = timedelta(days=1)
SOON_DAYS = 7
"""Days before expiry from which a reminder is more urgent than the early ones."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due: `days` before the room's expiry, to be sent from `due` until before `deadline`."""

    days: int
    due: datetime
    deadline: datetime
    urgency: Urgency


def thresholds(reminder_days: Sequence[int]) -> list[int]:
    """The days before expiry at which a reminder falls due, the furthest first, then the expiry itself (REM-1), then `TOO_LATE`."""
    return sorted({*reminder_days, AT_EXPIRY, TOO_LATE}, reverse=True)


def due_at(valid_until: datetime, days: int) -> datetime:
    """The instant at which the reminder of so many days falls due."""
    return valid_until - timedelta(days=days)


def current_threshold(valid_until: datetime, reminder_days: Sequence[int], now: datetime) -> int | None:
    """The most urgent reminder that has fallen due: after downtime only this one is sent (REM-2)."""
    due_thresholds = [days for days in thresholds(reminder_days) if due_at(valid_until, days) <= now]
    return min(due_thresholds, default=None)


def due_reminder(
    valid_until: datetime, reminded_days: int, zone: str, reminder_days: Sequence[int], now: datetime
) -> Reminder | None:
    """The reminder of a room's host that is due now; none if `reminded_days` says that it is the last one enqueued.

    Its times follow from the expiry alone: a clock that was wrong when it fell due does not change them.
    """
    days = current_threshold(valid_until, reminder_days, now)
    if days is None or days >= reminded_days or days == TOO_LATE:
        return None
    return reminder_for(valid_until, days, reminder_days, in_working_hours(due_at(valid_until, days), zone))


def reminder_for(valid_until: datetime, days: int, reminder_days: Sequence[int], due: datetime) -> Reminder:
    """The reminder of so many days before the expiry, to be sent from `due` until the next one falls due."""
    following = max(other for other in thresholds(reminder_days) if other < days)
    return Reminder(days, due, due_at(valid_until, following), urgency(days))


def urgency(days: int) -> Urgency:
    """How urgent a reminder of so many days before is."""
    if days <= 1:
        return Urgency.EXPIRY_NOW
    return Urgency.EXPIRY_SOON if days <= SOON_DAYS else Urgency.EXPIRY_LATER


def in_working_hours(earliest: datetime, zone: str) -> datetime:
    """The first instant from `earliest` on that lies between 09:00 and 17:00 of that zone; UTC where it is unknown."""
    local = earliest.astimezone(ZoneInfo(zone if is_timezone(zone) else "UTC"))
    if WORKDAY_START <= local.time() < WORKDAY_END:
        return earliest
    day = local.date() if local.time() < WORKDAY_START else local.date() + timedelta(days=1)
    return datetime.combine(day, WORKDAY_START, local.tzinfo).astimezone(UTC)


def staleness_reason(
    room: Room, host: Person, days: int, valid_until: datetime, reminder_days: Sequence[int], now: datetime
) -> str:
    """Why a reminder must not be sent after all, asked again at the moment of sending (REM-3); empty if it still holds.

    It holds although the configuration knows its number of days no more, unless a more urgent one has fallen due.
    """
    current = current_threshold(valid_until, reminder_days, now)
    reasons = (
        (room.ended_at is not None, "the number was replaced"),
        (not host.active, "the host is deactivated"),
        (isinstance(may_have_room(host), Denied), "the host may have no room any more"),
        (room.suspended_at is not None, "the room is suspended"),
        (room_valid_until(room) != valid_until, "the room was used"),
        (now < due_at(valid_until, days), "it is not due yet"),
        (current is not None and current < days, "a later reminder is due"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def snoozed_until(valid_until: datetime, now: datetime) -> datetime | None:
    """When a snoozed reminder comes again: in a week, but never past the last day; none if that has begun."""
    again = min(now + SNOOZE_FOR, valid_until - LAST_DAY)
    return again if again > now else None


def postponed_thresholds(
    valid_until: datetime, reminder_days: Sequence[int], now: datetime, due: datetime
) -> list[int]:
    """The reminders that fall due while one is snoozed: they are postponed to `due` as well."""
    return [days for days in thresholds(reminder_days) if now < due_at(valid_until, days) <= due]
