"""A meeting's link in a guest's browser, from scheduling to its end (GATE-1 to GATE-3, MEET-6)."""

import re
from datetime import timedelta

import httpx

from bot.policy.numbers import format_number
from bot.sandbox.driver import Driver
from bot.sandbox.seen import Seen
from tests.living import PLACES, House, eventually


def modal(person: Driver) -> Seen:
    assert person.modal is not None
    return person.modal


def invited(house: House) -> tuple[Driver, str, str]:
    """A host in front of their list of one meeting, its one-click link as a path, and its passcode."""
    mia = house.newcomer()
    mia.type("/schedule Design review")
    mia.fill({"Date": "2026-04-01", "Time": "15:00"})
    mia.submit()
    mia.press("Copy invitation")
    text = modal(mia).text
    link, passcode = re.search(r"/j/\d{11}\?pwd=[\w-]+", text), re.search(r"Passcode: (\S+)", text)
    assert link is not None
    assert passcode is not None
    mia.close(everything=True)
    mia.type("/schedule list")
    return mia, link[0], passcode[1].rstrip("`")


def place(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith(PLACES.format(name=""))


def test_guests_wait_until_the_host_starts_and_are_let_in(house: House) -> None:
    """GATE-5."""
    mia, link, _ = invited(house)
    guest = house.browser()
    waiting = guest.get(link).text
    assert "Not started yet" in waiting
    assert "It is planned for Wednesday, 1 April 2026, 15:00 to 15:30 (" in waiting
    mia.press("Start")
    assert place(guest.get(link))
    mia.press("End", confirm=True)
    assert "The meeting is over" in guest.get(link).text


def test_before_the_proof_nobody_learns_when_it_is_and_after_its_time_it_is_over(fresh_house: House) -> None:
    """GATE-2, GATE-3, MEET-6: the pages about time."""
    _, link, _ = invited(fresh_house)
    guest = fresh_house.browser()
    assert "April" not in guest.get(link.partition("?")[0]).text
    fresh_house.clock.advance(timedelta(days=40))
    over = guest.get(link).text
    assert ("The meeting is over" in over, "Its time is over" in over, "refresh" in over) == (True, True, True)


def test_without_the_token_the_passcode_opens(house: House) -> None:
    """GATE-1, GATE-2."""
    mia, link, passcode = invited(house)
    bare, guest = link.partition("?")[0], house.browser()
    mia.press("Start")
    assert "passcode" in guest.get(bare).text.lower()
    assert guest.post(bare, data={"passcode": "wrong"}).status_code == 403
    assert guest.post(bare, data={"passcode": passcode}).status_code == 303


def test_a_cancelled_meeting_says_so_to_whoever_has_the_link(house: House) -> None:
    """MEET-6, GATE-3."""
    mia, link, _ = invited(house)
    mia.press("Cancel meeting", confirm=True)
    assert "cancelled" in house.browser().get(link).text


def test_the_passcode_page_does_not_tell_whether_a_meeting_exists(house: House) -> None:
    """GATE-2."""
    _, link, _ = invited(house)
    guest = house.browser()
    assert guest.get(link.partition("?")[0]).text == guest.get("/j/29999999999").text


def test_an_old_link_says_that_the_meeting_has_a_new_id(house: House) -> None:
    """GATE-3: switched to the PMI."""
    mia, link, _ = invited(house)
    mia.press("Edit")
    mia.fill({"Meeting ID": f"Personal Meeting ID {format_number(house.room(mia).number)}"})
    mia.submit()
    assert "new ID" in house.browser().get(link).text


def test_a_host_who_leaves_is_in_no_meeting_from_then_on(house: House) -> None:
    """MEET-9."""
    mia, link, _ = invited(house)
    mia.press("Start")
    guest = house.browser()
    assert place(guest.get(link))
    house.workspace.deactivate(mia.user_id)
    eventually(lambda: "This meeting is closed" in guest.get(link).text)
