"""The bot introduces itself once, at a person's own first act, and names whom to ask (PMI-11)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.numbers import format_number
from bot.sandbox.driver import Driver
from bot.sandbox.faults import server_error
from bot.sandbox.people import Person
from tests.living import House, eventually, living

CONTACT = "the help desk in #it & co"


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose messages have no pace."""
    folder = tmp_path_factory.mktemp("greeting")
    with living(migrated_sqlite, folder, support_contact=CONTACT, send_rate=10_000.0) as made:
        yield made


def test_the_first_command_brings_a_greeting_with_the_number_and_the_next_none(house: House) -> None:
    mia = house.newcomer()
    mia.type("/pmi")
    mia.type("/pmi start")
    after_everything_owed(house)
    (greeting,) = mia.dm()
    assert format_number(house.room(mia).number) in greeting.text
    assert "I look after your personal meeting room" in greeting.text
    assert house.room(mia).passcode not in greeting.text
    assert set(greeting.buttons) == {"Start", "Copy invitation"}


@pytest.mark.parametrize(
    "command",
    [
        "/pmi help",
        "/pmi strat",
        "/pmi join",
        "/pmi list",
        "/pmi admin",
        "/schedule",
        "/schedule list",
        "/schedule help",
    ],
)
def test_any_command_is_a_first_contact(house: House, command: str) -> None:
    """PMI-11: also one that needs no room."""
    mia = house.newcomer()
    mia.type(command)
    assert format_number(house.room(mia).number)
    house.brings(lambda: len(mia.dm()) == 1)


def test_the_help_is_there_also_when_slack_cannot_be_asked_who_it_is_for(house: House) -> None:
    mia = house.newcomer()
    house.workspace.faults.next("users.info", server_error())
    told = mia.type("/pmi help")
    assert told is not None
    assert "/pmi start" in told.text
    assert house.profile(mia) is None


def test_somebody_of_another_company_is_told_why_and_not_written_to(house: House) -> None:
    """ROLE-1: Slack lets no app write to them."""
    other = house.newcomer("Xe", team_id="T0PARTNER", is_stranger=True)
    told = other.type("/pmi")
    assert told is not None
    assert "for people of this workspace" in told.text
    after_everything_owed(house)
    assert other.user_id not in str(house.workspace.calls.of("chat.postMessage"))


def test_opening_home_brings_it_too(house: House) -> None:
    mia = house.newcomer()
    mia.open_home()
    house.brings(lambda: len(mia.dm()) == 1)


def test_whoever_joined_silently_is_greeted_at_their_own_first_act(house: House) -> None:
    house.workspace.join(Person("U0LATER", "lou", "Lou"))
    lou = Driver(house.workspace, "U0LATER")
    eventually(lambda: house.profile(lou) is not None)
    after_everything_owed(house)
    assert lou.dm() == []
    lou.type("/pmi", channel="general")
    house.brings(lambda: len(lou.dm()) == 1)


def test_a_guest_gets_the_reason_instead(house: House) -> None:
    guest = house.newcomer("Gus", is_restricted=True)
    guest.type("/pmi")
    house.brings(lambda: len(guest.dm()) == 1)
    assert "Guests have no personal meeting room" in guest.dm()[0].text
    assert guest.dm()[0].buttons == ()


def test_the_greetings_buttons_start_and_invite(house: House) -> None:
    mia = house.newcomer()
    mia.type("/pmi")
    house.brings(lambda: len(mia.dm()) == 1)
    mia.go("@PMI Bot")
    mia.press("Start", where=mia.dm()[0])
    assert "Your room is open." in mia.dm()[-1].text
    mia.press("Copy invitation", where=mia.dm()[0])
    assert house.room(mia).passcode in mia.dm()[-1].text


def test_help_home_and_greeting_name_the_support_contact(house: House) -> None:
    """Issue: help and support contact (`SUPPORT_CONTACT`)."""
    mia = house.newcomer()
    told = mia.type("/pmi help")
    mia.open_home()
    house.brings(lambda: bool(mia.home.text) and len(mia.dm()) == 1)
    assert told is not None
    for seen in (told, mia.home, mia.dm()[0]):
        assert f"Questions? {CONTACT}" in seen.text


def after_everything_owed(house: House) -> None:
    """Another person's greeting is there, so what was owed before is there, too."""
    other = house.newcomer("Max")
    other.type("/pmi")
    house.brings(lambda: len(other.dm()) == 1)
