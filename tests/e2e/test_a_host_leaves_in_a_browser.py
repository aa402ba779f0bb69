"""A host leaves: an admin hands what they had planned over, the new host invites again, in three browsers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.fixtures.browser_fixture import BrowserUser, NewUser, running_sandbox

pytestmark = pytest.mark.browser


def plans(host: BrowserUser, text: str, *, on_pmi: bool) -> None:
    host.types(f"/schedule {text}")
    form = host.page.get_by_role("dialog", name="Schedule a meeting")
    if on_pmi:
        form.get_by_label("Personal Meeting ID").check()
    form.get_by_role("button", name="Schedule", exact=True).click()
    host.page.get_by_role("dialog", name="Meeting scheduled").get_by_role("button", name="Close").last.click()


def leaves(admin: BrowserUser, user: str) -> None:
    """The admin deactivates somebody's account, as on Slack's own pages."""
    admin.page.get_by_role("button", name=re.compile("Be somebody else")).click()
    admin.page.get_by_label("Somebody’s account").select_option(user)
    admin.page.get_by_role("button", name="Deactivate", exact=True).click()


def test_an_admin_hands_over_what_a_host_who_left_had_planned(tmp_path: Path, person: NewUser) -> None:
    """MEET-9, INV-3."""
    with running_sandbox(tmp_path) as address:
        ada, mia, max_ = (person(address, user) for user in ("U0ADA", "U0MIA", "U0MAX"))
        for somebody in (ada, max_, mia):
            somebody.types("/pmi")
            somebody.sees("Your personal meeting room")
        plans(mia, "Roof garden tomorrow 3pm with @Noor", on_pmi=True)
        plans(mia, "Weekly numbers tomorrow 10am weekly", on_pmi=False)
        noor = person(address, "U0NOOR")
        noor.opens_messages()
        noor.sees("Roof garden")  # only who knows of a meeting needs to be told of its new host
        leaves(ada, "U0MIA")

        ada.opens_messages()
        ada.sees(re.compile("has left. 2 meetings need another host"))
        ada.presses("Hand over to …")
        form = ada.page.get_by_role("dialog", name="Hand meetings over")
        expect(form).to_contain_text("Roof garden")
        form.get_by_label("Hand over to").select_option(label="Max")
        form.get_by_role("button", name="Hand over", exact=True).click()
        ada.sees(re.compile("2 meetings of @Mia are handed over to @Max"))

        max_.opens_messages()
        max_.sees(re.compile("has handed 2 meetings of theirs over to you"))
        max_.presses("Send updated invitations")
        max_.sees("The updated invitations are on their way.")
        noor.sees(re.compile("Host: @Max from now on"))
