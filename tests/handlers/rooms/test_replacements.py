"""After a leak: a new number, a new link, a suspended room; and the numbers one had (PMI-14, PMI-15, UX-5)."""

from datetime import timedelta

import pytest

from bot.policy.people.people import License
from bot.policy.rooms.numbers import format_number, generate_pmi
from bot.policy.rooms.rooms import VALID_FOR
from bot.sandbox.client.driver import Driver
from bot.sandbox.errors import CannotDo
from bot.sandbox.workspace.messages import Message
from tests.support.fixtures.bot_fixture import BotUnderTest, forge_button_value
from tests.support.fixtures.edit_form import save_edit_form
from tests.support.fixtures.gateway_fixture import suspend
from tests.support.fixtures.screens import modal_depth, top_modal


def replaced(mia: Driver) -> str:
    mia.type("/pmi replace")
    mia.press("Replace my number", confirm=True)
    return mia.messages()[-1].text


def test_replacing_says_first_what_follows_and_asks(live_bot: BotUnderTest) -> None:
    """UX-5."""
    mia = live_bot.newcomer()
    seen = mia.type("/pmi replace")
    assert seen is not None
    assert f"Is {format_number(live_bot.room(mia).number)} in the wrong hands?" in seen.text
    with pytest.raises(CannotDo, match="A running meeting ends"):
        mia.press("Replace my number")


@pytest.mark.parametrize("license_", License)
def test_replacing_gives_a_fresh_number_and_passcode_whatever_the_license(
    live_bot: BotUnderTest, license_: License
) -> None:
    """PMI-15."""
    mia = live_bot.newcomer()
    mia.type("/pmi start")
    live_bot.set_license(mia, license_)
    before = live_bot.room(mia)
    said = replaced(mia)
    now = live_bot.room(mia)
    assert f"{format_number(before.number)} → {format_number(now.number)}" in said
    assert now.number != before.number
    assert now.passcode != before.passcode
    assert now.token != before.token
    assert now.passcode not in said
    assert now.link == before.link
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is None
    assert format_number(now.number) in mia.home.text


def test_a_second_press_says_that_it_was_replaced_already(live_bot: BotUnderTest) -> None:
    """UX-5."""
    mia = live_bot.newcomer()
    mia.type("/pmi replace")
    question = mia.messages()[-1]
    mia.press("Replace my number", confirm=True)
    now = live_bot.room(mia)
    mia.press("Replace my number", where=question, confirm=True)
    assert "replaced already" in mia.messages()[-1].text
    assert live_bot.room(mia) == now


def test_a_replaced_number_cannot_be_taken_back_even_by_its_former_owner(live_bot: BotUnderTest) -> None:
    """PMI-9."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    old = live_bot.room(mia).number
    replaced(mia)
    mia.type("/pmi edit")
    assert "already taken" in str(save_edit_form(mia, number=old).errors)


def test_nobody_replaces_somebody_elses_number(live_bot: BotUnderTest) -> None:
    """Section 12: a forged id on the button."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    mia.type("/pmi")
    max_.type("/pmi replace")
    theirs, mine = live_bot.room(mia), live_bot.room(max_)
    forge_button_value(max_.messages()[-1], "Replace my number", str(theirs.id))
    max_.press("Replace my number", confirm=True)
    assert (live_bot.room(mia), live_bot.room(max_)) == (theirs, mine)


def test_a_new_personal_link_is_offered_and_the_old_one_leads_nowhere(live_bot: BotUnderTest) -> None:
    """PMI-15."""
    mia = live_bot.newcomer()
    replaced(mia)
    offer, old = mia.messages()[-1], live_bot.room(mia).link
    mia.press("New personal link", confirm=True)
    now = live_bot.room(mia).link
    assert f"{old} → {now}" in mia.messages()[-1].text
    assert now != old
    assert "The old one does not work any more" in mia.messages()[-1].text
    assert offer.text not in [seen.text for seen in mia.messages()]


def test_an_old_offer_of_a_new_link_says_so_and_changes_nothing(live_bot: BotUnderTest) -> None:
    """UX-5."""
    mia = live_bot.newcomer()
    replaced(mia)
    offer = mia.messages()[-1]
    replaced(mia)
    link = live_bot.room(mia).link
    mia.press("New personal link", where=offer, confirm=True)
    assert "changed already" in mia.messages()[-1].text
    assert live_bot.room(mia).link == link


