"""The handles by which a reply can reach the person; `parse` reads them from the payload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.protocol import RequestKind, Surface


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """How a reply can reach the person: the kind of payload, and the handles in it (empty where there is none).

    `kind` is what Slack really sent, also where the request repeats an earlier one. `view` is the modal or Home in which
    the person acted, as Slack sent it. `event_id` names an event once, whatever the retries.
    """

    kind: RequestKind
    surface: Surface
    response_url: str
    trigger_id: str
    view: Mapping[str, Any]
    event_id: str

    @property
    def stack_is_full(self) -> bool:
        """Whether the person acted in the third modal of a stack: Slack pushes no fourth."""
        root, below = self.view.get("root_view_id"), self.view.get("previous_view_id")
        return bool(root and below and below != root)
