"""What Slack sends about **“Account settings”**: plan, default license, approvals channel, and what holds for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.exchange import Invalid, Kind, Open, Replies, Request, Return, Routes, Update, View
from bot.handlers.admin_desk import AdminDesk, keeping, said
from bot.handlers.changing import MAY_NOT_ASK, Changing
from bot.handlers.payloads import first_action
from bot.policy.accounts import License, Plan
from bot.policy.answers import Denied
from bot.policy.approvals import ChannelFacts
from bot.policy.people import Account, Actor
from bot.policy.rights import may_own
from bot.policy.settings import Setting
from bot.use_cases import accounts, approvers, request_lists
from bot.use_cases.ports import NotPostedError
from bot.views import account_settings as views
from bot.views import setting_forms
from bot.views.consoles import ACCOUNT, CHANNEL, LICENSE, PLAN
from bot.views.forms import chosen, noted, typed
from bot.views.refill import refilled

CHANGED_MEANWHILE = (
    ":warning: Somebody changed this since you opened the form. This is how it is now; nothing was saved."
)
SAVED = ":white_check_mark: Saved."


@dataclass(frozen=True, slots=True)
class AccountHandlers:
    """The account's own page of the console."""

    office: AdminDesk

    def routes(self) -> Routes:
        """Buttons and forms; the form for one setting is sent to `setting_forms`."""
        return {
            (Kind.ACTION, ACCOUNT): self.show,
            (Kind.ACTION, views.EDIT_SETTING): self.open_setting,
            (Kind.ACTION, views.EDIT_PLAN): self.open_plan,
            (Kind.ACTION, views.EDIT_LICENSE): self.open_license,
            (Kind.ACTION, views.EDIT_CHANNEL): self.open_channel,
            (Kind.SUBMISSION, views.SAVE_PLAN): keeping(self.save_plan),
            (Kind.SUBMISSION, views.SAVE_LICENSE): keeping(self.save_license),
            (Kind.SUBMISSION, views.SAVE_CHANNEL): keeping(self.save_channel),
        }

    def show(self, request: Request) -> Replies:
        """**“Account settings”**."""
        actor = self.office.administrator(request)
        return said(actor) if isinstance(actor, Denied) else [Update(self.page(request, actor))]

    def page(self, request: Request, actor: Actor, notice: str = "") -> View:
        """The page as it is now."""
        found = self.office.overview(request)
        owner = not isinstance(may_own(actor, request.now), Denied)
        owners = [] if owner else approvers.owners(self.office.desk.db, request.team)
        waiting = request_lists.settings_waiting(self.office.desk.db, found.account.id, None)
        return views.account_page(found.account, found.layout, waiting, owner=owner, owners=owners, notice=notice)

    def open_setting(self, request: Request) -> Replies:
        """**“Change”** beside a setting."""
        actor, name = self.office.administrator(request), first_action(request).get("value")
        if isinstance(actor, Denied):
            return said(actor)
        if name not in tuple(Setting):
            return []
        setting = Setting(name)
        return [Open(setting_forms.form(setting, self.office.overview(request).layout.stand(setting), None))]

    def save_setting(self, request: Request, filled: setting_forms.Filled) -> Replies:
        """The form for one setting of the account, sent."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        present = self.office.overview(request).layout.stand(filled.setting)
        if setting_forms.mark(present) != filled.seen:
            return [Update(noted(setting_forms.form(filled.setting, present, None), CHANGED_MEANWHILE))]
        change = setting_forms.change(filled, present)
        page = partial(self.page, request, actor)
        return Changing(self.office).submit(request, actor, change, page, setting_forms.value_block(filled))

    def open_plan(self, request: Request) -> Replies:
        """**“Change”** beside the plan."""
        return self._opened(request, self.office.owner(request), views.plan_form)

    def open_license(self, request: Request) -> Replies:
        """**“Change”** beside the license of new people."""
        return self._opened(request, self.office.administrator(request), views.license_form)

    def open_channel(self, request: Request) -> Replies:
        """**“Change”** beside the approvals channel."""
        return self._opened(request, self.office.owner(request), views.channel_form)

    def save_plan(self, request: Request) -> Replies:
        """Another plan, by an owner."""
        actor, name = self.office.owner(request), chosen(request.body["view"], PLAN)
        if isinstance(actor, Denied) or name not in tuple(Plan):
            return said(actor) if isinstance(actor, Denied) else []
        done = accounts.set_plan(self.office.desk.db, request.team, actor, Plan(name), request.now)
        return self._saved(request, actor, done)

    def save_license(self, request: Request) -> Replies:
        """What new people get, by an owner or admin."""
        actor, name = self.office.administrator(request), chosen(request.body["view"], LICENSE)
        if isinstance(actor, Denied) or name not in tuple(License):
            return said(actor) if isinstance(actor, Denied) else []
        done = accounts.set_default_license(self.office.desk.db, request.team, actor, License(name), request.now)
        return self._saved(request, actor, done)

    def save_channel(self, request: Request) -> Replies:
        """Where requests are posted, by an owner; what is wrong with the channel stands beside it (APP-7)."""
        actor = self.office.owner(request)
        if isinstance(actor, Denied):
            return said(actor)
        view = request.body["view"]
        done = choose_channel(self.office, request, actor, str(typed(view, CHANNEL, "selected_conversation") or ""))
        if isinstance(done, Denied):
            return [Invalid({CHANNEL: done.reason}, refilled(view))]
        return self._saved(request, actor, done)

    def _opened(self, request: Request, actor: Actor | Denied, form: Callable[[Account], View]) -> Replies:
        return said(actor) if isinstance(actor, Denied) else [Open(form(self.office.overview(request).account))]

    def _saved(self, request: Request, actor: Actor, done: Account | Denied) -> Replies:
        if isinstance(done, Denied):
            return said(self.office.with_help(request, done))
        return [Return(self.page(request, actor, SAVED), SAVED)]


def choose_channel(office: AdminDesk, request: Request, actor: Actor, channel: str) -> Account | Denied:
    """Make this the approvals channel, after a look at what kind of channel it is (APP-7)."""
    try:
        facts = office.desk.messenger.channel_facts(request.team, channel) if channel else ChannelFacts(found=False)
    except NotPostedError:
        return Denied(MAY_NOT_ASK)
    return accounts.set_approvals_channel(office.desk.db, request.team, actor, channel, facts, request.now)
