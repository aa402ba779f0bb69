"""A form that Slack opens though its answer is lost: the person sees the form, and nothing that says otherwise (UX-1, UX-6)."""

from collections.abc import Callable

import pytest

from bot.sandbox.faults import Fault, drop_after, drop_before, server_error, server_error_after
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import modal_depth, top_modal

LOST: list[Callable[[], Fault]] = [drop_after, server_error_after, drop_before, server_error]


@pytest.mark.parametrize("fault", LOST)
def test_the_form_opens_once_and_no_message_says_otherwise(live_bot: BotUnderTest, fault: Callable[[], Fault]) -> None:
    """UX-6: “Something went wrong” beside the form would be untrue."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    before = len(mia.messages())
    live_bot.workspace.faults.next("views.open", fault())
    mia.type("/pmi edit")
    live_bot.workspace.settle()
    assert top_modal(mia).title == "Edit my PMI"
    assert modal_depth(mia) == 1
    assert len(mia.messages()) == before
    assert not [each for each in mia.dm() if "went wrong" in each.text]
