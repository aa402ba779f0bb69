"""How messages that are owed are made at the moment of sending: from the facts of then, or not at all (REM-2, REM-3)."""

from datetime import datetime, timedelta

import pytest

from bot.handlers.deliveries import Letters
from bot.handlers.desk import Desk
from bot.policy.deliveries import Delivery, Owed, Subject, Urgency
from bot.policy.numbers import show
from bot.policy.people import Role
from bot.policy.resolution import Stand
from bot.policy.settings import Setting
from bot.use_cases import admissions, deliveries, people, reminders
from bot.use_cases.couriers import Drop, Later
from bot.use_cases.ports import Message
from storage import Database
from storage import settings as setting_store
from tests.factories import NOW, TEAM, TERMS, met, visited
from tests.reminding import DAY, END, HOUR, room_to_expire


@pytest.fixture
def letters(db: Database) -> Letters:
    return Letters(Desk(db, None, None, TERMS, None))  # type: ignore[arg-type] # nobody is asked and nothing is sent


def made(letters: Letters, kind: str, subject: Subject, now: datetime) -> Message | Drop | Later:
    host = met(letters.desk.db)
    owed = Owed(host.account.id, f"{kind} {now}", kind, Urgency.BULK, host.person.id, now, now + DAY, subject)
    with letters.desk.db.write(TEAM) as tx:
        assert deliveries.owe(tx, owed, now)
        delivery = deliveries.find(tx, owed.account, owed.key)
    assert isinstance(delivery, Delivery)
    return letters.kinds()[kind].compose(delivery, now)


def reminder(letters: Letters, days: int, now: datetime) -> Message | Drop | Later:
    room = room_to_expire(letters.desk.db)
    return made(letters, reminders.KIND, {"room": room.id, "days": days, "until": END.isoformat()}, now)


def test_a_reminder_says_what_is_true_when_it_is_sent(letters: Letters) -> None:
    said = reminder(letters, 7, END - 5 * DAY)
    assert isinstance(said, Message)
    assert "in 5 days" in said.text


def test_a_reminder_whose_turn_comes_at_night_waits_for_the_morning(letters: Letters) -> None:
    """After downtime: it was due by day."""
    assert reminder(letters, 7, END - 5 * DAY + 10 * HOUR) == Later(END - 4 * DAY)


def test_a_reminder_of_a_room_that_was_used_is_dropped_with_the_reason(letters: Letters) -> None:
    room = room_to_expire(letters.desk.db)
    subject: Subject = {"room": room.id, "days": 7, "until": (END - timedelta(days=1)).isoformat()}
    assert made(letters, reminders.KIND, subject, END - 7 * DAY) == Drop("the room was used")


def test_a_greeting_shows_the_number(letters: Letters) -> None:
    room = visited(letters.desk.db).room
    said = made(letters, people.GREETING, {}, NOW)
    assert isinstance(said, Message)
    assert show(room.number) in str(said.blocks)


def test_whoever_has_no_room_is_greeted_with_the_reason(letters: Letters) -> None:
    met(letters.desk.db, role=Role.GUEST)
    said = made(letters, people.GREETING, {}, NOW)
    assert isinstance(said, Message)
    assert "Guests have no personal meeting room" in str(said.blocks)


def test_whose_room_is_switched_off_is_greeted_with_the_reason(letters: Letters) -> None:
    host = met(letters.desk.db)
    with letters.desk.db.write(TEAM) as tx:
        setting_store.set_account(tx, host.account.id, Setting.PMI_ENABLED, Stand(value=False, locked=True))
    said = made(letters, people.GREETING, {}, NOW)
    assert isinstance(said, Message)
    assert "Hello" in str(said.blocks)


def test_a_host_hears_of_guessing_at_the_number_that_is_still_theirs(letters: Letters) -> None:
    room = visited(letters.desk.db).room
    said = made(letters, admissions.GUESSING, {"room": room.id, "at": NOW.isoformat()}, NOW)
    assert isinstance(said, Message)
    assert show(room.number) in said.text


def test_every_kind_that_is_owed_can_be_made(letters: Letters) -> None:
    assert {reminders.KIND, people.GREETING, admissions.GUESSING} <= set(letters.kinds())