def test_a_suspended_room_says_so_wherever_its_host_looks(live_bot: BotUnderTest) -> None:
    """PMI-15."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    suspend(live_bot, mia)
    for act in ("/pmi", "/pmi start", "/pmi edit"):
        seen = mia.type(act)
        assert seen is not None, act
        assert "suspended" in seen.text, act
        assert "/pmi replace" in seen.text, act
    assert mia.modal is None


def test_a_form_opened_before_the_suspension_is_refused_at_the_save(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi edit")
    suspend(live_bot, mia)
    assert "suspended" in save_edit_form(mia, number=generate_pmi()).text
    assert live_bot.room(mia).suspended_at is not None


def test_replacing_the_number_of_a_suspended_room_opens_it_again(live_bot: BotUnderTest) -> None:
    """PMI-15."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    suspend(live_bot, mia)
    replaced(mia)
    seen = mia.type("/pmi start")
    assert seen is not None
    assert "Your room is open" in seen.text


def test_the_history_names_every_number_with_its_reason_the_latest_first(fresh_bot: BotUnderTest) -> None:
    """PMI-14."""
    mia = fresh_bot.newcomer()
    mia.type("/pmi")
    numbers = [fresh_bot.room(mia).number]
    fresh_bot.clock.advance(VALID_FOR)
    mia.type("/pmi")
    numbers.append(fresh_bot.room(mia).number)
    mia.type("/pmi edit")
    save_edit_form(mia, number=generate_pmi())
    mia.close()
    numbers.append(fresh_bot.room(mia).number)
    fresh_bot.clock.advance(timedelta(days=1))
    replaced(mia)
    numbers.append(fresh_bot.room(mia).number)
    seen = mia.type("/pmi history")
    assert seen is not None
    lines = [line for line in seen.text.splitlines() if any(format_number(number) in line for number in numbers)]
    assert [line[:12] for line in lines] == [format_number(number) for number in reversed(numbers)]
    for line, why in zip(
        lines, ("yours now", "replaced after a leak", "you chose another", "not used for 365"), strict=True
    ):
        assert why in line


def test_a_long_history_is_shown_whole(live_bot: BotUnderTest) -> None:
    """PMI-14: Slack's limit for one paragraph is 3,000 characters."""
    mia = live_bot.newcomer()
    numbers = []
    mia.type("/pmi edit")
    for _ in range(25):
        numbers.append(live_bot.room(mia).number)
        save_edit_form(mia, number=generate_pmi())
        mia.close()
        mia.type("/pmi edit")
    mia.close()
    seen = mia.type("/pmi history")
    assert seen is not None
    assert all(format_number(number) in seen.text for number in numbers)
    assert "…" not in seen.text


def test_the_history_button_shows_the_same_on_the_profile_and_on_home(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    mia.press("History")
    assert "yours now" in mia.messages()[-1].text
    mia.open_home()
    mia.wait_for(lambda: "History" in mia.home.buttons)
    mia.press("History")
    assert "yours now" in top_modal(mia).text


def test_replacing_from_home_answers_in_a_view_and_renews_home(live_bot: BotUnderTest) -> None:
    """UX-7."""
    mia = live_bot.newcomer()
    mia.open_home()
    mia.wait_for(lambda: "Replace my number" in mia.home.buttons)
    mia.press("Replace my number", confirm=True)
    assert "Your number is replaced" in top_modal(mia).text
    mia.press("New personal link", confirm=True)
    assert "Your personal link is new" in top_modal(mia).text
    mia.close(everything=True)
    assert live_bot.room(mia).link in mia.home.text
    assert format_number(live_bot.room(mia).number) in mia.home.text
    assert not [seen for seen in mia.dm() if isinstance(seen.surface, Message)]


def test_three_modals_deep_the_form_to_post_takes_the_place_of_the_third(live_bot: BotUnderTest) -> None:
    """UX-7: the answers of Home are modals, one on top of the other, and Slack shows three."""
    mia = live_bot.newcomer()
    mia.open_home()
    mia.wait_for(lambda: "Validity" in mia.home.text)
    mia.press("Replace my number", confirm=True)
    mia.press("New personal link", confirm=True)
    mia.press("Copy invitation")
    mia.press("Post to a channel …")
    assert (modal_depth(mia), top_modal(mia).title) == (3, "Post invitation")
    mia.close()
    assert modal_depth(mia) == 2
