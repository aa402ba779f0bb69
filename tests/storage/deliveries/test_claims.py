"""Who holds which message: claimed by one, for a while, and settled by who still holds it (REM-4)."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

import pytest

from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState, OutboxMessage, Urgency
from bot.policy.ids import AccountId, PersonId
from bot.use_cases.people import identities
from storage import Database
from storage.deliveries import claims as claim_store
from storage.deliveries import outbox as outbox_store
from storage.deliveries import queue as queue_store
from storage.deliveries.claims import Counters, Lease
from storage.engine.clock import database_now
from storage.people import people as people_store
from tests.support.factories.people import HOST, NOW, TEAM, add_person, identity
from tests.support.machine.threads import run_concurrently

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
AT = NOW + timedelta(hours=5)
"""What the database's clock shows: another time than the product's, to tell them apart."""


def hold(word: str = "ours", at: datetime = AT) -> Lease:
    return Lease(word, at, at + MINUTE)


def fill(db: Database, count: int, urgency: Urgency = Urgency.APPROVAL) -> AccountId:
    host = add_person(db)
    with db.write(TEAM) as tx:
        outbox_store.enqueue_all(
            tx, (outbox_message(host.account.id, host.person.id, f"m {n}", urgency) for n in range(count)), NOW
        )
    return host.account.id


def outbox_message(
    account: AccountId, person: PersonId, key: str, urgency: Urgency, due: datetime = NOW
) -> OutboxMessage:
    return OutboxMessage(account, key, "note", urgency, person, due, due + DAY)


def claim(db: Database, account: AccountId, held: Lease, most: int = 10, now: datetime = NOW) -> list[Delivery]:
    with db.write(TEAM) as tx:
        return claim_store.claim(tx, account, Urgency.APPROVAL, held, kinds=["note"], now=now, limit=most)


def test_a_claim_says_where_the_message_goes(db: Database) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    assert (taken.team, taken.recipient.user, taken.dedup_key, taken.state) == (
        TEAM,
        HOST,
        "m 0",
        DeliveryState.PENDING,
    )


def test_a_claim_says_in_which_language_the_message_is_read(db: Database) -> None:
    """LANG-1: a person's own, in channels the account's."""
    account = fill(db, 1)
    with db.write(TEAM) as tx:
        channel = replace(outbox_message(account, PersonId(0), "post", Urgency.APPROVAL), to=ChannelTarget("C0PLACE"))
        outbox_store.enqueue(tx, channel, NOW)
    assert [each.recipient.locale for each in claim(db, account, hold())] == ["", ""]
    identities.sync_identity(db, identity(locale="de-DE"), NOW)
    with db.write(TEAM) as tx:
        chosen = people_store.find_account(tx, TEAM)
        assert chosen is not None
        people_store.update_account(tx, replace(chosen, language="fr"))
    taken = claim(db, account, hold("theirs", AT + MINUTE))
    assert {each.recipient.channel: each.recipient.locale for each in taken} == {"": "de-DE", "C0PLACE": "fr"}
    with db.read() as tx:
        read = [queue_store.get(tx, each.id) for each in taken]
    assert [each.recipient for each in read if each] == [each.recipient for each in taken]


def test_what_is_claimed_nobody_else_gets_until_the_claim_ends_by_itself(db: Database) -> None:
    account = fill(db, 3)
    assert len(claim(db, account, hold(), most=2)) == 2
    assert [each.dedup_key for each in claim(db, account, hold("theirs"))] == ["m 2"]
    assert claim(db, account, hold("theirs", AT + MINUTE - SECOND)) == []
    assert len(claim(db, account, hold("theirs", AT + MINUTE))) == 3


def test_many_workers_at_once_claim_each_message_once(replicas: list[Database]) -> None:
    """Under locks of different names, so that on PostgreSQL nothing but SKIP LOCKED keeps them apart."""
    account = fill(replicas[0], 400)
    claimed: list[str] = []
    lock = Lock()

    def work(number: int) -> None:
        while True:
            with replicas[number % 4].write(f"lock {number}") as tx:
                taken = claim_store.claim(
                    tx, account, Urgency.APPROVAL, hold(str(number)), kinds=["note"], now=NOW, limit=7
                )
            if not taken:
                return
            with lock:
                claimed.extend(each.dedup_key for each in taken)

    run_concurrently([lambda n=n: work(n) for n in range(8)])  # type: ignore[misc] # a default binds n
    assert len(claimed) == len(set(claimed)) == 400


def test_only_what_is_due_and_not_too_late_is_claimed_by_the_product_s_clock(db: Database) -> None:
    account = fill(db, 1)
    assert claim(db, account, hold(), now=NOW - SECOND) == []
    assert claim(db, account, hold(), now=NOW + DAY) == []
    assert len(claim(db, account, hold(), now=NOW)) == 1


def test_the_longest_due_is_claimed_first(db: Database) -> None:
    host = add_person(db)
    with db.write(TEAM) as tx:
        for minutes in (3, 1, 2):
            due = NOW - minutes * MINUTE
            outbox_store.enqueue(
                tx, outbox_message(host.account.id, host.person.id, f"{minutes}", Urgency.APPROVAL, due), NOW
            )
    assert [each.dedup_key for each in claim(db, host.account.id, hold(), most=2)] == ["3", "2"]


def test_a_release_begins_the_claim_anew_and_notes_the_first_try(db: Database) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    with db.write(TEAM) as tx:
        assert claim_store.mark_in_flight(tx, taken.id, hold(at=AT + 30 * SECOND), NOW)
        found = outbox_store.find(tx, account, "m 0")
        assert found is not None
        assert (found.state, found.tries, found.first_tried_at) == (DeliveryState.SENDING, 1, NOW)
        assert claim_store.with_expired_leases(tx, AT + 89 * SECOND, AT + 89 * SECOND) == []
        assert len(claim_store.with_expired_leases(tx, AT + 90 * SECOND, AT + 90 * SECOND)) == 1


@pytest.mark.parametrize("word, at", [("theirs", AT), ("ours", AT + MINUTE)], ids=["another's", "ended"])
def test_a_claim_that_was_lost_or_ended_releases_nothing(db: Database, word: str, at: datetime) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    with db.write(TEAM) as tx:
        assert not claim_store.mark_in_flight(tx, taken.id, hold(word, at), NOW)


def test_nothing_is_released_twice(db: Database) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    with db.write(TEAM) as tx:
        assert claim_store.mark_in_flight(tx, taken.id, hold(), NOW)
        assert not claim_store.mark_in_flight(tx, taken.id, hold(), NOW)


def test_who_has_lost_a_message_can_neither_finish_it_nor_put_it_back(db: Database) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    with db.write(TEAM) as tx:
        assert claim_store.mark_in_flight(tx, taken.id, hold(), NOW)
        later = AT + 10 * MINUTE
        (again,) = claim_store.reclaim(tx, account, hold("theirs", later), expired_by=later, limit=5)
        before = outbox_store.find(tx, account, "m 0")
        assert not claim_store.complete(tx, taken.id, "ours", DeliveryState.SENT, NOW, "", "D1", "1.2")
        assert not claim_store.reschedule(tx, taken.id, "ours", "", None, Counters())
        assert not claim_store.defer(tx, taken.id, "ours", NOW)
        claim_store.unclaim(tx, [taken.id], "ours")
        claim_store.set_reason(tx, taken.id, "ours", "late")
        assert outbox_store.find(tx, account, "m 0") == before
        assert claim_store.complete(tx, again.id, "theirs", DeliveryState.SENT, NOW, "", "D1", "1.2")


def test_what_is_finished_stays_finished(db: Database) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    with db.write(TEAM) as tx:
        assert claim_store.complete(tx, taken.id, "ours", DeliveryState.FAILED, NOW, "user_disabled", "", "")
        assert not claim_store.complete(tx, taken.id, "ours", DeliveryState.SENT, NOW, "", "D1", "1.2")
        found = outbox_store.find(tx, account, "m 0")
    assert found is not None
    assert (found.state, found.reason, found.finished_at) == (DeliveryState.FAILED, "user_disabled", NOW)
    assert claim(db, account, hold("theirs", AT + DAY)) == []


def test_what_was_put_back_waits_and_counts(db: Database) -> None:
    account = fill(db, 1)
    (taken,) = claim(db, account, hold())
    with db.write(TEAM) as tx:
        assert claim_store.reschedule(tx, taken.id, "ours", "of_tomorrow", AT + MINUTE, Counters(attempts=1, tries=1))
    assert claim(db, account, hold("theirs", AT + 59 * SECOND)) == []
    (again,) = claim(db, account, hold("theirs", AT + MINUTE))
    assert (again.failures, again.tries, again.reason) == (1, 1, "of_tomorrow")


def test_claims_and_waits_further_ahead_than_any_real_one_hold_nothing(db: Database) -> None:
    """They were written by a clock that was set back since."""
    account = fill(db, 2)
    with db.write(TEAM) as tx:
        (first,) = claim_store.claim(tx, account, Urgency.APPROVAL, hold(at=AT + DAY), kinds=["note"], now=NOW, limit=1)
        assert claim_store.mark_in_flight(tx, first.id, hold(at=AT + DAY), NOW)
        (second,) = claim_store.claim(
            tx, account, Urgency.APPROVAL, hold(at=AT + DAY), kinds=["note"], now=NOW, limit=1
        )
        claim_store.reschedule(tx, second.id, "ours", "", AT + DAY, Counters())
        assert len(claim_store.reclaim(tx, account, hold("theirs"), expired_by=AT - MINUTE, limit=5)) == 1
    assert len(claim(db, account, hold("theirs"))) == 1


def test_what_is_waiting_is_told_by_workspace_and_class(db: Database) -> None:
    account = fill(db, 2)
    host = add_person(db)
    with db.write(TEAM) as tx:
        outbox_store.enqueue(tx, outbox_message(account, host.person.id, "bulk", Urgency.BULK, NOW + MINUTE), NOW)
    with db.read() as tx:
        assert claim_store.due_workspaces(tx, NOW - SECOND) == {}
        assert claim_store.due_workspaces(tx, NOW) == {(account, TEAM): {Urgency.APPROVAL}}
        assert claim_store.due_workspaces(tx, NOW + MINUTE) == {(account, TEAM): {Urgency.APPROVAL, Urgency.BULK}}


def test_what_is_too_late_is_dropped_unless_somebody_holds_it(db: Database) -> None:
    account = fill(db, 3)
    (held,) = claim(db, account, hold(), most=1)
    with db.write(TEAM) as tx:
        assert queue_store.past_deadline(tx, NOW + DAY - SECOND) == []
        assert queue_store.past_deadline(tx, NOW + DAY) == [(account, TEAM)]
        dropped = queue_store.drop_past_deadline(tx, account, now=NOW + DAY, at=AT, reason="too late", limit=10)
        assert {each.state for each in dropped} == {DeliveryState.DROPPED}
        assert {each.dedup_key for each in dropped} == {"m 0", "m 1", "m 2"} - {held.dedup_key}
        (last,) = queue_store.drop_past_deadline(
            tx, account, now=NOW + DAY, at=AT + MINUTE, reason="too late", limit=10
        )
    assert last.dedup_key == held.dedup_key


def test_what_was_finished_long_ago_is_deleted_in_batches(db: Database) -> None:
    account = fill(db, 5)
    for each in claim(db, account, hold()):
        with db.write(TEAM) as tx:
            claim_store.complete(tx, each.id, "ours", DeliveryState.SENT, NOW, "", "D1", "1.2")
    with db.write(TEAM) as tx:
        assert queue_store.purge(tx, NOW, 10) == 0
        assert [queue_store.purge(tx, NOW + SECOND, 3) for _ in range(3)] == [3, 2, 0]


def test_the_database_says_what_time_it_is(db: Database) -> None:
    with db.read() as tx:
        first, second = database_now(tx), database_now(tx)
    assert first.utcoffset() == timedelta(0)
    assert first <= second
