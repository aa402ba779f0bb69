"""Enqueueing a message whose key is on record already: it comes back unless it is, or may be, in Slack (REM-4)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, OutboxMessage, Urgency
from storage import Database
from storage.deliveries import outbox as outbox_store
from storage.tables.delivery_queue import deliveries
from tests.support.database.databases import table_rows
from tests.support.factories.people import NOW, TEAM, add_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def outbox_message(db: Database, due: datetime = NOW) -> OutboxMessage:
    host = add_person(db)
    return OutboxMessage(
        host.account.id, "room 1", "expiry", Urgency.EXPIRY_SOON, host.person.id, due, due + DAY, {"room": 1}
    )


def enqueue_or_reschedule(db: Database, message: OutboxMessage, now: datetime) -> None:
    with db.write(TEAM) as tx:
        outbox_store.enqueue_or_reschedule(tx, [message], now)


def found(db: Database, message: OutboxMessage) -> Delivery:
    with db.read() as tx:
        delivery = outbox_store.find(tx, message.account, message.dedup_key)
    assert delivery is not None
    return delivery


def was(db: Database, **values: Any) -> Delivery:  # noqa: ANN401 - any column of a delivery
    """A message that was enqueued at `NOW`, and then became this."""
    message = outbox_message(db)
    enqueue_or_reschedule(db, message, NOW)
    with db.write(TEAM) as tx:
        tx.execute(update(deliveries).values(**values))
    return found(db, message)


@pytest.mark.parametrize("state", [DeliveryState.DROPPED, DeliveryState.FAILED])
def test_what_was_dropped_or_failed_waits_again_with_new_times(db: Database, state: DeliveryState) -> None:
    """Whatever was tried before: each try is known to have been in vain."""
    before = was(
        db, state=state, reason="user_disabled", attempts=5, tries=7, settled_at=NOW, first_tried_at=NOW, not_before=NOW
    )
    again = outbox_message(db, NOW + DAY)
    enqueue_or_reschedule(db, again, NOW + HOUR)
    expected = replace(
        before,
        state=DeliveryState.PENDING,
        reason="",
        failures=0,
        finished_at=None,
        due=again.due,
        deadline=again.deadline,
    )
    assert found(db, again) == expected
    assert table_rows(db, "deliveries")[0][17] is None


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN])
def test_what_is_or_may_be_in_slack_stays_as_it_is(db: Database, state: DeliveryState) -> None:
    before = was(db, state=state, tries=1)
    enqueue_or_reschedule(db, outbox_message(db, NOW + DAY), NOW - DAY)
    assert found(db, outbox_message(db)) == before


@pytest.mark.parametrize("hours,expected", [(-1, 0), (0, 0), (1, 1), (48, 48)])
def test_what_is_pending_is_postponed_and_not_hastened(db: Database, hours: int, expected: int) -> None:
    """Its host may have asked for it to come later."""
    before = was(db, state=DeliveryState.PENDING)
    enqueue_or_reschedule(db, outbox_message(db, NOW + hours * HOUR), NOW + HOUR)
    due = NOW + expected * HOUR
    assert found(db, outbox_message(db)) == replace(before, due=due, deadline=due + DAY)


def test_what_a_clock_that_was_ahead_wrote_down_gets_its_true_times(db: Database) -> None:
    ahead = outbox_message(db, NOW + 300 * DAY)
    enqueue_or_reschedule(db, ahead, NOW + 299 * DAY)
    enqueue_or_reschedule(db, outbox_message(db, NOW + 2 * DAY), NOW + DAY)
    assert found(db, ahead).due == NOW + 2 * DAY
    enqueue_or_reschedule(db, outbox_message(db, NOW + DAY), NOW + DAY)
    assert found(db, ahead).due == NOW + 2 * DAY


def test_many_are_enqueued_at_once_the_new_ones_beside_those_on_record(db: Database) -> None:
    message = outbox_message(db)
    many = [replace(message, dedup_key=f"room {n}") for n in range(1200)]
    with db.write(TEAM) as tx:
        outbox_store.enqueue_all(tx, many[::2], NOW)
        outbox_store.enqueue_or_reschedule(tx, iter([replace(each, due=NOW + HOUR) for each in many]), NOW)
    rows = table_rows(db, "deliveries")
    assert len(rows) == 1200
    assert {row[10] for row in rows} == {NOW + HOUR}
    assert len({row[2] for row in rows}) == 1200
