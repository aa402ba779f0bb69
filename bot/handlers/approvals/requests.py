"""Handlers of requests: the buttons of the message in the approvals channel, and the console's pages."""

from dataclasses import dataclass

from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.payloads import is_ephemeral, value_id, value_ids
from bot.handlers.request.routing import action, submission
from bot.i18n.languages import language_of
from bot.i18n.messages import gettext as _
from bot.i18n.reasons import reason_text
from bot.i18n.spoken import speaking
from bot.policy.approvals import permissions
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.ids import RequestId
from bot.policy.people.caller import Caller
from bot.policy.values.results import Denied
from bot.protocol import (
    CloseForm,
    FieldErrors,
    OpenModal,
    PrivateReply,
    RefreshMessages,
    ReplaceOriginal,
    Replies,
    Request,
    Surface,
    UpdateModal,
    View,
)
from bot.use_cases.approvals import channel_posts, deadlines, decisions, queries
from bot.use_cases.approvals.decisions import AlreadyClosed, Approve, Decided, ImpactChanged, Reject
from bot.use_cases.approvals.queries import RequestPage
from bot.use_cases.ports import Message
from bot.views.approvals import request as request_views
from bot.views.approvals.text import status_text
from bot.views.components.console_page import NEXT, PREVIOUS, REQUESTS
from bot.views.components.refusals import refusal_text
from bot.views.components.view_state import id_in_metadata, input_text

POSTS_PER_REFRESH = 10
"""Messages made true right after a decision; the scheduler does the rest."""
DecisionOutcome = Decided | AlreadyClosed | ImpactChanged | Denied


