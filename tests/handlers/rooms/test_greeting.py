"""The bot introduces itself once, at a person's own first act, and names whom to ask (PMI-11)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import server_error
from bot.sandbox.workspace.people import Person
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot, wait_until

CONTACT = "the help desk in #it & co"


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    """A bot whose messages are not rate-limited."""
    folder = tmp_path_factory.mktemp("greeting")
    with running_bot(migrated_sqlite, folder, support_contact=CONTACT, send_rate=10_000.0) as made:
        yield made


def test_the_first_command_brings_a_greeting_with_the_number_and_the_next_none(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    mia.type("/pmi start")
    after_everything_enqueued(live_bot)
    (greeting,) = mia.dm()
    assert format_number(live_bot.room(mia).number) in greeting.text
    assert "I look after your personal meeting room" in greeting.text
    assert live_bot.room(mia).passcode not in greeting.text
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
def test_any_command_is_a_first_contact(live_bot: BotUnderTest, command: str) -> None:
    """PMI-11: also one that needs no room."""
    mia = live_bot.newcomer()
    mia.type(command)
    assert format_number(live_bot.room(mia).number)
    live_bot.tick_until(lambda: len(mia.dm()) == 1)


def test_the_help_is_there_also_when_slack_cannot_be_asked_who_it_is_for(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    live_bot.workspace.faults.next("users.info", server_error())
    answer = mia.type("/pmi help")
    assert answer is not None
    assert "/pmi start" in answer.text
    assert live_bot.profile(mia) is None


def test_somebody_of_another_company_is_told_why_and_not_written_to(live_bot: BotUnderTest) -> None:
    """ROLE-1: Slack lets no app write to them."""
    other = live_bot.newcomer("Xe", team_id="T0PARTNER", is_stranger=True)
    answer = other.type("/pmi")
    assert answer is not None
    assert "for people of this workspace" in answer.text
    after_everything_enqueued(live_bot)
    assert other.user_id not in str(live_bot.workspace.calls.of("chat.postMessage"))


def test_opening_home_brings_it_too(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.open_home()
    live_bot.tick_until(lambda: len(mia.dm()) == 1)


def test_whoever_joined_silently_is_greeted_at_their_own_first_act(live_bot: BotUnderTest) -> None:
    live_bot.workspace.join(Person("U0LATER", "lou", "Lou"))
    lou = Driver(live_bot.workspace, "U0LATER")
    wait_until(lambda: live_bot.profile(lou) is not None)
    after_everything_enqueued(live_bot)
    assert lou.dm() == []
    lou.type("/pmi", channel="general")
    live_bot.tick_until(lambda: len(lou.dm()) == 1)


def test_a_guest_gets_the_reason_instead(live_bot: BotUnderTest) -> None:
    guest = live_bot.newcomer("Gus", is_restricted=True)
    guest.type("/pmi")
    live_bot.tick_until(lambda: len(guest.dm()) == 1)
    assert "Guests have no personal meeting room" in guest.dm()[0].text
    assert guest.dm()[0].buttons == ()


def test_the_greetings_buttons_start_and_invite(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    live_bot.tick_until(lambda: len(mia.dm()) == 1)
    mia.go("@PMI Bot")
    mia.press("Start", where=mia.dm()[0])
    assert "Your room is open." in mia.dm()[-1].text
    mia.press("Copy invitation", where=mia.dm()[0])
    assert live_bot.room(mia).passcode in mia.dm()[-1].text


def test_help_home_and_greeting_name_the_support_contact(live_bot: BotUnderTest) -> None:
    """Issue: help and support contact (`SUPPORT_CONTACT`)."""
    mia = live_bot.newcomer()
    answer = mia.type("/pmi help")
    mia.open_home()
    live_bot.tick_until(lambda: bool(mia.home.text) and len(mia.dm()) == 1)
    assert answer is not None
    for seen in (answer, mia.home, mia.dm()[0]):
        assert f"Questions? {CONTACT}" in seen.text


def after_everything_enqueued(live_bot: BotUnderTest) -> None:
    """Another person's greeting is there, so what was enqueued before is there, too."""
    other = live_bot.newcomer("Max")
    other.type("/pmi")
    live_bot.tick_until(lambda: len(other.dm()) == 1)
