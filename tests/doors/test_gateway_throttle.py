"""Too many wrong passcodes close passcode entry for a while, and nothing else (GATE-2)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import tables
from tests.doors.guests import NOT_STARTED, Guest, guarded, host, nowhere
from tests.living import House, eventually

WRONG = "000000"
SHUT = "too many wrong passcodes"


@pytest.fixture
def house(migrated_sqlite: Path, tmp_path: Path) -> Iterator[House]:
    with guarded(migrated_sqlite, tmp_path) as made:
        yield made


@pytest.fixture
def quiet() -> None:
    """The house says how it logs."""


def five_wrong(guest: Guest, path: str) -> list[int]:
    return [guest.knock(path, WRONG).status_code for _ in range(5)]


def test_the_fifth_wrong_one_from_an_address_closes_passcode_entry_for_ten_minutes(house: House) -> None:
    room, guest = house.room(host(house)), Guest(house)
    path = f"/j/{room.number}"
    assert five_wrong(guest, path) == [403, 403, 403, 403, 429]
    shut = guest.knock(path, room.passcode)
    assert (shut.status_code, shut.headers["retry-after"]) == (429, "600")
    assert SHUT in shut.text
    assert "10 minutes" in shut.text
    assert "<form" not in shut.text
    house.clock.advance(timedelta(minutes=9, seconds=59))
    last = guest.knock(path, room.passcode)
    assert (last.status_code, last.headers["retry-after"]) == (429, "1")
    assert "1 minute," in last.text
    house.clock.advance(timedelta(seconds=1))
    assert guest.knock(path, room.passcode).status_code == 303


def test_it_is_closed_for_that_address_at_every_door_and_for_no_other(house: House) -> None:
    one, other = house.room(host(house)), house.room(host(house))
    guest = Guest(house)
    five_wrong(guest, nowhere())
    assert guest.knock(f"/j/{one.number}", one.passcode).status_code == 429
    assert guest.knock(f"/my/{other.link}", other.passcode).status_code == 429
    assert Guest(house).knock(f"/j/{one.number}", one.passcode).status_code == 303


def test_wrong_ones_spread_over_ten_minutes_do_not_add_up(house: House) -> None:
    guest, path = Guest(house), nowhere()
    for _ in range(8):
        assert guest.knock(path, WRONG).status_code == 403
        house.clock.advance(timedelta(minutes=2, seconds=30))


def test_tokens_and_tickets_still_work_while_entry_is_closed(house: House) -> None:
    mia, guest = host(house), Guest(house)
    room = house.room(mia)
    path = f"/j/{room.number}"
    five_wrong(guest, path)
    assert NOT_STARTED in guest.look(path, pwd=room.token).text
    mia.type("/pmi start")
    assert guest.look(path, pwd=room.token).status_code == 303


def test_looking_and_wrong_tokens_are_not_counted(house: House) -> None:
    room, guest = house.room(host(house)), Guest(house)
    for _ in range(10):
        guest.look(f"/j/{room.number}", pwd="wrong")
    assert guest.knock(f"/j/{room.number}", room.passcode).status_code == 303


def test_neighbours_of_one_ipv6_network_are_counted_together(house: House) -> None:
    guest, path = Guest(house), nowhere()
    for last in range(4):
        guest.move(f"2001:db8:1:2::{last}")
        assert guest.knock(path, WRONG).status_code == 403
    guest.move("2001:db8:1:2:ffff:ffff:ffff:ffff")
    assert guest.knock(path, WRONG).status_code == 429
    guest.move("2001:db8:1:3::1")
    assert guest.knock(path, WRONG).status_code == 403


def test_a_guest_cannot_lie_about_the_address(house: House) -> None:
    """What stands before the proxy's own entry, anybody may have written."""
    guest, path = Guest(house), nowhere()
    for lie in range(4):
        guest.move(f"198.51.100.{lie}, 203.0.113.7")
        assert guest.knock(path, WRONG).status_code == 403
    guest.move("198.51.100.99, 203.0.113.7")
    assert guest.knock(path, WRONG).status_code == 429


def test_without_a_trusted_proxy_the_header_counts_for_nothing(migrated_sqlite: Path, tmp_path: Path) -> None:
    with guarded(migrated_sqlite, tmp_path, trusted_proxies=()) as house:
        guest, path, answers = Guest(house), nowhere(), []
        for _ in range(5):
            guest.move()
            answers.append(guest.knock(path, WRONG).status_code)
        assert answers == [403, 403, 403, 403, 429]


def test_fifty_at_one_number_from_everywhere_close_it_for_an_hour_however_it_is_written(house: House) -> None:
    room, guest = house.room(host(house)), Guest(house)
    number = room.number
    written = [f"/j/{number}", f"/j/{number[:3]}-{number[3:6]}-{number[6:]}", f"/j/{number[:3]}%20{number[3:]}"]
    for each in range(49):
        guest.move()
        assert guest.knock(written[each % 3], WRONG).status_code == 403
    guest.move()
    assert guest.knock(written[0], WRONG).status_code == 429
    guest.move()
    shut = guest.knock(written[1], room.passcode)
    assert (shut.status_code, shut.headers["retry-after"]) == (429, "3600")
    assert guest.knock(nowhere(), WRONG).status_code == 403
    assert guest.look(written[0], pwd=room.token).status_code == 200
    house.clock.advance(timedelta(hours=1))
    assert guest.knock(written[0], room.passcode).status_code == 303


def owed(house: House) -> list[str]:
    """The kinds of messages that hosts are to get."""
    with house.bot.database.read() as tx:
        return [kind for kind in tx.scalars(select(tables.deliveries.c.kind)) if kind == "guessing"]


def test_the_host_is_told_once_an_hour_and_nobody_of_a_door_that_never_was(house: House) -> None:
    room = house.room(host(house))
    five_wrong(Guest(house), nowhere())
    assert owed(house) == []
    five_wrong(Guest(house), f"/j/{room.number}")
    five_wrong(Guest(house), f"/my/{room.link}")
    assert owed(house) == ["guessing"]
    house.clock.advance(timedelta(hours=1))
    five_wrong(Guest(house), f"/j/{room.number}")
    assert owed(house) == ["guessing", "guessing"]


def test_addresses_are_kept_as_keyed_hashes_for_a_day(house: House) -> None:
    guest = Guest(house)
    guest.move("203.0.113.7")
    guest.knock(nowhere(), WRONG)
    assert "203.0.113.7" not in str(kept(house))
    assert len(kept(house)) == 1
    house.clock.advance(timedelta(days=1, seconds=1))
    house.bot.scheduler.start()
    eventually(lambda: not kept(house))
    house.bot.scheduler.stop()


def kept(house: House) -> list[object]:
    with house.bot.database.read() as tx:
        return list(tx.execute(select(tables.wrong_passcodes)))
