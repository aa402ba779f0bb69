"""What Slack says about people: they joined, they changed."""

from dataclasses import dataclass

from bot.exchange import Kind, Replies, Request, Routes
from bot.policy.people import Identity, TeamId
from bot.policy.terms import Terms
from bot.use_cases import people
from bot.use_cases.ports import ReadIdentity
from storage import Database


@dataclass(frozen=True, slots=True)
class PeopleHandlers:
    """The directory's events."""

    db: Database
    terms: Terms
    read_identity: ReadIdentity

    def routes(self) -> Routes:
        """Events."""
        return {
            (Kind.EVENT, "team_join"): self.joined,
            (Kind.EVENT, "user_change"): self.changed,
        }

    def joined(self, request: Request) -> Replies:
        """Somebody joined: they silently get a room (PMI-11)."""
        identity = self._identity(request)
        if identity is not None:
            people.welcome(self.db, self.terms, identity, request.now)
        return []

    def changed(self, request: Request) -> Replies:
        """Somebody's name, zone, role or standing changed."""
        identity = self._identity(request)
        if identity is not None:
            people.learn(self.db, identity, request.now)
        return []

    def _identity(self, request: Request) -> Identity | None:
        user = request.body.get("user")
        return self.read_identity(TeamId(request.team), user) if isinstance(user, dict) else None
