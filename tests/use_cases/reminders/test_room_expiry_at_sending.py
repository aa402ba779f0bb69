"""A reminder is looked at again at the moment of sending, and comes back where its reason comes back (REM-3, REM-4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.ids import UserId
from bot.policy.people.people import Actor, Identity, Role
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import Setting
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.people import directory_sync, identities, onboarding
from bot.use_cases.reminders import room_expiry
from bot.use_cases.reminders.room_expiry import ExpiryReminderContent
from bot.use_cases.rooms import replacements
from bot.use_cases.settings import settings
from storage import Database
from storage.deliveries import claims as claim_store
from storage.deliveries.claims import Lease
from tests.support.factories.people import HOST, NOW, TEAM, caller, identity, make_context, open_profile, start_room
from tests.support.fixtures.reminder_fixture import (
    DAY,
    EXPIRY,
    HOUR,
    ReminderSender,
    enqueued_days,
    enqueued_reminders,
    room_to_expire,
    tick_reminders,
)

AT = EXPIRY - 5 * DAY


def admin(now: datetime) -> Actor:
    return Actor(UserId("U0ADMIN"), Role.ADMIN, now)


def use(db: Database, _room: Room, now: datetime) -> None:
    start_room(db, now=now)


def replace_number(db: Database, room: Room, now: datetime) -> None:
    replacements.replace_number(make_context(db), caller(HOST, now=now), HOST, room.id)


def suspend(db: Database, _room: Room, now: datetime) -> None:
    replacements.suspend_room(make_context(db), caller(admin(now), now=now), HOST)


def lift(db: Database, _room: Room, now: datetime) -> None:
    replacements.lift_suspension(make_context(db), caller(admin(now), now=now), HOST)


def become(somebody: Identity) -> Callable[[Database, Room, datetime], None]:
    return lambda db, _room, now: identities.sync_identity(db, somebody, now)


def join_again(db: Database, _room: Room, now: datetime) -> None:
    onboarding.on_joined(make_context(db), identity(zone="UTC"), now)


def be_listed(db: Database, _room: Room, now: datetime) -> None:
    directory_sync.sync_identities(make_context(db), TEAM, [identity(zone="UTC")], Instant(now))


leave = become(identity(zone="UTC", active=False))
come_back = become(identity(zone="UTC"))
become_guest = become(identity(zone="UTC", role=Role.GUEST))

WHAT_HAPPENS = {
    "the room was used": use,
    "the number was replaced": replace_number,
    "the room is suspended": suspend,
    "the host is deactivated": leave,
    "the host may have no room any more": become_guest,
}


@pytest.mark.parametrize("reason", WHAT_HAPPENS)
def test_what_happens_between_the_claim_and_the_sending_counts(db: Database, reason: str) -> None:
    """REM-3: nothing is sent, and the record says why."""
    room = room_to_expire(db)
    sender = ReminderSender(db, before_sending=lambda: WHAT_HAPPENS[reason](db, room, AT))
    tick_reminders(db, sender, AT)
    assert (sender.sent, sender.dropped) == ([], [reason])
    assert [reminder.state for reminder in enqueued_reminders(db, room)] == [DeliveryState.DROPPED]


def test_a_reminder_that_was_held_up_gives_way_to_the_next(db: Database) -> None:
    """REM-2, after an hour without Slack at the wrong moment."""
    room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), EXPIRY - DAY - HOUR)
    sender = ReminderSender(db)
    sender.send_due(EXPIRY - DAY + HOUR)
    assert (sender.sent, sender.dropped) == ([], [])  # it was too late, and gone before anybody looked at it
    tick_reminders(db, sender, EXPIRY - DAY + HOUR)
    assert sender.days == [1]
    assert [reminder.state for reminder in enqueued_reminders(db)] == [DeliveryState.DROPPED, DeliveryState.SENT]


def test_facts_say_what_the_room_is_at_that_moment(db: Database) -> None:
    room = room_to_expire(db)
    subject: dict[str, int | str] = {"room": room.id, "days": 7, "until": EXPIRY.isoformat()}
    facts = room_expiry.expiry_reminder_content(make_context(db), subject, AT)
    assert isinstance(facts, ExpiryReminderContent)
    assert (facts.room, facts.host.user, facts.days, facts.valid_until, facts.may_snooze) == (
        room,
        HOST,
        7,
        EXPIRY,
        True,
    )
    last_day = room_expiry.expiry_reminder_content(make_context(db), {**subject, "days": 1}, EXPIRY - DAY)
    assert isinstance(last_day, ExpiryReminderContent)
    assert not last_day.may_snooze


WAYS_AWAY_AND_BACK = {
    "deactivated and back": (leave, come_back),
    "deactivated and joined again": (leave, join_again),
    "deactivated and found in the directory": (leave, be_listed),
    "a guest for a while": (become_guest, come_back),
    "suspended and lifted": (suspend, lift),
}


@pytest.mark.parametrize("away,back", WAYS_AWAY_AND_BACK.values(), ids=WAYS_AWAY_AND_BACK)
def test_who_is_away_when_a_reminder_is_due_gets_it_on_their_return(
    db: Database, away: Callable[[Database, Room, datetime], None], back: Callable[[Database, Room, datetime], None]
) -> None:
    """REM-4: it was dropped and is not lost, as the number still expires."""
    room = room_to_expire(db)
    sender = ReminderSender(db)
    away(db, room, AT - 3 * DAY)
    tick_reminders(db, sender, AT)
    assert sender.sent == []
    back(db, room, AT + DAY)
    tick_reminders(db, sender, AT + DAY)
    assert sender.days == [7]
    assert [reminder.state for reminder in enqueued_reminders(db, room)] == [DeliveryState.SENT]


@pytest.mark.parametrize("away,back", WAYS_AWAY_AND_BACK.values(), ids=WAYS_AWAY_AND_BACK)
def test_who_had_a_reminder_and_goes_and_returns_gets_it_no_second_time(
    db: Database, away: Callable[[Database, Room, datetime], None], back: Callable[[Database, Room, datetime], None]
) -> None:
    """REM-4."""
    room = room_to_expire(db)
    sender = ReminderSender(db)
    tick_reminders(db, sender, AT)
    away(db, room, AT + HOUR)
    back(db, room, AT + 2 * HOUR)
    tick_reminders(db, sender, AT + 3 * HOUR)
    assert sender.days == [7]
    assert enqueued_days(db, room) == [7]


def test_a_reminder_that_failed_while_its_host_was_gone_is_tried_again_on_their_return(db: Database) -> None:
    """REM-4, REM-5: Slack said `user_disabled` before it said that somebody left."""
    room = room_to_expire(db)
    room_expiry.enqueue_due(make_context(db), AT)
    fail(db, AT)
    assert [reminder.state for reminder in enqueued_reminders(db)] == [DeliveryState.FAILED]
    sender = ReminderSender(db)
    tick_reminders(db, sender, AT + HOUR)
    assert sender.sent == []
    leave(db, room, AT + HOUR)
    come_back(db, room, AT + DAY)
    tick_reminders(db, sender, AT + DAY)
    assert sender.days == [7]


def switch(db: Database, now: datetime, *, on: bool) -> None:
    """**“Enable Personal Meeting ID”**, by the host."""
    settings.choose_own(make_context(db), caller(HOST, now=now), {Setting.PMI_ENABLED: on})


def test_a_room_that_is_switched_off_is_not_reminded_of_until_it_is_switched_on_again(db: Database) -> None:
    """REM-3, LOCK-6: the same number comes back, if it is still valid."""
    room_to_expire(db)
    sender = ReminderSender(db)
    switch(db, AT - DAY, on=False)
    for hour in range(0, 48, 4):
        tick_reminders(db, sender, AT + hour * HOUR)
    assert sender.sent == []
    switch(db, AT + 2 * DAY, on=True)
    for hour in range(48, 96, 4):
        tick_reminders(db, sender, AT + hour * HOUR)
    assert sender.days == [7]


def test_a_room_that_stays_switched_off_is_not_reminded_of_at_all(db: Database) -> None:
    """REM-3."""
    room_to_expire(db)
    sender = ReminderSender(db)
    switch(db, AT - DAY, on=False)
    for day in range(40):
        tick_reminders(db, sender, AT + day * DAY)
    assert sender.sent == []
    assert {reminder.state for reminder in enqueued_reminders(db)} == {DeliveryState.DROPPED}


def fail(db: Database, now: datetime) -> None:
    """Slack refuses what is due."""
    hold = Lease("word", NOW, NOW + HOUR)
    with db.write("sending") as tx:
        ((account, _team), classes), *_ = claim_store.due_workspaces(tx, now).items()
        for urgency in classes:
            for each in claim_store.claim(
                tx, account, urgency, hold, kinds=[MessageKind.EXPIRY_REMINDER], now=now, limit=1
            ):
                assert claim_store.mark_in_flight(tx, each.id, hold, now)
                claim_store.complete(tx, each.id, hold.token, DeliveryState.FAILED, now, "user_disabled", "", "")


@pytest.mark.parametrize("days_late,expected", [(1, [0]), (29, [0]), (31, [])])
def test_who_was_away_over_the_expiry_hears_of_it_for_a_month(
    db: Database, days_late: int, expected: list[int]
) -> None:
    room = room_to_expire(db)
    leave(db, room, EXPIRY - 40 * DAY)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY - 6 * DAY)
    tick_reminders(db, sender, EXPIRY + HOUR)
    come_back(db, room, EXPIRY + days_late * DAY)
    tick_reminders(db, sender, EXPIRY + days_late * DAY)
    assert sender.days == expected


def test_a_number_that_was_replaced_after_the_return_is_not_reminded_of(db: Database) -> None:
    """PMI-13: the visit itself shows old and new."""
    room = room_to_expire(db)
    leave(db, room, EXPIRY - 2 * DAY)
    come_back(db, room, EXPIRY + DAY)
    open_profile(db, now=EXPIRY + DAY)
    sender = ReminderSender(db)
    tick_reminders(db, sender, EXPIRY + DAY + timedelta(minutes=1))
    assert sender.sent == []


@pytest.mark.parametrize(
    "zone, hours_later", [("Asia/Kathmandu", 0), ("America/Los_Angeles", 15), ("Pacific/Kiritimati", 15), ("", 0)]
)
def test_a_message_whose_turn_comes_at_night_waits_for_the_morning(db: Database, zone: str, hours_later: int) -> None:
    """REM-2: a queue that is long, or a host who has moved: where it is night at first, it is nine in Tokyo 15 hours later."""
    room = room_to_expire(db, zone=zone)
    sender = ReminderSender(db)
    for hour in range(48):
        tick_reminders(db, sender, AT - DAY + hour * HOUR)
        if hour == 3:
            identities.sync_identity(db, identity(zone="Asia/Tokyo"), AT - DAY + hour * HOUR)
    assert len(sender.sent) == 1
    assert sender.sent[0].room == room.id
    assert sender.sent[0].at == AT - DAY + hours_later * HOUR
