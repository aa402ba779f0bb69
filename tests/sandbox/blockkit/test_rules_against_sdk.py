"""The stand-in's rules beside slack_sdk.models: what both judge, they judge alike."""

from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.blockkit.rule_surfaces import Surface
from bot.sandbox.blockkit.rules import check_blocks, check_view
from tests.support.slack.block_builders import (
    LIMITS,
    VIEW_LIMITS,
    SizeLimit,
    actions_block,
    button,
    element,
    input_block,
    modal_with,
    options,
    section,
)

Json = dict[str, Any]

UNJUDGED_BY_THE_SDK = {
    "section field text",
    "table rows",
    "table cells",
    "alert text",
    "card buttons",
    "checkboxes",
    "radio buttons",
    "min_length",
    "max_length",
    "max_files",
    "option group label",
    "external_id",
    "option text",
    "option value",
}
"""Found by trying: slack_sdk 3.47 lets these through when it reads a dict, or leaves the block out."""


def _sdk_takes_block(block: Json) -> bool:
    parsed = Block.parse(block)
    assert parsed is not None
    try:
        parsed.to_dict()
    except SlackObjectFormationError:
        return False
    return True


def _sdk_takes_view(view: Json) -> bool:
    try:
        View(**view).to_dict()
    except SlackObjectFormationError:
        return False
    return True


@pytest.mark.parametrize(
    "limit", [one for one in LIMITS if one.name not in UNJUDGED_BY_THE_SDK], ids=lambda limit: limit.name
)
@pytest.mark.parametrize("over", [0, 1])
def test_block_limits_are_those_of_the_sdk(limit: SizeLimit, over: int) -> None:
    block = limit.build(limit.maximum + over)

    assert _sdk_takes_block(block) == (not check_blocks([block], limit.surface))


@pytest.mark.parametrize(
    "limit", [one for one in VIEW_LIMITS if one.name not in UNJUDGED_BY_THE_SDK], ids=lambda limit: limit.name
)
@pytest.mark.parametrize("over", [0, 1])
def test_view_limits_are_those_of_the_sdk(limit: SizeLimit, over: int) -> None:
    view = limit.build(limit.maximum + over)

    assert _sdk_takes_view(view) == (not check_view(view))


@pytest.mark.parametrize("name", sorted(UNJUDGED_BY_THE_SDK))
def test_what_the_sdk_lets_through_is_refused_here(name: str) -> None:
    limit = next(one for one in [*LIMITS, *VIEW_LIMITS] if one.name == name)
    made = limit.build(limit.maximum + 1)

    if limit in LIMITS:
        assert _sdk_takes_block(made)
        assert check_blocks([made], limit.surface)
    else:
        assert _sdk_takes_view(made)
        assert check_view(made)


def test_a_form_that_the_sdk_builds_passes_as_it_is() -> None:
    blocks = [
        section("*Edit*", accessory=button("Help", "help")),
        input_block(element("plain_text_input", multiline=True, max_length=10)),
        input_block(element("static_select", options=options(3), initial_option=options(3)[0])),
        input_block(element("timepicker", timezone="Europe/Berlin", initial_time="09:30")),
        actions_block(element("overflow", options=options(2))),
    ]
    built = View(**modal_with(*blocks)).to_dict()

    assert check_view(built) == []
    assert check_blocks(blocks[:1], Surface.MESSAGE) == []
