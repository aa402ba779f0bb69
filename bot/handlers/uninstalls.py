"""What Slack says when the bot is removed from a workspace, or its token revoked."""

from dataclasses import dataclass

from bot.exchange import Kind, Replies, Request, Routes
from bot.handlers.desk import Desk
from bot.use_cases import uninstalls


@dataclass(frozen=True, slots=True)
class UninstallHandlers:
    """Two events, in any order; nobody is left to be answered."""

    desk: Desk

    def routes(self) -> Routes:
        """Events."""
        return {
            (Kind.EVENT, "app_uninstalled"): self.removed,
            (Kind.EVENT, "tokens_revoked"): self.revoked,
        }

    def removed(self, request: Request) -> Replies:
        """The app was uninstalled."""
        uninstalls.stop_sending(self.desk.db, request.team)
        return []

    def revoked(self, request: Request) -> Replies:
        """Tokens were revoked: ours only if a bot's is among them."""
        tokens = request.body.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):
            uninstalls.stop_sending(self.desk.db, request.team)
        return []
