"""A number that has expired: nobody is given another one behind their back, and each refusal says what to do (PMI-13, MEET-1)."""

from datetime import timedelta

import pytest

from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import VALID_FOR
from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.edit_form import open_edit_form, save_edit_form
from tests.support.fixtures.screens import top_modal

INSTEAD = "Start with a generated ID"


def expired(live_bot: BotUnderTest) -> Driver:
    """Somebody whose profile stands in a channel, and whose number has expired since."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    live_bot.clock.advance(VALID_FOR)
    return mia


def exchange(live_bot: BotUnderTest, mia: Driver, old: str) -> str:
    return f"{old} → {format_number(live_bot.room(mia).number)}"


@pytest.mark.parametrize(
    "act",
    ["/pmi start", "/pmi invite", "/pmi history", "/pmi replace", "/pmi settings", "/pmi join @olivia", "/pmi list"],
)
def test_whoever_does_not_look_at_their_profile_keeps_the_old_number(fresh_bot: BotUnderTest, act: str) -> None:
    """PMI-13: the new one is assigned where old → new is shown, and nowhere else."""
    mia = expired(fresh_bot)
    old = format_number(fresh_bot.room(mia).number)
    mia.type(act)
    assert format_number(fresh_bot.room(mia).number) == old
    if mia.modal is not None:
        mia.close()
    seen = mia.type("/pmi")
    assert seen is not None
    assert exchange(fresh_bot, mia, old) in seen.text


@pytest.mark.parametrize("act", ["/pmi start", "/pmi invite"])
def test_it_is_refused_with_what_to_do(fresh_bot: BotUnderTest, act: str) -> None:
    mia = expired(fresh_bot)
    seen = mia.type(act)
    assert seen is not None
    assert f"{format_number(fresh_bot.room(mia).number)} expired because it was not used for 365 days" in seen.text
    assert "Use /pmi to get a new one" in seen.text


@pytest.mark.parametrize("label", ["Post to a channel …", "QR code"])
def test_an_invitation_from_before_is_passed_on_no_more(fresh_bot: BotUnderTest, label: str) -> None:
    """UX-5."""
    mia = fresh_bot.newcomer()
    mia.type("/pmi invite")
    fresh_bot.clock.advance(VALID_FOR)
    mia.press(label)
    assert "expired because it was not used" in mia.messages()[-1].text
    assert mia.modal is None
    assert not fresh_bot.workspace.calls.of("files.completeUploadExternal")


def test_a_form_that_was_open_posts_no_invitation_to_an_expired_number(fresh_bot: BotUnderTest) -> None:
    mia = fresh_bot.newcomer()
    place = fresh_bot.channel(mia)
    mia.type("/pmi invite")
    mia.press("Post to a channel …")
    mia.fill({"Channel": place})
    fresh_bot.clock.advance(VALID_FOR)
    mia.submit()
    assert "expired because it was not used" in top_modal(mia).text
    assert mia.messages(place) == []


def test_the_form_shows_old_to_new_as_the_profile_does(fresh_bot: BotUnderTest) -> None:
    mia = expired(fresh_bot)
    old = format_number(fresh_bot.room(mia).number)
    mia.type("/pmi edit")
    assert exchange(fresh_bot, mia, old) in top_modal(mia).text


def test_a_form_whose_number_expired_meanwhile_shows_old_to_new(fresh_bot: BotUnderTest) -> None:
    mia = open_edit_form(fresh_bot)
    old = format_number(fresh_bot.room(mia).number)
    fresh_bot.clock.advance(VALID_FOR)
    seen = save_edit_form(mia, passcode="Too-late")
    assert exchange(fresh_bot, mia, old) in seen.text


def test_home_is_not_renewed_while_nobody_looks_at_it(fresh_bot: BotUnderTest) -> None:
    """An act elsewhere publishes Home anew; whoever opens it later still sees old → new."""
    mia = fresh_bot.newcomer()
    mia.open_home()
    mia.wait_for(lambda: "Valid until" in mia.home.text)
    old = format_number(fresh_bot.room(mia).number)
    fresh_bot.clock.advance(VALID_FOR + timedelta(hours=1))
    mia.type("/schedule now new Planning")
    assert "expired" in mia.home.text
    assert format_number(fresh_bot.room(mia).number) == old
    mia.open_home()
    mia.wait_for(lambda: "→" in mia.home.text)
    assert exchange(fresh_bot, mia, old) in mia.home.text


def test_starting_on_home_is_refused_and_home_shows_the_new_number(fresh_bot: BotUnderTest) -> None:
    mia = fresh_bot.newcomer()
    mia.open_home()
    mia.wait_for(lambda: "Start" in mia.home.buttons)
    old = format_number(fresh_bot.room(mia).number)
    fresh_bot.clock.advance(VALID_FOR)
    mia.press("Start")
    assert "expired because it was not used" in top_modal(mia).text
    assert exchange(fresh_bot, mia, old) in mia.home.text


def test_a_refused_start_offers_a_generated_id(fresh_bot: BotUnderTest) -> None:
    """MEET-1: why not, and what instead."""
    mia = expired(fresh_bot)
    mia.type("/pmi start")
    mia.press(INSTEAD)
    assert "Your meeting is open" in mia.messages()[-1].text


@pytest.mark.parametrize("command", ["/pmi start", "/schedule now pmi"])
def test_a_guest_is_offered_nothing_that_they_may_not_start(live_bot: BotUnderTest, command: str) -> None:
    """ROLE-1."""
    guest = live_bot.newcomer("Gus", is_restricted=True)
    seen = guest.type(command)
    assert seen is not None
    assert "Guests have no personal meeting room" in seen.text
    assert INSTEAD not in seen.buttons
