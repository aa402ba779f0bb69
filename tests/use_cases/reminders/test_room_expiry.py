"""Enqueueing reminders before a number expires: each once, of those that were missed only the most urgent (REM-1, REM-2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.reminders.room_expiry import due_at
from bot.policy.rooms.rooms import Room
from bot.use_cases.reminders import room_expiry
from bot.use_cases.rooms import replacements
from storage import Database
from tests.support.database.databases import all_rows, table_rows
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.people import HOST, OPTIONS, OTHER, caller, make_context, open_profile, start_room
from tests.support.fixtures.reminder_fixture import (
    DAY,
    EXPIRY,
    HOUR,
    MINUTE,
    EnqueuedReminder,
    ReminderSender,
    enqueued_days,
    enqueued_reminders,
    room_to_expire,
    tick_reminders,
)

USUAL = [30, 7, 1, 0]
INSTANT = timedelta(microseconds=1)


def enqueue_at(db: Database, *befores: timedelta, reminder_days: tuple[int, ...] = OPTIONS.reminder_days) -> None:
    """Look for due reminders so long before the expiry, one look after the other."""
    for before in befores:
        room_expiry.enqueue_due(
            make_context(db, options=replace(OPTIONS, reminder_days=reminder_days)), EXPIRY - before
        )


def test_each_threshold_is_enqueued_at_its_instant_for_the_host_s_morning(db: Database) -> None:
    """REM-1, REM-2: 09:00 in UTC is 04:00 in New York."""
    room_to_expire(db, zone="America/New_York")
    for days in USUAL:
        enqueue_at(db, days * DAY + INSTANT)
        before = enqueued_reminders(db)
        enqueue_at(db, days * DAY)
        assert enqueued_reminders(db) == [
            *before,
            EnqueuedReminder(days, EXPIRY - days * DAY + 5 * HOUR, DeliveryState.PENDING),
        ]


@pytest.mark.parametrize("seed", range(3))
def test_over_a_year_of_looks_at_any_instants_each_reminder_is_enqueued_once(db: Database, seed: int) -> None:
    """REM-1, REM-4: however often it is looked."""
    room_to_expire(db)
    rng = Random(seed)  # noqa: S311 - instants of a test, no secrets
    looks = [EXPIRY - rng.uniform(-40, 365) * DAY for _ in range(60)]
    looks += [due_at(EXPIRY, days) + rng.random() * DAY * 0.99 for days in USUAL]
    for now in sorted(looks):
        room_expiry.enqueue_due(make_context(db), now)
    assert enqueued_days(db) == USUAL


@pytest.mark.parametrize(
    "before,expected",
    [(31 * DAY, []), (20 * DAY, [30]), (5 * DAY, [7]), (2 * HOUR, [1]), (-DAY, [0]), (-29 * DAY, [0]), (-31 * DAY, [])],
)
def test_after_downtime_only_the_most_urgent_reminder_is_enqueued(
    db: Database, before: timedelta, expected: list[int]
) -> None:
    """REM-2. After a month nobody wants to hear of it any more."""
    room_to_expire(db)
    enqueue_at(db, before, before - MINUTE)
    assert enqueued_days(db) == expected


def test_a_reminder_is_enqueued_for_every_host(db: Database) -> None:
    one, other = room_to_expire(db), room_to_expire(db, OTHER)
    elsewhere = room_to_expire(db, team="T0ANOTHER")
    enqueue_at(db, 6 * DAY)
    assert [enqueued_days(db, room) for room in (one, other, elsewhere)] == [[7], [7], [7]]
    assert len({row[1] for row in table_rows(db, "deliveries")}) == 2


def test_more_than_one_batch_is_enqueued_at_one_look(db: Database) -> None:
    """REM-6. Each batch is a transaction of its own."""
    for number in range(7):
        room_to_expire(db, f"U{number}")
    assert room_expiry.enqueue_due(make_context(db), EXPIRY - 6 * DAY, most=3) == 7
    assert enqueued_days(db) == [7] * 7


def test_looking_in_vain_writes_nothing(db: Database) -> None:
    room_to_expire(db)
    enqueue_at(db, 6 * DAY)
    before = all_rows(db)
    with recorded_statements() as executed:
        enqueue_at(db, 6 * DAY, 5 * DAY)
    assert {statement.split()[0] for statement in executed} == {"SELECT"}
    assert all_rows(db) == before


def test_a_room_that_is_used_begins_anew(db: Database) -> None:
    """PMI-12: reminders are counted from the last use."""
    room = room_to_expire(db)
    enqueue_at(db, 20 * DAY, 5 * DAY)
    start_room(db, now=EXPIRY - 5 * DAY)
    enqueue_at(db, 4 * DAY, 0 * DAY, -DAY)
    assert enqueued_days(db, room) == [30, 7]
    enqueue_at(db, *(days * DAY - 360 * DAY for days in USUAL))
    assert enqueued_days(db, room) == [30, 7, *USUAL]


def replaced_by_hand(db: Database, room: Room, now: datetime) -> None:
    replacements.replace_number(make_context(db), caller(HOST, now=now), HOST, room.id)


def replaced_by_a_visit(db: Database, _room: Room, now: datetime) -> None:
    open_profile(db, now=now)


@pytest.mark.parametrize(
    "replace_it,before,first",
    [(replaced_by_hand, 20 * DAY, [30]), (replaced_by_a_visit, -2 * DAY, [0])],
    ids=["by hand", "after it expired"],
)
def test_a_number_that_was_replaced_is_not_reminded_of_and_the_new_one_is(
    db: Database, replace_it: Callable[[Database, Room, datetime], None], before: timedelta, first: list[int]
) -> None:
    """PMI-13."""
    old = room_to_expire(db)
    enqueue_at(db, before)
    replace_it(db, old, EXPIRY - before)
    new = open_profile(db, now=EXPIRY - before).room
    enqueue_at(db, 5 * DAY, -3 * DAY, *(days * DAY - 365 * DAY + before for days in USUAL))
    assert enqueued_days(db, old) == first
    assert enqueued_days(db, new) == USUAL


@pytest.mark.parametrize(
    "looks,expected",
    [
        ([(20, (30, 7, 1)), (20, (60, 30, 3)), (2, (60, 30, 3)), (0, (60, 30, 3))], [30, 3, 0]),
        ([(40, (60, 30, 3)), (40, (30, 7, 1)), (30, (30, 7, 1))], [60, 30]),
        ([(20, (14,)), (14, (14,)), (6, (14,)), (6, (30, 7, 1))], [14, 7]),
        ([(6, (7,)), (6, (30,)), (0, (30,))], [7, 0]),
        ([(5, (10, 7)), (5, (6,)), (5, (10, 7))], [7, 6]),
    ],
)
def test_days_that_are_configured_anew_count_from_the_next_look(
    db: Database, looks: list[tuple[int, tuple[int, ...]]], expected: list[int]
) -> None:
    """REM-1: `REMINDER_DAYS`. What is enqueued already is not enqueued again, and a less urgent one not after it."""
    room_to_expire(db)
    for days, reminder_days in looks:
        enqueue_at(db, days * DAY, reminder_days=reminder_days)
    assert enqueued_days(db) == expected


def test_a_reminder_that_waits_while_the_configuration_changes_is_not_lost(db: Database) -> None:
    """REM-4: 30 days before is no day any more, and nothing else would be said until the expiry."""
    room_to_expire(db)
    night = EXPIRY - 20 * DAY + 14 * HOUR
    room_expiry.enqueue_due(make_context(db), night)
    sender = ReminderSender(db, replace(OPTIONS, reminder_days=(60,)))
    tick_reminders(db, sender, night + 10 * HOUR)
    assert sender.days == [30]
