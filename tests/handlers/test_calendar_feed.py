"""**“Calendar feed …”** in `/pmi settings`: a private address, shown once, made anew, removed; what stands at it (INV-2)."""

import re

import httpx
import pytest
from icalendar import Calendar

from bot.policy.numbers import format_number
from bot.sandbox.driver import Driver
from tests.databases import everything_in
from tests.handlers.administering import on_top
from tests.living import House, eventually

ADDRESS = re.compile(r"https://pmi\.example\.com(/calendar/[0-9a-f]{32}\.ics)")


def looking(person: Driver) -> Driver:
    """At the feed's view, over the settings."""
    person.type("/pmi settings")
    person.press("Calendar feed …")
    assert on_top(person).title == "Calendar feed"
    return person


def shown(person: Driver) -> str:
    """The path of the address that they see."""
    found = ADDRESS.search(on_top(person).text)
    assert found
    return found[1]


def read(answer: httpx.Response) -> list[str]:
    """The topics of the feed's meetings."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    found = Calendar.from_ical(answer.content)
    assert isinstance(found, Calendar)
    return [str(event["SUMMARY"]) for event in found.walk("VEVENT")]


def planned(person: Driver, topic: str, *, on_pmi: str = "", invite: list[str] | None = None) -> None:
    person.type(f"/schedule {topic}")
    person.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": invite or []})
    if on_pmi:
        person.fill({"Meeting ID": f"Personal Meeting ID {on_pmi}"})
    person.submit()
    person.close(everything=True)


def test_a_link_is_made_shown_once_and_holds_what_one_hosts_and_is_invited_to(house: House) -> None:
    """INV-2, PASS-2: 128 bits, stored hashed; no link in it carries a token."""
    mia, max_ = house.newcomer(), house.newcomer("Max")
    mia.type("/pmi")
    planned(mia, "Roof garden", on_pmi=format_number(house.room(mia).number))
    planned(max_, "Budget round", invite=[house.name(mia)])
    planned(max_, "Nothing for her")
    looking(mia).press("Make my calendar link")
    path = shown(mia)
    answer = house.browser().get(path)
    assert sorted(read(answer)) == ["Budget round", "Roof garden"]
    assert "pwd=" not in answer.text
    assert house.room(mia).passcode not in answer.text
    assert path.removeprefix("/calendar/").removesuffix(".ics") not in str(everything_in(house.bot.database))
    mia.close(everything=True)
    looking(mia)
    assert not ADDRESS.search(on_top(mia).text)
    assert "It is not shown again" in on_top(mia).text


def test_a_new_link_kills_the_old_one_and_a_removed_one_leads_nowhere(house: House) -> None:
    """UX-5: both ask first."""
    mia = looking(house.newcomer())
    mia.press("Make my calendar link")
    old = shown(mia)
    mia.press("Make a new link", confirm=True)
    new = shown(mia)
    assert new != old
    browser = house.browser()
    assert (browser.get(old).status_code, browser.get(new).status_code) == (404, 200)
    mia.press("Remove", confirm=True)
    assert browser.get(new).status_code == 404
    assert "Your calendar link is dead." in on_top(mia).text
    assert "Make my calendar link" in on_top(mia).buttons


def test_a_view_that_is_older_than_the_link_makes_none(house: House) -> None:
    """UX-5: whoever pressed twice would be left with a dead address."""
    mia = looking(house.newcomer())
    top = house.workspace.views.top(mia.user_id)
    assert top is not None
    mia.press("Make my calendar link")
    path = shown(mia)
    element = next(block for block in top.blocks if block["type"] == "actions")["elements"][0]
    element["value"] = "none"
    element.pop("confirm", None)
    mia.press("Make a new link")
    assert "Your calendar link has changed since you opened this." in on_top(mia).text
    assert house.browser().get(path).status_code == 200


def test_a_link_is_dead_with_its_owners_leaving(house: House) -> None:
    mia = looking(house.newcomer())
    mia.press("Make my calendar link")
    path = shown(mia)
    assert house.browser().get(path).status_code == 200
    house.workspace.deactivate(mia.user_id)
    eventually(lambda: house.browser().get(path).status_code == 404)


@pytest.mark.parametrize("value", ["", "x" * 300, "<!channel>", "2026-03-01T09:00:00", "٢٠٢٦"])
def test_a_forged_button_kills_no_link(house: House, value: str) -> None:
    """Section 12."""
    mia = looking(house.newcomer())
    mia.press("Make my calendar link")
    path = shown(mia)
    top = house.workspace.views.top(mia.user_id)
    assert top is not None
    element = next(block for block in top.blocks if block["type"] == "actions")["elements"][0]
    element["value"] = value
    mia.press("Make a new link", confirm=True)
    assert house.browser().get(path).status_code == 200
