"""Enqueueing messages: written with their cause or not at all, and once whoever writes them down (REM-4, REM-7)."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.policy.deliveries.deliveries import ChannelTarget, DeliveryState, OutboxMessage, Urgency
from bot.policy.ids import AccountId, PersonId
from storage import Database
from storage.deliveries import outbox as outbox_store
from tests.support.factories.people import HOST, NOW, TEAM, add_person
from tests.support.machine.threads import run_concurrently

DAY = timedelta(days=1)


def outbox_message(
    db: Database, key: str = "room 1: 7 days", to: PersonId | ChannelTarget | None = None
) -> OutboxMessage:
    host = add_person(db)
    return OutboxMessage(
        host.account.id, key, "expiry", Urgency.EXPIRY_SOON, to or host.person.id, NOW, NOW + DAY, {"room": 1}
    )


def test_what_is_enqueued_is_on_record_with_its_recipient_and_the_ids_of_its_subject(db: Database) -> None:
    message = outbox_message(db)
    with db.write(TEAM) as tx:
        assert outbox_store.enqueue(tx, message, NOW)
    with db.read() as tx:
        found = outbox_store.find(tx, message.account, message.dedup_key)
    assert found is not None
    assert (found.team, found.recipient.user, found.recipient.channel) == (TEAM, HOST, "")
    assert (found.state, found.subject, found.due, found.deadline) == (
        DeliveryState.PENDING,
        {"room": 1},
        NOW,
        NOW + DAY,
    )
    assert (found.failures, found.tries, found.first_tried_at) == (0, 0, None)


def test_a_message_for_a_thread_in_a_channel_has_no_person(db: Database) -> None:
    message = outbox_message(db, to=ChannelTarget("C0APPROVALS", "1700000000.000100"))
    with db.write(TEAM) as tx:
        outbox_store.enqueue(tx, message, NOW)
        found = outbox_store.find(tx, message.account, message.dedup_key)
    assert found is not None
    assert found.recipient.person is None
    assert (found.recipient.channel, found.recipient.thread) == ("C0APPROVALS", "1700000000.000100")


def test_enqueuing_the_same_again_changes_nothing(db: Database) -> None:
    """REM-4: the key makes a second enqueueing impossible, in this transaction and in any later one."""
    message = outbox_message(db)
    with db.write(TEAM) as tx:
        assert outbox_store.enqueue(tx, message, NOW)
        assert not outbox_store.enqueue(tx, message, NOW)
        first = outbox_store.find(tx, message.account, message.dedup_key)
    with db.write(TEAM) as tx:
        assert not outbox_store.enqueue(tx, message, NOW + DAY)
        assert outbox_store.find(tx, message.account, message.dedup_key) == first


def test_a_cause_that_is_rolled_back_enqueues_nothing(db: Database) -> None:
    message = outbox_message(db)

    def fail() -> None:
        with db.write(TEAM) as tx:
            outbox_store.enqueue(tx, message, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with db.read() as tx:
        assert outbox_store.find(tx, message.account, message.dedup_key) is None


def test_of_many_who_enqueue_the_same_at_once_one_does(replicas: list[Database]) -> None:
    """Under locks of different names, so that only the key stands between them."""
    message = outbox_message(replicas[0])

    def enqueue(number: int) -> bool:
        with replicas[number % 4].write(f"lock {number}") as tx:
            return outbox_store.enqueue(tx, message, NOW)

    assert sorted(run_concurrently([lambda n=n: enqueue(n) for n in range(8)])) == [False] * 7 + [True]  # type: ignore[misc] # a default binds n


def test_many_are_enqueued_in_batches_and_only_the_new_ones_count(db: Database) -> None:
    message = outbox_message(db)
    read = 0

    def many(count: int) -> Iterator[OutboxMessage]:
        nonlocal read
        for number in range(count):
            read += 1
            yield OutboxMessage(
                message.account, f"m {number}", "expiry", Urgency.BULK, message.to, NOW, NOW + DAY, {"n": number}
            )

    with db.write(TEAM) as tx:
        assert outbox_store.enqueue_all(tx, many(1200), NOW) == 1200
        assert outbox_store.enqueue_all(tx, many(1300), NOW) == 100
        last = outbox_store.find(tx, message.account, "m 1299")
    assert last is not None
    assert last.subject == {"n": 1299}
    assert read == 2500


def test_each_delivery_has_a_random_idempotency_key_of_its_own(db: Database) -> None:
    """A number would come again in a new database, and an old message in Slack would be taken for the new one."""
    message = outbox_message(db)
    with db.write(TEAM) as tx:
        outbox_store.enqueue_all(
            tx, [OutboxMessage(AccountId(1), f"m {n}", "k", Urgency.BULK, message.to, NOW, NOW) for n in range(50)], NOW
        )
        keys = {found.idempotency_key for n in range(50) if (found := outbox_store.find(tx, AccountId(1), f"m {n}"))}
    assert len(keys) == 50
    assert {len(bytes.fromhex(key)) for key in keys} == {16}


def test_the_same_key_in_two_workspaces_is_two_messages(db: Database) -> None:
    one = outbox_message(db)
    other = add_person(db, team="T0OTHER")
    with db.write(TEAM) as tx:
        assert outbox_store.enqueue(tx, one, NOW)
        assert outbox_store.enqueue(
            tx,
            OutboxMessage(other.account.id, one.dedup_key, "expiry", one.urgency, other.person.id, NOW, NOW + DAY),
            NOW,
        )


def test_a_subject_is_kept_as_it_was_given(db: Database) -> None:
    message = outbox_message(db)
    subject: dict[str, int | str] = {"meeting": 17, "version": 3, "note": "“ü”"}
    with db.write(TEAM) as tx:
        outbox_store.enqueue(
            tx, OutboxMessage(message.account, "k", "k", Urgency.BULK, message.to, NOW, NOW, subject), NOW
        )
        found = outbox_store.find(tx, message.account, "k")
    assert found is not None
    assert json.loads(json.dumps(dict(found.subject))) == subject
