"""Handlers of **“Account settings”**: plan, default license, approvals channel, language, and what holds for everybody."""

from dataclasses import dataclass
from functools import partial

from bot.handlers.approvals.change_flow import ChangeFlow, choose_approvals_channel
from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.payloads import first_action
from bot.handlers.request.routing import action, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.i18n.reasons import reason_text
from bot.policy.people.caller import Caller
from bot.policy.people.people import Account, License, Plan
from bot.policy.people.permissions import may_act_as_owner
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, OpenModal, Replies, Request, UpdateModal, View
from bot.use_cases.approvals import account_settings, queries
from bot.use_cases.people import approvers
from bot.views.admin import account as account_views
from bot.views.admin import language as language_views
from bot.views.admin.console import LICENSE_BLOCK, PLAN_BLOCK
from bot.views.approvals.approval_step import APPROVALS_CHANNEL_BLOCK
from bot.views.components.console_page import ACCOUNT
from bot.views.components.inputs import with_note
from bot.views.components.view_state import selected_value
from bot.views.settings import setting_form as setting_form_views
from bot.views.settings.setting_form import SubmittedSetting

CHANGED_MEANWHILE = N_(
    ":warning: Somebody changed this since you opened the form. This is how it is now; nothing was saved."
)


@dataclass(frozen=True, slots=True)
class AccountHandlers:
    """The account's own page of the console."""

    admin: AdminContext

    @action(ACCOUNT)
    @requires(AdminContext.require_admin)
    def show(self, _request: Request, caller: Caller) -> Replies:
        """**“Account settings”**."""
        return [UpdateModal(self.page(caller))]

    def page(self, caller: Caller, notice: str = "") -> View:
        """The page as it is now."""
        overview = self.admin.overview(caller)
        owner = not isinstance(may_act_as_owner(caller.actor, caller.now), Denied)
        owners = [] if owner else approvers.owners(self.admin.context.db, caller.team)
        waiting = queries.settings_pending(self.admin.context.db, overview.account.id, None)
        return account_views.account_page(
            overview.account, overview.tree, waiting, owner=owner, owners=owners, notice=notice
        )

    @action(account_views.EDIT_SETTING)
    @requires(AdminContext.require_admin)
    def open_setting(self, request: Request, caller: Caller) -> Replies:
        """**“Change”** beside a setting."""
        name = first_action(request).get("value")
        if name not in tuple(Setting):
            return []
        setting = Setting(name)
        return [OpenModal(setting_form_views.form(setting, self.admin.overview(caller).tree.state(setting), None))]

    def save_setting(self, request: Request, filled: SubmittedSetting) -> Replies:
        """The form for one setting of the account, sent."""
        caller = self.admin.require_admin(request)
        if isinstance(caller, Denied):
            return refusal_reply(caller)
        present = self.admin.overview(caller).tree.state(filled.setting)
        if setting_form_views.fingerprint(present) != filled.seen_state:
            form = setting_form_views.form(filled.setting, present, None)
            return [UpdateModal(with_note(form, say(CHANGED_MEANWHILE)))]
        field, page = setting_form_views.value_block_id(filled), partial(self.page, caller)
        flow = ChangeFlow(self.admin, caller, request.body["view"], page, field)
        return flow.submit(setting_form_views.to_change(filled, present))

    @action(account_views.EDIT_PLAN)
    @requires(AdminContext.require_owner)
    def open_plan(self, _request: Request, caller: Caller) -> Replies:
        """**“Change”** beside the plan."""
        return [OpenModal(account_views.plan_form(self.admin.overview(caller).account))]

    @action(account_views.EDIT_LICENSE)
    @requires(AdminContext.require_admin)
    def open_license(self, _request: Request, caller: Caller) -> Replies:
        """**“Change”** beside the license of new people."""
        return [OpenModal(account_views.license_form(self.admin.overview(caller).account))]

    @action(account_views.EDIT_CHANNEL)
    @requires(AdminContext.require_owner)
    def open_channel(self, _request: Request, caller: Caller) -> Replies:
        """**“Change”** beside the approvals channel."""
        return [OpenModal(account_views.channel_form(self.admin.overview(caller).account))]

    @action(language_views.EDIT_LANGUAGE)
    @requires(AdminContext.require_owner)
    def open_language(self, _request: Request, caller: Caller) -> Replies:
        """**“Change”** beside the language of channel posts."""
        return [OpenModal(language_views.language_form(self.admin.overview(caller).account))]

    @submission(account_views.SAVE_PLAN)
    @requires(AdminContext.require_owner)
    def save_plan(self, request: Request, caller: Caller) -> Replies:
        """Another plan, by an owner."""
        name = selected_value(request.body["view"], PLAN_BLOCK)
        if name not in tuple(Plan):
            return []
        return self._save_reply(caller, account_settings.set_plan(self.admin.context, caller, Plan(name)))

    @submission(account_views.SAVE_LICENSE)
    @requires(AdminContext.require_admin)
    def save_license(self, request: Request, caller: Caller) -> Replies:
        """What new people get, by an owner or admin."""
        name = selected_value(request.body["view"], LICENSE_BLOCK)
        if name not in tuple(License):
            return []
        return self._save_reply(caller, account_settings.set_default_license(self.admin.context, caller, License(name)))

    @submission(account_views.SAVE_CHANNEL)
    @requires(AdminContext.require_owner)
    def save_channel(self, request: Request, caller: Caller) -> Replies:
        """Save the approvals channel, by an owner; a channel that will not do is a field error (APP-7)."""
        done = choose_approvals_channel(self.admin, caller, request.body["view"])
        if isinstance(done, Denied):
            return [FieldErrors({APPROVALS_CHANNEL_BLOCK: reason_text(done.reason)})]
        return self._save_reply(caller, done)

    @submission(language_views.SAVE_LANGUAGE)
    @requires(AdminContext.require_owner)
    def save_language(self, request: Request, caller: Caller) -> Replies:
        """Another language of channel posts, by an owner (LANG-1)."""
        language = language_views.read_language(request.body["view"])
        if language is None:
            return []
        return self._save_reply(caller, account_settings.set_language(self.admin.context, caller, language))

    def _save_reply(self, caller: Caller, done: Account | Denied) -> Replies:
        if isinstance(done, Denied):
            return refusal_reply(self.admin.with_whom_to_ask(caller, done))
        notice = _(":white_check_mark: Saved.")
        return [CloseForm(self.page(caller, notice), notice)]
