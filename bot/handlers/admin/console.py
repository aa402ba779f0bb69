"""The admin console's entry and menu, and the first steps of an owner; each page has a handler of its own."""

from dataclasses import dataclass

from bot.handlers.admin.groups import GroupHandlers
from bot.handlers.approvals.change_flow import choose_approvals_channel
from bot.handlers.request.admin_context import AdminContext, requires
from bot.handlers.request.routing import action, subcommand, submission
from bot.i18n.messages import gettext as _
from bot.i18n.reasons import reason_text
from bot.policy.people.caller import Caller
from bot.policy.people.people import License, Plan
from bot.policy.people.permissions import may_act_as_owner
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, OpenModal, Replies, Request, UpdateModal, View
from bot.use_cases.approvals import account_settings, queries
from bot.views.admin import console as console_views
from bot.views.admin.language import read_language
from bot.views.approvals.approval_step import APPROVALS_CHANNEL_BLOCK
from bot.views.components import console_page
from bot.views.components.inputs import read_channel
from bot.views.components.view_state import selected_value


@dataclass(frozen=True, slots=True)
class ConsoleHandlers:
    """Handles the console's menu and an owner's first steps."""

    admin: AdminContext
    groups: GroupHandlers

    @subcommand("admin")
    @action(console_page.OPEN_CONSOLE)
    def open(self, request: Request) -> Replies:
        """`/pmi admin`: the menu, for a group admin their groups, and for the first owner what is to be decided first."""
        self.admin.context.record_activity(request)
        caller = self.admin.require_any_admin(request)
        if isinstance(caller, Denied):
            return self.admin.context.refusal(request, caller)
        if not caller.actor.is_admin:
            return [OpenModal(self.groups.list_page(caller))]
        account = self.admin.overview(caller).account
        if account.set_up_at is None and not isinstance(may_act_as_owner(caller.actor, caller.now), Denied):
            return [OpenModal(console_views.set_up_form(account))]
        return [OpenModal(self.page(caller))]

    @action(console_page.MENU)
    @requires(AdminContext.require_admin)
    def menu(self, _request: Request, caller: Caller) -> Replies:
        """**“Back”** to the menu."""
        return [UpdateModal(self.page(caller))]

    def page(self, caller: Caller, notice: str = "") -> View:
        """The menu as it is now."""
        overview = self.admin.overview(caller)
        waiting = queries.count_open(self.admin.context.db, caller.team)
        return console_views.menu(overview.account, groups=len(overview.tree.groups), pending=waiting, notice=notice)

    @submission(console_views.SAVE_SET_UP)
    @requires(AdminContext.require_owner)
    def set_up(self, request: Request, caller: Caller) -> Replies:
        """The first steps, sent. The channel first: it is the only one that can be wrong (APP-7)."""
        view = request.body["view"]
        if read_channel(view):
            picked = choose_approvals_channel(self.admin, caller, view)
            if isinstance(picked, Denied):
                return [FieldErrors({APPROVALS_CHANNEL_BLOCK: reason_text(picked.reason)})]
        context, plan = self.admin.context, selected_value(view, console_views.PLAN_BLOCK)
        if plan in tuple(Plan):
            account_settings.set_plan(context, caller, Plan(plan))
        default_license = selected_value(view, console_views.LICENSE_BLOCK)
        if default_license in tuple(License):
            account_settings.set_default_license(context, caller, License(default_license))
        if language := read_language(view):
            account_settings.set_language(context, caller, language)
        account_settings.finish_set_up(context, caller)
        notice = _(":white_check_mark: Your organisation is set up. You can change everything here at any time.")
        return [CloseForm(self.page(caller, notice), notice)]
