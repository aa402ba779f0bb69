"""Who may change what of their room, and what is shown to those who may not (ROLE-2, LINK-3, UX-7, section 4)."""

from collections.abc import Iterator

import pytest

from bot.policy.people.people import License, Plan
from bot.policy.rooms.numbers import format_number, generate_pmi
from bot.sandbox.client.driver import Driver
from bot.sandbox.workspace.views import View
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.edit_form import (
    INSTANT_MEETINGS,
    LINK,
    NUMBER,
    PASSCODE,
    open_edit_form,
    random_link,
    save_edit_form,
)
from tests.support.fixtures.screens import top_modal, top_view

CHOOSES_NUMBER = "Only licensed people can choose their number."
CHOOSES_LINK = "Only licensed people can choose their personal link."


@pytest.fixture(autouse=True)
def business(live_bot: BotUnderTest) -> Iterator[None]:
    """Every test begins on a business plan, with an admin whom the bot has met."""
    Driver(live_bot.workspace, "U0ADA").type("/pmi", channel="general")
    live_bot.set_plan(Plan.BUSINESS)
    yield
    live_bot.set_plan(Plan.BUSINESS)


def with_license(live_bot: BotUnderTest, license_: License) -> Driver:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    live_bot.set_license(mia, license_)
    mia.type("/pmi edit")
    return mia


def test_with_a_basic_license_number_and_link_are_text_with_the_reason_and_whom_to_ask(live_bot: BotUnderTest) -> None:
    """ROLE-2, UX-7."""
    mia = with_license(live_bot, License.BASIC)
    room = live_bot.room(mia)
    assert set(top_modal(mia).fields) == {PASSCODE, INSTANT_MEETINGS}
    for words in (format_number(room.number), room.link, CHOOSES_NUMBER, CHOOSES_LINK, "Ask @Ada."):
        assert words in top_modal(mia).text
    assert save_edit_form(mia, passcode="Mine-too").title == "Saved"
    assert live_bot.room(mia).passcode == "Mine-too"


@pytest.mark.parametrize("plan", [Plan.FREE, Plan.PRO])
def test_on_small_plans_the_link_is_text_with_the_reason(live_bot: BotUnderTest, plan: Plan) -> None:
    """Section 4: choosing a link belongs to business, education and enterprise."""
    live_bot.set_plan(plan)
    mia = with_license(live_bot, License.LICENSED)
    assert set(top_modal(mia).fields) == {NUMBER, PASSCODE, INSTANT_MEETINGS}
    assert "plan does not include choosing a personal link" in top_modal(mia).text
    assert "Ask @Ada." in top_modal(mia).text


@pytest.mark.parametrize("plan", [Plan.BUSINESS, Plan.EDUCATION, Plan.ENTERPRISE])
def test_on_large_plans_licensed_people_choose_their_link(live_bot: BotUnderTest, plan: Plan) -> None:
    live_bot.set_plan(plan)
    mia, link = with_license(live_bot, License.LICENSED), random_link()
    assert save_edit_form(mia, link=link).title == "Saved"
    assert live_bot.room(mia).link == link


def test_an_admin_without_a_license_chooses_no_number_either(live_bot: BotUnderTest) -> None:
    """Section 4: as own license."""
    ada = Driver(live_bot.workspace, "U0ADA")
    live_bot.set_license(ada, License.BASIC)
    ada.type("/pmi edit", channel="general")
    assert CHOOSES_NUMBER in top_modal(ada).text
    ada.close()
    live_bot.set_license(ada, License.LICENSED)


def test_a_right_lost_while_the_form_was_open_is_asked_for_again_at_the_save(live_bot: BotUnderTest) -> None:
    """Section 12, architecture: the rule is asked at the act."""
    mia = with_license(live_bot, License.LICENSED)
    before = live_bot.room(mia)
    live_bot.set_license(mia, License.BASIC)
    seen = save_edit_form(mia, number=generate_pmi(), link=random_link())
    assert seen.errors == {NUMBER: CHOOSES_NUMBER, LINK: CHOOSES_LINK}
    assert live_bot.room(mia) == before


def test_after_a_downgrade_what_was_chosen_stays_and_cannot_be_changed(live_bot: BotUnderTest) -> None:
    """LINK-3."""
    mia, link = with_license(live_bot, License.LICENSED), random_link()
    save_edit_form(mia, link=link)
    mia.close()
    live_bot.set_plan(Plan.FREE)
    mia.type("/pmi edit")
    assert link in top_modal(mia).text
    assert LINK not in top_modal(mia).fields
    assert save_edit_form(mia, passcode="Still-1").title == "Saved"
    assert live_bot.room(mia).link == link


def test_a_number_behind_the_command_is_of_no_use_without_a_license(live_bot: BotUnderTest) -> None:
    mia = with_license(live_bot, License.BASIC)
    mia.close()
    mia.type("/pmi edit 555 014 2368")
    assert "555 014 2368" not in top_modal(mia).text


@pytest.mark.parametrize("metadata", ["", "forged", "x" * 3000, '{"room": 1}'])
def test_a_form_with_tampered_metadata_saves_nothing(live_bot: BotUnderTest, metadata: str) -> None:
    """Section 12."""
    mia = open_edit_form(live_bot)
    before = live_bot.room(mia)
    top_view(mia).body["private_metadata"] = metadata
    seen = save_edit_form(mia, passcode="Forged-1")
    assert "nothing was saved" in seen.text
    assert live_bot.room(mia) == before


@pytest.mark.parametrize("name", ["passcode", "passcode:", "passcode:" + "9" * 200, "passcode:².²", "passcode::.."])
def test_a_form_with_tampered_block_ids_is_read_all_the_same(live_bot: BotUnderTest, name: str) -> None:
    """Section 12."""
    mia = open_edit_form(live_bot)
    rename(top_view(mia), PASSCODE, name)
    mia.press("Generate a passcode")
    assert str(top_modal(mia).fields[PASSCODE])
    rename(top_view(mia), PASSCODE, name)
    assert "6 to 10" in save_edit_form(mia, passcode="1").errors[PASSCODE]


def test_a_form_with_a_field_of_the_forgers_own_is_read_without_it(live_bot: BotUnderTest) -> None:
    """Section 12."""
    mia = open_edit_form(live_bot)
    rename(top_view(mia), NUMBER, "license:licensed")
    assert save_edit_form(mia).title == "Saved"


def rename(view: View, label: str, block_id: str) -> None:
    """Give the block with this label another id, as a forged request would."""
    block = next(one for one in view.blocks if one.get("label", {}).get("text") == label)
    view.state[block_id] = view.state.pop(block["block_id"])
    block["block_id"] = block_id
