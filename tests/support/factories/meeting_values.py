"""Meetings as policy tests need them: whole values with defaults, without a database."""

from datetime import UTC, datetime
from typing import Any

from bot.policy.ids import AccountId, MeetingId, MeetingIdKey, MeetingKey, PersonId, UserId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, current_or_next
from bot.policy.meetings.recurrence import Frequency, Pattern, RecurrenceRule
from bot.policy.people.people import License, Person, Role
from tests.support.factories.people import NOW

DAILY = RecurrenceRule(Frequency.DAILY)
WEEKLY = RecurrenceRule(Frequency.WEEKLY)


def local_time(text: str) -> datetime:
    """`03-02T10:00` of the year of the tests."""
    return datetime.fromisoformat(f"2026-{text}")


def utc(text: str) -> datetime:
    """The same in UTC, as an instant."""
    return local_time(text).replace(tzinfo=UTC)


def make_meeting(
    start: str = "03-02T10:00",
    rule: RecurrenceRule | None = None,
    zone: str = "UTC",
    **fields: Any,  # noqa: ANN401 - fields of Meeting
) -> Meeting:
    """One on its host's PMI, unless described otherwise."""
    defaults: dict[str, Any] = {
        "key": MeetingKey(1),
        "account": AccountId(1),
        "host": PersonId(1),
        "part_of": MeetingKey(1),
        "topic": "Tea",
        "description": "",
        "pattern": Pattern(local_time(start), zone, rule),
        "minutes": 30,
        "overrides": {},
        "generated_id": None,
        "made_at": NOW,
        "version": 0,
        "uid": "uid@pmi-bot",
        "ics_file": "f" * 32,
        "public_ics_file": "o" * 32,
        "cancelled_at": None,
    }
    return Meeting(**{**defaults, **fields})


def moved_to(to: str, minutes: int = 30, topic: str = "") -> OccurrenceOverride:
    """An occurrence at another time."""
    return OccurrenceOverride(local_time(to), minutes, topic)


CANCELLED_OCCURRENCE = OccurrenceOverride(None, 30, "")

HOST = Person(PersonId(1), UserId("U1"), "Ava", "UTC", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None)
MEETING_ID_RECORD = MeetingIdRecord(
    MeetingIdKey(1), HOST.id, MeetingId("81234567890"), "s3cret", "the-token", False, NOW, None, NOW, None, None
)


def make_meeting_view(of: Meeting, **fields: Any) -> MeetingView:  # noqa: ANN401 - any field
    defaults: dict[str, Any] = {
        "host": HOST,
        "credentials": MEETING_ID_RECORD,
        "token_in_links": True,
        "occurrence": current_or_next(of, NOW),
        "needs_new_id": False,
    }
    return MeetingView(of, **{**defaults, **fields})
