"""Too many wrong passcodes close passcode entry for a while, and nothing else (GATE-2)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables.delivery_queue import deliveries
from storage.tables.throttles import wrong_passcodes
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until
from tests.support.fixtures.gateway_fixture import NOT_STARTED, Guest, bot_behind_proxy, new_host, unknown_path

WRONG = "000000"
SHUT = "too many wrong passcodes"


@pytest.fixture
def live_bot(migrated_sqlite: Path, tmp_path: Path) -> Iterator[BotUnderTest]:
    with bot_behind_proxy(migrated_sqlite, tmp_path) as made:
        yield made


def five_wrong(guest: Guest, path: str) -> list[int]:
    return [guest.submit_passcode(path, WRONG).status_code for _ in range(5)]


def test_the_fifth_wrong_one_from_an_address_closes_passcode_entry_for_ten_minutes(live_bot: BotUnderTest) -> None:
    room, guest = live_bot.room(new_host(live_bot)), Guest(live_bot)
    path = f"/j/{room.number}"
    assert five_wrong(guest, path) == [403, 403, 403, 403, 429]
    throttled = guest.submit_passcode(path, room.passcode)
    assert (throttled.status_code, throttled.headers["retry-after"]) == (429, "600")
    assert SHUT in throttled.text
    assert "10 minutes" in throttled.text
    assert "<form" not in throttled.text
    live_bot.clock.advance(timedelta(minutes=9, seconds=59))
    last = guest.submit_passcode(path, room.passcode)
    assert (last.status_code, last.headers["retry-after"]) == (429, "1")
    assert "1 minute," in last.text
    live_bot.clock.advance(timedelta(seconds=1))
    assert guest.submit_passcode(path, room.passcode).status_code == 303


def test_it_is_closed_for_that_address_at_every_join_target_and_for_no_other(live_bot: BotUnderTest) -> None:
    one, other = live_bot.room(new_host(live_bot)), live_bot.room(new_host(live_bot))
    guest = Guest(live_bot)
    five_wrong(guest, unknown_path())
    assert guest.submit_passcode(f"/j/{one.number}", one.passcode).status_code == 429
    assert guest.submit_passcode(f"/my/{other.link}", other.passcode).status_code == 429
    assert Guest(live_bot).submit_passcode(f"/j/{one.number}", one.passcode).status_code == 303


def test_wrong_ones_spread_over_ten_minutes_do_not_add_up(live_bot: BotUnderTest) -> None:
    guest, path = Guest(live_bot), unknown_path()
    for _ in range(8):
        assert guest.submit_passcode(path, WRONG).status_code == 403
        live_bot.clock.advance(timedelta(minutes=2, seconds=30))


def test_tokens_and_admission_tokens_still_work_while_entry_is_closed(live_bot: BotUnderTest) -> None:
    mia, guest = new_host(live_bot), Guest(live_bot)
    room = live_bot.room(mia)
    path = f"/j/{room.number}"
    five_wrong(guest, path)
    assert NOT_STARTED in guest.open_page(path, pwd=room.token).text
    mia.type("/pmi start")
    assert guest.open_page(path, pwd=room.token).status_code == 303


def test_looking_and_wrong_tokens_are_not_counted(live_bot: BotUnderTest) -> None:
    room, guest = live_bot.room(new_host(live_bot)), Guest(live_bot)
    for _ in range(10):
        guest.open_page(f"/j/{room.number}", pwd="wrong")
    assert guest.submit_passcode(f"/j/{room.number}", room.passcode).status_code == 303


def test_neighbours_of_one_ipv6_network_are_counted_together(live_bot: BotUnderTest) -> None:
    guest, path = Guest(live_bot), unknown_path()
    for last in range(4):
        guest.change_address(f"2001:db8:1:2::{last}")
        assert guest.submit_passcode(path, WRONG).status_code == 403
    guest.change_address("2001:db8:1:2:ffff:ffff:ffff:ffff")
    assert guest.submit_passcode(path, WRONG).status_code == 429
    guest.change_address("2001:db8:1:3::1")
    assert guest.submit_passcode(path, WRONG).status_code == 403


def test_a_guest_cannot_lie_about_the_address(live_bot: BotUnderTest) -> None:
    """Entries before the proxy's own may be forged by anybody."""
    guest, path = Guest(live_bot), unknown_path()
    for lie in range(4):
        guest.change_address(f"198.51.100.{lie}, 203.0.113.7")
        assert guest.submit_passcode(path, WRONG).status_code == 403
    guest.change_address("198.51.100.99, 203.0.113.7")
    assert guest.submit_passcode(path, WRONG).status_code == 429


