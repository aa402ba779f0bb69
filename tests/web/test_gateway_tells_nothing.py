"""Before the right passcode every join page is the same: in bytes, headers and time (GATE-1, GATE-2, GATE-4)."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import httpx
import pytest

from tests.support.database.databases import all_rows
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.gateway_fixture import (
    NOT_STARTED,
    Guest,
    JoinPage,
    bot_behind_proxy,
    join_pages_of_every_state,
    room_without_passcode,
    unknown_path,
)

ROOMS = ["expired", "open", "not started", "over", "suspended", "switched off", "deactivated", "a guest's"]
STATES = [*ROOMS, *(f"{room}, by its link" for room in ROOMS), "replaced", "edited", "renewed link"]
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    with bot_behind_proxy(migrated_sqlite, tmp_path_factory.mktemp("gateway")) as made:
        yield made


@pytest.fixture(scope="module")
def join_pages(live_bot: BotUnderTest) -> dict[str, JoinPage]:
    return join_pages_of_every_state(live_bot)


def seen(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """A whole response without its date."""
    return answer.status_code, answer.content, [pair for pair in answer.headers.items() if pair[0] != "date"]


def test_every_state_is_looked_at(join_pages: dict[str, JoinPage]) -> None:
    assert set(join_pages) == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_every_join_target_shows_the_same_page_byte_by_byte(
    live_bot: BotUnderTest, join_pages: dict[str, JoinPage], state: str
) -> None:
    """GATE-2: existing or not, retired, closed, expired …"""
    guest, never, there = Guest(live_bot), unknown_path(), join_pages[state].path
    for query in ({}, {"pwd": "0" * 32}, {"pwd": ""}, {"other": "1"}):
        assert seen(guest.open_page(there, **query)) == seen(guest.open_page(never, **query))
    assert seen(guest.browser.head(there)) == seen(guest.browser.head(never))
    for languages in ("de", "fr;q=0.5, es", "x" * 5000, ""):  # LANG-1: it follows the reader, and nothing else
        asked = {"Accept-Language": languages}
        assert seen(guest.browser.get(there, headers=asked)) == seen(guest.browser.get(never, headers=asked))
    one, other = Guest(live_bot), Guest(live_bot)
    for wrong in ("000000", "", "x" * 5000, "000000", "000000"):  # the fifth closes passcode entry
        assert seen(one.submit_passcode(there, wrong)) == seen(other.submit_passcode(never, wrong))
    assert one.submit_passcode(there, join_pages[state].room.passcode).status_code == 429


@pytest.mark.parametrize(
    "path",
    ["/my/nobody.here", "/j/55501423689", "/j/0", "/j/abc", "/my/x", "/j/5550142368", f"/my/{'x' * 300}", "/j/%20-%20"],
)
def test_join_targets_that_never_were_are_all_alike(live_bot: BotUnderTest, path: str) -> None:
    guest = Guest(live_bot)
    assert seen(guest.open_page(path)) == seen(guest.open_page(unknown_path()))
    assert seen(guest.submit_passcode(path, "000000")) == seen(
        Guest(live_bot).submit_passcode(unknown_path(), "000000")
    )


@pytest.mark.parametrize("state", STATES)
def test_the_right_token_and_the_right_passcode_say_what_is_behind(
    live_bot: BotUnderTest, join_pages: dict[str, JoinPage], state: str
) -> None:
    """GATE-3, PASS-2."""
    join_page, guest = join_pages[state], Guest(live_bot)
    by_token = guest.open_page(join_page.path, pwd=join_page.room.token)
    admitted = guest.submit_passcode(join_page.path, join_page.room.passcode)
    by_passcode = guest.open_page(admitted.headers["location"])
    assert admitted.status_code == 303
    for answer in (by_token, by_passcode):
        if join_page.title:
            assert answer.status_code == 200
            assert f"<h1>{join_page.title}</h1>" in answer.text
            assert join_page.room.passcode not in answer.text
        else:
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("http://127.0.0.1:9/")


@pytest.mark.parametrize("state", ["replaced", "edited", "renewed link"])
def test_a_page_about_a_replaced_number_does_not_give_the_new_one_away(
    live_bot: BotUnderTest, join_pages: dict[str, JoinPage], state: str
) -> None:
    """Issue: that the host has a new number, and to ask them."""
    join_page = join_pages[state]
    page = Guest(live_bot).open_page(join_page.path, pwd=join_page.room.token).text
    assert "The host has a new one. Ask Mia" in page
    assert not re.search(r"\d{3}", page.partition("<main>")[2])


@pytest.mark.parametrize("state", ["not started", "over"])
def test_a_page_that_waits_looks_again_by_itself_without_a_script(
    live_bot: BotUnderTest, join_pages: dict[str, JoinPage], state: str
) -> None:
    """GATE-3."""
    page = Guest(live_bot).open_page(join_pages[state].path, pwd=join_pages[state].room.token).text
    assert '<meta http-equiv="refresh" content="15">' in page
    assert "<script" not in page
    assert 'name="viewport"' in page


@pytest.mark.parametrize("state", STATES)
def test_no_page_is_cached_indexed_or_named_to_others(
    live_bot: BotUnderTest, join_pages: dict[str, JoinPage], state: str
) -> None:
    """GATE-4."""
    join_page, guest = join_pages[state], Guest(live_bot)
    admitted = guest.submit_passcode(join_page.path, join_page.room.passcode)
    for answer in (
        guest.open_page(join_page.path),
        admitted,
        guest.open_page(join_page.path),
        guest.submit_passcode(join_page.path, "wrong"),
    ):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_looking_changes_nothing_that_is_stored(live_bot: BotUnderTest, join_pages: dict[str, JoinPage]) -> None:
    """GATE-1: GET and HEAD, whatever they carry."""
    before = all_rows(live_bot.bot.database)
    guest = Guest(live_bot)
    for join_page in join_pages.values():
        guest.open_page(join_page.path)
        guest.open_page(join_page.path, pwd=join_page.room.token)
        guest.open_page(join_page.path, pwd="wrong")
        guest.browser.head(join_page.path, params={"pwd": join_page.room.token})
    assert all_rows(live_bot.bot.database) == before


def test_a_room_without_a_passcode_gives_itself_away(live_bot: BotUnderTest) -> None:
    """GATE-2 says so."""
    room = room_without_passcode(live_bot)
    assert f"<h1>{NOT_STARTED}</h1>" in Guest(live_bot).open_page(f"/j/{room.number}").text


def typical(ask: Callable[[str], object], paths: list[str], rounds: int) -> list[float]:
    """The median time of each path, asked in turns so that whatever else runs here slows all alike."""
    taken: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(rounds):
        for path in paths:
            started = time.perf_counter()
            ask(path)
            taken[path].append(time.perf_counter() - started)
    return [median(taken[path]) for path in paths]


def test_the_time_of_an_answer_tells_nothing_either(live_bot: BotUnderTest, join_pages: dict[str, JoinPage]) -> None:
    """GATE-2: equal work. What a stranger could measure would be a multiple; twice as long is noise here."""
    paths = [join_pages["open"].path, unknown_path(), join_pages["replaced"].path, "/my/nobody.is.here"]
    guest = Guest(live_bot)
    opening = typical(guest.open_page, paths, 60)

    def submit_wrong_passcode(path: str) -> None:
        guest.change_address()
        guest.submit_passcode(path, "000000")

    submitting = typical(submit_wrong_passcode, paths, 30)
    for times in (opening, submitting):
        assert max(times) < 2 * min(times)
