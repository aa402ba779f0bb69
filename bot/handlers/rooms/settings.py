"""Handlers of a person's own settings: `/pmi settings`, **“Settings”** on profile and Home."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.routing import action, subcommand, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import say
from bot.policy.people.permissions import may_have_room
from bot.policy.settings.catalogue import Setting
from bot.policy.values.reasons import Reason
from bot.policy.values.results import Denied
from bot.protocol import FieldErrors, OpenModal, PrivateReply, Replies, Request, UpdateModal
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.settings import settings
from bot.use_cases.settings.settings import OwnSettings, RefusedChoices
from bot.views.components.help import SLACK_UNAVAILABLE
from bot.views.components.refusals import refusal_text
from bot.views.rooms.profile import OPEN_SETTINGS
from bot.views.settings import my_settings as settings_views


@dataclass(frozen=True, slots=True)
class SettingHandlers:
    """Handles the form of a person's own settings."""

    context: HandlerContext

    @subcommand("settings")
    @action(OPEN_SETTINGS)
    def open_form(self, request: Request) -> Replies:
        """Also for somebody whose room is switched off: this is where it can be switched on again."""
        own = self._own_settings(request)
        if isinstance(own, Denied):
            return self.context.refusal(request, own)
        admins_to_ask = self.context.admins_to_ask(request.caller)
        return [OpenModal(settings_views.form(own.resolved, admins_to_ask, reminders_on=own.wants_reminders))]

    @submission(settings_views.CALLBACK)
    def save(self, request: Request) -> Replies:
        """**“Save”**. A setting locked meanwhile is shown as locked; the other choices are kept (LOCK-2)."""
        view = request.body["view"]
        choices, reminders_on = settings_views.read(view), settings_views.read_reminders_on(view)
        try:
            own = self._own_settings(request)
        except SlackUnavailableError:
            return [FieldErrors({settings_views.switches_block_id(view): say(SLACK_UNAVAILABLE)})]
        if isinstance(own, Denied):
            return [PrivateReply(refusal_text(own.reason))]
        outcome = settings.choose_own(self.context, request.caller, choices, wants_reminders=reminders_on)
        match outcome:
            case OwnSettings():
                saved = settings_views.saved(outcome.resolved, reminders_on=outcome.wants_reminders)
                return [UpdateModal(saved), *self.context.refresh_home(request)]
            case RefusedChoices(reasons):
                return self._form_with_refusals(request, choices, reasons, reminders_on=reminders_on)
            case Denied(reason):
                return [PrivateReply(refusal_text(reason))]

    def _form_with_refusals(
        self,
        request: Request,
        choices: dict[Setting, bool],
        reasons: Mapping[Setting, Reason],
        *,
        reminders_on: bool | None,
    ) -> Replies:
        own = self._own_settings(request)
        if isinstance(own, Denied):
            return [PrivateReply(refusal_text(own.reason))]
        changed = _(":warning: Nothing was saved yet: this has changed since you opened the form.")
        notice = changed + "\n" + "\n".join(f"• {refusal_text(reason)}" for reason in reasons.values())
        admins_to_ask = self.context.admins_to_ask(request.caller)
        wanted = own.wants_reminders if reminders_on is None else reminders_on
        form = settings_views.form(own.resolved, admins_to_ask, reminders_on=wanted, choices=choices, notice=notice)
        return [UpdateModal(form)]

    def _own_settings(self, request: Request) -> OwnSettings | Denied:
        """Read a person's own settings; `Denied` for whoever may have no room. It counts as a contact (PMI-11)."""
        self.context.read_profile(request)
        own = settings.own_settings(self.context, request.caller)
        if isinstance(own, Denied):
            return own
        eligible = may_have_room(own.person)
        return eligible if isinstance(eligible, Denied) else own
