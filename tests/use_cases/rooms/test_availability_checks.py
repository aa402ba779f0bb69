"""Telling whether a number or link is taken: ten tries in ten minutes a person, then a sentence that says when (PMI-9)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.clock import Instant
from bot.policy.ids import Pmi
from bot.policy.rooms.edits import RoomEdit, RoomField
from bot.policy.rooms.numbers import NUMBER_TAKEN, generate_pmi
from bot.policy.rooms.rooms import Room, existing_room
from bot.use_cases import room_numbers
from bot.use_cases.rooms import edits
from bot.use_cases.rooms.edits import EditedRoom, RefusedRoomEdit, StaleRoom
from storage import Connection, Database
from storage.rooms import availability_checks as availability_check_store
from storage.rooms import numbers as number_store
from tests.support.database.databases import table_rows
from tests.support.factories.people import HOST, NOW, OTHER, add_person, caller, make_context, save_room_form
from tests.support.machine.threads import TIMEOUT, run_concurrently

A_MOMENT = 0.1
"""Seconds in which an edit that is not held up would long have been made."""
A_MINUTE = timedelta(minutes=1)
TEN_MINUTES = timedelta(minutes=10)
CLOSED = re.compile(r"You have tried 10 numbers and links .* try again in (a minute|\d+ minutes)\.")


def refusal(answer: object, field: RoomField = RoomField.NUMBER) -> str:
    """What the form says beside this field; nothing where it is saved or has no fault there."""
    assert isinstance(answer, EditedRoom | RefusedRoomEdit), answer
    return " ".join(map(reason_text, answer.faults.get(field, []))) if isinstance(answer, RefusedRoomEdit) else ""


def taken(db: Database) -> str:
    """Somebody else's number."""
    return existing_room(add_person(db, OTHER)).number


def asked(db: Database, times: int, now: datetime = NOW) -> str:
    """The host has asked about somebody else's number so often, one a second; it is what they asked for."""
    add_person(db)
    number = taken(db)
    for second in range(times):
        assert refusal(save_room_form(db, number=number, now=now + timedelta(seconds=second))) == reason_text(
            NUMBER_TAKEN.reason
        )
    return number


def test_ten_are_told_and_the_eleventh_is_told_when(db: Database) -> None:
    number = asked(db, 10)
    assert refusal(save_room_form(db, number=number, now=NOW + A_MINUTE)).endswith("try again in 9 minutes.")
    assert refusal(save_room_form(db, number=number, now=NOW + TEN_MINUTES - timedelta(seconds=1))).endswith(
        "again in a minute."
    )
    assert refusal(save_room_form(db, number=number, now=NOW + TEN_MINUTES)) == reason_text(NUMBER_TAKEN.reason)


def test_the_window_slides(db: Database) -> None:
    """Each try counts for ten minutes of its own."""
    number = asked(db, 10)
    assert refusal(save_room_form(db, number=number, now=NOW + TEN_MINUTES)) == reason_text(NUMBER_TAKEN.reason)
    assert CLOSED.fullmatch(refusal(save_room_form(db, number=number, now=NOW + TEN_MINUTES)))


def test_a_free_number_is_told_no_more_than_a_taken_one(db: Database) -> None:
    """Neither by a word nor by being saved."""
    number = asked(db, 10)
    before = existing_room(add_person(db))
    answers = {
        refusal(save_room_form(db, number=each, now=NOW + A_MINUTE))
        for each in (number, generate_pmi(), generate_pmi())
    }
    assert len(answers) == 1
    assert existing_room(add_person(db)) == before


def test_links_are_counted_with_numbers(db: Database) -> None:
    """LINK-2: on a form with both, that is one try."""
    asked(db, 8)
    other = existing_room(add_person(db, OTHER))
    both = save_room_form(db, number=other.number, link=other.link.upper(), now=NOW + A_MINUTE)
    assert refusal(both) == reason_text(NUMBER_TAKEN.reason)
    assert "already taken" in refusal(both, RoomField.LINK)
    assert "already taken" in refusal(save_room_form(db, link=other.link, now=NOW + A_MINUTE), RoomField.LINK)
    closed = save_room_form(db, number=other.number, link=other.link, now=NOW + A_MINUTE)
    assert CLOSED.fullmatch(refusal(closed))
    assert CLOSED.fullmatch(refusal(closed, RoomField.LINK))
    assert CLOSED.fullmatch(refusal(save_room_form(db, link="free.room", now=NOW + A_MINUTE), RoomField.LINK))


def test_what_is_saved_counts_too(db: Database) -> None:
    add_person(db)
    for _ in range(10):
        assert isinstance(save_room_form(db, number=generate_pmi()), EditedRoom)
    assert CLOSED.fullmatch(refusal(save_room_form(db, number=generate_pmi())))


@pytest.mark.parametrize(
    "changed", [{"number": "8005551234"}, {"number": "5"}, {"link": "a.."}, {"link": "support"}, {"passcode": "1"}, {}]
)
def test_where_nothing_is_told_nothing_counts(db: Database, changed: dict[str, str]) -> None:
    add_person(db)
    for _ in range(12):
        save_room_form(db, HOST, now=NOW, **changed)
    assert table_rows(db, "availability_checks") == []
    assert refusal(save_room_form(db, number=taken(db))) == reason_text(NUMBER_TAKEN.reason)


