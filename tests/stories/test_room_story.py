"""The whole slice as one story, through Socket Mode and through signed HTTP: a number for life, and a room behind it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot, wait_until

ASKS, WAITS, OVER = "Enter the passcode", "Not started yet", "The meeting is over"
EXPIRED, REPLACED = "This meeting ID has expired", "This meeting ID is no longer in use"


@pytest.fixture(params=["http", "socket"])
def live_bot(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> Iterator[BotUnderTest]:
    """The bot with everything running: the doors, the clock work, the queue."""
    with running_bot(migrated_sqlite, tmp_path, request.param, public_url="http://127.0.0.1:9") as made:
        made.bot.scheduler.start()
        yield made
        made.bot.scheduler.stop()
        assert made.workspace.visible_errors == []


def test_a_room_and_its_guests_over_a_year(live_bot: BotUnderTest) -> None:
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    place = live_bot.channel(mia, max_)
    guest, stranger = live_bot.http_client(), live_bot.http_client()
    number, link = she_sees_her_number(live_bot, mia)
    invited = she_copies_her_invitation(mia)
    the_guest_waits_on_the_join_page(guest, invited, number)
    she_starts_and_the_guest_arrives(live_bot, mia, guest, invited, place)
    she_shares_it_and_a_colleague_comes_in(live_bot, mia, max_, place)
    a_stranger_guesses_and_she_is_told(live_bot, mia, stranger, number)
    she_ends_it_and_nobody_comes_in(mia, max_, guest, invited, place)
    chosen = she_chooses_another_number(live_bot, mia, guest, invited)
    a_year_passes_and_she_gets_a_new_one(live_bot, mia, guest, chosen, link)


def she_sees_her_number(live_bot: BotUnderTest, mia: Driver) -> tuple[str, str]:
    """PMI-11, PASS-3, and the greeting that comes once."""
    seen = mia.type("/pmi")
    room = live_bot.room(mia)
    assert seen is not None
    assert format_number(room.number) in seen.text
    assert room.passcode not in seen.text
    mia.press("Show")
    assert room.passcode in mia.messages()[-1].text
    wait_until(lambda: len(mia.dm()) == 1)
    assert format_number(room.number) in mia.dm()[0].text
    return room.number, room.link


def she_copies_her_invitation(mia: Driver) -> str:
    """INV-1: the path and the token of the link in it."""
    mia.press("Copy invitation")
    line = next(line for line in mia.messages()[-1].text.splitlines() if line.startswith("Join: "))
    return line.removeprefix("Join: http://127.0.0.1:9")


def the_guest_waits_on_the_join_page(guest: httpx.Client, invited: str, number: str) -> None:
    """GATE-2, GATE-3."""
    assert ASKS in guest.get(f"/j/{number}").text
    assert WAITS in guest.get(invited).text


def she_starts_and_the_guest_arrives(
    live_bot: BotUnderTest, mia: Driver, guest: httpx.Client, invited: str, place: str
) -> None:
    """MEET-1, GATE-1, GATE-5."""
    seen = mia.type("/pmi start Planning", channel=place)
    assert seen is not None
    room = seen.links["Enter"]
    assert guest.get(invited).headers["location"] == room
    number, passcode = live_bot.room(mia).number, live_bot.room(mia).passcode
    answer = guest.post(f"/j/{number}", data={"passcode": passcode})
    assert guest.get(answer.headers["location"]).headers["location"] == room


def she_shares_it_and_a_colleague_comes_in(live_bot: BotUnderTest, mia: Driver, max_: Driver, place: str) -> None:
    """PASS-3."""
    mia.press("Share in this channel")
    wait_until(lambda: bool(max_.messages(place)))
    card = max_.messages(place)[-1]
    assert "has opened their meeting room for Planning" in card.text
    with live_bot.http_client() as browser:
        path = max_.press("Join", where=card).removeprefix("http://127.0.0.1:9")
        assert browser.get(path).status_code == 303


def a_stranger_guesses_and_she_is_told(
    live_bot: BotUnderTest, mia: Driver, stranger: httpx.Client, number: str
) -> None:
    """GATE-2."""
    answers = [stranger.post(f"/j/{number}", data={"passcode": f"00000{each}"}).status_code for each in range(5)]
    assert answers == [403, 403, 403, 403, 429]
    wait_until(lambda: len(mia.dm()) == 2)
    assert "too many wrong passcodes" in mia.dm()[-1].text
    live_bot.clock.advance(timedelta(minutes=10))


def she_ends_it_and_nobody_comes_in(mia: Driver, max_: Driver, guest: httpx.Client, invited: str, place: str) -> None:
    """UX-5, GATE-5."""
    mia.go(place)
    mia.press("End", confirm=True)
    assert OVER in guest.get(invited).text
    assert "is over" in max_.messages(place)[-1].text


def she_chooses_another_number(live_bot: BotUnderTest, mia: Driver, guest: httpx.Client, invited: str) -> str:
    """PMI-3, LINK-1, PASS-1, PASS-2: three faults at once, mended, saved, shown on Home."""
    mia.type("/pmi edit 800 555 1234")
    mia.fill({"Personal link": "m..", "Passcode": "1"})
    mia.submit()
    assert mia.modal is not None
    assert set(mia.modal.errors) == {"Personal Meeting ID", "Personal link", "Passcode"}
    mia.fill({"Personal Meeting ID": "833 345 6712", "Personal link": "mia.at.work"})
    mia.press("Generate a passcode")
    mia.submit()
    mia.close(everything=True)
    assert "833 345 6712" in mia.home.text
    assert live_bot.room(mia).link == "mia.at.work"
    assert REPLACED in guest.get(invited).text
    return live_bot.room(mia).number


def a_year_passes_and_she_gets_a_new_one(
    live_bot: BotUnderTest, mia: Driver, guest: httpx.Client, chosen: str, link: str
) -> None:
    """PMI-12, PMI-13, PMI-14."""
    token = live_bot.room(mia).token
    live_bot.clock.advance(timedelta(days=366))
    assert EXPIRED in guest.get(f"/j/{chosen}", params={"pwd": token}).text
    answer = mia.type("/pmi start")
    assert answer is not None
    assert "expired" in answer.text
    mia.open_home()
    mia.wait_for(lambda: "→" in mia.home.text)
    now = live_bot.room(mia)
    assert f"{format_number(now.number)}" in mia.home.text
    assert now.link == "mia.at.work"
    assert now.link != link
    assert REPLACED in guest.get(f"/j/{chosen}", params={"pwd": token}).text
    history = mia.type("/pmi history")
    assert history is not None
    assert all(why in history.text for why in ("yours now", "not used for 365 days", "you chose another number"))
    seen = mia.type("/pmi start")
    assert seen is not None
    assert guest.get("/my/mia.at.work", params={"pwd": now.token}).headers["location"] == seen.links["Enter"]