def test_without_a_trusted_proxy_the_header_counts_for_nothing(migrated_sqlite: Path, tmp_path: Path) -> None:
    with bot_behind_proxy(migrated_sqlite, tmp_path, trusted_proxies=()) as live_bot:
        guest, path, answers = Guest(live_bot), unknown_path(), []
        for _ in range(5):
            guest.change_address()
            answers.append(guest.submit_passcode(path, WRONG).status_code)
        assert answers == [403, 403, 403, 403, 429]


def test_fifty_at_one_number_from_everywhere_close_it_for_an_hour_however_it_is_written(live_bot: BotUnderTest) -> None:
    room, guest = live_bot.room(new_host(live_bot)), Guest(live_bot)
    number = room.number
    written = [f"/j/{number}", f"/j/{number[:3]}-{number[3:6]}-{number[6:]}", f"/j/{number[:3]}%20{number[3:]}"]
    for each in range(49):
        guest.change_address()
        assert guest.submit_passcode(written[each % 3], WRONG).status_code == 403
    guest.change_address()
    assert guest.submit_passcode(written[0], WRONG).status_code == 429
    guest.change_address()
    throttled = guest.submit_passcode(written[1], room.passcode)
    assert (throttled.status_code, throttled.headers["retry-after"]) == (429, "3600")
    assert guest.submit_passcode(unknown_path(), WRONG).status_code == 403
    assert guest.open_page(written[0], pwd=room.token).status_code == 200
    live_bot.clock.advance(timedelta(hours=1))
    assert guest.submit_passcode(written[0], room.passcode).status_code == 303


def enqueued_kinds(live_bot: BotUnderTest) -> list[str]:
    """The kinds of messages that hosts are to get."""
    with live_bot.bot.database.read() as tx:
        return [kind for kind in tx.scalars(select(deliveries.c.kind)) if kind == "guessing"]


def test_the_host_is_told_once_an_hour_and_nobody_of_a_join_target_that_never_was(live_bot: BotUnderTest) -> None:
    room = live_bot.room(new_host(live_bot))
    five_wrong(Guest(live_bot), unknown_path())
    assert enqueued_kinds(live_bot) == []
    five_wrong(Guest(live_bot), f"/j/{room.number}")
    five_wrong(Guest(live_bot), f"/my/{room.link}")
    assert enqueued_kinds(live_bot) == ["guessing"]
    live_bot.clock.advance(timedelta(hours=1))
    five_wrong(Guest(live_bot), f"/j/{room.number}")
    assert enqueued_kinds(live_bot) == ["guessing", "guessing"]


def test_addresses_are_kept_as_keyed_hashes_for_a_day(live_bot: BotUnderTest) -> None:
    guest = Guest(live_bot)
    guest.change_address("203.0.113.7")
    guest.submit_passcode(unknown_path(), WRONG)
    assert "203.0.113.7" not in str(kept(live_bot))
    assert len(kept(live_bot)) == 1
    live_bot.clock.advance(timedelta(days=1, seconds=1))
    live_bot.bot.scheduler.start()
    wait_until(lambda: not kept(live_bot))
    live_bot.bot.scheduler.stop()


def kept(live_bot: BotUnderTest) -> list[object]:
    with live_bot.bot.database.read() as tx:
        return list(tx.execute(select(wrong_passcodes)))