def test_ones_own_counts_as_nothing(db: Database) -> None:
    """The number as it is, the link in other capitals: also when the ten are over."""
    asked(db, 10)
    room = existing_room(add_person(db))
    answer = save_room_form(db, number=room.number, link=room.link.upper(), passcode="Mend-3d", now=NOW + A_MINUTE)
    assert isinstance(answer, EditedRoom)
    assert (answer.room.link, answer.room.passcode) == (room.link.upper(), "Mend-3d")


def test_somebody_who_may_not_choose_is_told_that_and_nothing_else(db: Database) -> None:
    """ROLE-1: it tells nothing of the number."""
    add_person(db)
    with db.write("test") as tx:
        tx.exec_driver_sql("UPDATE people SET license = 'basic'")
    answers = {refusal(save_room_form(db, number=each)) for each in (taken(db), generate_pmi(), *[generate_pmi()] * 10)}
    assert len(answers) == 1
    assert table_rows(db, "availability_checks") == []


def test_a_form_that_has_grown_stale_tells_nothing(db: Database) -> None:
    """UX-5."""
    add_person(db)
    number = taken(db)
    for _ in range(12):
        answer = edits.edit_room(make_context(db), caller(HOST), RoomEdit(number, None, None, None), "long ago")
        assert isinstance(answer, StaleRoom)
    assert refusal(save_room_form(db, number=number)) == reason_text(NUMBER_TAKEN.reason)


def test_nobody_is_held_up_by_somebody_else(db: Database) -> None:
    number = asked(db, 10)
    add_person(db, "U0THIRD")
    assert refusal(save_room_form(db, "U0THIRD", number=number)) == reason_text(NUMBER_TAKEN.reason)


def test_of_many_at_once_ten_are_told(db: Database, replicas: list[Database]) -> None:
    """The race: four replicas, each asked five times at the same instant."""
    add_person(db)
    number = taken(db)
    calls = [partial(save_room_form, replica, number=number) for replica in replicas for _ in range(5)]
    answers = [refusal(answer) for answer in run_concurrently(calls)]
    assert sorted(answer == reason_text(NUMBER_TAKEN.reason) for answer in answers) == [False] * 10 + [True] * 10


def takes(tx: Connection, room: Room, field: RoomField, wanted: str) -> None:
    """The owner of this room takes what somebody else wants too."""
    if field is RoomField.NUMBER:
        assert room_numbers.claim_number(tx, Pmi(wanted), room.person, Instant(NOW))
    else:
        number_store.release_link(tx, room.person, room.id, NOW)
        assert room_numbers.claim_link(tx, wanted, room.person, Instant(NOW))


@pytest.mark.parametrize("field, wanted", [(RoomField.NUMBER, "5550142368"), (RoomField.LINK, "free.room")])
def test_a_try_counts_also_where_somebody_else_was_faster(
    replicas: list[Database], field: RoomField, wanted: str
) -> None:
    """Somebody in another workspace takes it between the look and the claim: all of the edit is undone, but it was told."""
    before, other = (
        existing_room(add_person(replicas[0])),
        existing_room(add_person(replicas[0], OTHER)),
    )
    with ThreadPoolExecutor(1) as pool:
        with replicas[0].write("another workspace") as tx:
            takes(tx, other, field, wanted)
            waiting = pool.submit(save_room_form, replicas[1], HOST, now=NOW, **{field.value: wanted})
            with pytest.raises(TimeoutError):
                waiting.result(A_MOMENT)
        assert "already taken" in refusal(waiting.result(TIMEOUT), field)
    assert len(table_rows(replicas[0], "availability_checks")) == 1
    assert existing_room(add_person(replicas[0])) == before


def test_what_does_not_count_any_more_is_forgotten(db: Database) -> None:
    number = asked(db, 10)
    assert edits.purge_availability_checks(db, NOW + TEN_MINUTES - timedelta(seconds=1)) == 0
    assert edits.purge_availability_checks(db, NOW + TEN_MINUTES + timedelta(seconds=3)) == 4
    assert len(table_rows(db, "availability_checks")) == 6
    assert refusal(save_room_form(db, number=number, now=NOW + TEN_MINUTES + timedelta(seconds=3))) == reason_text(
        NUMBER_TAKEN.reason
    )


def test_tries_that_a_wrong_clock_dated_ahead_do_not_count_once_it_is_right(db: Database) -> None:
    """CLOCK-1: else nobody would be told anything for ten years."""
    person, number = add_person(db).person, taken(db)
    with db.write("test") as tx:
        for _ in range(10):
            availability_check_store.add(tx, person.id, NOW + timedelta(days=3650))
    assert refusal(save_room_form(db, number=number)) == reason_text(NUMBER_TAKEN.reason)
    assert edits.purge_availability_checks(db, NOW) == 10
    assert len(table_rows(db, "availability_checks")) == 1
