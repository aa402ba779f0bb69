"""What may happen once only, whoever tries at the same instant: taking an event, making a shared key (UX-1, GATE-2)."""

from datetime import timedelta
from functools import partial

from storage import Database
from storage import inbound_events as event_store
from storage import secrets as secret_store
from storage.inbound_events import RETENTION
from tests.support.factories.people import NOW
from tests.support.machine.threads import run_concurrently

INSTANT = timedelta(microseconds=1)


def take(db: Database, lock: str, event: str = "Ev1", team: str = "T1") -> bool:
    with db.write(lock) as tx:
        return event_store.record_if_new(tx, team, event, NOW)


def test_an_event_is_taken_by_one_of_all_who_get_it_at_the_same_instant(replicas: list[Database]) -> None:
    """UX-1: Slack delivers more than once, to any replica."""
    assert sum(run_concurrently([partial(take, replicas[n % 4], f"lock {n}") for n in range(8)])) == 1
    assert not take(replicas[0], "later")


def test_another_event_and_the_same_one_of_another_workspace_are_taken_too(db: Database) -> None:
    assert take(db, "lock")
    assert take(db, "lock", event="Ev2")
    assert take(db, "lock", team="T2")


def test_an_event_is_remembered_for_longer_than_slack_repeats_it(db: Database) -> None:
    take(db, "lock")
    with db.write("lock") as tx:
        assert event_store.purge(tx, NOW + RETENTION) == 0
        assert not event_store.record_if_new(tx, "T1", "Ev1", NOW + RETENTION)
        assert event_store.purge(tx, NOW + RETENTION + INSTANT) == 1
        assert event_store.record_if_new(tx, "T1", "Ev1", NOW + RETENTION + INSTANT)


def key(db: Database, lock: str) -> bytes:
    with db.write(lock) as tx:
        return secret_store.get_or_create(tx, "gateway")


def test_all_replicas_get_the_same_key_whoever_makes_it(replicas: list[Database]) -> None:
    keys = run_concurrently([partial(key, replicas[n % 4], f"lock {n}") for n in range(8)])
    assert len(set(keys)) == 1
    assert len(keys[0]) == 32
    with replicas[3].read() as tx:
        assert secret_store.find(tx, "gateway") == keys[0]
        assert secret_store.find(tx, "another") is None


def test_keys_of_other_names_differ(db: Database) -> None:
    with db.write("lock") as tx:
        assert secret_store.get_or_create(tx, "one") != secret_store.get_or_create(tx, "two")
