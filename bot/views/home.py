"""The App Home: the views of others, put together."""

from collections.abc import Sequence

from bot.exchange import Block, View
from bot.views.blocks import section


def home(blocks: Sequence[Block]) -> View:
    """A person's App Home."""
    return {"type": "home", "blocks": list(blocks)}


def closed_home(reason: str) -> View:
    """The App Home of somebody who has no room, with the reason."""
    return home([section(f":wave: {reason}")])
