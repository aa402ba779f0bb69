"""The approvals channel in every state that it can be in: whatever is wrong is said with its fix, and nothing is lost (APP-7)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.driver import Driver
from bot.sandbox.workspace.views import View
from tests.support.fixtures.organisation import (
    IN_LINK,
    LOCK_ALL,
    Organisation,
    open_console,
    organisation,
    request_lock,
)
from tests.support.fixtures.screens import top_modal

INVITE = "invite me there with /invite @PMI Bot"


@pytest.fixture
def bare(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Organisation]:
    """An organisation without an approvals channel."""
    with organisation(migrated_sqlite, tmp_path, channel="") as made:
        yield made


def wants_lock(person: Driver) -> None:
    """As far as the form's second step."""
    open_console(person, "Account settings")
    person.press("Change", beside=IN_LINK)
    person.fill({"Value": "Off", "Lock": [LOCK_ALL]})
    person.submit()


def test_without_a_channel_an_owner_is_led_to_choose_one_on_the_way(bare: Organisation) -> None:
    wants_lock(bare.olivia)
    bare.olivia.fill({"Approvals channel": "approvals", "Reason": "Now."})
    bare.olivia.submit()
    assert "Requested in #approvals" in top_modal(bare.olivia).text
    bare.tick()
    assert "Now." in bare.newest_request_post(bare.ada).text
    assert "#approvals" in open_console(bare.olivia, "Account settings").text


def test_without_a_channel_an_admin_is_told_whom_to_ask(bare: Organisation) -> None:
    """ROLE-2: only owners choose it."""
    assert "There is no approvals channel yet" in open_console(bare.ada).text
    wants_lock(bare.ada)
    seen = top_modal(bare.ada)
    assert "An owner can choose one. Ask @Olivia." in seen.text
    assert set(seen.fields) == {"Value", "Lock"}
    bare.ada.submit()
    assert "An owner can choose one. Ask @Olivia." in top_modal(bare.ada).text
    assert not bare.resolved(bare.mia, Setting.PASSCODE_IN_LINK).locked


def test_the_sole_approver_needs_no_channel_to_ask_in(bare: Organisation) -> None:
    """APP-4: an admin who may not choose one is not stuck either; Slack knows that they are alone, the bot not yet."""
    for user in ("U0OLIVIA", "U0ADAM"):
        bare.live_bot.workspace.deactivate(user)
    wants_lock(bare.ada)
    assert set(top_modal(bare.ada).fields) == {"Value", "Lock"}
    bare.ada.submit()
    assert bare.resolved(bare.mia, Setting.PASSCODE_IN_LINK).locked


def test_a_channel_without_the_bot_is_refused_with_the_fix(bare: Organisation) -> None:
    bare.live_bot.workspace.remove_bot("approvals")
    wants_lock(bare.olivia)
    for channel in ("approvals", "random"):
        bare.olivia.fill({"Approvals channel": channel})
        bare.olivia.submit()
        assert "I am not in that channel." in top_modal(bare.olivia).errors["Approvals channel"]
    bare.live_bot.workspace.invite_bot("random")
    bare.olivia.submit()
    assert "Requested in #random" in top_modal(bare.olivia).text


def forge_channel(person: Driver, channel: str) -> None:
    """A choice that the menu does not offer, as a forged request would carry it."""
    view = person.workspace.views.top(person.user_id)
    assert isinstance(view, View)
    view.state["channel"]["typed"]["selected_conversation"] = channel


@pytest.mark.parametrize(
    "channel, words",
    [
        ("C0PARTNERS", "shared with another company"),
        ("C0NOWHERE", "I am not in that channel."),
        ("U0MIA", "I am not in that channel."),
        ("<!channel>", "I am not in that channel."),
    ],
)
def test_a_channel_that_the_menu_does_not_offer_is_refused(bare: Organisation, channel: str, words: str) -> None:
    """APP-7, section 12."""
    open_console(bare.olivia, "Account settings")
    bare.olivia.press("Change", beside="Approvals channel")
    forge_channel(bare.olivia, channel)
    bare.olivia.submit()
    assert words in top_modal(bare.olivia).errors["Approvals channel"]
    assert "None yet" in open_console(bare.olivia, "Account settings").text


