"""The approvals channel in every state that it can be in: whatever is wrong is said with its fix, and nothing is lost (APP-7)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.settings import Setting
from bot.sandbox.driver import Driver
from bot.sandbox.views import View
from tests.handlers.administering import (
    IN_LINK,
    LOCK_ALL,
    Organisation,
    asks_for_lock,
    on_top,
    opened,
    organisation,
)

INVITE = "invite me there with /invite @PMI Bot"


@pytest.fixture
def bare(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Organisation]:
    """An organisation without an approvals channel."""
    with organisation(migrated_sqlite, tmp_path, channel="") as made:
        yield made


def wants_lock(person: Driver) -> None:
    """As far as the form's second step."""
    opened(person, "Account settings")
    person.press("Change", beside=IN_LINK)
    person.fill({"Value": "Off", "Lock": [LOCK_ALL]})
    person.submit()


def test_without_a_channel_an_owner_is_led_to_choose_one_on_the_way(bare: Organisation) -> None:
    wants_lock(bare.olivia)
    bare.olivia.fill({"Approvals channel": "approvals", "Reason": "Now."})
    bare.olivia.submit()
    assert "Asked in #approvals" in on_top(bare.olivia).text
    bare.tick()
    assert "Now." in bare.posted(bare.ada).text
    assert "#approvals" in opened(bare.olivia, "Account settings").text


def test_without_a_channel_an_admin_is_told_whom_to_ask(bare: Organisation) -> None:
    """ROLE-2: only owners choose it."""
    assert "There is no approvals channel yet" in opened(bare.ada).text
    wants_lock(bare.ada)
    seen = on_top(bare.ada)
    assert "An owner can choose one. Ask @Olivia." in seen.text
    assert set(seen.fields) == {"Value", "Lock"}
    bare.ada.submit()
    assert "An owner can choose one. Ask @Olivia." in on_top(bare.ada).text
    assert not bare.resolved(bare.mia, Setting.PASSCODE_IN_LINK).locked


def test_the_sole_approver_needs_no_channel_to_ask_in(bare: Organisation) -> None:
    """APP-4: an admin who may not choose one is not stuck either; Slack knows that they are alone, the bot not yet."""
    for user in ("U0OLIVIA", "U0ADAM"):
        bare.house.workspace.deactivate(user)
    wants_lock(bare.ada)
    assert set(on_top(bare.ada).fields) == {"Value", "Lock"}
    bare.ada.submit()
    assert bare.resolved(bare.mia, Setting.PASSCODE_IN_LINK).locked


def test_a_channel_without_the_bot_is_refused_with_the_fix(bare: Organisation) -> None:
    bare.house.workspace.remove_bot("approvals")
    wants_lock(bare.olivia)
    for channel in ("approvals", "random"):
        bare.olivia.fill({"Approvals channel": channel})
        bare.olivia.submit()
        assert "I am not in that channel." in on_top(bare.olivia).errors["Approvals channel"]
    bare.house.workspace.invite_bot("random")
    bare.olivia.submit()
    assert "Asked in #random" in on_top(bare.olivia).text


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
    opened(bare.olivia, "Account settings")
    bare.olivia.press("Change", beside="Approvals channel")
    forge_channel(bare.olivia, channel)
    bare.olivia.submit()
    assert words in on_top(bare.olivia).errors["Approvals channel"]
    assert "none yet" in opened(bare.olivia, "Account settings").text


def test_the_bot_was_removed_and_the_request_waits_for_its_return(org: Organisation) -> None:
    org.house.workspace.remove_bot("approvals")
    asks_for_lock(org.ada)
    org.tick()
    told = org.ada.dm()[-1]
    assert "I could not post your request." in told.text
    assert INVITE in told.text
    assert "Your request is kept" in told.text
    assert INVITE in opened(org.olivia, "Requests", "Open").text
    org.house.workspace.invite_bot("approvals")
    org.ada.close(everything=True)
    org.ada.press("Post again", where=told)
    assert "I am posting it again in #approvals." in org.ada.messages(told.surface.channel)[-1].text  # type: ignore[union-attr]  # a message
    org.tick()
    assert "Waits for a decision" in org.posted(org.adam).text


def test_it_can_be_decided_in_the_console_meanwhile(org: Organisation) -> None:
    org.house.workspace.remove_bot("approvals")
    asks_for_lock(org.ada)
    org.tick()
    opened(org.olivia, "Requests", "Open")
    org.olivia.press("Approve", confirm=True)
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    org.house.workspace.invite_bot("approvals")
    org.tick()
    assert [one.text for one in org.adam.messages("approvals") if "asks for a change" in one.text] == []


def test_an_archived_channel_is_reported_and_another_one_takes_over(org: Organisation) -> None:
    asks_for_lock(org.ada)
    org.house.workspace.archive("approvals")
    org.tick()
    assert "is archived: unarchive it, or an owner chooses another one." in org.ada.dm()[-1].text
    org.house.workspace.invite_bot("random")
    opened(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Approvals channel")
    org.olivia.fill({"Approvals channel": "random"})
    org.olivia.submit()
    org.tick()
    assert any("asks for a change" in one.text for one in org.adam.messages("random"))


def test_a_channel_that_is_shared_by_now_gets_no_request(org: Organisation) -> None:
    """APP-7: strangers would read it."""
    with org.house.workspace.changing():
        org.house.workspace.channels.find("approvals").is_ext_shared = True
    asks_for_lock(org.ada)
    org.tick()
    assert [one.text for one in org.adam.messages("approvals") if "asks for a change" in one.text] == []
    assert "is shared with another company: an owner has to choose one that is your own." in org.ada.dm()[-1].text


def test_a_message_in_a_channel_archived_later_is_left_and_the_decision_holds(org: Organisation) -> None:
    asks_for_lock(org.ada)
    org.tick()
    org.house.workspace.archive("approvals")
    opened(org.olivia, "Requests", "Open")
    org.olivia.press("Approve", confirm=True)
    org.tick()
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    assert "Approved by @Olivia" in org.ada.dm()[-1].text


def test_a_message_that_could_not_be_changed_becomes_true_by_its_own_buttons(org: Organisation) -> None:
    """APP-5, UX-5: the bot was away while it was decided; whoever presses hears how, and nobody presses again."""
    asks_for_lock(org.ada)
    org.tick()
    org.house.workspace.remove_bot("approvals")
    opened(org.olivia, "Requests", "Open")
    org.olivia.press("Approve", confirm=True)
    org.tick()
    org.house.workspace.invite_bot("approvals")
    org.tick()
    assert "Approve" in org.posted(org.adam).buttons
    org.adam.press("Reject", where=org.posted(org.adam))
    assert "Approved by @Olivia" in org.adam.messages()[-1].text
    assert org.posted(org.adam).buttons == ()
    assert "Approved by @Olivia" in org.posted(org.adam).text
