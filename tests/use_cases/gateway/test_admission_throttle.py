"""What wrong passcodes lead to: passcode entry closes for a while, and the host hears of it (GATE-2)."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.policy.rooms.rooms import RoomState, existing_room
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.gateway import admission
from bot.use_cases.gateway.admission import (
    Admitted,
    AskPasscode,
    JoinAddress,
    JoinResult,
    Throttled,
    open_page,
    submit_passcode,
)
from storage import Database
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.join_addresses import by_link, by_number
from tests.support.factories.people import NOW, OTHER, add_person, open_profile, start_room
from tests.support.machine.threads import run_concurrently

ADDRESS = "203.0.113.7"
ANOTHER = "198.51.100.9"
TEN_MINUTES = timedelta(minutes=10)
AN_HOUR = timedelta(hours=1)
A_SECOND = timedelta(seconds=1)
INSTANT = timedelta(microseconds=1)
NO_ROOM = JoinAddress("2345678923", is_link=False)
WRONG = AskPasscode(wrong=True)


def guess(
    db: Database, join_address: JoinAddress, times: int, now: datetime = NOW, address: str = ADDRESS
) -> list[JoinResult]:
    """Wrong passcodes, one a second."""
    return [submit_passcode(db, join_address, "wrong", address, now + n * A_SECOND) for n in range(times)]


def guess_from_everywhere(db: Database, join_address: JoinAddress, times: int, now: datetime = NOW) -> list[JoinResult]:
    """Wrong passcodes, one an address and second."""
    return [submit_passcode(db, join_address, "wrong", f"192.0.2.{n}", now + n * A_SECOND) for n in range(times)]


def warnings(db: Database) -> int:
    return sum(MessageKind.BRUTE_FORCE in row for row in table_rows(db, "deliveries"))


def test_five_wrong_ones_from_one_address_in_ten_minutes_close_passcode_entry(db: Database) -> None:
    room = existing_room(add_person(db))
    throttled = Throttled(NOW + TEN_MINUTES)
    assert guess(db, by_number(room), 6) == [WRONG] * 4 + [throttled] * 2


def test_a_number_without_a_room_counts_and_closes_in_the_same_way(db: Database) -> None:
    assert guess(db, NO_ROOM, 6) == [WRONG] * 4 + [Throttled(NOW + TEN_MINUTES)] * 2
    assert guess_from_everywhere(db, NO_ROOM, 50, NOW + AN_HOUR)[-2:] == [WRONG, Throttled(NOW + 2 * AN_HOUR)]


def test_the_five_may_be_spread_over_any_join_targets(db: Database) -> None:
    room = existing_room(add_person(db))
    join_addresses = [
        NO_ROOM,
        by_number(room),
        by_link(room),
        JoinAddress("nobody.here", is_link=True),
        NO_ROOM,
    ]
    answers = [submit_passcode(db, join_address, "wrong", ADDRESS, NOW) for join_address in join_addresses]
    assert answers == [WRONG] * 4 + [Throttled(NOW + TEN_MINUTES)]


def test_while_entry_is_closed_the_right_passcode_is_refused_too_and_a_token_works(db: Database) -> None:
    room = start_room(db).room
    guess(db, by_number(room), 5)
    assert submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW + A_SECOND) == Throttled(NOW + TEN_MINUTES)
    entry = open_page(db, by_number(room), room.token, "", NOW + A_SECOND)
    assert isinstance(entry, Admitted)
    assert entry.state is RoomState.OPEN


def test_while_entry_is_closed_for_one_address_it_is_open_for_others(db: Database) -> None:
    room = existing_room(add_person(db))
    guess(db, by_number(room), 5)
    assert isinstance(submit_passcode(db, by_number(room), room.passcode, ANOTHER, NOW), Admitted)


def test_entry_opens_again_ten_minutes_after_the_first_of_the_five_to_the_instant(db: Database) -> None:
    room = existing_room(add_person(db))
    guess(db, by_number(room), 5)
    last, again = NOW + TEN_MINUTES - INSTANT, NOW + TEN_MINUTES
    assert submit_passcode(db, by_number(room), room.passcode, ADDRESS, last) == Throttled(again)
    assert isinstance(submit_passcode(db, by_number(room), room.passcode, ADDRESS, again), Admitted)


def test_the_next_wrong_one_after_that_closes_it_until_the_second_of_the_five_is_old(db: Database) -> None:
    room = existing_room(add_person(db))
    guess(db, by_number(room), 5)
    assert submit_passcode(db, by_number(room), "wrong", ADDRESS, NOW + TEN_MINUTES) == Throttled(
        NOW + TEN_MINUTES + A_SECOND
    )


def test_trying_while_entry_is_closed_does_not_keep_it_closed(db: Database) -> None:
    room = existing_room(add_person(db))
    guess(db, by_number(room), 5 + 100)
    assert isinstance(submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW + TEN_MINUTES), Admitted)


def test_five_wrong_ones_over_more_than_ten_minutes_close_nothing(db: Database) -> None:
    room = existing_room(add_person(db))
    every_two_and_a_half_minutes = [NOW + n * TEN_MINUTES / 4 for n in range(9)]
    answers = [submit_passcode(db, by_number(room), "wrong", ADDRESS, at) for at in every_two_and_a_half_minutes]
    assert answers == [WRONG] * 9


def test_right_ones_are_not_counted(db: Database) -> None:
    room = existing_room(add_person(db))
    guess(db, by_number(room), 4)
    for _ in range(5):
        assert isinstance(submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW + A_SECOND), Admitted)


@pytest.mark.parametrize("is_link", [False, True], ids=["number", "link"])
def test_fifty_wrong_ones_at_one_join_target_in_an_hour_close_it_for_everybody(db: Database, is_link: bool) -> None:
    room = existing_room(add_person(db))
    join_address = JoinAddress(room.link if is_link else room.number, is_link=is_link)
    answers = guess_from_everywhere(db, join_address, 51)
    assert answers == [WRONG] * 49 + [Throttled(NOW + AN_HOUR)] * 2
    assert submit_passcode(db, join_address, room.passcode, ADDRESS, NOW + AN_HOUR - INSTANT) == Throttled(
        NOW + AN_HOUR
    )
    assert isinstance(submit_passcode(db, join_address, room.passcode, ADDRESS, NOW + AN_HOUR), Admitted)
    theirs = existing_room(add_person(db, OTHER))
    assert isinstance(submit_passcode(db, by_number(theirs), theirs.passcode, ADDRESS, NOW + A_SECOND), Admitted)


def test_a_link_is_counted_however_its_letters_are_written(db: Database) -> None:
    room = existing_room(add_person(db))
    for n in range(50):
        submit_passcode(
            db, JoinAddress(room.link.upper() if n % 2 else room.link, is_link=True), "wrong", f"192.0.2.{n}", NOW
        )
    assert submit_passcode(db, by_link(room), room.passcode, ADDRESS, NOW) == Throttled(NOW + AN_HOUR)


def test_who_is_shut_out_twice_waits_for_the_later(db: Database) -> None:
    room = existing_room(add_person(db))
    guess_from_everywhere(db, by_number(room), 50)
    guess(db, NO_ROOM, 5)
    assert submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW + A_SECOND) == Throttled(NOW + AN_HOUR)


def test_guesses_at_the_same_instant_are_all_counted(replicas: list[Database]) -> None:
    room = existing_room(add_person(replicas[0]))
    calls = [partial(submit_passcode, replicas[n % 4], by_number(room), "wrong", ADDRESS, NOW) for n in range(8)]
    answers = run_concurrently(calls)
    assert answers.count(WRONG) == 4
    assert answers.count(Throttled(NOW + TEN_MINUTES)) == 4
    assert warnings(replicas[0]) == 1


def test_the_host_hears_of_it_once_an_hour_at_most(db: Database) -> None:
    room = existing_room(add_person(db))
    guess(db, by_number(room), 4)
    assert warnings(db) == 0
    submit_passcode(db, by_number(room), "wrong", ADDRESS, NOW + 4 * A_SECOND)
    assert warnings(db) == 1
    guess(
        db, by_number(room), 5, NOW + AN_HOUR - A_SECOND, ANOTHER
    )  # the fifth comes an hour less a second after the first warning
    assert warnings(db) == 1
    guess(db, by_number(room), 5, NOW + AN_HOUR, "192.0.2.1")
    assert warnings(db) == 2


def test_the_hosts_of_two_rooms_hear_each_of_theirs(db: Database) -> None:
    for user in ("U1", "U2"):
        guess_from_everywhere(db, by_number(existing_room(add_person(db, user))), 50)
    assert warnings(db) == 2


def test_nobody_is_told_of_guesses_where_no_room_is_or_none_is_any_more(db: Database) -> None:
    old = existing_room(add_person(db))
    late = NOW + timedelta(days=365)
    open_profile(db, now=late)
    guess(db, NO_ROOM, 5, late)
    assert guess(db, by_number(old), 5, late + AN_HOUR)[-1] == Throttled(late + AN_HOUR + TEN_MINUTES)
    assert warnings(db) == 0


def test_addresses_are_kept_as_keyed_hashes_for_one_day(db: Database) -> None:
    guess(db, NO_ROOM, 1)
    assert ADDRESS not in str(all_rows(db))
    assert admission.purge_addresses(db, NOW + timedelta(days=1)) == 0
    assert admission.purge_addresses(db, NOW + timedelta(days=1) + INSTANT) == 1
    assert table_rows(db, "wrong_passcodes") == []


def test_guesses_that_a_wrong_clock_dated_ahead_close_nothing_once_it_is_right(db: Database) -> None:
    """CLOCK-1: they would keep everybody out for ten years; nor are addresses kept as long (GATE-2)."""
    room = start_room(db).room
    ahead = NOW + timedelta(days=3650)
    guess(db, by_number(room), 5, ahead)
    guess_from_everywhere(db, by_number(room), 50, ahead)
    assert isinstance(submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW), Admitted)
    guess(db, by_number(room), 1, NOW)
    assert admission.purge_addresses(db, NOW + A_SECOND) == 50  # then passcode entry was closed
    assert len(table_rows(db, "wrong_passcodes")) == 1


def test_replicas_whose_clocks_differ_a_little_count_together(db: Database) -> None:
    """CLOCK-1: five minutes are no doubt."""
    room = start_room(db).room
    guess(db, by_number(room), 5, NOW + timedelta(minutes=4))
    assert isinstance(submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW), Throttled)
    assert admission.purge_addresses(db, NOW) == 0
