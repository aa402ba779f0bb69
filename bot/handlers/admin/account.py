"""Handlers of **“Account settings”**: plan, default license, approvals channel, and what holds for everybody."""

from dataclasses import dataclass
from functools import partial

from bot.handlers.approvals.change_flow import ChangeFlow, choose_approvals_channel
from bot.handlers.request.admin_context import AdminContext, keep_form_on_error, refusal_reply, requires
from bot.handlers.request.payloads import first_action
from bot.policy.people.caller import Caller
from bot.policy.people.people import Account, License, Plan
from bot.policy.people.permissions import may_act_as_owner
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, OpenModal, Replies, Request, RequestKind, Routes, UpdateModal, View
from bot.use_cases.approvals import account_settings, queries
from bot.use_cases.people import approvers
from bot.views.admin import account as account_views
from bot.views.admin.console import LICENSE_BLOCK, PLAN_BLOCK
from bot.views.approvals.approval_step import APPROVALS_CHANNEL_BLOCK
from bot.views.components.console_page import ACCOUNT
from bot.views.components.inputs import with_note
from bot.views.components.view_state import input_value, selected_value
from bot.views.settings import setting_form as setting_form_views

CHANGED_MEANWHILE = (
    ":warning: Somebody changed this since you opened the form. This is how it is now; nothing was saved."
)
SAVED = ":white_check_mark: Saved."


@dataclass(frozen=True, slots=True)
class AccountHandlers:
    """The account's own page of the console."""

    admin: AdminContext

    def routes(self) -> Routes:
        """Buttons and forms; the form for one setting is sent to `setting_forms`."""
        return {
            (RequestKind.ACTION, ACCOUNT): self.show,
            (RequestKind.ACTION, account_views.EDIT_SETTING): self.open_setting,
            (RequestKind.ACTION, account_views.EDIT_PLAN): self.open_plan,
            (RequestKind.ACTION, account_views.EDIT_LICENSE): self.open_license,
            (RequestKind.ACTION, account_views.EDIT_CHANNEL): self.open_channel,
            (RequestKind.SUBMISSION, account_views.SAVE_PLAN): keep_form_on_error(self.save_plan),
            (RequestKind.SUBMISSION, account_views.SAVE_LICENSE): keep_form_on_error(self.save_license),
            (RequestKind.SUBMISSION, account_views.SAVE_CHANNEL): keep_form_on_error(self.save_channel),
        }

    @requires(AdminContext.require_admin)
    def show(self, request: Request, caller: Caller) -> Replies:
        """**“Account settings”**."""
        return [UpdateModal(self.page(request, caller))]

    def page(self, request: Request, caller: Caller, notice: str = "") -> View:
        """The page as it is now."""
        overview = self.admin.overview(request)
        owner = not isinstance(may_act_as_owner(caller.actor, request.now), Denied)
        owners = [] if owner else approvers.owners(self.admin.context.db, request.team)
        waiting = queries.settings_pending(self.admin.context.db, overview.account.id, None)
        return account_views.account_page(
            overview.account, overview.tree, waiting, owner=owner, owners=owners, notice=notice
        )

    @requires(AdminContext.require_admin)
    def open_setting(self, request: Request, _caller: Caller) -> Replies:
        """**“Change”** beside a setting."""
        name = first_action(request).get("value")
        if name not in tuple(Setting):
            return []
        setting = Setting(name)
        return [OpenModal(setting_form_views.form(setting, self.admin.overview(request).tree.state(setting), None))]

    def save_setting(self, request: Request, filled: setting_form_views.SubmittedSetting) -> Replies:
        """The form for one setting of the account, sent."""
        caller = self.admin.require_admin(request)
        if isinstance(caller, Denied):
            return refusal_reply(caller)
        present = self.admin.overview(request).tree.state(filled.setting)
        if setting_form_views.fingerprint(present) != filled.seen_state:
            return [UpdateModal(with_note(setting_form_views.form(filled.setting, present, None), CHANGED_MEANWHILE))]
        change = setting_form_views.to_change(filled, present)
        page = partial(self.page, request, caller)
        return ChangeFlow(self.admin).submit(request, caller, change, page, setting_form_views.value_block_id(filled))

    @requires(AdminContext.require_owner)
    def open_plan(self, request: Request, _caller: Caller) -> Replies:
        """**“Change”** beside the plan."""
        return [OpenModal(account_views.plan_form(self.admin.overview(request).account))]

    @requires(AdminContext.require_admin)
    def open_license(self, request: Request, _caller: Caller) -> Replies:
        """**“Change”** beside the license of new people."""
        return [OpenModal(account_views.license_form(self.admin.overview(request).account))]

    @requires(AdminContext.require_owner)
    def open_channel(self, request: Request, _caller: Caller) -> Replies:
        """**“Change”** beside the approvals channel."""
        return [OpenModal(account_views.channel_form(self.admin.overview(request).account))]

    @requires(AdminContext.require_owner)
    def save_plan(self, request: Request, caller: Caller) -> Replies:
        """Another plan, by an owner."""
        name = selected_value(request.body["view"], PLAN_BLOCK)
        if name not in tuple(Plan):
            return []
        done = account_settings.set_plan(self.admin.context, caller, Plan(name))
        return self._save_reply(request, caller, done)

    @requires(AdminContext.require_admin)
    def save_license(self, request: Request, caller: Caller) -> Replies:
        """What new people get, by an owner or admin."""
        name = selected_value(request.body["view"], LICENSE_BLOCK)
        if name not in tuple(License):
            return []
        done = account_settings.set_default_license(self.admin.context, caller, License(name))
        return self._save_reply(request, caller, done)

    @requires(AdminContext.require_owner)
    def save_channel(self, request: Request, caller: Caller) -> Replies:
        """Save the approvals channel, by an owner; a channel that will not do is a field error (APP-7)."""
        view = request.body["view"]
        done = choose_approvals_channel(
            self.admin, request, caller, str(input_value(view, APPROVALS_CHANNEL_BLOCK, "selected_conversation") or "")
        )
        if isinstance(done, Denied):
            return [FieldErrors({APPROVALS_CHANNEL_BLOCK: done.reason})]
        return self._save_reply(request, caller, done)

    def _save_reply(self, request: Request, caller: Caller, done: Account | Denied) -> Replies:
        if isinstance(done, Denied):
            return refusal_reply(self.admin.with_contacts(request, done))
        return [CloseForm(self.page(request, caller, SAVED), SAVED)]
