"""What may happen once only, whoever tries at the same instant: taking an event or a request, making a shared key (UX-1, GATE-2)."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from storage import Database, RepeatedRequestError
from storage import inbound_requests as request_store
from storage import secrets as secret_store
from storage.inbound_requests import EVENT_RETENTION, REQUEST_RETENTION
from storage.tables.people_and_rooms import secrets
from tests.support.database.databases import table_rows
from tests.support.factories.people import NOW
from tests.support.machine.threads import run_concurrently

SIGNATURE = "v0=" + 64 * "a"
INSTANT = timedelta(microseconds=1)


def take(db: Database, lock: str, event: str = "Ev1", team: str = "T1") -> bool:
    with db.write(lock) as tx:
        return request_store.record_event(tx, team, event, NOW)


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
        assert request_store.purge(tx, NOW + EVENT_RETENTION, 10) == 0
        assert not request_store.record_event(tx, "T1", "Ev1", NOW + EVENT_RETENTION)
        assert request_store.purge(tx, NOW + EVENT_RETENTION + INSTANT, 10) == 1
        assert request_store.record_event(tx, "T1", "Ev1", NOW + EVENT_RETENTION + INSTANT)


def act(db: Database, lock: str, name: str = "made", key: str = "one", team: str = "T1") -> bool:
    """Whether what this request asks for was done."""
    try:
        with request_store.recording(team, key, NOW), db.write(lock) as tx:
            tx.execute(insert(secrets).values(name=name, value="x"))
    except RepeatedRequestError:
        return False
    return True


@pytest.mark.parametrize("locks", [1, 8])
def test_a_request_is_acted_upon_by_one_of_all_who_get_it_at_the_same_instant(
    replicas: list[Database], locks: int
) -> None:
    """Section 12: an envelope may come again to another replica; the others' acts are rolled back, whatever their locks."""
    done = run_concurrently([partial(act, replicas[n % 4], f"{n % locks}", f"made by {n}") for n in range(8)])
    assert sum(done) == 1
    assert len(table_rows(replicas[0], "secrets")) == 1


def test_another_request_and_one_of_another_workspace_are_acted_upon_too(db: Database) -> None:
    assert act(db, "lock", "first")
    assert act(db, "lock", "second", key="two")
    assert act(db, "lock", "third", team="T2")
    assert not act(db, "lock", "fourth")


def test_a_request_is_remembered_while_its_signature_holds_and_forgotten_before_the_events(db: Database) -> None:
    """Section 12: a signature may be five minutes ahead, and holds for five more."""
    act(db, "lock", key=SIGNATURE)
    take(db, "lock")
    with db.write("lock") as tx:
        assert request_store.purge(tx, NOW + REQUEST_RETENTION, 10) == 0
    assert not act(db, "lock", "again", key=SIGNATURE)
    with db.write("lock") as tx:
        assert request_store.purge(tx, NOW + REQUEST_RETENTION + INSTANT, 10) == 1
    assert act(db, "lock", "later", key=SIGNATURE)
    assert not take(db, "lock")


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
