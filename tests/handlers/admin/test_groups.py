"""Groups in the console: made, named, ordered, dissolved, filled by hand and from a user group, by admins and group admins."""

import pytest

from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import slack_error
from bot.sandbox.workspace.workspace import Usergroup
from tests.support.fixtures.organisation import (
    IN_LINK,
    LOCK_GROUP,
    PMI,
    Organisation,
    create_group,
    open_console,
    request_lock,
)
from tests.support.fixtures.screens import top_modal


def approved(org: Organisation) -> None:
    """The one open request is approved by Adam."""
    open_console(org.adam, "Requests", "Open")
    org.adam.press("Approve", confirm=True)
    assert "Approved by @Adam" in top_modal(org.adam).text
    org.adam.close()


def locked_group(org: Organisation, name: str, *members: str, value: str = "Off") -> None:
    """A group that locks the embedded passcode, approved."""
    create_group(org.ada, name, *members)
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": value, "Lock": [LOCK_GROUP]})
    org.ada.submit()
    org.ada.submit()
    approved(org)
    org.ada.close(everything=True)


def open_group(person: Driver, name: str, *pages: str) -> None:
    open_console(person, "Groups")
    person.press("Open", beside=f". {name}\n")
    for page in pages:
        person.press(page)


def lines(person: Driver) -> list[str]:
    return top_modal(person).text.splitlines()


def test_a_group_is_made_with_members_and_guests_are_left_out_by_name(org: Organisation) -> None:
    open_console(org.ada, "Groups", "New group")
    org.ada.fill({"Name": "  Sales   Europe ", "Members": ["@Mia", "@Max", "@Gus"]})
    org.ada.submit()
    assert "The group is created." in top_modal(org.ada).text
    assert "Left out: @Gus. Guests, apps and deactivated people can’t be in a group" in top_modal(org.ada).text
    assert "Sales Europe\nPlace 1 of 1, the topmost" in top_modal(org.ada).text
    org.ada.press("Back")
    assert "1. Sales Europe\n2 members · no settings" in top_modal(org.ada).text


