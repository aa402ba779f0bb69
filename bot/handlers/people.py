"""What Slack says about people: they joined, they changed."""

from dataclasses import dataclass

from bot.exchange import Replies, Request, RequestKind, Routes
from bot.handlers.desk import HandlerContext
from bot.policy.people import Identity
from bot.use_cases import people
from bot.use_cases.ports import ReadIdentity


@dataclass(frozen=True, slots=True)
class DirectoryEventHandlers:
    """The directory's events."""

    context: HandlerContext
    read_identity: ReadIdentity

    def routes(self) -> Routes:
        """Events."""
        return {
            (RequestKind.EVENT, "team_join"): self.joined,
            (RequestKind.EVENT, "user_change"): self.changed,
        }

    def joined(self, request: Request) -> Replies:
        """Somebody joined: they silently get a room (PMI-11)."""
        identity = self._identity(request)
        if identity is not None:
            people.on_joined(self.context.db, self.context.options, identity, request.now)
        return []

    def changed(self, request: Request) -> Replies:
        """Somebody's name, zone, role or standing changed."""
        identity = self._identity(request)
        if identity is not None:
            people.sync_identity(self.context.db, identity, request.now)
        return []

    def _identity(self, request: Request) -> Identity | None:
        user = request.body.get("user")
        return self.read_identity(request.team, user) if isinstance(user, dict) else None
