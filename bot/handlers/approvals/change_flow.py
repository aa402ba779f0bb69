"""How every form of administration makes its change: at once where it may, else by asking another admin (APP-1, APP-7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.handlers.request.admin_context import AdminContext
from bot.policy.approvals.changes import Change
from bot.policy.approvals.requests import ChannelInfo, Impact
from bot.policy.people.caller import Caller
from bot.policy.people.people import Account
from bot.policy.people.permissions import may_act_as_owner
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, Replies, Request, UpdateModal, View
from bot.use_cases.approvals import account_settings, requests
from bot.use_cases.approvals.requests import Applied, MustRequest, NoApprovalsChannel, Requested, Unchanged
from bot.use_cases.people import approvers
from bot.use_cases.ports import NotPostedError
from bot.views.approvals import approval_step
from bot.views.approvals.approval_step import APPROVALS_CHANNEL_BLOCK, ChannelStatus
from bot.views.approvals.text import impact_text
from bot.views.components.refill import refilled
from bot.views.components.view_state import input_text, input_value

PageWithNotice = Callable[[str], View]
"""The page under the form, with a notice on top."""
UNCHANGED = "It was so already; nothing was changed."
MAY_NOT_READ_CHANNELS = (
    "This workspace has not given me the permission to look at channels. Ask an admin to install PMI Bot again."
)


@dataclass(frozen=True, slots=True)
class ChangeFlow:
    """Submits one change of a form: made at once, or, with a reason, requested for approval."""

    admin: AdminContext

    def submit(self, request: Request, caller: Caller, change: Change, page: PageWithNotice, field: str) -> Replies:
        """`field`: the block beside which a refusal is shown."""
        if approval_step.seen_impact(request.body["view"]) is not None:
            return self._request_approval(request, caller, change, page, field)
        outcomes = requests.make_changes(self.admin.context, caller, [change])
        if isinstance(outcomes, Denied):
            return [FieldErrors({field: outcomes.reason})]
        match outcomes[0]:
            case Applied(impact):
                return _close_with_page(page, _done_text(impact))
            case Unchanged():
                return _close_with_page(page, UNCHANGED)
            case MustRequest() as approval_needed:
                return self._ask_for_reason(request, caller, approval_needed)

    def _ask_for_reason(self, request: Request, caller: Caller, approval_needed: MustRequest) -> Replies:
        if approval_needed.pending is not None:
            return [UpdateModal(approval_step.already_requested(approval_needed.pending))]
        view = refilled(request.body["view"])
        return [
            UpdateModal(
                approval_step.with_approval_step(view, approval_needed.impact, self._channel_step(request, caller))
            )
        ]

    def _channel_step(self, request: Request, caller: Caller) -> ChannelStatus:
        """Raises SlackUnavailableError."""
        if approvers.is_sole_approver(self.admin.context, caller):
            return ChannelStatus(missing=False, may_choose=False, sole_admin=True)
        missing = not self.admin.overview(request).account.approvals_channel
        may_choose = not isinstance(may_act_as_owner(caller.actor, request.now), Denied)
        owners = approvers.owners(self.admin.context.db, request.team) if missing else []
        return ChannelStatus(missing, may_choose, owners)

    def _request_approval(
        self, request: Request, caller: Caller, change: Change, page: PageWithNotice, field: str
    ) -> Replies:
        view, context = request.body["view"], self.admin.context
        preview = requests.preview(context, caller, change)
        if (
            isinstance(preview, MustRequest)
            and preview.pending is None
            and preview.impact != approval_step.seen_impact(view)
        ):
            form = approval_step.with_approval_step(refilled(view), preview.impact, self._channel_step(request, caller))
            return [UpdateModal(approval_step.with_impact_changed(form))]
        if denied := self._choose_channel(request, caller):
            return [FieldErrors({APPROVALS_CHANNEL_BLOCK: denied.reason})]
        reason = input_text(view, approval_step.REASON_BLOCK)
        outcome = requests.request_change(context, caller, change, reason)
        if isinstance(outcome, Denied):
            return [FieldErrors({field: outcome.reason})]
        if isinstance(outcome, NoApprovalsChannel):
            impact = preview.impact if isinstance(preview, MustRequest) else Impact()
            return [
                UpdateModal(
                    approval_step.with_approval_step(refilled(view), impact, self._channel_step(request, caller))
                )
            ]
        return _outcome_reply(outcome, page)

    def _choose_channel(self, request: Request, caller: Caller) -> Denied | None:
        """If the form has an approvals channel, set it; the refusal, if any (APP-7)."""
        channel = input_value(request.body["view"], APPROVALS_CHANNEL_BLOCK, "selected_conversation")
        if not channel:
            return None
        chosen = choose_approvals_channel(self.admin, request, caller, str(channel))
        return chosen if isinstance(chosen, Denied) else None


def _outcome_reply(outcome: Requested | Applied | Unchanged, page: PageWithNotice) -> Replies:
    match outcome:
        case Unchanged():
            return _close_with_page(page, UNCHANGED)
        case Applied():
            return _close_with_page(page, _applied_text(outcome))
        case Requested(made, fresh):
            return (
                _close_with_page(page, approval_step.requested_text(made))
                if fresh
                else [UpdateModal(approval_step.already_requested(made))]
            )
    assert_never(outcome)


def _applied_text(done: Applied) -> str:
    sole = (
        " You are the only one who could approve it, so it holds at once; the audit log says so."
        if done.by_sole_approver
        else ""
    )
    return _done_text(done.impact) + sole


def _done_text(impact: Impact) -> str:
    what = f": {impact_text(impact)}" if impact.people else ""
    return f":white_check_mark: Done, and it holds from now on{what}."


def _close_with_page(page: PageWithNotice, notice: str) -> Replies:
    return [CloseForm(page(notice), notice)]


def choose_approvals_channel(admin: AdminContext, request: Request, caller: Caller, channel: str) -> Account | Denied:
    """Make this the approvals channel, after asking Slack what kind of channel it is (APP-7)."""
    try:
        facts = admin.context.messenger.channel_facts(request.team, channel) if channel else ChannelInfo(found=False)
    except NotPostedError:
        return Denied(MAY_NOT_READ_CHANNELS)
    return account_settings.set_approvals_channel(admin.context, caller, channel, facts)