@pytest.mark.parametrize(
    "name, words",
    [("SALES", "There is a group “Sales” already."), ("   ", "A group needs a name."), ("a\u202eb", "invisible")],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(org: Organisation, name: str, words: str) -> None:
    create_group(org.ada, "Sales")
    open_console(org.ada, "Groups", "New group")
    org.ada.fill({"Name": name})
    org.ada.submit()
    assert words in top_modal(org.ada).errors["Name"]
    open_group(org.ada, "Sales", "Rename")
    org.ada.fill({"Name": name})
    org.ada.submit()
    assert ("Name" in top_modal(org.ada).errors) is (name != "SALES")


def test_a_request_about_a_group_is_shown_under_the_name_that_it_has_now(org: Organisation) -> None:
    """APP-5: what was decided before keeps the name of that time."""
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
    org.ada.submit()
    org.ada.submit()
    org.tick()
    assert "for the group Sales" in org.newest_request_post(org.adam).text
    open_group(org.ada, "Sales", "Rename")
    org.ada.fill({"Name": "Field & <Sales>"})
    org.ada.submit()
    org.tick()
    assert "for the group Field & <Sales>" in org.newest_request_post(org.adam).text


def test_a_group_is_renamed(org: Organisation) -> None:
    create_group(org.ada, "Sales")
    org.ada.press("Rename")
    org.ada.fill({"Name": "<!here> & more"})
    org.ada.submit()
    assert "<!here> & more" in top_modal(org.ada).text
    assert "renamed the group <!here> & more: Sales → <!here> & more" in open_console(org.ada, "Audit log").text


def test_the_order_is_changed_by_place(org: Organisation) -> None:
    for name in ("First", "Second", "Third"):
        create_group(org.ada, name)
    org.ada.press("Change place")
    org.ada.fill({"Place in the order": "1"})
    org.ada.submit()
    assert "Place 1 of 3, the topmost" in top_modal(org.ada).text
    org.ada.press("Back")
    names = [line.partition(". ")[2] for line in lines(org.ada) if line[:1].isdigit() and ". " in line]
    assert names == ["Third", "First", "Second"]


@pytest.mark.parametrize("place", ["0", "99", "x", "-1", ""])
def test_a_place_that_there_is_not_is_refused_or_is_the_last_one(org: Organisation, place: str) -> None:
    """Section 12: the field's own limits are Slack's to keep, the rule is ours."""
    create_group(org.ada, "First")
    create_group(org.ada, "Second")
    open_console(org.ada, "Groups", "New group")
    org.ada.fill({"Name": "Third"})
    view = org.live_bot.workspace.views.top("U0ADA")
    assert view is not None
    view.state["place"]["typed"]["value"] = place
    org.ada.submit()
    assert set(top_modal(org.ada).errors) <= {"Place in the order", "Name"}
    assert top_modal(org.ada).errors
    open_console(org.ada, "Groups")
    assert "3." not in top_modal(org.ada).text


def test_a_lock_of_a_group_is_asked_for_and_holds_for_its_members_alone(org: Organisation) -> None:
    """LOCK-1 (b), APP-1."""
    locked_group(org, "Sales", "@Mia")
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    assert not org.resolved(org.max, Setting.PASSCODE_IN_LINK).locked


def test_not_managed_here_cannot_be_locked(org: Organisation) -> None:
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Lock": [LOCK_GROUP]})
    org.ada.submit()
    assert top_modal(org.ada).errors == {"Value": f"Choose on or off for “{IN_LINK}” before you lock it."}


def test_what_the_account_locks_is_text_for_groups_with_what_they_said_before(org: Organisation) -> None:
    """LOCK-5, LOCK-3, UX-7."""
    locked_group(org, "Sales", "@Mia", value="On")
    request_lock(org.ada)
    approved(org)
    open_group(org.ada, "Sales")
    seen = top_modal(org.ada).text
    assert f"{IN_LINK}\n🔒 Locked for everybody by the account. Ask @Olivia or @Adam." in seen
    assert "Without that lock, the group’s own value applies: on, 🔒 locked for this group" in seen


def test_a_groups_form_opened_before_the_accounts_lock_and_saved_after_it_is_refused(org: Organisation) -> None:
    """LOCK-5: asked at the act."""
    create_group(org.olivia, "Sales", "@Mia")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off"})
    request_lock(org.ada, value="On")
    approved(org)
    org.olivia.submit()
    assert top_modal(org.olivia).errors == {
        "Value": f"“{IN_LINK}” is locked by the account, so it cannot be changed for a group."
    }
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).value


def test_an_account_lock_overtakes_a_groups_pending_request(org: Organisation) -> None:
    """APP-5, LOCK-5."""
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
    org.ada.submit()
    org.ada.submit()
    org.tick()
    request_lock(org.olivia, value="On")
    open_console(org.adam, "Requests")
    org.adam.press("Open", beside="for everybody")
    org.adam.press("Approve", confirm=True)
    org.tick()
    texts = [one.text for one in org.adam.messages("approvals") if "for the group Sales" in one.text]
    assert "it can no longer be approved" in texts[-1]


def test_deleting_a_group_with_a_lock_needs_approval_and_lifts_it(org: Organisation) -> None:
    """APP-1, LOCK-3."""
    locked_group(org, "Sales", "@Mia")
    open_group(org.ada, "Sales", "Delete")
    assert (
        "Delete the group Sales? 1 member then follows other groups and the account. 1 setting is deleted."
        in top_modal(org.ada).text
    )
    org.ada.submit()
    assert "This needs another admin’s approval: 1 person gets another value" in top_modal(org.ada).text
    org.ada.submit()
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    approved(org)
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    assert "There are no groups yet." in open_console(org.ada, "Groups").text


def test_deleting_an_idle_group_needs_nobody(org: Organisation) -> None:
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Delete")
    org.ada.submit()
    assert (top_modal(org.ada).title, "There are no groups yet." in top_modal(org.ada).text) == ("Groups", True)


def test_a_request_for_a_group_that_was_deleted_meanwhile_cannot_be_approved(org: Organisation) -> None:
    """APP-5."""
    create_group(org.ada, "Sales")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
    org.ada.submit()
    org.ada.submit()
    org.tick()
    open_group(org.olivia, "Sales", "Delete")
    org.olivia.submit()
    org.tick()
    assert "This group does not exist any more." in org.newest_request_post(org.adam).text


