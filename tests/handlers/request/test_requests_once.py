"""A signed request counts once, however often it comes: byte for byte, or under one envelope id (section 12)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.client.driver import Driver
from tests.support.database.databases import all_rows
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot, with_missing_table

LATER = timedelta(seconds=35)
"""After which a second identical start is another meeting (MEET-1), and a signature still holds."""


@pytest.fixture(params=["http", "socket"])
def bot(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> Iterator[BotUnderTest]:
    with running_bot(migrated_sqlite, tmp_path, request.param) as made:
        yield made
        assert made.workspace.visible_errors == []


def somebody(bot: BotUnderTest) -> Driver:
    """Somebody who has been here before, and was greeted."""
    person = bot.newcomer()
    person.type("/pmi")
    bot.tick()
    return person


def repeat(bot: BotUnderTest) -> None:
    """What was sent last comes again, 35 seconds later."""
    bot.clock.advance(LATER)
    assert bot.workspace.delivery.repeat_last().acked
    bot.workspace.settle()


@pytest.mark.parametrize("command", ["/schedule now Beta", "/pmi start", "/pmi start Tea", "/schedule now pmi Beta"])
def test_a_command_that_comes_again_changes_nothing_and_says_nothing(bot: BotUnderTest, command: str) -> None:
    mia = somebody(bot)
    mia.type(command)
    before, seen = all_rows(bot.bot.database), mia.messages()
    repeat(bot)
    assert all_rows(bot.bot.database) == before
    assert mia.messages() == seen


def test_the_same_words_typed_again_are_another_request(bot: BotUnderTest) -> None:
    mia = somebody(bot)
    mia.type("/schedule now Beta")
    before = all_rows(bot.bot.database)
    bot.clock.advance(LATER)
    mia.type("/schedule now Beta")
    assert len(all_rows(bot.bot.database)["sessions"]) == len(before["sessions"]) + 1


@pytest.mark.parametrize("label", ["Start", "Replace my number"])
def test_a_press_that_comes_again_changes_nothing(bot: BotUnderTest, label: str) -> None:
    """A number is not replaced twice: whoever was told the first new one would be shut out."""
    mia = somebody(bot)
    mia.type("/pmi")
    mia.press(label, confirm=label.startswith("Replace"))
    before = all_rows(bot.bot.database)
    repeat(bot)
    assert all_rows(bot.bot.database) == before


def test_a_form_that_comes_again_changes_nothing(bot: BotUnderTest) -> None:
    mia = somebody(bot)
    mia.type("/pmi edit")
    mia.fill({"Passcode": "k7-Pq2m*"})
    mia.submit()
    before = all_rows(bot.bot.database)
    repeat(bot)
    assert all_rows(bot.bot.database) == before


def test_a_form_that_was_refused_is_refused_again(bot: BotUnderTest) -> None:
    """Its check for a number that is taken counts, and is no act: the form must not close as though it were saved (PMI-9)."""
    max_, mia = somebody(bot), somebody(bot)
    mia.type("/pmi edit")
    mia.fill({"Personal Meeting ID": bot.room(max_).number})
    mia.submit()
    answered = bot.workspace.delivery.record[-1].answer.payload
    assert answered["response_action"] == "errors"
    assert bot.workspace.delivery.repeat_last().payload == answered


def test_a_shortcut_that_comes_again_starts_nothing(bot: BotUnderTest) -> None:
    mia = somebody(bot)
    mia.shortcut("start_meeting")
    before = all_rows(bot.bot.database)
    repeat(bot)
    assert all_rows(bot.bot.database) == before


def test_a_file_is_sent_once_though_the_database_holds_nothing_of_it(bot: BotUnderTest) -> None:
    mia = somebody(bot)
    mia.type("/pmi invite")
    mia.press("QR code")
    before = len(mia.dm())
    repeat(bot)
    assert len(mia.dm()) == before


def test_what_changes_nothing_writes_nothing_and_is_answered_again(bot: BotUnderTest) -> None:
    mia = somebody(bot)
    before = all_rows(bot.bot.database)
    mia.type("/pmi")
    mia.type("/pmi nonsense")
    repeat(bot)
    assert all_rows(bot.bot.database) == before


def test_what_failed_is_done_when_it_comes_again(bot: BotUnderTest) -> None:
    """A record of a request is rolled back with its act."""
    mia = somebody(bot)
    with with_missing_table(bot):
        mia.type("/schedule now pmi Beta")
    assert all_rows(bot.bot.database)["sessions"] == []
    repeat(bot)
    assert len(all_rows(bot.bot.database)["sessions"]) == 1


def test_an_envelope_that_comes_again_on_another_connection_changes_nothing(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    with running_bot(migrated_sqlite, tmp_path, "socket") as bot:
        mia = somebody(bot)
        mia.type("/schedule now Beta")
        before = all_rows(bot.bot.database)
        bot.workspace.delivery.disconnect()
        assert bot.workspace.delivery.wait_for_connections()
        repeat(bot)
        assert all_rows(bot.bot.database) == before
