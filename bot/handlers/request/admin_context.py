"""Rights of administration: confirms with Slack who acts in which role (ROLE-1), and words refusals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Protocol, TypeVar

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.refusals import DeniedByRole, denied_text
from bot.i18n.messages import say
from bot.policy.ids import GroupId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import Role
from bot.policy.people.permissions import may_act_as_owner, may_administer
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.protocol import Handler, PrivateReply, Replies, Request, UpdateModal
from bot.use_cases.approvals import groups
from bot.use_cases.people import approvers
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.rooms import visits
from bot.use_cases.settings import settings
from bot.use_cases.settings.settings import SettingsOverview
from bot.views.components.help import SLACK_UNAVAILABLE
from bot.views.components.inputs import with_note
from bot.views.components.refill import refilled

NOT_ADMIN_OF_GROUP = Denied(reason("groups.not_managed"))
NOT_AN_ADMIN = Denied(reason("people.not_any_admin"))


@dataclass(frozen=True, slots=True)
class AdminContext:
    """Handed to every handler of administration."""

    context: HandlerContext

    def caller(self, request: Request) -> Caller:
        """Whoever acts, in the role that Slack confirms now. Raises SlackUnavailableError."""
        confirmed = approvers.ask_role(self.context.directory, request.team, request.user, request.now)
        return replace(request.caller, actor=confirmed)

    def require_admin(self, request: Request) -> Caller | Denied:
        """An owner or admin."""
        caller = self.caller(request)
        allowed = may_administer(caller.actor, caller.now)
        return self.with_whom_to_ask(caller, allowed) if isinstance(allowed, Denied) else caller

    def require_owner(self, request: Request) -> Caller | Denied:
        """An owner."""
        caller = self.caller(request)
        allowed = may_act_as_owner(caller.actor, caller.now)
        if isinstance(allowed, Denied):
            owners = approvers.owners(self.context.db, caller.team)
            return _with_names(allowed, [owner for owner in owners if owner != caller.user])
        return caller

    def require_group_admin(self, request: Request, group: GroupId) -> Caller | Denied:
        """An owner or admin, or an admin of this group."""
        caller = self.caller(request)
        if caller.actor.is_admin or group in self.managed_groups(caller):
            return caller
        return self.with_whom_to_ask(caller, NOT_ADMIN_OF_GROUP)

    def require_any_admin(self, request: Request) -> Caller | Denied:
        """An owner or admin, or an admin of any group."""
        caller = self.caller(request)
        if caller.actor.is_admin or self.managed_groups(caller):
            return caller
        return self.with_whom_to_ask(caller, NOT_AN_ADMIN)

    def managed_groups(self, caller: Caller) -> frozenset[GroupId]:
        """The groups of which a member is group admin; a guest is none of any."""
        if caller.actor.role is not Role.MEMBER:
            return frozenset()
        return groups.administered_groups(self.context, caller)

    def overview(self, caller: Caller) -> SettingsOverview:
        """All that the account and its groups say; at the very first act there is no account yet, so it is made."""
        found = settings.overview(self.context.db, caller.team)
        if isinstance(found, SettingsOverview):
            return found
        visits.read_profile(self.context, caller)
        match settings.overview(self.context.db, caller.team):
            case SettingsOverview() as made:
                return made
            case Denied() as denied:
                raise LookupError(denied.reason.key)

    def with_whom_to_ask(self, caller: Caller, denied: Denied) -> Denied:
        """The refusal, and whom to ask (ROLE-2)."""
        return _with_names(denied, self.context.admins_to_ask(caller))


def _with_names(denied: Denied, to_ask: Sequence[UserId]) -> Denied:
    return DeniedByRole(denied.reason, tuple(to_ask))


class _HasAdminContext(Protocol):
    @property
    def admin(self) -> AdminContext: ...


HandlersT = TypeVar("HandlersT", bound=_HasAdminContext)


def requires(
    right: Callable[[AdminContext, Request], Caller | Denied],
) -> Callable[[Callable[[HandlersT, Request, Caller], Replies]], Callable[[HandlersT, Request], Replies]]:
    """Decorator: checks the right and passes the caller to the method, or replies with the refusal (ROLE-1, ROLE-2)."""

    def of(method: Callable[[HandlersT, Request, Caller], Replies]) -> Callable[[HandlersT, Request], Replies]:
        @wraps(method)
        def checked(handlers: HandlersT, request: Request) -> Replies:
            caller = right(handlers.admin, request)
            return refusal_reply(caller) if isinstance(caller, Denied) else method(handlers, request, caller)

        return checked

    return of


def keep_form_on_error(handler: Handler) -> Handler:
    """Decorator: where Slack cannot be asked, the form stays with all that was typed (UX-1)."""

    @wraps(handler)
    def with_form(request: Request) -> Replies:
        try:
            return handler(request)
        except SlackUnavailableError:
            return [UpdateModal(with_note(refilled(request.body["view"]), f":warning: {say(SLACK_UNAVAILABLE)}"))]

    return with_form


def refusal_reply(denied: Denied) -> Replies:
    """A refusal."""
    return [PrivateReply(denied_text(denied))]
