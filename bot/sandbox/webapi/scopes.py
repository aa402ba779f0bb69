"""The check of the bot's scopes, with Slack's error."""

from bot.sandbox.errors import SlackError
from bot.sandbox.workspace.workspace import Workspace


def require_scope(workspace: Workspace, *any_of: str) -> None:
    """Raise SlackError missing_scope unless the bot has one of these scopes."""
    if workspace.scopes.isdisjoint(any_of):
        provided = ",".join(sorted(workspace.scopes))
        raise SlackError("missing_scope", {"needed": ",".join(any_of), "provided": provided})
