"""What the use cases need from Slack, in the product's own words; floor 4 provides it."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from bot.policy.people import Identity, TeamId, UserId


class SlackUnavailableError(Exception):
    """Slack could not be asked, or did not answer in time."""


class Directory(Protocol):
    """Who is who in a workspace."""

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """The person as Slack describes them now. Raises SlackUnavailableError."""


ReadIdentity = Callable[[TeamId, Mapping[str, Any]], Identity]
"""Reads a person as the outside world describes them; the event and the look-up must agree."""
