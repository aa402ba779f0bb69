"""A near miss of a subcommand of `/schedule` is asked about, and a topic is a topic (UX-3)."""

import pytest

from bot.sandbox.client.driver import Driver
from bot.use_cases.meetings.phrases import warm_up
from tests.support.fixtures.bot_fixture import BotUnderTest, forge_button_value
from tests.support.fixtures.screens import top_modal

USE_THE_LIST = "To cancel or change a meeting, use its buttons in your list."


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """As the process does before anybody can type."""
    warm_up()


def asked(live_bot: BotUnderTest, text: str, command: str = "/schedule") -> Driver:
    """Somebody who typed this and was asked what they mean."""
    mia = live_bot.newcomer()
    mia.type(f"{command} {text}")
    assert mia.modal is None
    assert len(mia.messages()[-1].buttons) == 2
    return mia


@pytest.mark.parametrize("command", ["/schedule", "/pmi schedule"])
@pytest.mark.parametrize(
    "typed, meant",
    [
        ("lsit", "list"),
        ("Lisst", "list"),
        ("hepl", "help"),
        ("hel", "help"),
        ("nwo", "now"),
        ("lsit my meetings", "list"),
    ],
)
def test_a_slip_in_a_subcommand_is_asked_about(live_bot: BotUnderTest, command: str, typed: str, meant: str) -> None:
    """Section 11: `/pmi schedule …` is the same."""
    mia = asked(live_bot, typed, command)
    assert f"Did you mean /schedule {meant}?" in mia.messages()[-1].text
    mia.press(f"Schedule a meeting called “{typed}”")
    assert (top_modal(mia).title, top_modal(mia).fields["Topic"]) == ("Schedule a meeting", typed)


def test_the_button_does_what_was_meant(live_bot: BotUnderTest) -> None:
    mia = asked(live_bot, "lsit")
    mia.press("/schedule list")
    assert "You have no upcoming meetings" in mia.messages()[-1].text
    mia = asked(live_bot, "hepl")
    mia.press("/schedule help")
    assert "/schedule now" in mia.messages()[-1].text
    mia = asked(live_bot, "nwo Stand-up & coffee")
    assert "Did you mean /schedule now Stand-up & coffee?" in mia.messages()[-1].text
    mia.press("/schedule now")
    assert "Stand-up & coffee" in mia.messages()[-1].text
    assert "generated ID" in mia.messages()[-1].text


@pytest.mark.parametrize(
    "typed", ["cancel", "Edit", "change", "delete", "move", "cancel Design review", "edit my meeting"]
)
def test_who_wants_to_change_a_meeting_is_led_to_the_list(live_bot: BotUnderTest, typed: str) -> None:
    mia = asked(live_bot, typed)
    assert USE_THE_LIST in mia.messages()[-1].text
    mia.press("/schedule list")
    assert "You have no upcoming meetings" in mia.messages()[-1].text
    mia.press(f"Schedule a meeting called “{typed}”")
    assert top_modal(mia).fields["Topic"] == typed


def test_somebody_who_is_named_is_invited_all_the_same(live_bot: BotUnderTest) -> None:
    """Nothing that was typed is lost."""
    max_ = live_bot.newcomer("Max")
    name = live_bot.name(max_)
    mia = asked(live_bot, f"cancel with @{name}")
    mia.press(next(label for label in mia.messages()[-1].buttons if label.startswith("Schedule a meeting called")))
    assert top_modal(mia).fields["Invite"] == (name,)


@pytest.mark.parametrize(
    "typed",
    [
        "List of risks friday 10:00",
        "Edit workshop tomorrow 9:00",
        "cancel culture debate tomorrow",
        "lsit 10:00",
        "New plan",
        "Lost and found",
        "Change of leadership in the board",
        "Move to the new office and party",
        "Guests",
    ],
)
def test_a_topic_opens_the_form(live_bot: BotUnderTest, typed: str) -> None:
    mia = live_bot.newcomer()
    mia.type(f"/schedule {typed}")
    assert top_modal(mia).title == "Schedule a meeting"


def test_a_long_text_is_a_topic(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type(f"/schedule cancel {'x' * 300}")
    assert top_modal(mia).title == "Schedule a meeting"


def test_what_was_typed_is_shown_as_it_is_and_pings_nobody(live_bot: BotUnderTest) -> None:
    """Section 12."""
    mia = asked(live_bot, "nwo <!channel> `x` & <b>")
    assert "Did you mean /schedule now @channel ˋxˋ & <b>?" in mia.messages()[-1].text
    assert "Schedule a meeting called “nwo @channel `x` & <b>”" in mia.messages()[-1].buttons


def test_a_forged_button_says_no_more_than_a_command(live_bot: BotUnderTest) -> None:
    """Section 12."""
    mia = asked(live_bot, "lsit")
    forge_button_value(mia.messages()[-1], "/schedule list", "Tea tomorrow 15:00")
    mia.press("/schedule list")
    assert top_modal(mia).fields["Topic"] == "Tea"
