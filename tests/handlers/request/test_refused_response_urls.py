"""What a person sees where Slack takes no more posts to the response URL of their press (UX-1)."""

import pytest

from bot.sandbox.faults import Fault, FaultKind
from tests.support.fixtures.bot_fixture import BotUnderTest


@pytest.mark.parametrize("with_bot", [True, False], ids=["member", "no member"])
def test_the_answer_to_a_press_is_seen_in_the_channel_or_else_in_the_direct_messages(
    fresh_bot: BotUnderTest, with_bot: bool
) -> None:
    mia = fresh_bot.newcomer()
    place = fresh_bot.channel(mia, with_bot=with_bot)
    mia.type("/pmi", channel=place)
    fresh_bot.tick()  # the greeting is sent
    before, direct = len(mia.messages(place)), len(mia.dm())
    fresh_bot.workspace.faults.always("response_url", lambda _args: Fault(FaultKind.ANSWER, 404))
    mia.press("Show", where=mia.messages(place)[-1])
    passcode = fresh_bot.room(mia).passcode
    here, there = mia.messages(place)[before:], mia.dm()[direct:]
    (shown,) = here + there
    assert passcode in shown.text
    assert bool(here) is with_bot
    assert shown.only_me or not with_bot
