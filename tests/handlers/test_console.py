"""The admin console: who comes in, an owner's first steps, how one moves in it, and what it meets (section 11, ROLE-1, ROLE-2)."""

from dataclasses import replace

import pytest

from bot.policy.accounts import License, Plan
from bot.sandbox.driver import Driver
from bot.sandbox.faults import server_error
from tests.databases import everything_in
from tests.handlers.administering import IN_LINK, Organisation, depth, new_group, on_top, opened
from tests.living import House

PAGES = {
    "Account settings": "Account settings",
    "Groups": "Groups",
    "People": "People",
    "Requests": "Requests",
    "Audit log": "Audit log",
    "Report": "Report",
}


def demote(org: Organisation, user: str) -> None:
    """Slack says so from now on; the bot has not heard of it."""
    with org.house.workspace.changing():
        person = org.house.workspace.person(user)
        org.house.workspace.people[user] = replace(person, is_admin=False, is_owner=False, is_primary_owner=False)


def test_the_first_owner_is_led_through_three_decisions_once(fresh_house: House) -> None:
    """Issue 5: plan, default license, approvals channel."""
    olivia = Driver(fresh_house.workspace, "U0OLIVIA")
    olivia.type("/pmi admin", channel="general")
    assert on_top(olivia).fields == {"Plan": "Business", "License of new people": "Licensed", "Approvals channel": ""}
    olivia.fill({"Plan": "Enterprise", "License of new people": "Basic", "Approvals channel": "approvals"})
    olivia.submit()
    assert "I am not in that channel. Invite me there" in on_top(olivia).errors["Approvals channel"]
    assert on_top(olivia).fields["Plan"] == "Enterprise"
    fresh_house.workspace.invite_bot("approvals")
    olivia.submit()
    assert (on_top(olivia).title, depth(olivia)) == ("Admin console", 1)
    assert "Enterprise plan · new people get a basic license" in on_top(olivia).text
    olivia.close()
    olivia.type("/pmi admin")
    assert on_top(olivia).title == "Admin console"
    newcomer = fresh_house.newcomer()
    newcomer.type("/pmi")
    profile = fresh_house.profile(newcomer)
    assert profile is not None
    assert (profile.account.plan, profile.person.license) == (Plan.ENTERPRISE, License.BASIC)


def test_an_admin_is_not_led_through_what_only_owners_decide(fresh_house: House) -> None:
    ada = Driver(fresh_house.workspace, "U0ADA")
    ada.type("/pmi admin", channel="general")
    assert on_top(ada).title == "Admin console"
    assert "An owner chooses it" in on_top(ada).text


@pytest.mark.parametrize("user", ["U0MIA", "U0GUS"])
def test_the_console_is_closed_to_everybody_else_and_says_whom_to_ask(org: Organisation, user: str) -> None:
    """ROLE-2."""
    person = org.at(user)
    person.type("/pmi admin")
    assert person.modal is None
    assert "The admin console is for owners and admins" in person.messages()[-1].text
    assert "Ask @Olivia or @Ada." in person.messages()[-1].text


def test_every_page_is_one_press_away_and_back_again_in_one_and_the_same_modal(org: Organisation) -> None:
    """Issue 5: the console moves by updating its view."""
    opened(org.ada)
    for label, title in PAGES.items():
        org.ada.press(label)
        assert (on_top(org.ada).title, depth(org.ada)) == (title, 1)
        org.ada.press("Back")
        assert (on_top(org.ada).title, depth(org.ada)) == ("Admin console", 1)


