"""The reminder of an expiring number lists what breaks: made at the moment of sending (REM-1, REM-3)."""

from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import MessageSubject
from bot.policy.rooms.rooms import Room
from bot.use_cases.meetings import cancellations
from bot.use_cases.reminders import room_expiry
from bot.use_cases.reminders.room_expiry import ExpiryReminderContent
from storage import Database
from tests.support.factories.meetings import MONDAY, WEEKLY, schedule_meeting, seen_version
from tests.support.factories.people import HOST, caller, make_context
from tests.support.fixtures.reminder_fixture import DAY, EXPIRY, room_to_expire

DAYS = 7
WHEN = EXPIRY - DAYS * DAY
YEAR_LATER = MONDAY + timedelta(days=364)
"""The Monday of the expiry: 10:00 in Berlin is 09:00 UTC, the very instant at which the number is not valid any more."""


def content(db: Database, room: Room, now: datetime = WHEN, days: int = DAYS) -> ExpiryReminderContent:
    subject: MessageSubject = {"room": room.id, "days": days, "until": EXPIRY.isoformat()}
    facts = room_expiry.expiry_reminder_content(make_context(db), subject, now)
    assert isinstance(facts, ExpiryReminderContent), facts
    return facts


def listed(facts: ExpiryReminderContent) -> list[tuple[str, str]]:
    return [
        (each.meeting.topic, f"{each.occurrence.local_start:%m-%dT%H:%M}") for each in facts.meetings if each.occurrence
    ]


def test_it_lists_the_meetings_on_the_number_that_go_on_after_the_expiry_by_their_first_such_time(db: Database) -> None:
    """What takes place before breaks nothing: starting the room then keeps the number."""
    room = room_to_expire(db)
    later = EXPIRY.replace(tzinfo=None) + 3 * DAY
    schedule_meeting(db, "later", topic="Later", start=later, on_pmi=True, now=WHEN)
    schedule_meeting(db, "weekly", topic="Weekly", start=MONDAY, rule=WEEKLY, on_pmi=True)
    schedule_meeting(db, "before", topic="Before", start=later - 5 * DAY, on_pmi=True, now=WHEN)
    schedule_meeting(db, "own", topic="Own ID", start=later, now=WHEN)
    cancelled = schedule_meeting(db, "cancelled", topic="Cancelled", start=later, on_pmi=True, now=WHEN)
    cancellations.cancel(make_context(db), caller(HOST, now=WHEN), seen_version(cancelled))
    assert listed(content(db, room)) == [("Weekly", "03-01T10:00"), ("Later", "03-04T09:00")]


def test_a_meeting_that_runs_when_the_number_expires_is_among_them(db: Database) -> None:
    room = room_to_expire(db)
    schedule_meeting(db, start=EXPIRY.replace(tzinfo=None) - DAY / 48, zone="UTC", minutes=60, on_pmi=True, now=WHEN)
    assert [time for _, time in listed(content(db, room))] == ["03-01T08:30"]


def test_what_was_planned_meanwhile_is_listed_and_what_was_switched_is_not(db: Database) -> None:
    """REM-3: the text is made when it is sent."""
    room = room_to_expire(db)
    assert content(db, room).meetings == []
    schedule_meeting(db, start=YEAR_LATER + DAY, on_pmi=True, now=WHEN)
    assert len(content(db, room).meetings) == 1


def test_the_last_message_lists_what_cannot_be_joined_now(db: Database) -> None:
    room = room_to_expire(db)
    schedule_meeting(db, rule=WEEKLY, on_pmi=True)
    facts = content(db, room, EXPIRY + DAY / 24, days=0)
    assert [each.needs_new_id for each in facts.meetings] == [True]
