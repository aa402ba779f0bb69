"""What a feature contributes to the route table, and the handler of whatever takes no answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.protocol import Handler, Replies, Request, Routes


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Subcommands of `/pmi` and routes of one feature."""

    commands: Mapping[str, Handler]
    routes: Routes


def no_reply(_request: Request) -> Replies:
    """Answer nothing: for events, and for link buttons, which the browser follows itself."""
    return []
