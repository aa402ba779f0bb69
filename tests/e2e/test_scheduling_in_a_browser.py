"""Making meetings in a real browser: a sentence fills the form, the rest of it unfolds, an open meeting is shared and joined."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.fixtures.browser_fixture import BrowserUser, NewUser, running_sandbox

pytestmark = pytest.mark.browser


def test_a_sentence_becomes_a_weekly_meeting_and_a_meeting_that_is_open_a_card(tmp_path: Path, person: NewUser) -> None:
    """MEET-1, MEET-2, MEET-5: what was typed is there when the form has unfolded."""
    with running_sandbox(tmp_path) as address:
        mia, max_ = person(address, "U0MIA"), person(address, "U0MAX")
        schedules(mia)
        shares(mia, max_)


def schedules(mia: BrowserUser) -> None:
    mia.types("/schedule Design review tomorrow 3pm for 45m with @Max")
    form = mia.page.get_by_role("dialog", name="Schedule a meeting")
    form.get_by_role("button", name="More options").click()
    expect(form.get_by_label("Topic")).to_have_value("Design review")
    expect(form.get_by_label("Time", exact=True)).to_have_value("15:00")
    expect(form.get_by_role("checkbox", name="Max")).to_be_checked()
    form.get_by_label("Repeats").select_option("Every week")
    expect(form.get_by_label("How often")).to_be_visible()
    dates = form.get_by_text("First dates:")
    weekly = dates.inner_text()
    form.get_by_label("How often").scroll_into_view_if_needed()
    form.get_by_label("How often").select_option("every 2 weeks")
    expect(dates).not_to_have_text(weekly)
    expect(form.get_by_label("How often")).to_be_in_viewport()  # where the person was
    form.get_by_label("Description").fill("Bring the plans.")
    form.get_by_role("button", name="Schedule", exact=True).click()
    saved = mia.page.get_by_role("dialog", name="Meeting scheduled")
    expect(saved).to_contain_text(re.compile("Design review.*3:00 PM · 45 minutes · every 2 weeks", re.DOTALL))
    saved.get_by_role("button", name="Close").click()
    mia.types("/schedule list")
    mia.sees("Your meetings")
    mia.sees("Design review")


def shares(mia: BrowserUser, max_: BrowserUser) -> None:
    mia.types("/schedule now Stand-up")
    mia.sees("Your meeting is open for")
    mia.presses("Share in this channel")
    max_.sees("has opened a meeting for")
    with max_.page.context.expect_page() as opened:
        max_.page.get_by_role("link", name="Join", exact=True).last.click()
    opened.value.wait_for_url("**/place/*")
    mia.page.get_by_role("button", name="End", exact=True).last.click()
    mia.confirms("End")
    max_.sees(re.compile("’s meeting for .* is over"))
