"""The bot is removed from a workspace: what is owed there waits, and is sent once when it is back."""

from bot.use_cases import uninstalls
from storage import paces
from tests.living import House, eventually


def stops(house: House) -> list[str]:
    with house.bot.database.read() as tx:
        return [stop.reason for stop in paces.stops(tx)]


def test_nothing_is_sent_to_a_workspace_that_removed_the_bot(fresh_house: House) -> None:
    """REM-4: it pauses, and nothing fails; both of Slack's events may come, in any order."""
    fresh_house.newcomer().type("/pmi")
    fresh_house.workspace.uninstall()
    eventually(lambda: stops(fresh_house) == [uninstalls.REVOKED])


def test_a_workspace_that_never_met_the_bot_is_nothing_to_stop(fresh_house: House) -> None:
    fresh_house.workspace.uninstall()
    assert stops(fresh_house) == []
