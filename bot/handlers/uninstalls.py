"""What Slack says when the bot is removed from a workspace, or its token revoked."""

from dataclasses import dataclass

from bot.exchange import Replies, Request, RequestKind, Routes
from bot.handlers.desk import HandlerContext
from bot.use_cases import uninstalls


@dataclass(frozen=True, slots=True)
class UninstallHandlers:
    """Two events, in any order; nobody is left to be answered."""

    context: HandlerContext

    def routes(self) -> Routes:
        """Events."""
        return {
            (RequestKind.EVENT, "app_uninstalled"): self.removed,
            (RequestKind.EVENT, "tokens_revoked"): self.revoked,
        }

    def removed(self, request: Request) -> Replies:
        """The app was uninstalled."""
        uninstalls.on_uninstalled(self.context.db, request.team)
        return []

    def revoked(self, request: Request) -> Replies:
        """Tokens were revoked: ours only if a bot's is among them."""
        tokens = request.body.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):
            uninstalls.on_uninstalled(self.context.db, request.team)
        return []
