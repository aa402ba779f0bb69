"""The admin console: who comes in, an owner's first steps, how one moves in it, and what it meets (section 11, ROLE-1, ROLE-2)."""

from dataclasses import replace

import pytest

from bot.policy.people.people import License, Plan
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import server_error
from tests.support.database.databases import all_rows
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.organisation import IN_LINK, Organisation, create_group, open_console
from tests.support.fixtures.screens import modal_depth, top_modal

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
    with org.live_bot.workspace.changing():
        person = org.live_bot.workspace.person(user)
        org.live_bot.workspace.people[user] = replace(person, is_admin=False, is_owner=False, is_primary_owner=False)


def test_the_first_owner_is_led_through_four_decisions_once(fresh_bot: BotUnderTest) -> None:
    """Issue 5, LANG-1: plan, default license, approvals channel, language."""
    olivia = Driver(fresh_bot.workspace, "U0OLIVIA")
    olivia.type("/pmi admin", channel="general")
    assert top_modal(olivia).fields == {
        "Plan": "Business",
        "License of new people": "Licensed",
        "Approvals channel": "",
        "Language of channel posts": "English",
    }
    olivia.fill({"Plan": "Enterprise", "License of new people": "Basic", "Approvals channel": "approvals"})
    olivia.submit()
    assert "I am not in that channel. Invite me there" in top_modal(olivia).errors["Approvals channel"]
    assert top_modal(olivia).fields["Plan"] == "Enterprise"
    fresh_bot.workspace.invite_bot("approvals")
    olivia.submit()
    assert (top_modal(olivia).title, modal_depth(olivia)) == ("Admin console", 1)
    assert "Plan: Enterprise · New people: Basic" in top_modal(olivia).text
    olivia.close()
    olivia.type("/pmi admin")
    assert top_modal(olivia).title == "Admin console"
    newcomer = fresh_bot.newcomer()
    newcomer.type("/pmi")
    profile = fresh_bot.profile(newcomer)
    assert profile is not None
    assert (profile.account.plan, profile.person.license) == (Plan.ENTERPRISE, License.BASIC)


def test_an_admin_is_not_led_through_what_only_owners_decide(fresh_bot: BotUnderTest) -> None:
    ada = Driver(fresh_bot.workspace, "U0ADA")
    ada.type("/pmi admin", channel="general")
    assert top_modal(ada).title == "Admin console"
    assert "An owner can choose one" in top_modal(ada).text


@pytest.mark.parametrize("user", ["U0MIA", "U0GUS"])
def test_the_console_is_closed_to_everybody_else_and_says_whom_to_ask(org: Organisation, user: str) -> None:
    """ROLE-2."""
    person = org.person_at(user)
    person.type("/pmi admin")
    assert person.modal is None
    assert "The admin console is for owners and admins" in person.messages()[-1].text
    assert "Ask @Olivia or @Ada." in person.messages()[-1].text


def test_every_page_is_one_press_away_and_back_again_in_one_and_the_same_modal(org: Organisation) -> None:
    """Issue 5: the console moves by updating its view."""
    open_console(org.ada)
    for label, title in PAGES.items():
        org.ada.press(label)
        assert (top_modal(org.ada).title, modal_depth(org.ada)) == (title, 1)
        org.ada.press("Back")
        assert (top_modal(org.ada).title, modal_depth(org.ada)) == ("Admin console", 1)


def test_only_the_last_form_is_pushed_and_it_closes_when_it_is_done(org: Organisation) -> None:
    """Issue 5: at most three views deep."""
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Plan")
    assert modal_depth(org.olivia) == 2
    org.olivia.fill({"Plan": "Pro"})
    org.olivia.submit()
    assert modal_depth(org.olivia) == 1
    assert "Saved." in top_modal(org.olivia).text
    assert "Pro" in top_modal(org.olivia).text
    assert "changed the plan: Business → Pro" in open_console(org.olivia, "Audit log").text


def test_plan_and_channel_are_text_with_the_reason_for_an_admin(org: Organisation) -> None:
    """UX-7, section 4."""
    seen = open_console(org.ada, "Account settings")
    assert seen.text.count("🔒 Only owners can change this. Ask @Olivia.") == 3
    org.ada.press("Change", beside="License of new people")
    org.ada.fill({"License": "Basic"})
    org.ada.submit()
    assert "Saved." in top_modal(org.ada).text


