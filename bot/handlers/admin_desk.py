"""What every handler of administration begins with: who acts, in the role that Slack confirms now (ROLE-1), and refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps

from bot.exchange import Handler, Replies, Request, Say, Update
from bot.handlers.desk import Desk
from bot.policy.answers import Denied
from bot.policy.groups import GroupId
from bot.policy.people import Actor, Role, UserId
from bot.policy.rights import may_administer, may_own
from bot.use_cases import approvers, groups, settings
from bot.use_cases.administration import Administration
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.settings import Overview
from bot.views.forms import noted
from bot.views.help import SLACK_IS_AWAY
from bot.views.refill import refilled
from bot.views.setting_words import ask

OTHERS_GROUP = Denied("Only the group's own admins, and owners and admins of the workspace, can manage a group.")
NOBODYS_ADMIN = Denied("The admin console is for owners and admins of the workspace, and for admins of a group.")


@dataclass(frozen=True, slots=True)
class AdminDesk:
    """Handed to every handler of administration."""

    desk: Desk

    @property
    def admin(self) -> Administration:
        """What the use cases are given."""
        return self.desk.administration

    def actor(self, request: Request) -> Actor:
        """Whoever acts. Raises SlackUnavailableError."""
        return approvers.ask_role(self.desk.directory, request.team, request.user, request.now)

    def administrator(self, request: Request) -> Actor | Denied:
        """An owner or admin."""
        actor = self.actor(request)
        allowed = may_administer(actor, request.now)
        return self.with_help(request, allowed) if isinstance(allowed, Denied) else actor

    def owner(self, request: Request) -> Actor | Denied:
        """An owner."""
        actor = self.actor(request)
        allowed = may_own(actor, request.now)
        if isinstance(allowed, Denied):
            owners = approvers.owners(self.desk.db, request.team)
            return _asking(allowed, [owner for owner in owners if owner != request.user])
        return actor

    def caretaker(self, request: Request, group: GroupId) -> Actor | Denied:
        """An owner or admin, or an admin of this group."""
        actor = self.actor(request)
        if actor.is_admin or group in self.administered(request, actor):
            return actor
        return self.with_help(request, OTHERS_GROUP)

    def somebodys_admin(self, request: Request) -> Actor | Denied:
        """An owner or admin, or an admin of any group."""
        actor = self.actor(request)
        if actor.is_admin or self.administered(request, actor):
            return actor
        return self.with_help(request, NOBODYS_ADMIN)

    def administered(self, request: Request, actor: Actor) -> frozenset[GroupId]:
        """The groups of which a member is group admin; a guest is none of any."""
        if actor.role is not Role.MEMBER:
            return frozenset()
        return groups.administered(self.desk.db, request.team, actor.user)

    def overview(self, request: Request) -> Overview:
        """All that the account and its groups say; at the very first act there is no account yet, so it is made."""
        found = settings.overview(self.desk.db, request.team)
        if isinstance(found, Overview):
            return found
        self.desk.look(request)
        match settings.overview(self.desk.db, request.team):
            case Overview() as made:
                return made
            case Denied(reason):
                raise LookupError(reason)

    def with_help(self, request: Request, denied: Denied) -> Denied:
        """The same refusal with whom to ask (ROLE-2)."""
        return _asking(denied, self.desk.helpers(request))


def _asking(denied: Denied, helpers: Sequence[UserId]) -> Denied:
    return Denied(f"{denied.reason} {ask(helpers)}")


def keeping(handler: Handler) -> Handler:
    """Of a form: where Slack cannot be asked, it stays with all that was typed (UX-1)."""

    @wraps(handler)
    def kept(request: Request) -> Replies:
        try:
            return handler(request)
        except SlackUnavailableError:
            return [Update(noted(refilled(request.body["view"]), f":warning: {SLACK_IS_AWAY}"))]

    return kept


def said(denied: Denied) -> Replies:
    """A refusal."""
    return [Say(denied.reason)]
