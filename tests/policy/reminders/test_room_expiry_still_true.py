"""Why a reminder is not sent after all: everything is looked at again at the moment of sending (REM-3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.policy.ids import PersonId, Pmi, RoomId, UserId
from bot.policy.people.people import License, Person, Role
from bot.policy.reminders.room_expiry import staleness_reason
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Room, room_valid_until

ASSIGNED = datetime(2025, 6, 1, 18, 30, tzinfo=UTC)
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
END = ASSIGNED + 365 * DAY
USUAL = (30, 7, 1)
HOST = Person(PersonId(1), UserId("U1"), "Ava", "UTC", Role.MEMBER, True, License.LICENSED, None)
ROOM = Room(
    id=RoomId(1),
    person=HOST.id,
    number=Pmi("2345678923"),
    link="Ava.Example",
    passcode="123456",
    token="token",
    assigned_at=ASSIGNED,
    last_used_at=None,
    suspended_at=None,
    ended_at=None,
    ended_by=None,
)


def reason(
    *,
    days: int = 7,
    before: timedelta = 6 * DAY,
    reminder_days: tuple[int, ...] = USUAL,
    room: dict[str, Any] | None = None,
    **host: Any,  # noqa: ANN401 - any field of a person
) -> str:
    """What speaks against the reminder of so many days, sent so long before the end, with these differences."""
    changed = replace(ROOM, **(room or {}))
    return staleness_reason(changed, replace(HOST, **host), days, END, reminder_days, END - before)


def test_a_room_that_is_as_it_was_keeps_its_reminder() -> None:
    assert room_valid_until(ROOM) == END
    assert reason() == ""


@pytest.mark.parametrize(
    "room,expected",
    [
        ({"ended_at": END - 8 * DAY, "ended_by": EndReason.REPLACED}, "the number was replaced"),
        ({"suspended_at": END - 8 * DAY}, "the room is suspended"),
        ({"last_used_at": ASSIGNED + INSTANT}, "the room was used"),
        ({"last_used_at": END - 7 * DAY}, "the room was used"),
    ],
)
def test_a_room_that_was_used_replaced_or_suspended_has_no_reminder(room: dict[str, Any], expected: str) -> None:
    assert reason(room=room) == expected


@pytest.mark.parametrize("role", [Role.GUEST, Role.EXTERNAL, Role.BOT])
def test_who_may_not_have_a_room_any_more_is_not_told_to_start_it(role: Role) -> None:
    """REM-3, ROLE-1."""
    assert reason(role=role) == "the host may have no room any more"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OWNER])
def test_who_is_deactivated_is_told_nothing(role: Role) -> None:
    assert reason(role=role, active=False) == "the host is deactivated"


@pytest.mark.parametrize(
    "days,before,expected",
    [
        (30, 30 * DAY, ""),
        (30, 7 * DAY + INSTANT, ""),
        (30, 7 * DAY, "a later reminder is due"),
        (7, DAY + INSTANT, ""),
        (7, DAY, "a later reminder is due"),
        (1, INSTANT, ""),
        (1, 0 * DAY, "a later reminder is due"),
        (0, 0 * DAY, ""),
        (0, -29 * DAY, ""),
        (30, 30 * DAY + INSTANT, "it is not due yet"),
    ],
)
def test_only_the_most_urgent_reminder_is_sent(days: int, before: timedelta, expected: str) -> None:
    """REM-2: what was held up in the queue until the next one fell due is not sent any more."""
    assert reason(days=days, before=before) == expected


@pytest.mark.parametrize(
    "days,before,reminder_days,expected",
    [
        (30, 20 * DAY, (60,), ""),  # else it would be lost: nothing else is due until the expiry
        (30, 20 * DAY, (25, 7), "a later reminder is due"),
        (30, 20 * DAY, (14,), ""),
        (7, 6 * DAY, (14,), ""),
        (7, 6 * DAY, (6, 1), "a later reminder is due"),
    ],
)
def test_a_reminder_of_an_earlier_configuration_is_sent_unless_another_says_it(
    days: int, before: timedelta, reminder_days: tuple[int, ...], expected: str
) -> None:
    assert reason(days=days, before=before, reminder_days=reminder_days) == expected