def test_a_group_moved_before_one_that_locks_needs_approval(org: Organisation) -> None:
    """APP-1: its effect counts, not its name."""
    locked_group(org, "Strict", "@Mia")
    create_group(org.ada, "Loose", "@Mia")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "On"})
    org.ada.submit()
    org.ada.press("Change place")
    org.ada.fill({"Place in the order": "1"})
    org.ada.submit()
    assert "This needs another admin’s approval: 1 person gets another value" in top_modal(org.ada).text
    org.ada.submit()
    org.tick()
    assert "Strict, Loose\n→ Loose, Strict" in org.newest_request_post(org.adam).text
    approved(org)
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).value


def test_coming_in_needs_no_approval_and_leaving_a_lock_does(org: Organisation) -> None:
    """APP-1."""
    locked_group(org, "Sales")
    open_group(org.ada, "Sales", "Members")
    assert "This group’s locks apply to new members immediately." in top_modal(org.ada).text
    org.ada.press("Add people")
    org.ada.fill({"People": ["@Mia", "@Gus"]})
    org.ada.submit()
    assert "1 person gets another value" in top_modal(org.ada).text
    assert "Left out: @Gus" in top_modal(org.ada).text
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    org.ada.press("Remove people")
    org.ada.fill({"People": ["@Mia"]})
    org.ada.submit()
    assert "This needs another admin’s approval" in top_modal(org.ada).text
    org.ada.submit()
    approved(org)
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked


def test_members_come_from_a_slack_user_group(org: Organisation) -> None:
    """Issue 5."""
    org.live_bot.workspace.usergroups["S1"] = Usergroup("S1", "support", "Support", ["U0MIA", "U0MAX", "U0GUS"])
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Members")
    org.ada.press("Import from a user group")
    org.ada.fill({"Slack user group": "@support – Support (3)"})
    org.ada.submit()
    assert "2 members" in top_modal(org.ada).text
    assert "Left out: @Gus" in top_modal(org.ada).text


def test_an_import_that_lifts_a_lock_needs_approval(org: Organisation) -> None:
    """APP-1: imported so that a locked value changes."""
    create_group(org.ada, "Loose")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "On"})
    org.ada.submit()
    locked_group(org, "Strict", "@Mia")
    org.live_bot.workspace.usergroups["S1"] = Usergroup("S1", "support", "Support", ["U0MIA"])
    open_group(org.ada, "Loose", "Members", "Import from a user group")
    org.ada.fill({"Slack user group": "@support – Support (1)"})
    org.ada.submit()
    assert "This needs another admin’s approval" in top_modal(org.ada).text
    org.ada.submit()
    approved(org)
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked


def test_without_the_optional_permission_an_import_says_so(org: Organisation) -> None:
    create_group(org.ada, "Sales")
    org.ada.press("Members")
    org.ada.press("Import from a user group")
    assert "This workspace has no Slack user groups" in top_modal(org.ada).text
    org.ada.close()
    org.live_bot.workspace.faults.next("usergroups.list", slack_error("missing_scope"))
    org.ada.press("Import from a user group")
    assert "I don’t have the optional permission usergroups:read" in top_modal(org.ada).text


def test_long_lists_have_pages(org: Organisation) -> None:
    """Issue 5: beyond what Slack shows at once."""
    users = [f"U0CROWD{number:02}" for number in range(60)]
    for user in users:
        org.newcomer(user)
    create_group(org.ada, "Crowd", *(f"@{user}" for user in users))
    org.ada.press("Members")
    assert "40 members" in top_modal(org.ada).text
    org.ada.press("Add people")
    org.ada.fill({"People": [f"@{user}" for user in users]})
    org.ada.submit()
    assert "60 members · 1 to 50" in top_modal(org.ada).text
    org.ada.press("Next")
    assert "60 members · 51 to 60" in top_modal(org.ada).text
    assert top_modal(org.ada).buttons[-1] == "Previous"
    for number in range(21):
        open_console(org.ada, "Groups", "New group")
        org.ada.fill({"Name": f"Group {number}"})
        org.ada.submit()
    open_console(org.ada, "Groups")
    assert top_modal(org.ada).buttons.count("Open") == 20
    org.ada.press("Next")
    assert top_modal(org.ada).buttons.count("Open") == 2


