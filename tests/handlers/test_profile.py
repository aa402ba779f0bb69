"""`/pmi`: the profile, and the passcode that nobody but its owner is shown (PMI-11, PASS-3, UX-2)."""

import re

from bot.policy.numbers import format_number
from bot.sandbox.driver import Driver
from tests.living import House
from tests.statements import statements

DOTS = "••••••"


def test_the_first_command_gives_a_number_and_the_next_one_shows_the_same(house: House) -> None:
    """PMI-11."""
    mia = house.newcomer()
    first = mia.type("/pmi")
    assert first is not None
    number = format_number(house.room(mia).number)
    assert re.fullmatch(r"[2-9]\d\d \d{3} \d{4}", number)
    assert number in first.text
    again = mia.type("/pmi")
    assert again is not None
    assert number in again.text


def test_the_command_of_somebody_known_reads_twice_at_most_and_writes_nothing(house: House) -> None:
    """From the signed request to the answer: nothing else is asked on the way."""
    mia = house.newcomer()
    mia.type("/pmi")
    with statements() as executed:
        seen = mia.type("/pmi")
    assert seen is not None
    assert format_number(house.room(mia).number) in seen.text
    assert 1 <= len(executed) <= 2
    assert [each for each in executed if not each.startswith("SELECT")] == []


def test_the_profile_shows_number_link_validity_and_use_to_one_person_alone(house: House) -> None:
    """UX-2, spec section 11."""
    mia, max_ = house.newcomer(), house.newcomer("Max")
    place = house.channel(mia, max_)
    seen = mia.type("/pmi", channel=place)
    assert seen is not None
    assert seen.only_me
    for words in ("Personal Meeting ID", "Personal link", "Valid until", "Last used\nnot yet"):
        assert words in seen.text
    assert set(seen.buttons) >= {"Start", "Copy invitation", "Edit", "Show"}
    assert max_.messages(place) == []


def test_the_passcode_is_hidden_until_it_is_asked_for_and_can_be_hidden_again(house: House) -> None:
    """PASS-3."""
    mia = house.newcomer()
    seen = mia.type("/pmi")
    passcode = house.room(mia).passcode
    assert seen is not None
    assert DOTS in seen.text
    assert passcode not in seen.text
    mia.press("Show")
    assert passcode in mia.messages()[-1].text
    assert mia.messages()[-1].only_me
    mia.press("Hide")
    assert passcode not in mia.messages()[-1].text
    assert DOTS in mia.messages()[-1].text


def test_on_home_the_passcode_is_shown_in_a_view_of_its_own(house: House) -> None:
    """UX-7, PASS-3: Home itself keeps it hidden."""
    mia = at_home(house)
    mia.press("Show")
    assert mia.modal is not None
    assert house.room(mia).passcode in mia.modal.text
    mia.close()
    assert house.room(mia).passcode not in mia.home.text


def test_the_profile_works_where_the_bot_is_no_member(house: House) -> None:
    mia = house.newcomer()
    place = house.channel(mia, with_bot=False)
    mia.type("/pmi", channel=place)
    mia.press("Show")
    assert house.room(mia).passcode in mia.messages(place)[-1].text


def test_the_profile_works_in_a_direct_message(house: House) -> None:
    mia = house.newcomer()
    mia.open_messages()
    seen = mia.type("/pmi")
    assert seen is not None
    assert format_number(house.room(mia).number) in seen.text


def test_nothing_a_profile_shows_is_ever_seen_by_somebody_else(house: House) -> None:
    """UX-2: no post appears in a channel that nobody asked for."""
    mia, max_ = house.newcomer(), house.newcomer("Max")
    place = house.channel(mia, max_)
    for act in ("/pmi", "/pmi start", "/pmi invite", "/pmi history", "/pmi replace", "/pmi help", "/pmi nonsense"):
        mia.type(act, channel=place)
    assert max_.messages(place) == []


def at_home(house: House) -> Driver:
    mia = house.newcomer()
    mia.open_home()
    mia.wait_for(lambda: bool(mia.home.text))
    return mia
