"""A lock and the meetings that it stops: two admins, a host, an invitee and a guest, each at a browser of their own."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.fixtures.browser_fixture import BrowserUser, NewUser, running_sandbox
from tests.support.views import ics_reader as calendar_reading

pytestmark = pytest.mark.browser
PMI_ENABLED = "Enable Personal Meeting ID"


def test_a_lock_stops_meetings_and_a_guest_comes_in_by_the_new_id(tmp_path: Path, person: NewUser, guest: Page) -> None:
    """APP-2, APP-6, INV-2 to INV-5, GATE-1, GATE-3."""
    with running_sandbox(tmp_path) as address:
        mia, max_, ada, adam = (person(address, user) for user in ("U0MIA", "U0MAX", "U0ADA", "U0ADAM"))
        mia_schedules_on_her_pmi(mia, "Design review", "15:00")
        mia_schedules_on_her_pmi(mia, "Weekly sync", "17:00")
        old = max_is_invited(max_)
        guest_sees(guest, old["Join"], "Not started yet")

        ada_asks_for_the_lock(ada)
        adam_approves(adam)
        guest_sees(guest, old["Join"], "This room is switched off")

        mia_switches_all(mia)
        mia_sends_updated_invitations(mia)
        new = max_is_told_old_and_new(max_)
        assert new["Join"] != old["Join"]
        the_calendar_file_is_the_next_version(old["Add to calendar"], new["Join"])

        guest_sees(guest, new["Join"], "Not started yet")
        mia.opens_channel()
        mia.types("/schedule list")
        mia.presses("Start")
        mia.sees("Your meeting is open")
        guest_sees(guest, new["Join"], "You are in the meeting")
        guest_sees(guest, old["Join"], "This room is switched off")


def mia_schedules_on_her_pmi(mia: BrowserUser, topic: str, time: str) -> None:
    """MEET-2."""
    mia.types(f"/schedule {topic}")
    form = mia.page.get_by_role("dialog", name="Schedule a meeting")
    form.get_by_label("Date", exact=True).fill(f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}")
    form.get_by_label("Time", exact=True).fill(time)
    form.get_by_label("Personal Meeting ID").check()
    form.get_by_label("Max").check()
    form.get_by_role("button", name="Schedule", exact=True).click()
    scheduled = mia.page.get_by_role("dialog", name="Meeting scheduled")
    expect(scheduled).to_contain_text(re.compile(r"Personal Meeting ID \d{3} \d{3} \d{4}"))
    scheduled.get_by_role("button", name="Close").click()


def max_is_invited(max_: BrowserUser) -> dict[str, str]:
    """INV-3: the links of the invitation to the second meeting."""
    max_.opens_messages()
    max_.sees("Design review")
    max_.sees("Weekly sync")
    return links(max_, "Weekly sync")


def ada_asks_for_the_lock(ada: BrowserUser) -> None:
    """APP-1, APP-2: what it does is said before it is asked for."""
    ada.goes_to("approvals")
    ada.types("/invite @PMI Bot")
    ada.types("/pmi admin")
    ada.top_dialog.get_by_role("button", name="Account settings").click()
    ada.sees("Settings for everybody")
    ada.top_dialog.get_by_role("button", name="Change").nth(1).click()
    expect(ada.top_dialog).to_contain_text(PMI_ENABLED)
    ada.top_dialog.get_by_label("Off", exact=True).check()
    ada.top_dialog.get_by_label("🔒 Lock it for everybody").check()
    ada.top_dialog.get_by_role("button", name="Save").click()
    ada.sees("This needs another admin’s approval:")
    expect(ada.top_dialog).to_contain_text("2 upcoming meetings on a Personal Meeting ID stop working")
    ada.top_dialog.get_by_role("button", name="Ask for approval").click()
    ada.sees("A change waits for approval.")


def adam_approves(adam: BrowserUser) -> None:
    """APP-2, APP-3."""
    adam.goes_to("approvals")
    adam.sees(re.compile("upcoming meetings"))
    adam.presses("Approve")
    adam.confirms("Approve")
    adam.sees(re.compile("Approved by"))


def mia_switches_all(mia: BrowserUser) -> None:
    """APP-6, INV-5: one message, asked first."""
    mia.opens_messages()
    message = mia.sees(re.compile("These meetings")).locator("xpath=ancestor::article")
    expect(message).to_contain_text("Design review")
    expect(message).to_contain_text("Weekly sync")
    mia.presses("Switch all to generated IDs")
    mia.confirms("Switch all")
    mia.sees("2 meetings have IDs of their own now.")


def mia_sends_updated_invitations(mia: BrowserUser) -> None:
    """INV-3: old → new and who was invited, then one press."""
    mia.sees("2 of your meetings changed")
    mia.presses("Send updated invitations")
    mia.sees("The updated invitations are on their way.")


def max_is_told_old_and_new(max_: BrowserUser) -> dict[str, str]:
    """INV-3."""
    expect(max_.page.get_by_text(re.compile(r"\d{3} \d{3} \d{4} → \d{3} \d{4} \d{4}"))).to_have_count(2)
    return links(max_, "Weekly sync")


def the_calendar_file_is_the_next_version(address: str, join: str) -> None:
    """INV-2: at the address that invitees have had from the start."""
    ics = httpx.get(address, trust_env=False).content
    (event,) = calendar_reading.components(ics, "VEVENT")
    assert calendar_reading.values(event, "SEQUENCE") == ["2"]
    assert calendar_reading.values(event, "URL") == [join]


def links(person: BrowserUser, topic: str) -> dict[str, str]:
    """The link buttons of the newest message about this."""
    message = person.page.get_by_role("article").filter(has_text=topic).last
    found = {name: message.get_by_role("link", name=name) for name in ("Join", "Add to calendar")}
    return {name: link.last.get_attribute("href") or "" for name, link in found.items()}


def guest_sees(guest: Page, address: str, title: str) -> None:
    guest.goto(address)
    expect(guest.get_by_role("heading", name=title)).to_be_visible()
