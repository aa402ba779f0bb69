"""**“Calendar feed …”** in `/pmi settings`: a private address, shown once, made anew, removed; what stands at it (INV-2)."""

import re
from datetime import timedelta

import httpx
import pytest
from icalendar import Calendar

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from tests.support.database.databases import all_rows
from tests.support.factories.languages import FRENCH, said_in
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until
from tests.support.fixtures.screens import top_modal

ADDRESS = re.compile(r"https://pmi\.example\.com(/calendar/[0-9a-f]{32}\.ics)")


def looking(person: Driver) -> Driver:
    """At the feed's view, over the settings."""
    person.type("/pmi settings")
    person.press("Calendar feed …")
    assert top_modal(person).title == "Calendar feed"
    return person


def shown(person: Driver) -> str:
    """The path of the address that they see."""
    found = ADDRESS.search(top_modal(person).text)
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


def test_a_link_is_made_shown_once_and_holds_what_one_hosts_and_is_invited_to(live_bot: BotUnderTest) -> None:
    """INV-2, PASS-2: 128 bits, stored hashed; no link in it carries a token."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    mia.type("/pmi")
    planned(mia, "Roof garden", on_pmi=format_number(live_bot.room(mia).number))
    planned(max_, "Budget round", invite=[live_bot.name(mia)])
    planned(max_, "Nothing for her")
    looking(mia).press("Make my calendar link")
    path = shown(mia)
    answer = live_bot.http_client().get(path)
    assert sorted(read(answer)) == ["Budget round", "Roof garden"]
    assert "pwd=" not in answer.text
    assert live_bot.room(mia).passcode not in answer.text
    assert path.removeprefix("/calendar/").removesuffix(".ics") not in str(all_rows(live_bot.bot.database))
    mia.close(everything=True)
    looking(mia)
    assert not ADDRESS.search(top_modal(mia).text)
    assert "It is not shown again" in top_modal(mia).text


def test_a_feed_is_the_same_to_the_byte_while_nothing_changes(fresh_bot: BotUnderTest) -> None:
    """INV-2: also when an occurrence has passed and another meeting comes first."""
    mia = fresh_bot.newcomer()
    for topic in ("Once on 2026-03-03 15:00", "Standup on 2026-03-02 16:00 daily"):
        mia.type(f"/schedule {topic}")
        mia.submit()
        mia.close(everything=True)
    looking(mia).press("Make my calendar link")
    assert "Google may take up to a day" in top_modal(mia).text
    path, client = shown(mia), fresh_bot.http_client()
    first = client.get(path)
    assert read(first) == ["Once", "Standup"]
    fresh_bot.clock.advance(timedelta(hours=36))
    fresh_bot.tick()
    assert client.get(path).content == first.content
    unchanged = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    mia.close(everything=True)
    planned(mia, "Another")
    assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_a_feed_is_in_its_owner_s_language_whoever_hosts(live_bot: BotUnderTest) -> None:
    """LANG-1."""
    mia = live_bot.newcomer()
    looking(mia).press("Make my calendar link")
    path = shown(mia)
    live_bot.workspace.change(mia.user_id, locale="fr-FR")
    live_bot.workspace.settle()
    calendar = Calendar.from_ical(live_bot.http_client().get(path, headers={"Accept-Language": "de"}).content)
    assert str(calendar["NAME"]) == said_in(FRENCH, "Meetings of PMI Bot")


def test_a_new_link_kills_the_old_one_and_a_removed_one_leads_nowhere(live_bot: BotUnderTest) -> None:
    """UX-5: both ask first."""
    mia = looking(live_bot.newcomer())
    mia.press("Make my calendar link")
    old = shown(mia)
    mia.press("Make a new link", confirm=True)
    new = shown(mia)
    assert new != old
    browser = live_bot.http_client()
    assert (browser.get(old).status_code, browser.get(new).status_code) == (404, 200)
    mia.press("Remove", confirm=True)
    assert browser.get(new).status_code == 404
    assert "Your calendar link no longer works." in top_modal(mia).text
    assert "Make my calendar link" in top_modal(mia).buttons


def test_a_view_that_is_older_than_the_link_makes_none(live_bot: BotUnderTest) -> None:
    """UX-5: whoever pressed twice would be left with a dead address."""
    mia = looking(live_bot.newcomer())
    top = live_bot.workspace.views.top(mia.user_id)
    assert top is not None
    mia.press("Make my calendar link")
    path = shown(mia)
    element = next(block for block in top.blocks if block["type"] == "actions")["elements"][0]
    element["value"] = "none"
    element.pop("confirm", None)
    mia.press("Make a new link")
    assert "Your calendar link has changed since you opened this." in top_modal(mia).text
    assert live_bot.http_client().get(path).status_code == 200


def test_a_link_is_dead_with_its_owners_leaving(live_bot: BotUnderTest) -> None:
    mia = looking(live_bot.newcomer())
    mia.press("Make my calendar link")
    path = shown(mia)
    assert live_bot.http_client().get(path).status_code == 200
    live_bot.workspace.deactivate(mia.user_id)
    wait_until(lambda: live_bot.http_client().get(path).status_code == 404)


@pytest.mark.parametrize("value", ["", "x" * 300, "<!channel>", "2026-03-01T09:00:00", "٢٠٢٦"])
def test_a_forged_button_kills_no_link(live_bot: BotUnderTest, value: str) -> None:
    """Section 12."""
    mia = looking(live_bot.newcomer())
    mia.press("Make my calendar link")
    path = shown(mia)
    top = live_bot.workspace.views.top(mia.user_id)
    assert top is not None
    element = next(block for block in top.blocks if block["type"] == "actions")["elements"][0]
    element["value"] = value
    mia.press("Make a new link", confirm=True)
    assert live_bot.http_client().get(path).status_code == 200
