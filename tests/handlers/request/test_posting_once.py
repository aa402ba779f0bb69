"""What somebody waits for is posted by one request: nothing in the client repeats it by itself (REM-4)."""

import pytest

from bot.sandbox.faults import Fault, drop_after, rate_limited, server_error_after
from tests.support.fixtures.bot_fixture import BotUnderTest


@pytest.mark.parametrize(
    "fault, arrived",
    [(drop_after(), 1), (server_error_after(), 1), (rate_limited(60), 0)],
    ids=["gone", "500", "429"],
)
def test_a_post_whose_answer_is_lost_is_not_repeated(fresh_bot: BotUnderTest, fault: Fault, arrived: int) -> None:
    """The SDK would repeat a post after a broken connection, and once more after a 429 if it were told to."""
    mia = fresh_bot.newcomer()
    place = fresh_bot.channel(mia)
    mia.type("/pmi start", channel=place)
    fresh_bot.tick()  # the greeting is sent
    before = len(fresh_bot.workspace.calls.of("chat.postMessage"))
    fresh_bot.workspace.faults.next("chat.postMessage", fault)
    mia.press("Share in this channel")
    fresh_bot.tick()
    assert len(fresh_bot.workspace.calls.of("chat.postMessage")) - before == 1
    assert len([seen for seen in mia.messages(place) if not seen.only_me]) == arrived
