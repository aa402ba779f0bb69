"""Scheduling a meeting in a real browser, with the rest of the form unfolded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Somebody, sandbox

pytestmark = pytest.mark.browser
Comes = Callable[[str, str], Somebody]


def test_a_weekly_meeting_is_scheduled_and_stands_in_the_list(tmp_path: Path, person: Comes) -> None:
    """MEET-2, MEET-5: what was typed is there when the form has unfolded."""
    with sandbox(tmp_path) as address:
        mia = person(address, "U0MIA")
        mia.types("/schedule Design review")
        form = mia.page.get_by_role("dialog", name="Schedule a meeting")
        form.get_by_role("button", name="More options").click()
        expect(form.get_by_label("Topic")).to_have_value("Design review")
        form.get_by_label("Description").fill("Bring the plans.")
        form.get_by_role("button", name="Schedule", exact=True).click()
        saved = mia.page.get_by_role("dialog", name="Meeting scheduled")
        expect(saved).to_contain_text("Design review")
        saved.get_by_role("button", name="Close").click()
        mia.types("/schedule list")
        mia.sees("Your meetings")
        mia.sees("Design review")
