"""How every form of administration makes its change: at once where it may, else by asking another admin (APP-1, APP-7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers.request.admin_context import AdminContext
from bot.i18n.messages import gettext as _
from bot.i18n.reasons import reason_text
from bot.policy.approvals.changes import Change
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ChannelInfo
from bot.policy.people.caller import Caller
from bot.policy.people.people import Account
from bot.policy.people.permissions import may_act_as_owner
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, Replies, Reply, UpdateModal, View
from bot.use_cases.approvals import account_settings, requests
from bot.use_cases.approvals.requests import Applied, MustRequest, NoApprovalsChannel, Requested, Unchanged
from bot.use_cases.people import approvers
from bot.use_cases.ports import NotPostedError
from bot.views.approvals import approval_step
from bot.views.approvals.approval_step import APPROVALS_CHANNEL_BLOCK, ChannelStatus
from bot.views.approvals.text import impact_text
from bot.views.components.inputs import read_channel
from bot.views.components.refill import refilled
from bot.views.components.view_state import input_text


@dataclass(frozen=True, slots=True)
class ChangeFlow:
    """One submission of a form: its change is made at once, or, with a reason, requested for approval.

    `page` makes the page under the form, with a notice on top. A refusal is shown beside the block `field`.
    """

    admin: AdminContext
    caller: Caller
    view: Mapping[str, Any]
    page: Callable[[str], View]
    field: str

    def submit(self, change: Change) -> Replies:
        """Make the change, ask for the reason that its request needs, or, where the form has it, make the request."""
        if approval_step.seen_impact(self.view) is not None:
            return self._request_approval(change)
        outcomes = requests.make_changes(self.admin.context, self.caller, [change])
        return [self._reply(outcomes if isinstance(outcomes, Denied) else outcomes[0])]

    def _request_approval(self, change: Change) -> Replies:
        context = self.admin.context
        preview = requests.preview(context, self.caller, change)
        if (
            isinstance(preview, MustRequest)
            and preview.pending is None
            and preview.impact != approval_step.seen_impact(self.view)
        ):
            return [UpdateModal(approval_step.with_impact_changed(self._form_with_reason(preview.impact)))]
        if read_channel(self.view):
            chosen = choose_approvals_channel(self.admin, self.caller, self.view)
            if isinstance(chosen, Denied):
                return [FieldErrors({APPROVALS_CHANNEL_BLOCK: reason_text(chosen.reason)})]
        why = input_text(self.view, approval_step.REASON_BLOCK)
        outcome = requests.request_change(context, self.caller, change, why)
        if isinstance(outcome, NoApprovalsChannel):
            impact = preview.impact if isinstance(preview, MustRequest) else Impact()
            return [UpdateModal(self._form_with_reason(impact))]
        return [self._reply(outcome)]

    def _form_with_reason(self, impact: Impact) -> View:
        """The form with its second step. Raises SlackUnavailableError."""
        return approval_step.with_approval_step(refilled(self.view), impact, self._channel_status())

    def _channel_status(self) -> ChannelStatus:
        if approvers.is_sole_approver(self.admin.context, self.caller):
            return ChannelStatus(missing=False, may_choose=False, sole_admin=True)
        missing = not self.admin.overview(self.caller).account.approvals_channel
        may_choose = not isinstance(may_act_as_owner(self.caller.actor, self.caller.now), Denied)
        owners = approvers.owners(self.admin.context.db, self.caller.team) if missing else []
        return ChannelStatus(missing, may_choose, owners)

    def _reply(self, outcome: Applied | Unchanged | MustRequest | Requested | Denied) -> Reply:
        match outcome:
            case Denied() as denied:
                return FieldErrors({self.field: reason_text(denied.reason)})
            case Unchanged():
                return self._close(_("It was like this already; nothing has changed."))
            case Applied():
                return self._close(_applied_text(outcome))
            case Requested(made, fresh):
                if fresh:
                    return self._close(approval_step.requested_text(made))
                return UpdateModal(approval_step.already_requested(made))
            case MustRequest(_, impact, pending):
                view = self._form_with_reason(impact) if pending is None else approval_step.already_requested(pending)
                return UpdateModal(view)

    def _close(self, notice: str) -> Reply:
        return CloseForm(self.page(notice), notice)


def _applied_text(done: Applied) -> str:
    sentences = [_(":white_check_mark: Done. This applies from now on.")]
    if done.impact.people:
        sentences.append(impact_text(done.impact))
    if done.by_sole_approver:
        sentences.append(_("You are the only one who could approve it, so nobody was asked; the audit log says so."))
    return " ".join(sentences)


def choose_approvals_channel(admin: AdminContext, caller: Caller, view: Mapping[str, Any]) -> Account | Denied:
    """Make the channel in the form the approvals channel, after asking Slack what kind of channel it is (APP-7)."""
    channel = read_channel(view)
    try:
        facts = admin.context.messenger.channel_facts(caller.team, channel) if channel else ChannelInfo(found=False)
    except NotPostedError:
        return Denied(reason("approvals.may_not_read_channels"))
    return account_settings.set_approvals_channel(admin.context, caller, channel, facts)
