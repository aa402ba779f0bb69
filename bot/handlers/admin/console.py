"""The admin console's entry and menu, and the first steps of an owner; each page has a handler of its own."""

from dataclasses import dataclass

from bot.handlers.admin.groups import GroupHandlers
from bot.handlers.approvals.change_flow import choose_approvals_channel
from bot.handlers.request.admin_context import AdminContext, keep_form_on_error, refusal_reply
from bot.policy.people.people import Actor, License, Plan
from bot.policy.people.permissions import may_act_as_owner
from bot.policy.values.results import Denied
from bot.protocol import (
    CloseForm,
    FieldErrors,
    Handler,
    OpenModal,
    Replies,
    Request,
    RequestKind,
    Routes,
    UpdateModal,
    View,
)
from bot.use_cases.approvals import account_settings, queries
from bot.views.admin import console as console_views
from bot.views.approvals import approval_step
from bot.views.components import console_page
from bot.views.components.inputs import input_value, selected_value
from bot.views.components.refill import refilled

READY = ":white_check_mark: Your organisation is set up. Everything can be changed here, at any time."


@dataclass(frozen=True, slots=True)
class ConsoleHandlers:
    """Where one comes in."""

    admin: AdminContext
    groups: GroupHandlers

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"admin": self.open}

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (RequestKind.ACTION, console_page.OPEN_CONSOLE): self.open,
            (RequestKind.ACTION, console_page.MENU): self.menu,
            (RequestKind.SUBMISSION, console_views.SAVE_SET_UP): keep_form_on_error(self.set_up),
        }

    def open(self, request: Request) -> Replies:
        """`/pmi admin`: the menu, for a group admin their groups, and for the first owner what is to be decided first."""
        self.admin.context.record_activity(request)
        actor = self.admin.require_any_admin(request)
        if isinstance(actor, Denied):
            return self.admin.context.refusal(request, actor)
        if not actor.is_admin:
            return [OpenModal(self.groups.list_page(request, actor))]
        account = self.admin.overview(request).account
        if account.set_up_at is None and not isinstance(may_act_as_owner(actor, request.now), Denied):
            return [OpenModal(console_views.set_up_form(account))]
        return [OpenModal(self.page(request))]

    def menu(self, request: Request) -> Replies:
        """**“Back”** to the menu."""
        actor = self.admin.require_admin(request)
        return refusal_reply(actor) if isinstance(actor, Denied) else [UpdateModal(self.page(request))]

    def page(self, request: Request, notice: str = "") -> View:
        """The menu as it is now."""
        overview = self.admin.overview(request)
        waiting = queries.count_open(self.admin.context.db, request.team)
        return console_views.menu(overview.account, groups=len(overview.tree.groups), pending=waiting, notice=notice)

    def set_up(self, request: Request) -> Replies:
        """The first steps, sent. The channel first: it is the only one that can be wrong (APP-7)."""
        actor, view = self.admin.require_owner(request), request.body["view"]
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        channel = str(input_value(view, approval_step.APPROVALS_CHANNEL_BLOCK, "selected_conversation") or "")
        if channel:
            picked = choose_approvals_channel(self.admin, request, actor, channel)
            if isinstance(picked, Denied):
                return [FieldErrors({approval_step.APPROVALS_CHANNEL_BLOCK: picked.reason}, refilled(view))]
        self._apply_set_up(
            request,
            actor,
            selected_value(view, console_views.PLAN_BLOCK),
            selected_value(view, console_views.LICENSE_BLOCK),
        )
        return [CloseForm(self.page(request, READY), READY)]

    def _apply_set_up(self, request: Request, actor: Actor, plan: str, license_: str) -> None:
        db, team, now = self.admin.context.db, request.team, request.now
        if plan in tuple(Plan):
            account_settings.set_plan(db, team, actor, Plan(plan), now)
        if license_ in tuple(License):
            account_settings.set_default_license(db, team, actor, License(license_), now)
        account_settings.finish_set_up(db, team, actor, now)
