"""A committed transaction tells its own process which queue has new work, once; one that fails tells nothing (REM-7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.policy.approvals.follow_ups import FollowUpTask
from bot.policy.audit.events import Cause
from bot.policy.deliveries.deliveries import OutboxMessage, Urgency
from storage import Connection, Database, StorageError, WorkQueue
from storage.approvals import follow_ups as follow_up_store
from storage.deliveries import outbox as outbox_store
from storage.engine.notifications import notify
from tests.support.factories.people import HOST, NOW, TEAM, add_person
from tests.support.fixtures.bot_fixture import captured_log

DAY = timedelta(days=1)


@contextmanager
def listening(db: Database) -> Iterator[list[WorkQueue]]:
    """What its listener is told meanwhile."""
    told: list[WorkQueue] = []
    before, db.on_new_work = db.on_new_work, told.append
    yield told
    db.on_new_work = before


def outbox_message(db: Database, key: str = "room 1", due_in: timedelta = timedelta(0)) -> OutboxMessage:
    host = add_person(db)
    due = NOW + due_in
    return OutboxMessage(host.account.id, key, "expiry", Urgency.BULK, host.person.id, due, due + DAY)


def violate_a_constraint_that_the_commit_checks(tx: Connection) -> None:
    if tx.dialect.name == "sqlite":
        tx.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        tx.exec_driver_sql("DELETE FROM accounts")
        return
    tx.exec_driver_sql("CREATE TEMPORARY TABLE once (number int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP")
    tx.exec_driver_sql("INSERT INTO once VALUES (1), (1)")


def test_the_listener_is_called_once_a_queue_after_the_commit(db: Database) -> None:
    """When it is called others see the rows, and the lock is free."""
    with listening(db) as told:
        seen: list[object] = []

        def look(queue: WorkQueue) -> None:
            told.append(queue)
            with db.write(TEAM) as tx:
                seen.append(outbox_store.find(tx, message.account, message.dedup_key) is not None)

        message = outbox_message(db)
        db.on_new_work = look
        with db.write(TEAM) as tx:
            outbox_store.enqueue(tx, message, NOW)
            notify(tx, WorkQueue.DELIVERIES)
            notify(tx, WorkQueue.FOLLOW_UPS)
            assert told == []
        assert sorted(told) == [WorkQueue.DELIVERIES, WorkQueue.FOLLOW_UPS]
        assert seen == [True, True]


def test_a_transaction_that_says_nothing_calls_nobody(db: Database) -> None:
    with listening(db) as told:
        for queue in WorkQueue:
            with db.write(TEAM) as tx:
                notify(tx, queue)
        before = list(told)
        with db.write(TEAM):
            pass
        assert told == before == list(WorkQueue)


def test_a_rollback_calls_nobody_nor_does_the_next_transaction(db: Database) -> None:
    def fail() -> None:
        with db.write(TEAM) as tx:
            notify(tx, WorkQueue.DELIVERIES)
            raise LookupError

    with listening(db) as told:
        with pytest.raises(LookupError):
            fail()
        with db.write(TEAM):
            pass
        assert told == []


def test_a_commit_that_the_database_refuses_calls_nobody(db: Database) -> None:
    def fail() -> None:
        with db.write(TEAM) as tx:
            notify(tx, WorkQueue.DELIVERIES)
            violate_a_constraint_that_the_commit_checks(tx)

    add_person(db)
    with listening(db) as told:
        with pytest.raises(StorageError):
            fail()
        assert told == []


def test_a_listener_that_fails_is_logged_and_the_caller_does_not_hear_of_it(db: Database) -> None:
    message = outbox_message(db)

    def fail(_queue: WorkQueue) -> None:
        raise LookupError("of that moment")

    with captured_log() as lines, listening(db):
        db.on_new_work = fail
        with db.write(TEAM) as tx:
            assert outbox_store.enqueue(tx, message, NOW)
    assert '"listener_failed"' in lines.getvalue()
    assert "of that moment" in lines.getvalue()
    with db.read() as tx:
        assert outbox_store.find(tx, message.account, message.dedup_key)


def test_a_message_that_is_due_wakes_the_sender_and_one_that_was_there_or_is_due_later_does_not(db: Database) -> None:
    """REM-7: what is due later, a tick finds."""
    message, later = outbox_message(db), outbox_message(db, "room 2", DAY)
    with listening(db) as told:
        with db.write(TEAM) as tx:
            outbox_store.enqueue(tx, later, NOW)
        assert told == []
        with db.write(TEAM) as tx:
            outbox_store.enqueue_all(tx, [later, message], NOW)
        assert told == [WorkQueue.DELIVERIES]
        with db.write(TEAM) as tx:
            outbox_store.enqueue(tx, message, NOW)
        assert told == [WorkQueue.DELIVERIES]


def test_a_message_that_is_enqueued_again_wakes_the_sender_if_it_is_due(db: Database) -> None:
    """INV-3, REM-2."""
    message, later = outbox_message(db), outbox_message(db, "room 2", DAY)
    with listening(db) as told:
        with db.write(TEAM) as tx:
            outbox_store.enqueue_or_reschedule(tx, [later], NOW)
        assert told == []
        with db.write(TEAM) as tx:
            outbox_store.enqueue_or_reschedule(tx, [later, message], NOW)
        assert told == [WorkQueue.DELIVERIES]


def test_a_follow_up_wakes_the_job_that_does_it(db: Database) -> None:
    """LOCK-8: a change that hits nobody leaves nothing to do."""
    host, cause = add_person(db), Cause(HOST, NOW)
    with listening(db) as told:
        with db.write(TEAM) as tx:
            follow_up_store.add(tx, host.account.id, FollowUpTask.MEETINGS, [], "change 1", cause)
        assert told == []
        with db.write(TEAM) as tx:
            follow_up_store.add(tx, host.account.id, FollowUpTask.MEETINGS, [host.person.id], "change 1", cause)
        assert told == [WorkQueue.FOLLOW_UPS]
