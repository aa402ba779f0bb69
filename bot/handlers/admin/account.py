"""What Slack sends about **“Account settings”**: plan, default license, approvals channel, and what holds for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.handlers.approvals.change_flow import ChangeFlow, choose_approvals_channel
from bot.handlers.request.admin_context import AdminContext, keep_form_on_error, refusal_reply
from bot.handlers.request.payloads import first_action
from bot.policy.people.people import Account, Actor, License, Plan
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
from bot.views.components.inputs import input_value, selected_value, with_note
from bot.views.components.refill import refilled
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

    def show(self, request: Request) -> Replies:
        """**“Account settings”**."""
        actor = self.admin.require_admin(request)
        return refusal_reply(actor) if isinstance(actor, Denied) else [UpdateModal(self.page(request, actor))]

    def page(self, request: Request, actor: Actor, notice: str = "") -> View:
        """The page as it is now."""
        overview = self.admin.overview(request)
        owner = not isinstance(may_act_as_owner(actor, request.now), Denied)
        owners = [] if owner else approvers.owners(self.admin.context.db, request.team)
        waiting = queries.settings_pending(self.admin.context.db, overview.account.id, None)
        return account_views.account_page(
            overview.account, overview.tree, waiting, owner=owner, owners=owners, notice=notice
        )

    def open_setting(self, request: Request) -> Replies:
        """**“Change”** beside a setting."""
        actor, name = self.admin.require_admin(request), first_action(request).get("value")
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        if name not in tuple(Setting):
            return []
        setting = Setting(name)
        return [OpenModal(setting_form_views.form(setting, self.admin.overview(request).tree.state(setting), None))]

    def save_setting(self, request: Request, filled: setting_form_views.SubmittedSetting) -> Replies:
        """The form for one setting of the account, sent."""
        actor = self.admin.require_admin(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        present = self.admin.overview(request).tree.state(filled.setting)
        if setting_form_views.fingerprint(present) != filled.seen_state:
            return [UpdateModal(with_note(setting_form_views.form(filled.setting, present, None), CHANGED_MEANWHILE))]
        change = setting_form_views.to_change(filled, present)
        page = partial(self.page, request, actor)
        return ChangeFlow(self.admin).submit(request, actor, change, page, setting_form_views.value_block_id(filled))

    def open_plan(self, request: Request) -> Replies:
        """**“Change”** beside the plan."""
        return self._open_form(request, self.admin.require_owner(request), account_views.plan_form)

    def open_license(self, request: Request) -> Replies:
        """**“Change”** beside the license of new people."""
        return self._open_form(request, self.admin.require_admin(request), account_views.license_form)

    def open_channel(self, request: Request) -> Replies:
        """**“Change”** beside the approvals channel."""
        return self._open_form(request, self.admin.require_owner(request), account_views.channel_form)

    def save_plan(self, request: Request) -> Replies:
        """Another plan, by an owner."""
        actor, name = self.admin.require_owner(request), selected_value(request.body["view"], PLAN_BLOCK)
        if isinstance(actor, Denied) or name not in tuple(Plan):
            return refusal_reply(actor) if isinstance(actor, Denied) else []
        done = account_settings.set_plan(self.admin.context.db, request.team, actor, Plan(name), request.now)
        return self._save_reply(request, actor, done)

    def save_license(self, request: Request) -> Replies:
        """What new people get, by an owner or admin."""
        actor, name = self.admin.require_admin(request), selected_value(request.body["view"], LICENSE_BLOCK)
        if isinstance(actor, Denied) or name not in tuple(License):
            return refusal_reply(actor) if isinstance(actor, Denied) else []
        done = account_settings.set_default_license(
            self.admin.context.db, request.team, actor, License(name), request.now
        )
        return self._save_reply(request, actor, done)

    def save_channel(self, request: Request) -> Replies:
        """Where requests are posted, by an owner; what is wrong with the channel stands beside it (APP-7)."""
        actor = self.admin.require_owner(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        view = request.body["view"]
        done = choose_approvals_channel(
            self.admin, request, actor, str(input_value(view, APPROVALS_CHANNEL_BLOCK, "selected_conversation") or "")
        )
        if isinstance(done, Denied):
            return [FieldErrors({APPROVALS_CHANNEL_BLOCK: done.reason}, refilled(view))]
        return self._save_reply(request, actor, done)

    def _open_form(self, request: Request, actor: Actor | Denied, form: Callable[[Account], View]) -> Replies:
        return (
            refusal_reply(actor)
            if isinstance(actor, Denied)
            else [OpenModal(form(self.admin.overview(request).account))]
        )

    def _save_reply(self, request: Request, actor: Actor, done: Account | Denied) -> Replies:
        if isinstance(done, Denied):
            return refusal_reply(self.admin.with_contacts(request, done))
        return [CloseForm(self.page(request, actor, SAVED), SAVED)]
