"""`/pmi`: the profile, and the passcode that nobody but its owner is shown (PMI-11, PASS-3, UX-2)."""

import re

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from tests.support.database.recorded_statements import recorded_statements
from tests.support.fixtures.bot_fixture import BotUnderTest

DOTS = "••••••"


def test_the_first_command_gives_a_number_and_the_next_one_shows_the_same(live_bot: BotUnderTest) -> None:
    """PMI-11."""
    mia = live_bot.newcomer()
    first = mia.type("/pmi")
    assert first is not None
    number = format_number(live_bot.room(mia).number)
    assert re.fullmatch(r"[2-9]\d\d \d{3} \d{4}", number)
    assert number in first.text
    again = mia.type("/pmi")
    assert again is not None
    assert number in again.text


def test_the_command_of_somebody_known_reads_twice_at_most_and_writes_nothing(live_bot: BotUnderTest) -> None:
    """From the signed request to the answer: nothing else is asked on the way."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    with recorded_statements() as executed:
        seen = mia.type("/pmi")
    assert seen is not None
    assert format_number(live_bot.room(mia).number) in seen.text
    assert 1 <= len(executed) <= 2
    assert [each for each in executed if not each.startswith("SELECT")] == []


def test_the_profile_shows_number_link_validity_and_use_to_one_person_alone(live_bot: BotUnderTest) -> None:
    """UX-2, section 11 of the rules."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    place = live_bot.channel(mia, max_)
    seen = mia.type("/pmi", channel=place)
    assert seen is not None
    assert seen.only_me
    for words in ("Personal Meeting ID", "Personal link", "Valid until", "Last used\nnot yet"):
        assert words in seen.text
    assert set(seen.buttons) >= {"Start", "Copy invitation", "Edit", "Show"}
    assert max_.messages(place) == []


def test_the_passcode_is_hidden_until_it_is_asked_for_and_can_be_hidden_again(live_bot: BotUnderTest) -> None:
    """PASS-3."""
    mia = live_bot.newcomer()
    seen = mia.type("/pmi")
    passcode = live_bot.room(mia).passcode
    assert seen is not None
    assert DOTS in seen.text
    assert passcode not in seen.text
    mia.press("Show")
    assert passcode in mia.messages()[-1].text
    assert mia.messages()[-1].only_me
    mia.press("Hide")
    assert passcode not in mia.messages()[-1].text
    assert DOTS in mia.messages()[-1].text


def test_on_home_the_passcode_is_shown_in_a_view_of_its_own(live_bot: BotUnderTest) -> None:
    """UX-7, PASS-3: Home itself keeps it hidden."""
    mia = at_home(live_bot)
    mia.press("Show")
    assert mia.modal is not None
    assert live_bot.room(mia).passcode in mia.modal.text
    mia.close()
    assert live_bot.room(mia).passcode not in mia.home.text


def test_the_profile_works_where_the_bot_is_no_member(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    place = live_bot.channel(mia, with_bot=False)
    mia.type("/pmi", channel=place)
    mia.press("Show")
    assert live_bot.room(mia).passcode in mia.messages(place)[-1].text


def test_the_profile_works_in_a_direct_message(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.open_messages()
    seen = mia.type("/pmi")
    assert seen is not None
    assert format_number(live_bot.room(mia).number) in seen.text


def test_nothing_a_profile_shows_is_ever_seen_by_somebody_else(live_bot: BotUnderTest) -> None:
    """UX-2: no post appears in a channel that nobody asked for."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    place = live_bot.channel(mia, max_)
    for act in ("/pmi", "/pmi start", "/pmi invite", "/pmi history", "/pmi replace", "/pmi help", "/pmi nonsense"):
        mia.type(act, channel=place)
    assert max_.messages(place) == []


def at_home(live_bot: BotUnderTest) -> Driver:
    mia = live_bot.newcomer()
    mia.open_home()
    mia.wait_for(lambda: bool(mia.home.text))
    return mia
