"""Who may change what of their room, and what is shown to those who may not (ROLE-2, LINK-3, UX-7, section 4)."""

from collections.abc import Iterator

import pytest

from bot.policy.accounts import License, Plan
from bot.policy.numbers import format_number, generate_pmi
from bot.sandbox.driver import Driver
from bot.sandbox.views import View
from tests.handlers.forms import INSTANT, LINK, NUMBER, PASSCODE, a_link, editing, form, saved
from tests.living import House

CHOOSES_NUMBER = "Only licensed people can choose their number."
CHOOSES_LINK = "Only licensed people can choose their personal link."


@pytest.fixture(autouse=True)
def business(house: House) -> Iterator[None]:
    """Every test begins on a business plan, with an admin whom the bot has met."""
    Driver(house.workspace, "U0ADA").type("/pmi", channel="general")
    house.set_plan(Plan.BUSINESS)
    yield
    house.set_plan(Plan.BUSINESS)


def with_license(house: House, license_: License) -> Driver:
    mia = house.newcomer()
    mia.type("/pmi")
    house.set_license(mia, license_)
    mia.type("/pmi edit")
    return mia


def test_with_a_basic_license_number_and_link_are_text_with_the_reason_and_whom_to_ask(house: House) -> None:
    """ROLE-2, UX-7."""
    mia = with_license(house, License.BASIC)
    room = house.room(mia)
    assert set(form(mia).fields) == {PASSCODE, INSTANT}
    for words in (format_number(room.number), room.link, CHOOSES_NUMBER, CHOOSES_LINK, "Ask an admin: @Ada"):
        assert words in form(mia).text
    assert saved(mia, passcode="Mine-too").title == "Saved"
    assert house.room(mia).passcode == "Mine-too"


@pytest.mark.parametrize("plan", [Plan.FREE, Plan.PRO])
def test_on_small_plans_the_link_is_text_with_the_reason(house: House, plan: Plan) -> None:
    """Section 4: choosing a link belongs to business, education and enterprise."""
    house.set_plan(plan)
    mia = with_license(house, License.LICENSED)
    assert set(form(mia).fields) == {NUMBER, PASSCODE, INSTANT}
    assert f"Choosing a personal link is not part of the {plan} plan." in form(mia).text
    assert "Ask an admin: @Ada" in form(mia).text


@pytest.mark.parametrize("plan", [Plan.BUSINESS, Plan.EDUCATION, Plan.ENTERPRISE])
def test_on_large_plans_licensed_people_choose_their_link(house: House, plan: Plan) -> None:
    house.set_plan(plan)
    mia, link = with_license(house, License.LICENSED), a_link()
    assert saved(mia, link=link).title == "Saved"
    assert house.room(mia).link == link


def test_an_admin_without_a_license_chooses_no_number_either(house: House) -> None:
    """Section 4: as own license."""
    ada = Driver(house.workspace, "U0ADA")
    house.set_license(ada, License.BASIC)
    ada.type("/pmi edit", channel="general")
    assert CHOOSES_NUMBER in form(ada).text
    ada.close()
    house.set_license(ada, License.LICENSED)


def test_a_right_lost_while_the_form_was_open_is_asked_for_again_at_the_save(house: House) -> None:
    """Section 12, architecture: the rule is asked at the act."""
    mia = with_license(house, License.LICENSED)
    before = house.room(mia)
    house.set_license(mia, License.BASIC)
    seen = saved(mia, number=generate_pmi(), link=a_link())
    assert seen.errors == {NUMBER: CHOOSES_NUMBER, LINK: CHOOSES_LINK}
    assert house.room(mia) == before


def test_after_a_downgrade_what_was_chosen_stays_and_cannot_be_changed(house: House) -> None:
    """LINK-3."""
    mia, link = with_license(house, License.LICENSED), a_link()
    saved(mia, link=link)
    mia.close()
    house.set_plan(Plan.FREE)
    mia.type("/pmi edit")
    assert link in form(mia).text
    assert LINK not in form(mia).fields
    assert saved(mia, passcode="Still-1").title == "Saved"
    assert house.room(mia).link == link


def test_a_number_behind_the_command_is_of_no_use_without_a_license(house: House) -> None:
    mia = with_license(house, License.BASIC)
    mia.close()
    mia.type("/pmi edit 555 014 2368")
    assert "555 014 2368" not in form(mia).text


def top(mia: Driver) -> View:
    view = mia.workspace.views.top(mia.user_id)
    assert view is not None
    return view


@pytest.mark.parametrize("metadata", ["", "forged", "x" * 3000, '{"room": 1}'])
def test_a_form_with_tampered_metadata_saves_nothing(house: House, metadata: str) -> None:
    """Section 12."""
    mia = editing(house)
    before = house.room(mia)
    top(mia).body["private_metadata"] = metadata
    seen = saved(mia, passcode="Forged-1")
    assert "nothing was saved" in seen.text
    assert house.room(mia) == before


@pytest.mark.parametrize("name", ["passcode", "passcode:", "passcode:" + "9" * 200, "passcode:².²", "passcode::.."])
def test_a_form_with_tampered_block_ids_is_read_all_the_same(house: House, name: str) -> None:
    """Section 12."""
    mia = editing(house)
    rename(top(mia), PASSCODE, name)
    mia.press("Generate a passcode")
    assert str(form(mia).fields[PASSCODE])
    rename(top(mia), PASSCODE, name)
    assert "6 to 10" in saved(mia, passcode="1").errors[PASSCODE]


def test_a_form_with_a_field_of_the_forgers_own_is_read_without_it(house: House) -> None:
    """Section 12."""
    mia = editing(house)
    rename(top(mia), NUMBER, "license:licensed")
    assert saved(mia).title == "Saved"


def rename(view: View, label: str, block_id: str) -> None:
    """Give the block with this label another id, as a forged request would."""
    block = next(one for one in view.blocks if one.get("label", {}).get("text") == label)
    view.state[block_id] = view.state.pop(block["block_id"])
    block["block_id"] = block_id
