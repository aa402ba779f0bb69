"""However many look for due reminders, and whatever their clocks do: none is enqueued twice, none is lost (REM-4)."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.policy.deliveries.deliveries import DeliveryState
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.gateway import admission
from bot.use_cases.people import onboarding
from bot.use_cases.reminders import room_expiry
from storage import Database
from tests.support.database.databases import table_rows
from tests.support.factories.join_addresses import by_number
from tests.support.factories.people import HOST, NOW, OPTIONS, add_person, caller, make_context, start_room
from tests.support.fixtures.reminder_fixture import (
    DAY,
    EXPIRY,
    HOUR,
    MINUTE,
    ReminderSender,
    enqueued_days,
    enqueued_reminders,
    room_to_expire,
    tick_reminders,
)
from tests.support.machine.threads import run_concurrently

USUAL = [30, 7, 1, 0]
A_YEAR = 365 * DAY
DAYS = [*range(0, 330, 30), *range(330, 375)]
"""On which the bot looks in its later life: each day, but for the long time in which nothing is due."""


def test_replicas_that_look_at_the_same_instant_enqueue_each_reminder_once(replicas: list[Database]) -> None:
    rooms = [room_to_expire(replicas[0], f"U{n}", team=f"T{n % 3}") for n in range(12)]
    for before in (30 * DAY, 6 * DAY, HOUR, -DAY):
        run_concurrently(
            [partial(room_expiry.enqueue_due, make_context(replica), EXPIRY - before, 3) for replica in replicas]
        )
    assert [enqueued_days(replicas[0], room) for room in rooms] == [USUAL] * 12


def test_replicas_whose_clocks_differ_a_little_enqueue_each_reminder_once(replicas: list[Database]) -> None:
    """One finds due what the other takes for marked too early."""
    rooms = [room_to_expire(replicas[0], f"U{n}") for n in range(5)]
    for minute in range(-3, 4):
        now = EXPIRY - 7 * DAY + minute * MINUTE
        skewed = [now, now + MINUTE, now - MINUTE, now + 2 * MINUTE]
        run_concurrently(
            [
                partial(room_expiry.enqueue_due, make_context(replica), at)
                for replica, at in zip(replicas, skewed, strict=True)
            ]
        )
    assert [enqueued_days(replicas[0], room) for room in rooms] == [[30, 7]] * 5


def test_a_host_who_starts_their_room_just_then_is_reminded_before_or_not_at_all(replicas: list[Database]) -> None:
    """REM-3: whoever is first, no reminder of the old expiry is sent afterwards."""
    room = room_to_expire(replicas[0])
    now = EXPIRY - 5 * DAY
    run_concurrently(
        [lambda: room_expiry.enqueue_due(make_context(replicas[0]), now), lambda: _start(replicas[1], now)]
    )
    sender = ReminderSender(replicas[2])
    tick_reminders(replicas[2], sender, now + MINUTE)
    assert sender.sent == []
    tick_reminders(replicas[2], sender, now + A_YEAR - 6 * DAY)
    assert sender.days == [7]
    assert sender.sent[0].room == room.id


def _start(db: Database, now: datetime) -> int:
    return start_room(db, now=now).session.id


@pytest.mark.parametrize("ahead", [20 * DAY, A_YEAR - 6 * DAY, A_YEAR, A_YEAR + 60 * DAY], ids=str)
def test_a_clock_that_was_ahead_for_a_moment_costs_no_reminder(db: Database, ahead: timedelta) -> None:
    """REM-4: it looked while it was ahead, and sent nothing before it was set right."""
    start = EXPIRY - A_YEAR + 2 * DAY
    room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), start + ahead)
    sender = ReminderSender(db)
    for day in DAYS:
        tick_reminders(db, sender, start + day * DAY)
    assert sender.days == USUAL
    assert [EXPIRY - reminder.at for reminder in sender.sent] == [days * DAY for days in USUAL]


@pytest.mark.parametrize("ahead", [A_YEAR - 6 * DAY, A_YEAR, A_YEAR + 60 * DAY], ids=str)
def test_what_a_clock_that_was_ahead_has_sent_is_not_sent_again(db: Database, ahead: timedelta) -> None:
    """REM-4: once is once; the others come when they are due."""
    start = EXPIRY - A_YEAR + 2 * DAY
    room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, start + ahead)
    too_soon = sender.days
    for day in DAYS:
        tick_reminders(db, sender, start + day * DAY)
    assert sorted(sender.days, reverse=True) == USUAL
    assert sender.days == [*too_soon, *(days for days in USUAL if days not in too_soon)]


def test_a_clock_that_was_ahead_does_not_hide_an_expiry_of_these_days(db: Database) -> None:
    """It looked when nobody would have wanted to hear of it any more."""
    room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), EXPIRY + A_YEAR)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY + DAY)
    assert sender.days == [0]


def test_a_clock_that_was_ahead_is_made_good_also_for_days_that_are_configured_no_more(db: Database) -> None:
    room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), EXPIRY - 5 * DAY)
    sender = ReminderSender(db, replace(OPTIONS, reminder_days=(60, 30, 3)))
    tick_reminders(db, sender, EXPIRY - 29 * DAY)
    assert sender.days == [30]


def test_a_clock_that_was_ahead_is_made_good_for_more_rooms_than_one_batch_holds(db: Database) -> None:
    rooms = [room_to_expire(db, f"U{n}") for n in range(7)]
    room_expiry.enqueue_due(make_context(db), EXPIRY + 90 * DAY, 2)
    room_expiry.enqueue_due(make_context(db), EXPIRY - 20 * DAY, 2)
    assert [enqueued_days(db, room) for room in rooms] == [[30]] * 7


def test_a_clock_that_goes_back_enqueues_nothing_again(db: Database) -> None:
    room_to_expire(db)
    sender = ReminderSender(db)
    for hours in (30 * 24, 40 * 24, 29 * 24, 7 * 24, 8 * 24, 6 * 24, 60 * 24, 22, 24, 0, 5 * 24, -24):
        tick_reminders(db, sender, EXPIRY - hours * HOUR)
    assert sender.days == USUAL
    assert {reminder.state for reminder in enqueued_reminders(db)} == {DeliveryState.SENT}


def test_a_reminder_that_a_clock_ahead_has_enqueued_comes_at_its_own_time(db: Database) -> None:
    """The clock was right again when it fell due: its times follow from the expiry, not from when it was looked."""
    room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), EXPIRY - HOUR)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - DAY)
    assert sender.days == [1]


def test_a_reminder_that_was_never_sent_is_dropped_when_it_is_too_late_and_stays_so(db: Database) -> None:
    room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), EXPIRY - 20 * DAY)
    sender = ReminderSender(db)
    for _ in range(3):
        tick_reminders(db, sender, EXPIRY - 5 * DAY)
    assert [(reminder.days, reminder.state) for reminder in enqueued_reminders(db)] == [
        (30, DeliveryState.DROPPED),
        (7, DeliveryState.SENT),
    ]


def test_a_person_s_greeting_is_enqueued_once_with_their_own_act(replicas: list[Database]) -> None:
    """PMI-11: in the transaction that marks them as greeted."""
    add_person(replicas[0])
    run_concurrently(
        [partial(onboarding.enqueue_greeting, make_context(replicas[n % 4]), caller(HOST)) for n in range(8)]
    )
    run_concurrently(
        [
            partial(onboarding.enqueue_greeting, make_context(replicas[n % 4]), caller(HOST, now=NOW + A_YEAR))
            for n in range(8)
        ]
    )
    assert kinds(replicas[0]) == [MessageKind.GREETING]


def test_a_host_is_told_of_guessing_once_an_hour(replicas: list[Database]) -> None:
    """GATE-2."""
    room = room_to_expire(replicas[0])
    name = by_number(room)

    def guess(number: int, now: datetime) -> None:
        admission.submit_passcode(replicas[number % 4], name, "wrong", f"203.0.113.{number % 16}", now)

    for hour in range(3):
        for start in range(0, 60, 10):
            now = NOW + hour * HOUR + start * MINUTE / 2
            run_concurrently([partial(guess, number, now) for number in range(start, start + 10)])
    assert kinds(replicas[0]) == [MessageKind.BRUTE_FORCE] * 3


def kinds(db: Database) -> list[str]:
    """What kinds of messages are on record."""
    return [row[4] for row in table_rows(db, "deliveries")]
