"""Somebody is erased while the bot runs: what others see of it, and that old buttons lead nowhere strange (AUDIT-1, UX-5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.ids import TeamId, UserId
from bot.sandbox.client.driver import Driver
from bot.use_cases.personal_data import erasure
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot, wait_until

TICKS = 40.0
"""Seconds in which a job that runs every five has long run, on a busy machine, too."""


@pytest.fixture
def live_bot(migrated_sqlite: Path, tmp_path: Path) -> Iterator[BotUnderTest]:
    """The bot with everything running: the doors, the clock work, the queue."""
    with running_bot(migrated_sqlite, tmp_path, "socket", public_url="http://127.0.0.1:9") as made:
        made.bot.scheduler.start()
        yield made
        made.bot.scheduler.stop()
        assert made.workspace.visible_errors == []


def erase(live_bot: BotUnderTest, person: Driver) -> None:
    """As an operator does on the command line, in another process."""
    team, now = TeamId(live_bot.workspace.team_id), live_bot.clock.now()
    assert erasure.erase(live_bot.bot.database, team, UserId(person.user_id), now) is not None


def test_what_others_see_of_it_and_what_old_buttons_do(live_bot: BotUnderTest) -> None:
    """MEET-1, INV-3, UX-5."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    place = live_bot.channel(mia, max_)
    max_.type("/pmi")
    mia.type(f"/schedule Budget round tomorrow 3pm with <@{max_.user_id}>")
    mia.submit()
    mia.close(everything=True)
    wait_until(lambda: any("Budget round" in seen.text for seen in max_.dm()))
    invitation = next(seen for seen in max_.dm() if "Budget round" in seen.text)
    old = live_bot.room(mia)
    mia.type("/pmi start Planning", channel=place)
    mia.press("Share in this channel")
    wait_until(lambda: any("has opened their meeting room" in seen.text for seen in max_.messages(place)))
    erase(live_bot, mia)
    wait_until(lambda: any("has cancelled Meeting" in seen.text for seen in max_.dm()), TICKS)
    wait_until(lambda: any("This meeting is over." in seen.text for seen in max_.messages(place)), TICKS)
    max_.press("Yes", where=invitation)
    wait_until(lambda: any("This meeting was cancelled." in seen.text for seen in max_.dm()))
    mia.press("End", confirm=True)
    mia.type("/pmi")
    new = live_bot.room(mia)
    assert new.number != old.number
    assert "Enter the passcode" in live_bot.http_client().get(f"/j/{old.number}?pwd={old.token}").text