def test_a_change_that_needs_nobody_else_holds_at_once(org: Organisation) -> None:
    """APP-1."""
    open_console(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    org.ada.submit()
    assert "Done. This applies from now on. 6 people get another value" in top_modal(org.ada).text
    assert "off" in top_modal(org.ada).text


def test_saving_what_is_so_already_changes_nothing(org: Organisation) -> None:
    open_console(org.ada, "Account settings")
    before = all_rows(org.live_bot.bot.database)
    org.ada.press("Change", beside=IN_LINK)
    org.ada.submit()
    assert "nothing has changed" in top_modal(org.ada).text
    assert all_rows(org.live_bot.bot.database) == before


def test_a_form_that_shows_what_is_no_longer_so_is_shown_anew(org: Organisation) -> None:
    """UX-5: two admins at one setting."""
    for person in (org.ada, org.adam):
        open_console(person, "Account settings")
        person.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    org.ada.submit()
    org.adam.fill({"Value": "On"})
    org.adam.submit()
    assert "Somebody changed this since you opened the form." in top_modal(org.adam).text
    assert top_modal(org.adam).fields["Value"] == "Off"


def test_an_admin_demoted_while_the_console_was_open_gets_no_further(org: Organisation) -> None:
    """ROLE-1, section 12: a button and a form."""
    open_console(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    demote(org, "U0ADA")
    before = all_rows(org.live_bot.bot.database)
    org.ada.submit()
    assert "Only owners and admins can do that. Ask @Olivia or @Adam." in top_modal(org.ada).text
    org.ada.close()
    org.ada.press("Back")
    assert "Only owners and admins can do that." in top_modal(org.ada).text
    assert all_rows(org.live_bot.bot.database) == before


def test_an_owner_who_is_one_no_more_sets_no_plan(org: Organisation) -> None:
    """Section 4."""
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Plan")
    org.olivia.fill({"Plan": "Free"})
    demote(org, "U0OLIVIA")
    org.olivia.submit()
    assert "Only owners can do that. Ask an admin of your workspace." in top_modal(org.olivia).text
    assert "Business" in open_console(org.ada).text


def test_where_slack_cannot_be_asked_the_form_stays_with_what_was_typed(org: Organisation) -> None:
    """ROLE-1: “try again”; UX-1: nothing typed is lost."""
    open_console(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    for _ in range(2):
        org.live_bot.workspace.faults.next("users.info", server_error())
        org.ada.submit()
        assert top_modal(org.ada).text.count("Please try again in a moment.") == 1
        assert top_modal(org.ada).fields["Value"] == "Off"
    org.ada.submit()
    assert "This applies from now on." in top_modal(org.ada).text


def test_where_slack_cannot_be_asked_a_button_says_so(org: Organisation) -> None:
    open_console(org.ada)
    org.live_bot.workspace.faults.next("users.info", server_error())
    org.ada.press("Groups")
    assert "Please try again in a moment." in top_modal(org.ada).text
    org.ada.close()
    org.ada.press("Groups")
    assert top_modal(org.ada).title == "Groups"


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
        open_console(org.ada, "Account settings")
        org.ada.press("Change", beside=IN_LINK)
        view = org.live_bot.workspace.views.top("U0ADA")
        assert view is not None
        view.body["private_metadata"] = memory
        before = all_rows(org.live_bot.bot.database)
        org.ada.submit()
        assert top_modal(org.ada).text, memory
        assert all_rows(org.live_bot.bot.database) == before, memory


def test_tampered_buttons_lead_nowhere(org: Organisation) -> None:
    """Section 12."""
    create_group(org.ada, "Sales", "@Mia")
    before = all_rows(org.live_bot.bot.database)
    for value in ["", "nothing", "99", "1.pmi_enabled.x", "<!channel>", "99.pmi_enabled", "x" * 1999]:
        open_console(org.ada, "Groups", "Open")
        view = org.live_bot.workspace.views.top("U0ADA")
        assert view is not None
        buttons = [block["accessory"] for block in view.body["blocks"] if "accessory" in block]
        buttons += [one for block in view.body["blocks"] if block["type"] == "actions" for one in block["elements"]]
        for button in buttons:
            button["value"] = value
        org.ada.press("Change", beside=IN_LINK)
        if modal_depth(org.ada) > 1:
            org.ada.close()
        org.ada.press("Delete")
        assert all_rows(org.live_bot.bot.database) == before, value


def test_home_shows_admins_what_waits_and_leads_into_the_console(org: Organisation) -> None:
    """Section 11."""
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": ["🔒 Lock it for everybody"]})
    org.olivia.submit()
    org.olivia.submit()
    org.ada.open_home()
    org.ada.wait_for(lambda: "1 request waits" in org.ada.home.text)
    org.ada.press("Open", where="home")
    assert top_modal(org.ada).title == "Request"
    org.ada.press("Approve", confirm=True)
    assert "No request is open." in org.ada.home.text
    org.ada.close()
    org.ada.press("Report", where="home")
    assert top_modal(org.ada).title == "Report"
    org.ada.close()
    org.ada.press("Admin console", where="home")
    assert top_modal(org.ada).title == "Admin console"
    org.mia.open_home()
    org.mia.wait_for(lambda: "Validity" in org.mia.home.text)
    assert "For admins" not in org.mia.home.text