def test_the_bot_was_removed_and_the_request_waits_for_its_return(org: Organisation) -> None:
    org.live_bot.workspace.remove_bot("approvals")
    request_lock(org.ada)
    org.tick()
    message = org.ada.dm()[-1]
    assert "I could not post your request." in message.text
    assert INVITE in message.text
    assert "Your request is kept" in message.text
    assert INVITE in open_console(org.olivia, "Requests", "Open").text
    org.live_bot.workspace.invite_bot("approvals")
    org.ada.close(everything=True)
    org.ada.press("Post again", where=message)
    assert "I am posting it again in #approvals." in org.ada.messages(message.surface.channel)[-1].text  # type: ignore[union-attr]  # a message
    org.tick()
    assert "Waits for a decision" in org.newest_request_post(org.adam).text


def test_it_can_be_decided_in_the_console_meanwhile(org: Organisation) -> None:
    org.live_bot.workspace.remove_bot("approvals")
    request_lock(org.ada)
    org.tick()
    open_console(org.olivia, "Requests", "Open")
    org.olivia.press("Approve", confirm=True)
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    org.live_bot.workspace.invite_bot("approvals")
    org.tick()
    assert [one.text for one in org.adam.messages("approvals") if "asks for a change" in one.text] == []


def test_an_archived_channel_is_reported_and_another_one_takes_over(org: Organisation) -> None:
    request_lock(org.ada)
    org.live_bot.workspace.archive("approvals")
    org.tick()
    assert "is archived: unarchive it, or an owner chooses another channel." in org.ada.dm()[-1].text
    org.live_bot.workspace.invite_bot("random")
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Approvals channel")
    org.olivia.fill({"Approvals channel": "random"})
    org.olivia.submit()
    org.tick()
    assert any("asks for a change" in one.text for one in org.adam.messages("random"))


def test_a_channel_that_is_shared_by_now_gets_no_request(org: Organisation) -> None:
    """APP-7: strangers would read it."""
    with org.live_bot.workspace.changing():
        org.live_bot.workspace.channels.find("approvals").is_ext_shared = True
    request_lock(org.ada)
    org.tick()
    assert [one.text for one in org.adam.messages("approvals") if "asks for a change" in one.text] == []
    assert "is shared with another company: an owner has to choose a channel of your own." in org.ada.dm()[-1].text


def test_a_message_in_a_channel_archived_later_is_left_and_the_decision_holds(org: Organisation) -> None:
    request_lock(org.ada)
    org.tick()
    org.live_bot.workspace.archive("approvals")
    open_console(org.olivia, "Requests", "Open")
    org.olivia.press("Approve", confirm=True)
    org.tick()
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    assert "Approved by @Olivia" in org.ada.dm()[-1].text


def test_a_message_that_could_not_be_changed_becomes_true_by_its_own_buttons(org: Organisation) -> None:
    """APP-5, UX-5: the bot was away while it was decided; whoever presses hears how, and nobody presses again."""
    request_lock(org.ada)
    org.tick()
    org.live_bot.workspace.remove_bot("approvals")
    open_console(org.olivia, "Requests", "Open")
    org.olivia.press("Approve", confirm=True)
    org.tick()
    org.live_bot.workspace.invite_bot("approvals")
    org.tick()
    assert "Approve" in org.newest_request_post(org.adam).buttons
    org.adam.press("Reject", where=org.newest_request_post(org.adam))
    assert "Approved by @Olivia" in org.adam.messages()[-1].text
    assert org.newest_request_post(org.adam).buttons == ()
    assert "Approved by @Olivia" in org.newest_request_post(org.adam).text
