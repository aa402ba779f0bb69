"""The bot is removed from a workspace: what is owed there waits, and is sent once when it is back."""

from collections.abc import Callable
from dataclasses import replace

from bot.app import build
from bot.use_cases import uninstalls
from storage import paces
from tests.living import House, eventually


def stops(house: House) -> list[str]:
    with house.bot.database.read() as tx:
        return [stop.reason for stop in paces.suspended(tx)]


def tick(house: House, name: str) -> Callable[[], None]:
    """Something that the clock does, to be done now."""
    (found,) = (each for each in house.bot.scheduler.jobs if each.name == name)
    return lambda: house.bot.scheduler.run(found)


def test_nothing_is_sent_to_a_workspace_that_removed_the_bot(fresh_house: House) -> None:
    """REM-4: it pauses, and nothing fails; both of Slack's events may come, in any order."""
    fresh_house.newcomer().type("/pmi")
    fresh_house.workspace.uninstall()
    eventually(lambda: stops(fresh_house) == [uninstalls.REVOKED])


def test_what_is_owed_waits_and_is_sent_once_when_the_bot_is_back(fresh_house: House) -> None:
    """REM-4. The token is new then, so the process has started anew: it looks at once whether Slack hears it."""
    mia, send = fresh_house.newcomer(), tick(fresh_house, "send what is due")
    mia.type("/pmi")
    fresh_house.workspace.uninstall()
    eventually(lambda: stops(fresh_house) == [uninstalls.REVOKED])
    send()
    assert mia.dm() == []
    fresh_house.workspace.reinstall()
    send()
    assert mia.dm() == []
    settings = fresh_house.bot.config
    restarted = replace(fresh_house, bot=build(settings, clock=fresh_house.clock.now))
    tick(restarted, "send what is due")()
    restarted.bot.database.close()
    assert len(mia.dm()) == 1
    assert stops(fresh_house) == []


def test_a_workspace_that_never_met_the_bot_is_nothing_to_stop(fresh_house: House) -> None:
    fresh_house.workspace.uninstall()
    assert stops(fresh_house) == []
