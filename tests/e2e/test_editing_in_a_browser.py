"""Editing one's room with three faults, mending them, and losing the number a year later."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.fixtures.browser_fixture import NewUser, running_sandbox

pytestmark = pytest.mark.browser


def test_three_faults_are_shown_at_once_and_after_a_year_the_number_is_replaced(
    tmp_path: Path, person: NewUser
) -> None:
    """PMI-3, PMI-13, LINK-1, PASS-1, UX-7."""
    with running_sandbox(tmp_path) as address:
        mia = person(address, "U0MIA")
        mia.types("/pmi edit 800 555 1234")
        form = mia.page.get_by_role("dialog", name="Edit my PMI")
        form.get_by_label("Personal link").fill("a..")
        form.get_by_label("Passcode", exact=True).fill("1")
        form.get_by_role("button", name="Save", exact=True).click()
        expect(form).to_contain_text("starts with 800")
        expect(form).to_contain_text("two periods in a row")
        expect(form).to_contain_text("A passcode has 6 to 10 characters")
        expect(form.get_by_label("Personal Meeting ID")).to_have_value("800 555 1234")

        form.get_by_label("Personal Meeting ID").fill("555 014 2368")
        form.get_by_label("Personal link").fill("mia.room")
        form.get_by_label("Passcode", exact=True).fill("s3cret_*")
        form.get_by_role("button", name="Save", exact=True).click()
        saved = mia.page.get_by_role("dialog", name="Saved")
        expect(saved).to_contain_text("→ 555 014 2368")
        saved.get_by_role("button", name="Close").click()

        mia.opens_home()
        mia.sees("555 014 2368")
        mia.sees("mia.room")

        mia.moves_the_clock(days=366)
        mia.opens_channel()
        mia.types("/pmi start")
        mia.sees(re.compile("expired because it was not used"))
        mia.types("/pmi")
        mia.sees(re.compile("555 014 2368 → "))
        mia.types("/pmi history")
        mia.sees(re.compile("not used for 365 days"))
