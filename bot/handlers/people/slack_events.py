"""Slack's events about people and the app: they joined, they changed; the bot was removed or its token revoked."""

from dataclasses import dataclass

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.routing import answers
from bot.policy.people.people import Identity
from bot.protocol import Replies, Request, RequestKind
from bot.use_cases.deliveries import queue
from bot.use_cases.people import identities, onboarding
from bot.use_cases.ports import ReadIdentity


@dataclass(frozen=True, slots=True)
class DirectoryEventHandlers:
    """Keeps the people who are stored as Slack's directory has them."""

    context: HandlerContext
    read_identity: ReadIdentity

    @answers(RequestKind.EVENT, "team_join")
    def joined(self, request: Request) -> Replies:
        """Somebody joined: they silently get a room (PMI-11)."""
        identity = self._identity(request)
        if identity is not None:
            onboarding.on_joined(self.context, identity, request.now, clock_believed=request.instant.believed)
        return []

    @answers(RequestKind.EVENT, "user_change")
    def changed(self, request: Request) -> Replies:
        """Somebody's name, zone, role or standing changed."""
        identity = self._identity(request)
        if identity is not None:
            believed = request.instant.believed
            identities.sync_identity(self.context.db, identity, request.now, clock_believed=believed)
        return []

    def _identity(self, request: Request) -> Identity | None:
        user = request.body.get("user")
        return self.read_identity(request.team, user) if isinstance(user, dict) else None


@dataclass(frozen=True, slots=True)
class UninstallHandlers:
    """Stops sending to a workspace that removed the app; Slack sends both events, in any order."""

    context: HandlerContext

    @answers(RequestKind.EVENT, "app_uninstalled")
    def removed(self, request: Request) -> Replies:
        """The app was uninstalled."""
        queue.on_uninstalled(self.context.db, request.team)
        return []

    @answers(RequestKind.EVENT, "tokens_revoked")
    def revoked(self, request: Request) -> Replies:
        """Tokens were revoked: ours only if a bot's is among them."""
        tokens = request.body.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):
            queue.on_uninstalled(self.context.db, request.team)
        return []
