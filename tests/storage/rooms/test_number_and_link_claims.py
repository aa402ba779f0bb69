"""Who holds which number and which personal link: of all who want one, exactly one gets it (PMI-9, PMI-10, LINK-2)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest

from bot.policy.clock import Instant
from bot.policy.ids import PersonId, Pmi
from bot.policy.rooms.links import LinkRecord
from bot.policy.rooms.numbers import EndReason, NumberRecord
from bot.use_cases.room_numbers import claim_link, claim_number
from storage import Database, DuplicateKeyError
from storage.rooms import numbers as number_store
from tests.support.factories.people import NOW, add_person
from tests.support.machine.threads import TIMEOUT, run_concurrently

NUMBER = Pmi("2345678923")
LINK = "Ava.Example"
A_YEAR = timedelta(days=365)
A_MOMENT = 0.1


def people(db: Database, count: int) -> list[PersonId]:
    """So many people, each of a workspace of their own: no lock keeps them apart, the key of the table must."""
    return [add_person(db, team=f"T{each}").person.id for each in range(count)]


def claim(db: Database, what: str, person: PersonId, lock: str, *, after_days: int = 0) -> bool:
    """Take the number, or make room for the link and take it."""
    now = NOW + timedelta(days=after_days)
    with db.write(lock) as tx:
        if what == "number":
            return claim_number(tx, NUMBER, person, Instant(now))
        if (number_store.link_holding(tx, LINK) or LinkRecord(0)).person == person:
            return False
        return claim_link(tx, LINK, person, Instant(now))


def without_links(db: Database) -> None:
    with db.write("links") as tx:
        tx.exec_driver_sql("DELETE FROM links")


@pytest.mark.parametrize("what", ["number", "link"])
def test_of_many_people_who_claim_the_same_at_the_same_instant_exactly_one_wins(
    replicas: list[Database], what: str
) -> None:
    persons = people(replicas[0], 8)
    without_links(replicas[0])
    calls = [partial(claim, replicas[n % 4], what, person, f"T{n}") for n, person in enumerate(persons)]
    won = run_concurrently(calls)
    assert sum(won) == 1
    with replicas[0].read() as tx:
        holding = number_store.holding(tx, NUMBER) if what == "number" else number_store.link_holding(tx, LINK)
    assert holding is not None
    assert holding.person == persons[won.index(True)]


def test_of_many_people_who_claim_a_number_again_after_its_reservation_exactly_one_wins(
    replicas: list[Database],
) -> None:
    former, *persons = people(replicas[0], 8)
    assert claim(replicas[0], "number", former, "T0")
    with replicas[0].write("T0") as tx:
        number_store.end(tx, NUMBER, EndReason.EXPIRED, NOW)
    won = run_concurrently(
        [
            partial(claim, replicas[n % 4], "number", person, f"T{n}", after_days=365)
            for n, person in enumerate(persons, 1)
        ]
    )
    assert sum(won) == 1
    with replicas[0].read() as tx:
        assert number_store.holding(tx, NUMBER) == NumberRecord(persons[won.index(True)], current=True)


@pytest.mark.parametrize("undone", [False, True], ids=["committed", "undone"])
def test_a_claim_waits_for_another_that_is_not_committed_yet(replicas: list[Database], undone: bool) -> None:
    first, second = people(replicas[0], 2)
    with ThreadPoolExecutor(1) as pool:
        with replicas[0].write("T0") as tx:
            assert claim_number(tx, NUMBER, first, Instant(NOW))
            waiting = pool.submit(claim, replicas[1], "number", second, "T1")
            with pytest.raises(TimeoutError):
                waiting.result(A_MOMENT)
            if undone:
                tx.exec_driver_sql("ROLLBACK")
        assert waiting.result(TIMEOUT) is undone


def test_a_claim_that_rests_on_what_is_no_longer_true_fails(db: Database) -> None:
    first, second, third = people(db, 3)
    ended = NumberRecord(first, current=False, ended_at=NOW, ended_by=EndReason.EDITED)
    with db.write("lock") as tx:
        assert number_store.claim(tx, NUMBER, first, None)
        assert not number_store.claim(tx, NUMBER, second, None)
        assert not number_store.claim(tx, NUMBER, second, ended)
        number_store.end(tx, NUMBER, EndReason.EDITED, NOW)
        assert number_store.holding(tx, NUMBER) == ended
        assert number_store.claim(tx, NUMBER, second, ended)
        assert not number_store.claim(tx, NUMBER, third, ended)
        assert number_store.holding(tx, NUMBER) == NumberRecord(second, current=True)
        number_store.end(tx, NUMBER, EndReason.EDITED, NOW + A_YEAR)
        assert not number_store.claim(tx, NUMBER, third, ended)


def test_the_end_of_a_number_is_written_once(db: Database) -> None:
    """PMI-9: the reservation is counted from the first end, and keeps its reason."""
    (person,) = people(db, 1)
    with db.write("lock") as tx:
        number_store.claim(tx, NUMBER, person, None)
        number_store.end(tx, NUMBER, EndReason.REPLACED, NOW)
        number_store.end(tx, NUMBER, EndReason.EDITED, NOW + A_YEAR)
        assert number_store.holding(tx, NUMBER) == NumberRecord(
            person, current=False, ended_at=NOW, ended_by=EndReason.REPLACED
        )


def test_a_link_is_compared_without_case_and_shown_as_typed(db: Database) -> None:
    """LINK-1."""
    person, stranger = people(db, 2)
    without_links(db)
    with db.write("lock") as tx:
        assert number_store.claim_link(tx, LINK, person, None)
        assert number_store.has_link(tx, person)
        assert not number_store.has_link(tx, stranger)
        assert number_store.link_holding(tx, LINK.upper()) == LinkRecord(person)
        assert not number_store.claim_link(tx, LINK.lower(), stranger, None)
        number_store.respell_link(tx, LINK.upper())
        assert tx.exec_driver_sql("SELECT shown FROM links").scalar_one() == LINK.upper()


def test_a_released_link_goes_to_somebody_else_in_their_spelling(db: Database) -> None:
    """LINK-2."""
    first = add_person(db, team="T1")
    (second,) = people(db, 1)
    assert first.room is not None
    with db.write("lock") as tx:
        number_store.release_link(tx, second, first.room.id, NOW)
        number_store.release_link(tx, first.person.id, first.room.id, NOW)
        released = number_store.link_holding(tx, first.room.link)
        assert released == LinkRecord(first.person.id, NOW)
        assert number_store.claim_link(tx, first.room.link.upper(), second, released)
        assert number_store.link_holding(tx, first.room.link) == LinkRecord(second)
        number_store.release_link(tx, second, first.room.id, NOW + A_YEAR)
        assert not number_store.claim_link(tx, first.room.link, first.person.id, released)


def test_the_database_itself_refuses_a_second_current_link(db: Database) -> None:
    people(db, 1)
    with pytest.raises(DuplicateKeyError), db.write("lock") as tx:
        tx.exec_driver_sql("INSERT INTO links (key, shown, person_id) SELECT 'second', 'Second', person_id FROM links")
