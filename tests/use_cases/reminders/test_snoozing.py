"""“Remind me in a week”: a week of peace, and then the reminder that fits, but never past the last day."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import RoomId, TeamId, UserId
from bot.policy.options import Options
from bot.policy.rooms.rooms import Room
from bot.policy.values.results import Denied
from bot.use_cases.people import identities
from bot.use_cases.reminders import room_expiry
from bot.use_cases.rooms import replacements
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.factories.people import (
    HOST,
    OPTIONS,
    OTHER,
    TEAM,
    add_person,
    caller,
    identity,
    make_context,
    start_room,
)
from tests.support.fixtures.reminder_fixture import (
    DAY,
    EXPIRY,
    HOUR,
    ReminderSender,
    enqueued_days,
    room_to_expire,
    tick_reminders,
)
from tests.support.machine.threads import run_concurrently

STEP = 4 * HOUR


def snoozed(
    db: Database, room: Room | RoomId, now: datetime, user: UserId = HOST, options: Options = OPTIONS
) -> datetime:
    """When the reminder comes again."""
    again = room_expiry.snooze(
        make_context(db, options=options), caller(user, now=now), room if isinstance(room, int) else room.id
    )
    assert isinstance(again, datetime)
    return again


def refused(db: Database, room: Room | int, now: datetime, user: UserId = HOST, team: TeamId = TEAM) -> str:
    """Why it does not; nothing is written."""
    before = all_rows(db)
    answer = room_expiry.snooze(
        make_context(db), caller(user, now=now, team=team), RoomId(room if isinstance(room, int) else room.id)
    )
    assert isinstance(answer, Denied)
    assert all_rows(db) == before
    return reason_text(answer.reason)


def ticked(db: Database, sender: ReminderSender, first: timedelta, last: timedelta) -> list[timedelta]:
    """Tick every so often between these times before the expiry; how long before it something arrived meanwhile."""
    known = len(sender.sent)
    for step in range(int((first - last) / STEP) + 1):
        tick_reminders(db, sender, EXPIRY - first + step * STEP)
    return [EXPIRY - reminder.at for reminder in sender.sent[known:]]


@pytest.mark.parametrize(
    "pressed,again,later",
    [
        (30, 23, [7, 1, 0]),
        (14, 7, [1, 0]),  # the moment of the next one
        (10, 3, [1, 0]),  # the next one waits until then
        (7, 1, [0]),
        (2, 1, [0]),
    ],
)
def test_the_reminder_comes_again_when_it_was_promised_and_none_before(
    db: Database, pressed: int, again: int, later: list[int]
) -> None:
    room = room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - pressed * DAY)
    assert snoozed(db, room, EXPIRY - pressed * DAY) == EXPIRY - again * DAY
    assert ticked(db, sender, pressed * DAY, again * DAY) == [again * DAY]
    assert ticked(db, sender, again * DAY - STEP, -DAY) == [days * DAY for days in later]
    assert len({reminder.key for reminder in sender.sent}) == len(sender.sent)


def test_thresholds_that_lie_close_together_all_wait(db: Database) -> None:
    options = replace(OPTIONS, reminder_days=(12, 10, 8, 7))
    room = room_to_expire(db)
    sender = ReminderSender(db, options)
    tick_reminders(db, sender, EXPIRY - 12 * DAY)
    assert snoozed(db, room, EXPIRY - 12 * DAY, options=options) == EXPIRY - 5 * DAY
    assert ticked(db, sender, 12 * DAY, -DAY) == [5 * DAY, 0 * DAY]
    assert sender.days == [12, 7, 0]


def test_it_comes_in_the_host_s_working_hours(db: Database) -> None:
    """REM-2: a week after 09:00 in UTC it is 01:00 in Los Angeles."""
    room = room_to_expire(db, zone="America/Los_Angeles")
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 28 * DAY + 8 * HOUR)
    assert snoozed(db, room, EXPIRY - 27 * DAY) == EXPIRY - 20 * DAY + 8 * HOUR
    assert ticked(db, sender, 27 * DAY, 10 * DAY) == [20 * DAY - 8 * HOUR]


def test_a_morning_that_lies_behind_the_next_threshold_brings_that_one_alone(db: Database) -> None:
    room = room_to_expire(db, zone="America/Los_Angeles")
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 28 * DAY + 8 * HOUR)
    pressed = EXPIRY - 14 * DAY - HOUR
    assert snoozed(db, room, pressed) == EXPIRY - 7 * DAY + 8 * HOUR
    assert ticked(db, sender, 14 * DAY, 2 * DAY) == [7 * DAY - 8 * HOUR]
    assert sender.days == [30, 7]


def test_twice_in_a_day_is_once(db: Database) -> None:
    room = room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 30 * DAY)
    assert snoozed(db, room, EXPIRY - 30 * DAY) == EXPIRY - 23 * DAY
    snoozed(db, room, EXPIRY - 30 * DAY + 2 * HOUR)
    assert len(ticked(db, sender, 29 * DAY, 8 * DAY)) == 1


def test_a_double_click_is_once(replicas: list[Database]) -> None:
    """The same act delivered twice, at the same instant."""
    room = room_to_expire(replicas[0])
    run_concurrently([partial(snoozed, replica, room, EXPIRY - 25 * DAY) for replica in replicas])
    assert enqueued_days(replicas[0]) == [30]


def test_a_later_press_moves_what_was_put_off_before(db: Database) -> None:
    """Two old messages, each with its button."""
    room = room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 12 * DAY)
    snoozed(db, room, EXPIRY - 12 * DAY)
    assert snoozed(db, room, EXPIRY - 10 * DAY) == EXPIRY - 3 * DAY
    assert ticked(db, sender, 10 * DAY, 2 * DAY) == [3 * DAY]


def test_a_reminder_that_waits_for_the_morning_is_put_off_too(db: Database) -> None:
    """Pressed at night on the message before, when the next one has fallen due and is not sent yet."""
    room = room_to_expire(db, zone="America/Los_Angeles")
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 8 * DAY + 8 * HOUR)
    tick_reminders(db, sender, EXPIRY - 7 * DAY)
    assert sender.days == [30]
    assert snoozed(db, room, EXPIRY - 7 * DAY + HOUR) == EXPIRY - DAY + 8 * HOUR
    assert ticked(db, sender, 7 * DAY, 0 * DAY) == [DAY - 8 * HOUR]
    assert sender.days == [30, 1]


def test_a_reminder_that_nobody_has_enqueued_yet_is_put_off_too(db: Database) -> None:
    room = room_to_expire(db)
    assert snoozed(db, room, EXPIRY - 30 * DAY) == EXPIRY - 23 * DAY
    assert ticked(db, ReminderSender(db), 30 * DAY, 8 * DAY) == [23 * DAY]


def test_a_snooze_ends_with_the_use_of_the_room(db: Database) -> None:
    """REM-3."""
    room = room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 30 * DAY)
    snoozed(db, room, EXPIRY - 30 * DAY)
    start_room(db, now=EXPIRY - 25 * DAY)
    assert ticked(db, sender, 25 * DAY, 0 * DAY) == []


def test_a_snooze_outlasts_an_absence(db: Database) -> None:
    room = room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 10 * DAY)
    snoozed(db, room, EXPIRY - 10 * DAY)
    identities.sync_identity(db, identity(zone="UTC", active=False), EXPIRY - 9 * DAY)
    ticked(db, sender, 9 * DAY, 6 * DAY)
    identities.sync_identity(db, identity(zone="UTC"), EXPIRY - 6 * DAY)
    assert ticked(db, sender, 6 * DAY, 2 * DAY) == [3 * DAY]


@pytest.mark.parametrize(
    "before,reason",
    [
        (31 * DAY, "does not expire soon"),
        (DAY, "This is the last day: start your room now"),
        (HOUR, "This is the last day: start your room now"),
        (0 * DAY, "has expired. Use /pmi to get a new one"),
        (-DAY, "has expired. Use /pmi to get a new one"),
    ],
)
def test_what_cannot_be_put_off_says_why(db: Database, before: timedelta, reason: str) -> None:
    """A button on an old message whose subject has changed never acts on stale facts (UX-5)."""
    assert reason in refused(db, room_to_expire(db), EXPIRY - before)


def test_a_room_that_was_used_meanwhile_needs_no_reminder(db: Database) -> None:
    room = room_to_expire(db)
    start_room(db, now=EXPIRY - 5 * DAY)
    assert "Your room was used" in refused(db, room, EXPIRY - 4 * DAY)


def test_a_number_that_was_replaced_meanwhile_is_not_reminded_of(db: Database) -> None:
    room = room_to_expire(db)
    replacements.replace_number(make_context(db), caller(HOST, now=EXPIRY - 5 * DAY), HOST, room.id)
    assert "not yours any more" in refused(db, room, EXPIRY - 4 * DAY)


@pytest.mark.parametrize("forged", [0, -1, 1, 2, 99, 2**31 - 1, 2**63, 2**70])
def test_a_forged_id_or_somebody_else_s_room_changes_nothing(db: Database, forged: int) -> None:
    """Spec section 12."""
    theirs = [room_to_expire(db, OTHER), room_to_expire(db, HOST, team="T0ANOTHER")]
    mine = room_to_expire(db)
    assert [room.id for room in theirs] == [1, 2]
    assert mine.id != forged
    assert "not yours any more" in refused(db, forged, EXPIRY - 5 * DAY)


def test_who_has_no_room_or_is_not_known_is_refused(db: Database) -> None:
    room = room_to_expire(db)
    add_person(db, OTHER, active=False)
    for user, team in ((OTHER, TEAM), (UserId("U0NOBODY"), TEAM), (HOST, TeamId("T0NOWHERE"))):
        assert "not yours any more" in refused(db, room, EXPIRY - 5 * DAY, user, team)