@dataclass(frozen=True, slots=True)
class ApprovalRequestHandlers:
    """Deciding, withdrawing, reminding; in the channel and in the console alike."""

    admin: AdminContext

    def compose(self, approval_request: ApprovalRequest) -> Message:
        """The message in the approvals channel as it has to be now, in the language of the account (LANG-1)."""
        names = queries.group_names(self.admin.context.db, approval_request.account.id)
        with speaking(language_of(approval_request.account.language)):
            blocks = request_views.channel_message(approval_request, names)
            return Message(request_views.notification_text(approval_request), blocks)

    @action(request_views.APPROVE)
    @requires(AdminContext.require_admin)
    def approve(self, request: Request, caller: Caller) -> Replies:
        """**“Approve”**. The counts that its reader saw are compared with those of this moment (APP-3)."""
        request_id, people, meetings = value_ids(request)
        decision = Approve(Impact(people, meetings))
        outcome = decisions.decide_request(self.admin.context, caller, RequestId(request_id), decision)
        return [*self._decision_reply(request, caller, outcome), self._refreshed_posts()]

    @action(request_views.REJECT)
    @requires(AdminContext.require_admin)
    def open_rejection(self, request: Request, caller: Caller) -> Replies:
        """**“Reject”** asks for a reason first; whoever may not, hears it before typing."""
        found = self._find(caller, RequestId(value_id(request)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        approval_request = found.requests[0]
        if isinstance(denied := permissions.may_decide(caller.actor, approval_request, request.now), Denied):
            return refusal_reply(denied)
        if approval_request.state is not RequestState.PENDING:
            return self._decision_reply(request, caller, AlreadyClosed(approval_request))
        return [OpenModal(request_views.rejection_form(approval_request, found.names))]

    @submission(request_views.SAVE_REJECTION)
    @requires(AdminContext.require_admin)
    def reject(self, request: Request, caller: Caller) -> Replies:
        """The reason, sent."""
        view = request.body["view"]
        request_id = RequestId(id_in_metadata(view, "request"))
        reason = input_text(view, request_views.REASON_BLOCK).strip()
        if not reason:
            return [FieldErrors({request_views.REASON_BLOCK: _("Please say why, so that they know what to do.")})]
        outcome = decisions.decide_request(self.admin.context, caller, request_id, Reject(reason))
        match outcome:
            case Denied() if outcome == CLOCK_DOUBTED:
                # the form stays, so that the person can send it again
                return [FieldErrors({request_views.REASON_BLOCK: reason_text(CLOCK_DOUBTED.reason)})]
            case Denied():
                return refusal_reply(outcome)
            case Decided() if not view.get("previous_view_id"):
                return [self._refreshed_posts()]  # the form closes, and the message in the channel says it
            case Decided(approval_request) | AlreadyClosed(approval_request) | ImpactChanged(approval_request):
                closed = CloseForm(self.page(caller, approval_request.id), status_text(approval_request))
                return [closed, self._refreshed_posts()]

    @action(request_views.WITHDRAW)
    def withdraw(self, request: Request) -> Replies:
        """**“Withdraw”**, by whoever asked, whatever became of their role."""
        caller, request_id = self.admin.caller(request), RequestId(value_id(request))
        outcome = decisions.withdraw_request(self.admin.context, caller, request_id)
        return [*self._decision_reply(request, caller, outcome), self._refreshed_posts()]

    @action(request_views.REMIND)
    def remind(self, request: Request) -> Replies:
        """**“Remind approvers”**, once a day at most (APP-5)."""
        caller, request_id = self.admin.caller(request), RequestId(value_id(request))
        done = deadlines.remind_approvers(self.admin.context, caller, request_id)
        return (
            refusal_reply(done)
            if isinstance(done, Denied)
            else [PrivateReply(_(":bell: I reminded the approvers in the thread of your request."))]
        )

    @action(request_views.POST_AGAIN)
    def post_again(self, request: Request) -> Replies:
        """**“Post again”**, after the fix of a channel that could not be posted to (APP-7)."""
        caller, request_id = self.admin.caller(request), RequestId(value_id(request))
        found = self._find(caller, request_id)
        if isinstance(found, Denied):
            return refusal_reply(found)
        account = found.requests[0].account
        done = channel_posts.post_again(self.admin.context.db, account.id, request.team, request_id, request.now)
        if isinstance(done, Denied):
            return refusal_reply(done)
        channel = f"<#{done.account.approvals_channel}>"
        posting = _(":hourglass_flowing_sand: I am posting it again in {channel}.", channel=channel)
        if request.surface is Surface.MODAL:
            return [UpdateModal(self.page(caller, request_id, posting))]
        return [ReplaceOriginal(posting)]

    @action(request_views.AFFECTED, request_views.AFFECTED + PREVIOUS, request_views.AFFECTED + NEXT)
    @requires(AdminContext.require_admin)
    def affected(self, request: Request, caller: Caller) -> Replies:
        """**“Who is affected?”**, for owners and admins alone (APP-7)."""
        request_id, skip, _total = value_ids(request)
        context, limit = self.admin.context, request_views.PEOPLE_PAGE_SIZE
        found = self._find(caller, RequestId(request_id))
        if isinstance(found, Denied):
            return refusal_reply(found)
        affected = queries.affected_people(context, caller, RequestId(request_id), skip, limit)
        if isinstance(affected, Denied):
            return refusal_reply(affected)
        view = request_views.affected_page(
            found.requests[0], affected.people, affected.stopping_meetings, affected.total, skip
        )
        first = not str(request.name).endswith((PREVIOUS, NEXT))
        return [OpenModal(view) if first else UpdateModal(view)]

    @action(REQUESTS, REQUESTS + PREVIOUS, REQUESTS + NEXT)
    @requires(AdminContext.require_any_admin)
    def list_open(self, request: Request, caller: Caller) -> Replies:
        """**“Requests”**: those that wait."""
        skip = value_id(request)
        found = queries.list_open(self.admin.context, caller, skip, request_views.PAGE_SIZE)
        if isinstance(found, Denied):
            return refusal_reply(found)
        admin = caller.actor.is_admin
        return [UpdateModal(request_views.pending_page(found.requests, skip=skip, total=found.total, admin=admin))]

    @action(request_views.ALL_REQUESTS, request_views.ALL_REQUESTS + PREVIOUS, request_views.ALL_REQUESTS + NEXT)
    @requires(AdminContext.require_admin)
    def list_all(self, request: Request, caller: Caller) -> Replies:
        """**“All requests”**, the newest first."""
        before = RequestId(value_id(request))
        found = queries.list_all(self.admin.context, caller, before or None, request_views.PAGE_SIZE)
        if isinstance(found, Denied):
            return refusal_reply(found)
        return [UpdateModal(request_views.all_page(found.requests, first=not before))]

    @action(request_views.SHOW_REQUEST)
    def show(self, request: Request) -> Replies:
        """**“Open”** beside a request."""
        caller, request_id = self.admin.caller(request), RequestId(value_id(request))
        found = self._find(caller, request_id)
        return refusal_reply(found) if isinstance(found, Denied) else [UpdateModal(self.page(caller, request_id))]

    def page(self, caller: Caller, request_id: RequestId, notice: str = "") -> View:
        """One request as it is now."""
        found = self._find(caller, request_id)
        if isinstance(found, Denied):
            return request_views.pending_page(
                [], skip=0, total=0, admin=caller.actor.is_admin, notice=refusal_text(found.reason)
            )
        approval_request = found.requests[0]
        trouble = request_views.post_failure_text(
            approval_request.account.approvals_channel, approval_request.post.error
        )
        reader = request_views.Viewer(
            is_requester=approval_request.proposal.asked_by == caller.user, is_admin=caller.actor.is_admin
        )
        return request_views.request_page(approval_request, found.names, reader, trouble, notice)

    def refresh_posts(self) -> None:
        """Update the posts that no longer show the state of their request, `POSTS_PER_REFRESH` at most."""
        channel_posts.refresh_posts(self.admin.context, self.compose, POSTS_PER_REFRESH)

    def _refreshed_posts(self) -> RefreshMessages:
        return RefreshMessages("requests", self.refresh_posts)

    def _decision_reply(self, request: Request, caller: Caller, outcome: DecisionOutcome) -> Replies:
        """In the console the page as it is now; in the channel the message has changed, or is changed by its own button."""
        if isinstance(outcome, Denied):
            return refusal_reply(outcome)
        if request.surface is Surface.MODAL:
            shown = self.page(
                caller, outcome.request.id, _changed_notice() if isinstance(outcome, ImpactChanged) else ""
            )
            return [UpdateModal(shown), *self.admin.context.refresh_home(request)]
        if isinstance(outcome, ImpactChanged):
            return [PrivateReply(_("Please look again."), request_views.counts_changed(outcome.request))]
        if is_ephemeral(request):
            return [ReplaceOriginal(status_text(outcome.request))]
        if isinstance(outcome, Decided):
            return []
        message = self.compose(outcome.request)
        return [ReplaceOriginal(message.text, message.blocks), PrivateReply(status_text(outcome.request))]

    def _find(self, caller: Caller, request_id: RequestId) -> RequestPage | Denied:
        return queries.view_request(self.admin.context, caller, request_id)


def _changed_notice() -> str:
    return _(":warning: Not approved yet: it would now affect other people or meetings. Please look again.")
