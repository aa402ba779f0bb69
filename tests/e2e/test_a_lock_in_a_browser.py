"""A lock from its form to the member whom it hits: an owner asks, an admin approves, a member sees who locked it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.fixtures.browser_fixture import NewUser, running_sandbox

pytestmark = pytest.mark.browser
LABEL = "Embed passcode in invite link for one-click join"


def test_an_owner_asks_an_admin_approves_and_a_member_sees_the_lock(tmp_path: Path, person: NewUser) -> None:
    """APP-1 to APP-3, APP-6, APP-7, LOCK-2, UX-5."""
    with running_sandbox(tmp_path) as address:
        olivia, ada, mia = (person(address, user) for user in ("U0OLIVIA", "U0ADA", "U0MIA"))
        mia.types("/pmi")
        mia.sees("Personal Meeting ID")

        olivia.types("/pmi admin")
        olivia.sees("A few decisions and your organisation is ready.")
        olivia.top_dialog.get_by_role("button", name="Save and continue").click()
        olivia.sees("I am not in that channel. Invite me there with /invite, then try again.")
        olivia.top_dialog.get_by_role("button", name="Not now").click()
        olivia.goes_to("approvals")
        olivia.types("/invite @PMI Bot")
        olivia.types("/pmi admin")
        olivia.top_dialog.get_by_role("button", name="Save and continue").click()
        olivia.sees("Your organisation is set up.")

        olivia.top_dialog.get_by_role("button", name="Account settings").click()
        olivia.sees("Settings for everybody")
        olivia.top_dialog.locator(".section", has_text=LABEL).get_by_role("button", name="Change").click()
        olivia.top_dialog.get_by_label("Off", exact=True).check()
        olivia.top_dialog.get_by_label("🔒 Lock it for everybody").check()
        olivia.top_dialog.get_by_role("button", name="Save").click()
        olivia.sees("This needs another admin’s approval:")
        olivia.top_dialog.get_by_label("Reason").fill("Links were passed on.")
        olivia.top_dialog.get_by_role("button", name="Ask for approval").click()
        olivia.sees("A change waits for approval.")
        olivia.top_dialog.get_by_role("button", name="Close").last.click()

        ada.goes_to("approvals")
        ada.sees("Links were passed on.")
        ada.presses("Who is affected?")
        ada.sees(re.compile("people get another value|person gets another value"))
        ada.top_dialog.get_by_role("button", name="Close").last.click()
        ada.presses("Approve")
        ada.confirms("Approve")
        ada.sees(re.compile("Approved by"))

        olivia.opens_home()
        olivia.page.get_by_role("link", name="Messages").click()
        olivia.sees(re.compile(rf"Your request:\s*“{LABEL}”"))

        mia.types("/pmi settings")
        expect(mia.top_dialog).to_contain_text("🔒 Locked by your organisation. Ask")
        expect(mia.top_dialog.get_by_label(LABEL)).to_have_count(0)
        mia.top_dialog.get_by_label("Use Personal Meeting ID (PMI) for instant meetings").check()
        mia.top_dialog.get_by_role("button", name="Save").click()
        mia.sees("Your settings are saved.")
