"""How messages that are enqueued are made at the moment of sending: from the facts of then, or not at all (REM-2, REM-3)."""

from datetime import datetime, timedelta

import pytest

from bot.handlers.messages.registry import all_message_types
from bot.handlers.request.context import HandlerContext
from bot.policy.deliveries.deliveries import Delivery, MessageSubject, OutboxMessage, Urgency
from bot.policy.people.people import Role
from bot.policy.rooms.numbers import format_number
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Defer, Discard
from bot.use_cases.ports import Message
from storage import Database
from storage.deliveries import outbox as outbox_store
from storage.settings import settings as setting_store
from tests.support.factories.people import NOW, OPTIONS, TEAM, add_person, open_profile
from tests.support.fixtures.reminder_fixture import DAY, EXPIRY, HOUR, room_to_expire


@pytest.fixture
def context(db: Database) -> HandlerContext:
    return HandlerContext(db, None, None, OPTIONS, None)  # type: ignore[arg-type] # nobody is asked and nothing is sent


def made(context: HandlerContext, kind: str, subject: MessageSubject, now: datetime) -> Message | Discard | Defer:
    host = add_person(context.db)
    message = OutboxMessage(
        host.account.id, f"{kind} {now}", kind, Urgency.BULK, host.person.id, now, now + DAY, subject
    )
    with context.db.write(TEAM) as tx:
        assert outbox_store.enqueue(tx, message, now)
        delivery = outbox_store.find(tx, message.account, message.dedup_key)
    assert isinstance(delivery, Delivery)
    return all_message_types(context)[kind].render(delivery, now)


def reminder(context: HandlerContext, days: int, now: datetime) -> Message | Discard | Defer:
    room = room_to_expire(context.db)
    return made(context, MessageKind.EXPIRY_REMINDER, {"room": room.id, "days": days, "until": EXPIRY.isoformat()}, now)


def test_a_reminder_says_what_is_true_when_it_is_sent(context: HandlerContext) -> None:
    said = reminder(context, 7, EXPIRY - 5 * DAY)
    assert isinstance(said, Message)
    assert "in 5 days" in said.text


def test_a_reminder_whose_turn_comes_at_night_waits_for_the_morning(context: HandlerContext) -> None:
    """After downtime: it was due by day."""
    assert reminder(context, 7, EXPIRY - 5 * DAY + 10 * HOUR) == Defer(EXPIRY - 4 * DAY)


def test_a_reminder_of_a_room_that_was_used_is_dropped_with_the_reason(context: HandlerContext) -> None:
    room = room_to_expire(context.db)
    subject: MessageSubject = {"room": room.id, "days": 7, "until": (EXPIRY - timedelta(days=1)).isoformat()}
    assert made(context, MessageKind.EXPIRY_REMINDER, subject, EXPIRY - 7 * DAY) == Discard("the room was used")


def test_a_greeting_shows_the_number(context: HandlerContext) -> None:
    room = open_profile(context.db).room
    said = made(context, MessageKind.GREETING, {}, NOW)
    assert isinstance(said, Message)
    assert format_number(room.number) in str(said.blocks)


def test_whoever_has_no_room_is_greeted_with_the_reason(context: HandlerContext) -> None:
    add_person(context.db, role=Role.GUEST)
    said = made(context, MessageKind.GREETING, {}, NOW)
    assert isinstance(said, Message)
    assert "Guests have no personal meeting room" in str(said.blocks)


def test_whose_room_is_switched_off_is_greeted_with_the_reason(context: HandlerContext) -> None:
    host = add_person(context.db)
    with context.db.write(TEAM) as tx:
        setting_store.set_for_account(tx, host.account.id, Setting.PMI_ENABLED, SettingState(value=False, locked=True))
    said = made(context, MessageKind.GREETING, {}, NOW)
    assert isinstance(said, Message)
    assert "Hello" in str(said.blocks)


def test_a_host_hears_of_guessing_at_the_number_that_is_still_theirs(context: HandlerContext) -> None:
    room = open_profile(context.db).room
    said = made(context, MessageKind.BRUTE_FORCE, {"room": room.id, "at": NOW.isoformat()}, NOW)
    assert isinstance(said, Message)
    assert format_number(room.number) in said.text


def test_every_kind_that_is_enqueued_can_be_rendered(context: HandlerContext) -> None:
    assert set(all_message_types(context)) == set(MessageKind)
