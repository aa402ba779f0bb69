"""A meeting's link in a guest's browser, from scheduling to its end (GATE-1 to GATE-3, MEET-6)."""

import re
from datetime import timedelta

import httpx

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import MEETING_URL_TEMPLATE, BotUnderTest, wait_until
from tests.support.fixtures.screens import top_modal


def invited(live_bot: BotUnderTest) -> tuple[Driver, str, str]:
    """A host in front of their list of one meeting, its one-click link as a path, and its passcode."""
    mia = live_bot.newcomer()
    mia.type("/schedule Design review")
    mia.fill({"Date": "2026-04-01", "Time": "15:00"})
    mia.submit()
    mia.press("Copy invitation")
    text = top_modal(mia).text
    link, passcode = re.search(r"/j/\d{11}\?pwd=[\w-]+", text), re.search(r"Passcode: (\S+)", text)
    assert link is not None
    assert passcode is not None
    mia.close(everything=True)
    mia.type("/schedule list")
    return mia, link[0], passcode[1].rstrip("`")


def place(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith(MEETING_URL_TEMPLATE.format(name=""))


def test_guests_wait_until_the_host_starts_and_are_let_in(live_bot: BotUnderTest) -> None:
    """GATE-5."""
    mia, link, _ = invited(live_bot)
    guest = live_bot.http_client()
    waiting = guest.get(link).text
    assert "Not started yet" in waiting
    assert "It is planned for Wednesday, 1 April 2026, 15:00 to 15:30 (" in waiting
    mia.press("Start")
    assert place(guest.get(link))
    mia.press("End", confirm=True)
    assert "The meeting is over" in guest.get(link).text


def test_before_the_proof_nobody_learns_when_it_is_and_after_its_time_it_is_over(fresh_bot: BotUnderTest) -> None:
    """GATE-2, GATE-3, MEET-6: the pages about time."""
    _, link, _ = invited(fresh_bot)
    guest = fresh_bot.http_client()
    assert "April" not in guest.get(link.partition("?")[0]).text
    fresh_bot.clock.advance(timedelta(days=40))
    over = guest.get(link).text
    assert ("The meeting is over" in over, "Its time is over" in over, "refresh" in over) == (True, True, True)


def test_without_the_token_the_passcode_opens(live_bot: BotUnderTest) -> None:
    """GATE-1, GATE-2."""
    mia, link, passcode = invited(live_bot)
    bare, guest = link.partition("?")[0], live_bot.http_client()
    mia.press("Start")
    assert "passcode" in guest.get(bare).text.lower()
    assert guest.post(bare, data={"passcode": "wrong"}).status_code == 403
    assert guest.post(bare, data={"passcode": passcode}).status_code == 303


def test_a_cancelled_meeting_says_so_to_whoever_has_the_link(live_bot: BotUnderTest) -> None:
    """MEET-6, GATE-3."""
    mia, link, _ = invited(live_bot)
    mia.press("Cancel meeting", confirm=True)
    assert "cancelled" in live_bot.http_client().get(link).text


def test_the_passcode_page_does_not_tell_whether_a_meeting_exists(live_bot: BotUnderTest) -> None:
    """GATE-2."""
    _, link, _ = invited(live_bot)
    guest = live_bot.http_client()
    assert guest.get(link.partition("?")[0]).text == guest.get("/j/29999999999").text


def test_an_old_link_says_that_the_meeting_has_a_new_id(live_bot: BotUnderTest) -> None:
    """GATE-3: switched to the PMI."""
    mia, link, _ = invited(live_bot)
    mia.press("Edit")
    mia.fill({"Meeting ID": f"Personal Meeting ID {format_number(live_bot.room(mia).number)}"})
    mia.submit()
    assert "new ID" in live_bot.http_client().get(link).text


def test_a_host_who_leaves_is_in_no_meeting_from_then_on(live_bot: BotUnderTest) -> None:
    """MEET-9."""
    mia, link, _ = invited(live_bot)
    mia.press("Start")
    guest = live_bot.http_client()
    assert place(guest.get(link))
    live_bot.workspace.deactivate(mia.user_id)
    wait_until(lambda: "This meeting is closed" in guest.get(link).text)
