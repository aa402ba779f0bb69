"""Meetings that are started at once, whichever ID they have: `/schedule now`, **“Start a meeting”** (MEET-1)."""

from datetime import timedelta

import pytest

from bot.policy.rooms.rooms import VALID_FOR
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from tests.support.fixtures.bot_fixture import BotUnderTest, forge_button_value
from tests.support.fixtures.screens import top_modal

OFFER = "Start with a generated ID"
LABEL = "“Use Personal Meeting ID (PMI) for instant meetings”"


def begun(person: Driver, text: str = "") -> Snapshot:
    """What the start says, to its host alone."""
    seen = person.type(f"/schedule now {text}".strip())
    assert seen is not None
    assert seen.only_me
    return seen


def somebody(live_bot: BotUnderTest) -> Driver:
    """Somebody who has been here before."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    return mia


def test_the_setting_decides_and_the_reply_says_so(fresh_bot: BotUnderTest) -> None:
    """MEET-1, LOCK-2."""
    mia = somebody(fresh_bot)
    assert f"It has a generated ID, because {LABEL} is off." in begun(mia, "Tea").text
    fresh_bot.set_account_setting(mia, Setting.PMI_FOR_INSTANT, SettingState(value=True))
    assert f"It uses your Personal Meeting ID, because {LABEL} is on." in begun(mia, "Tea").text
    fresh_bot.set_account_setting(mia, Setting.PMI_FOR_INSTANT, SettingState(value=False, locked=True))
    assert "is off. 🔒 Locked by your organisation." in begun(mia, "Cake").text


def test_either_id_can_be_chosen_for_this_once_with_a_topic_or_without(live_bot: BotUnderTest) -> None:
    """MEET-1."""
    mia = somebody(live_bot)
    on_pmi, new, bare = begun(mia, "pmi Tea & cake"), begun(mia, "NEW newest plans"), begun(mia, "new")
    assert "Your room is open for Tea & cake." in on_pmi.text
    assert "It uses your Personal Meeting ID." in on_pmi.text
    assert "Your meeting is open for newest plans." in new.text
    assert "It has a generated ID." in new.text
    assert "Your meeting is open. " in bare.text
    assert "open for newer" in begun(mia, "newer").text


def test_a_pmi_that_may_not_be_used_gives_way_with_its_reason(fresh_bot: BotUnderTest) -> None:
    """MEET-1, LOCK-4, LOCK-6."""
    mia = somebody(fresh_bot)
    fresh_bot.set_account_setting(mia, Setting.PMI_FOR_INSTANT, SettingState(value=True))
    fresh_bot.set_account_setting(mia, Setting.PMI_ENABLED, SettingState(value=False, locked=True))
    said = begun(mia, "Tea").text
    assert "Your meeting is open for Tea." in said
    assert "cannot be used. Personal Meeting IDs are switched off in your organisation. 🔒" in said


@pytest.mark.parametrize("command", ["/pmi start", "/schedule now pmi"])
def test_a_room_that_may_not_be_used_says_why_and_offers_a_generated_id(fresh_bot: BotUnderTest, command: str) -> None:
    """MEET-1, PMI-13: and the topic that was typed is not lost."""
    mia = somebody(fresh_bot)
    fresh_bot.clock.advance(VALID_FOR)
    said = mia.type(f"{command} Tea & cake")
    assert said is not None
    assert "expired because it was not used for 365 days. Use /pmi to get a new one." in said.text
    mia.press(OFFER)
    assert "Your meeting is open for Tea & cake." in mia.messages()[-1].text


def test_home_offers_it_too(fresh_bot: BotUnderTest) -> None:
    """MEET-1, UX-7: the number expires while Home is open."""
    mia = fresh_bot.newcomer()
    mia.open_home()
    mia.wait_for(lambda: "Start" in mia.home.buttons)
    fresh_bot.clock.advance(VALID_FOR)
    mia.press("Start")
    assert "expired" in top_modal(mia).text
    mia.press(OFFER)
    assert "Your meeting is open." in top_modal(mia).text


def test_who_may_not_host_is_offered_nothing(live_bot: BotUnderTest) -> None:
    """ROLE-1."""
    gus = live_bot.newcomer("Gus", is_restricted=True)
    for command in ("/pmi start", "/schedule now pmi", "/schedule now"):
        seen = gus.type(command)
        assert seen is not None
        assert "join any meeting" in seen.text
        assert seen.buttons == ()


def test_two_identical_starts_within_half_a_minute_give_one_meeting(fresh_bot: BotUnderTest) -> None:
    """MEET-1."""
    mia = somebody(fresh_bot)
    first = begun(mia, "Tea").links["Enter"]
    fresh_bot.clock.advance(timedelta(seconds=29))
    again = begun(mia, "Tea")
    assert again.links["Enter"] == first
    assert "already open for Tea" in again.text
    fresh_bot.clock.advance(timedelta(seconds=2))
    assert begun(mia, "Tea").links["Enter"] != first


def test_its_invitation_is_a_text_to_paste(live_bot: BotUnderTest) -> None:
    """INV-1: everything that a guest needs, in the host's own zone, and nothing once it is over."""
    mia = live_bot.newcomer(tz="Europe/Berlin")
    begun(mia, "Tea & <b>cake</b>")
    offer = mia.messages()[-1]
    mia.press("Copy invitation")
    text = mia.messages()[-1].text
    assert f"{live_bot.name(mia)} invites you to a meeting." in text
    assert "Tea & <b>cake</b>" in text
    assert "Time: now, open since Sunday, 1 March 2026, 10:00 (Europe/Berlin)" in text
    link = next(word for word in text.split() if word.startswith("https://pmi.example.com/j/"))
    guest = live_bot.http_client()
    assert guest.get(link.removeprefix("https://pmi.example.com")).status_code == 303
    assert "Passcode: " in text
    again = begun(mia, "Tea & <b>cake</b>")
    mia.press("End", where=offer, confirm=True)
    mia.press("Copy invitation", where=again)
    assert "That meeting is over" in mia.messages()[-1].text


def test_nobody_reads_the_invitation_to_somebody_elses_meeting(live_bot: BotUnderTest) -> None:
    """Section 12, PASS-3: a forged id on a button."""
    mia, max_ = somebody(live_bot), somebody(live_bot)
    begun(mia, "Private")
    offer = str(mia.messages()[-1].surface)
    begun(max_, "Other")
    session = offer.split("'action_id': 'meeting_copy_open', 'value': '")[1].split("'", maxsplit=1)[0]
    forge_button_value(max_.messages()[-1], "Copy invitation", session)
    max_.press("Copy invitation")
    assert "That meeting is over" in max_.messages()[-1].text


def test_the_shortcut_starts_one_from_anywhere(live_bot: BotUnderTest) -> None:
    """Section 11: where there is no channel, the answer is a view."""
    mia = somebody(live_bot)
    mia.shortcut("start_meeting")
    assert "Your meeting is open." in top_modal(mia).text
    assert "Share in this channel" not in top_modal(mia).buttons
    mia.press("Copy invitation")
    assert "Join: https://pmi.example.com/j/" in top_modal(mia).text
