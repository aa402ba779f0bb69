"""What the use cases need from Slack, in the product's own words; floor 4 provides it."""

from typing import Protocol

from bot.policy.people import Identity, TeamId, UserId


class SlackUnavailableError(Exception):
    """Slack could not be asked, or did not answer in time."""


class Directory(Protocol):
    """Who is who in a workspace."""

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """The person as Slack describes them now. Raises SlackUnavailableError."""
