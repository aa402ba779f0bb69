"""What every handler of administration begins with: who acts, in the role that Slack confirms now (ROLE-1), and refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps

from bot.handlers.request.context import HandlerContext
from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import Actor, Role
from bot.policy.people.permissions import may_act_as_owner, may_administer
from bot.policy.values.results import Denied
from bot.protocol import Handler, PrivateReply, Replies, Request, UpdateModal
from bot.use_cases.approvals import groups
from bot.use_cases.context import Administration
from bot.use_cases.people import approvers
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.settings import settings
from bot.use_cases.settings.settings import SettingsOverview
from bot.views.components.help import SLACK_UNAVAILABLE
from bot.views.components.inputs import with_note
from bot.views.components.refill import refilled
from bot.views.components.setting_text import whom_to_ask

NOT_ADMIN_OF_GROUP = Denied("Only the group's own admins, and owners and admins of the workspace, can manage a group.")
NOT_AN_ADMIN = Denied("The admin console is for owners and admins of the workspace, and for admins of a group.")


@dataclass(frozen=True, slots=True)
class AdminContext:
    """Handed to every handler of administration."""

    context: HandlerContext

    @property
    def use_case_context(self) -> Administration:
        """What the use cases are given."""
        return self.context.use_case_context

    def actor(self, request: Request) -> Actor:
        """Whoever acts. Raises SlackUnavailableError."""
        return approvers.ask_role(self.context.directory, request.team, request.user, request.now)

    def require_admin(self, request: Request) -> Actor | Denied:
        """An owner or admin."""
        actor = self.actor(request)
        allowed = may_administer(actor, request.now)
        return self.with_contacts(request, allowed) if isinstance(allowed, Denied) else actor

    def require_owner(self, request: Request) -> Actor | Denied:
        """An owner."""
        actor = self.actor(request)
        allowed = may_act_as_owner(actor, request.now)
        if isinstance(allowed, Denied):
            owners = approvers.owners(self.context.db, request.team)
            return _append_contacts(allowed, [owner for owner in owners if owner != request.user])
        return actor

    def require_group_admin(self, request: Request, group: GroupId) -> Actor | Denied:
        """An owner or admin, or an admin of this group."""
        actor = self.actor(request)
        if actor.is_admin or group in self.managed_groups(request, actor):
            return actor
        return self.with_contacts(request, NOT_ADMIN_OF_GROUP)

    def require_any_admin(self, request: Request) -> Actor | Denied:
        """An owner or admin, or an admin of any group."""
        actor = self.actor(request)
        if actor.is_admin or self.managed_groups(request, actor):
            return actor
        return self.with_contacts(request, NOT_AN_ADMIN)

    def managed_groups(self, request: Request, actor: Actor) -> frozenset[GroupId]:
        """The groups of which a member is group admin; a guest is none of any."""
        if actor.role is not Role.MEMBER:
            return frozenset()
        return groups.administered_groups(self.context.db, request.team, actor.user)

    def overview(self, request: Request) -> SettingsOverview:
        """All that the account and its groups say; at the very first act there is no account yet, so it is made."""
        found = settings.overview(self.context.db, request.team)
        if isinstance(found, SettingsOverview):
            return found
        self.context.read_profile(request)
        match settings.overview(self.context.db, request.team):
            case SettingsOverview() as made:
                return made
            case Denied(reason):
                raise LookupError(reason)

    def with_contacts(self, request: Request, denied: Denied) -> Denied:
        """The same refusal with whom to ask (ROLE-2)."""
        return _append_contacts(denied, self.context.admins_to_ask(request))


def _append_contacts(denied: Denied, contacts: Sequence[UserId]) -> Denied:
    return Denied(f"{denied.reason} {whom_to_ask(contacts)}")


def keep_form_on_error(handler: Handler) -> Handler:
    """Of a form: where Slack cannot be asked, it stays with all that was typed (UX-1)."""

    @wraps(handler)
    def with_form(request: Request) -> Replies:
        try:
            return handler(request)
        except SlackUnavailableError:
            return [UpdateModal(with_note(refilled(request.body["view"]), f":warning: {SLACK_UNAVAILABLE}"))]

    return with_form


def refusal_reply(denied: Denied) -> Replies:
    """A refusal."""
    return [PrivateReply(denied.reason)]
