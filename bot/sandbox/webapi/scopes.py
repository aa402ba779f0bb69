"""The check of the bot's scopes, with Slack's error."""

from bot.sandbox.errors import SlackError
from bot.sandbox.workspace.workspace import Workspace


def require_scope(workspace: Workspace, scope: str) -> None:
    """Raise SlackError missing_scope unless the bot has this scope."""
    if scope not in workspace.scopes:
        provided = ",".join(sorted(workspace.scopes))
        raise SlackError("missing_scope", {"needed": scope, "provided": provided})