class TestGroupAdmins:
    """Who may manage one group and nothing else (section 4)."""

    @pytest.fixture
    def named(self, org: Organisation) -> Organisation:
        """Mia is admin of Sales, which stands after Strict; Max is in Strict."""
        create_group(org.ada, "Strict", "@Max")
        create_group(org.ada, "Sales")
        org.ada.press("Change", beside="Group admins")
        org.ada.fill({"Group admins": ["@Mia", "@Gus"]})
        org.ada.submit()
        assert "Left out: @Gus" in top_modal(org.ada).text
        org.ada.close()
        return org

    def test_they_see_their_groups_alone(self, named: Organisation) -> None:
        seen = open_console(named.mia)
        assert (seen.title, seen.buttons) == ("Groups", ("My requests", "Open"))
        assert "2. Sales" in seen.text
        assert "Strict" not in seen.text

    def test_they_change_settings_and_members_and_ask_for_locks(self, named: Organisation) -> None:
        open_console(named.mia, "Open")
        assert "Only admins can rename, move or delete this group." in top_modal(named.mia).text
        assert "Delete" not in top_modal(named.mia).buttons
        named.mia.press("Change", beside=PMI)
        named.mia.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
        named.mia.submit()
        named.mia.submit()
        assert "Requested in #approvals" in top_modal(named.mia).text
        named.tick()
        assert "@Mia asks for a change" in named.newest_request_post(named.adam).text

    def test_they_see_and_withdraw_their_own_requests_without_being_in_the_channel(self, named: Organisation) -> None:
        """APP-2."""
        request_lock(named.olivia)
        open_console(named.mia, "Open")
        named.mia.press("Change", beside=PMI)
        named.mia.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
        named.mia.submit()
        named.mia.submit()
        open_console(named.mia, "My requests")
        assert top_modal(named.mia).buttons == ("Back", "Open")
        named.mia.press("Open")
        assert top_modal(named.mia).buttons == ("Back", "Withdraw", "Remind approvers")
        named.mia.press("Withdraw", confirm=True)
        assert "Withdrawn by @Mia" in top_modal(named.mia).text
        named.mia.press("Back")
        assert "Nothing waits for a decision." in top_modal(named.mia).text
        named.mia.press("Back")
        assert top_modal(named.mia).title == "Groups"

    def test_they_add_nobody_from_a_group_that_comes_before(self, named: Organisation) -> None:
        """APP-1."""
        open_console(named.mia, "Open", "Members", "Add people")
        named.mia.fill({"People": ["@Max"]})
        named.mia.submit()
        assert "One person is in a group that comes before this one" in top_modal(named.mia).errors["People"]
        named.mia.fill({"People": ["@Mia"]})
        named.mia.submit()
        assert "1 member" in top_modal(named.mia).text

    def test_they_get_nowhere_else(self, named: Organisation) -> None:
        """ROLE-2, section 12: with another group's id on a button."""
        open_console(named.mia)
        view = named.live_bot.workspace.views.top("U0MIA")
        assert view is not None
        for block in view.body["blocks"]:
            if "accessory" in block:
                block["accessory"]["value"] = "1"
        named.mia.press("Open")
        assert "Only the group’s own admins, and owners and admins of the workspace" in top_modal(named.mia).text

    def test_one_who_is_dismissed_manages_no_more(self, named: Organisation) -> None:
        open_console(named.mia, "Open")
        open_group(named.ada, "Sales")
        named.ada.press("Change", beside="Group admins")
        named.ada.fill({"Group admins": []})
        named.ada.submit()
        assert "Nobody yet" in top_modal(named.ada).text
        named.mia.press("Change", beside=PMI)
        assert "Only the group’s own admins" in top_modal(named.mia).text
        log = open_console(named.ada, "Audit log").text
        assert "made @Mia an admin of the group Sales" in log
        assert "dismissed @Mia as an admin of the group Sales" in log
