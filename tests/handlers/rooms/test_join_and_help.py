"""`/pmi join @person`, and the help for what means nothing (ROLE-1, UX-3, GATE-2)."""

import pytest

from bot.sandbox.client.driver import Driver
from bot.views.components.help import PMI_COMMANDS
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until


def said(person: Driver, text: str) -> str:
    seen = person.type(text)
    assert seen is not None
    assert seen.only_me
    return seen.text


def test_the_way_into_a_colleagues_room_is_their_personal_link_without_a_token(live_bot: BotUnderTest) -> None:
    """PASS-3, GATE-2: whether it is open, only the door tells."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    max_.type("/pmi")
    assert f"@{live_bot.name(max_)}’s meeting room" in said(mia, f"/pmi join @{live_bot.name(max_)}")
    assert mia.messages()[-1].links["Join"] == f"https://pmi.example.com/my/{live_bot.room(max_).link}"
    before = mia.messages()[-1].text
    max_.type("/pmi start")
    assert said(mia, f"/pmi join @{live_bot.name(max_)}") == before
    mia.press("Join")


def test_somebody_who_never_met_the_bot_has_no_room_yet(live_bot: BotUnderTest) -> None:
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    assert "People of this workspace get one with their first /pmi" in said(mia, f"/pmi join @{live_bot.name(max_)}")


def test_a_guest_and_somebody_deactivated_have_none(live_bot: BotUnderTest) -> None:
    mia, guest, gone = live_bot.newcomer(), live_bot.newcomer("Gus", is_restricted=True), live_bot.newcomer("Dana")
    guest.type("/pmi")
    gone.type("/pmi")
    name = live_bot.name(gone)
    live_bot.workspace.deactivate(gone.user_id)
    wait_until(lambda: (profile := live_bot.profile(gone)) is not None and not profile.person.active)
    assert "has no meeting room." in said(mia, f"/pmi join @{live_bot.name(guest)}")
    assert "has no meeting room." in said(mia, f"/pmi join @{name}")


def test_joining_oneself_leads_to_the_start(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    assert "That is your own room" in said(mia, f"/pmi join @{live_bot.name(mia)}")
    assert "/pmi start" in mia.messages()[-1].text


@pytest.mark.parametrize("words", ["", "max", "<#C0GENERAL|general>", "@nobody.here", "<@>", "<!channel>"])
def test_without_a_colleagues_name_it_says_how(live_bot: BotUnderTest, words: str) -> None:
    assert said(live_bot.newcomer(), f"/pmi join {words}") == "Name a colleague: /pmi join @someone."


@pytest.mark.parametrize("user", ["U0ELSEWHERE", "W0GRID", "U" + "9" * 300])
def test_an_id_that_nobody_here_has_is_told_apart_from_a_fault(live_bot: BotUnderTest, user: str) -> None:
    """Section 12: ids from another workspace."""
    assert "has no meeting room" in said(live_bot.newcomer(), f"/pmi join <@{user}|somebody>")


def test_a_guest_is_told_that_the_invitation_is_their_way(live_bot: BotUnderTest) -> None:
    """ROLE-1: guests see nothing; they may join."""
    guest, max_ = live_bot.newcomer("Gus", is_restricted=True), live_bot.newcomer("Max")
    max_.type("/pmi")
    assert "You can join any meeting you are invited to" in said(guest, f"/pmi join @{live_bot.name(max_)}")
    assert live_bot.room(max_).link not in guest.messages()[-1].text


def test_help_names_the_commands_with_examples(live_bot: BotUnderTest) -> None:
    """UX-3."""
    answer = said(live_bot.newcomer(), "/pmi help")
    assert all(command.strip("`").partition(" {")[0] in answer for command in PMI_COMMANDS)
    assert "/pmi start Weekly catch-up" in answer
    assert "/pmi edit 555 014 2368" in answer


@pytest.mark.parametrize(
    "typed, meant", [("hist", "history"), ("strat", "start"), ("invit", "invite"), ("HELPP", "help")]
)
def test_an_unknown_subcommand_shows_the_help_with_the_nearest_match(
    live_bot: BotUnderTest, typed: str, meant: str
) -> None:
    """UX-3."""
    answer = said(live_bot.newcomer(), f"/pmi {typed} something")
    assert f"I do not know “{typed}”. Did you mean /pmi {meant}?" in answer
    assert "/pmi invite" in answer


def test_a_subcommand_is_understood_in_any_case(live_bot: BotUnderTest) -> None:
    assert "Your room is open" in said(live_bot.newcomer(), "/pmi START Planning")


@pytest.mark.parametrize(
    "typed", ["xyzzy", "<!channel>", "<@U0MAX|max>", "💥" * 3000, "x" * 100_000, "\u202eevil", "`*_~"]
)
def test_whatever_else_is_typed_gets_the_help_and_pings_nobody(live_bot: BotUnderTest, typed: str) -> None:
    """UX-3, section 12."""
    mia = live_bot.newcomer()
    assert "I do not know" in said(mia, f"/pmi {typed}")
    assert not any(ping in str(mia.messages()[-1].surface) for ping in ("<!channel", "<@U0MAX"))
