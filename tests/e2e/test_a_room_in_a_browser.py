"""The first room from end to end, as a new user meets it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.fixtures.browser_fixture import NewUser, running_sandbox

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("flags", [(), ("--http",)], ids=["socket mode", "signed http"])
def test_a_guest_walks_in_through_the_invitation_while_the_room_is_open(
    tmp_path: Path, flags: tuple[str, ...], person: NewUser, guest: Page
) -> None:
    """PMI-11, MEET-1, GATE-1, GATE-2, GATE-3, GATE-5."""
    with running_sandbox(tmp_path, *flags) as address:
        mia = person(address, "U0MIA")
        mia.types("/pmi")
        mia.sees("Your personal meeting room")
        mia.presses("Copy invitation")
        invitation = mia.sees(re.compile("Mia invites you")).inner_text()
        link, passcode = _link(invitation), _passcode(invitation)

        guest.goto(link)
        expect(guest.get_by_role("heading", name="Not started yet")).to_be_visible()

        mia.presses("Start")
        mia.sees("Your room is open")

        guest.goto(link.partition("?")[0])
        _give(guest, "000000")
        expect(guest.get_by_role("alert")).to_contain_text("not right")
        _give(guest, passcode)
        expect(guest.get_by_role("heading", name="You are in the meeting")).to_be_visible()

        mia.presses("End")
        mia.confirms("End")
        mia.sees("Your room is closed")
        guest.goto(link)
        expect(guest.get_by_role("heading", name="The meeting is over")).to_be_visible()


def test_the_same_number_is_there_after_a_restart(tmp_path: Path, person: NewUser) -> None:
    numbers = []
    for _ in range(2):
        with running_sandbox(tmp_path) as address:
            mia = person(address, "U0MIA")
            mia.types("/pmi")
            mia.sees("Your personal meeting room")
            numbers += re.findall(r"\d{3} \d{3} \d{4}", mia.page.get_by_role("article").last.inner_text())
    assert len(numbers) == 2
    assert numbers[0] == numbers[1]


def _link(invitation: str) -> str:
    found = re.search(r"http\S+", invitation.replace("?\n", "?"))
    assert found
    return found[0]


def _passcode(invitation: str) -> str:
    found = re.search(r"Passcode: (\S+)", invitation)
    assert found
    return found[1]


def _give(guest: Page, passcode: str) -> None:
    guest.get_by_label("Meeting passcode").fill(passcode)
    guest.get_by_role("button", name="Join").click()