def test_only_the_last_form_is_pushed_and_it_closes_when_it_is_done(org: Organisation) -> None:
    """Issue 5: at most three views deep."""
    opened(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Plan")
    assert depth(org.olivia) == 2
    org.olivia.fill({"Plan": "Pro"})
    org.olivia.submit()
    assert depth(org.olivia) == 1
    assert "Saved." in on_top(org.olivia).text
    assert "Pro" in on_top(org.olivia).text
    assert "changed the plan: business → pro" in opened(org.olivia, "Audit log").text


def test_plan_and_channel_are_text_with_the_reason_for_an_admin(org: Organisation) -> None:
    """UX-7, section 4."""
    seen = opened(org.ada, "Account settings")
    assert seen.text.count("🔒 Only owners can change this. Ask @Olivia.") == 2
    org.ada.press("Change", beside="License of new people")
    org.ada.fill({"License": "Basic"})
    org.ada.submit()
    assert "Saved." in on_top(org.ada).text


def test_a_change_that_needs_nobody_else_holds_at_once(org: Organisation) -> None:
    """APP-1."""
    opened(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    org.ada.submit()
    assert "Done, and it holds from now on: 6 people get another value" in on_top(org.ada).text
    assert "off" in on_top(org.ada).text


def test_saving_what_is_so_already_changes_nothing(org: Organisation) -> None:
    opened(org.ada, "Account settings")
    before = everything_in(org.house.bot.database)
    org.ada.press("Change", beside=IN_LINK)
    org.ada.submit()
    assert "nothing was changed" in on_top(org.ada).text
    assert everything_in(org.house.bot.database) == before


def test_a_form_that_shows_what_is_no_longer_so_is_shown_anew(org: Organisation) -> None:
    """UX-5: two admins at one setting."""
    for person in (org.ada, org.adam):
        opened(person, "Account settings")
        person.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    org.ada.submit()
    org.adam.fill({"Value": "On"})
    org.adam.submit()
    assert "Somebody changed this since you opened the form." in on_top(org.adam).text
    assert on_top(org.adam).fields["Value"] == "Off"


def test_an_admin_demoted_while_the_console_was_open_gets_no_further(org: Organisation) -> None:
    """ROLE-1, section 12: a button and a form."""
    opened(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    demote(org, "U0ADA")
    before = everything_in(org.house.bot.database)
    org.ada.submit()
    assert "Only owners and admins can do that. Ask @Olivia or @Adam." in on_top(org.ada).text
    org.ada.close()
    org.ada.press("Back")
    assert "Only owners and admins can do that." in on_top(org.ada).text
    assert everything_in(org.house.bot.database) == before


def test_an_owner_who_is_one_no_more_sets_no_plan(org: Organisation) -> None:
    """Section 4."""
    opened(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Plan")
    org.olivia.fill({"Plan": "Free"})
    demote(org, "U0OLIVIA")
    org.olivia.submit()
    assert "Only owners can do that. Ask an admin of your workspace." in on_top(org.olivia).text
    assert "Business" in opened(org.ada).text


def test_where_slack_cannot_be_asked_the_form_stays_with_what_was_typed(org: Organisation) -> None:
    """ROLE-1: “try again”; UX-1: nothing typed is lost."""
    opened(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    for _ in range(2):
        org.house.workspace.faults.next("users.info", server_error())
        org.ada.submit()
        assert on_top(org.ada).text.count("Please try again in a moment.") == 1
        assert on_top(org.ada).fields["Value"] == "Off"
    org.ada.submit()
    assert "it holds from now on" in on_top(org.ada).text


def test_where_slack_cannot_be_asked_a_button_says_so(org: Organisation) -> None:
    opened(org.ada)
    org.house.workspace.faults.next("users.info", server_error())
    org.ada.press("Groups")
    assert "Please try again in a moment." in on_top(org.ada).text
    org.ada.close()
    org.ada.press("Groups")
    assert on_top(org.ada).title == "Groups"


MEMORIES = [
    "",
    "{",
    "[]",
    "null",
    '{"setting": "x"}',
    '{"setting": 1, "group": "y"}',
    '{"group": 99, "setting": "pmi_enabled"}',
]


def test_a_form_with_tampered_memory_changes_nothing(org: Organisation) -> None:
    """Section 12."""
    for memory in MEMORIES:
        opened(org.ada, "Account settings")
        org.ada.press("Change", beside=IN_LINK)
        view = org.house.workspace.views.top("U0ADA")
        assert view is not None
        view.body["private_metadata"] = memory
        before = everything_in(org.house.bot.database)
        org.ada.submit()
        assert on_top(org.ada).text, memory
        assert everything_in(org.house.bot.database) == before, memory


def test_tampered_buttons_lead_nowhere(org: Organisation) -> None:
    """Section 12."""
    new_group(org.ada, "Sales", "@Mia")
    before = everything_in(org.house.bot.database)
    for value in ["", "nothing", "99", "1.pmi_enabled.x", "<!channel>", "99.pmi_enabled", "x" * 1999]:
        opened(org.ada, "Groups", "Open")
        view = org.house.workspace.views.top("U0ADA")
        assert view is not None
        buttons = [block["accessory"] for block in view.body["blocks"] if "accessory" in block]
        buttons += [one for block in view.body["blocks"] if block["type"] == "actions" for one in block["elements"]]
        for button in buttons:
            button["value"] = value
        org.ada.press("Change", beside=IN_LINK)
        if depth(org.ada) > 1:
            org.ada.close()
        org.ada.press("Delete")
        assert everything_in(org.house.bot.database) == before, value


def test_home_shows_admins_what_waits_and_leads_into_the_console(org: Organisation) -> None:
    """Section 11."""
    opened(org.olivia, "Account settings")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": ["🔒 Lock it for everybody"]})
    org.olivia.submit()
    org.olivia.submit()
    org.ada.open_home()
    org.ada.wait_for(lambda: "1 request waits" in org.ada.home.text)
    org.ada.press("Open", where="home")
    assert on_top(org.ada).title == "Request"
    org.ada.press("Approve", confirm=True)
    assert "No request is open." in org.ada.home.text
    org.ada.close()
    org.ada.press("Report", where="home")
    assert on_top(org.ada).title == "Report"
    org.ada.close()
    org.ada.press("Admin console", where="home")
    assert on_top(org.ada).title == "Admin console"
    org.mia.open_home()
    org.mia.wait_for(lambda: "Validity" in org.mia.home.text)
    assert "For admins" not in org.mia.home.text
