"""What Slack sends about requests: the buttons of the message in the approvals channel, and the console's pages."""

from dataclasses import dataclass

from bot.handlers.request.admin_context import AdminContext, keep_form_on_error, refusal_reply
from bot.handlers.request.payloads import is_ephemeral, value_id, value_ids
from bot.policy.approvals import requests
from bot.policy.approvals.requests import ApprovalRequest, Impact, RequestState
from bot.policy.ids import RequestId
from bot.policy.people.people import Actor
from bot.policy.values.results import Denied
from bot.protocol import (
    CloseForm,
    FieldErrors,
    OpenModal,
    PrivateReply,
    ReplaceOriginal,
    Replies,
    Request,
    RequestKind,
    Routes,
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
from bot.views.components.inputs import decode_metadata, id_in_metadata, input_text
from bot.views.components.refill import refilled

GIVE_A_REASON = "Say why, so that they know what to do."
REMINDED = ":bell: I reminded the approvers in the thread of your request."
POSTING = ":hourglass_flowing_sand: I am posting it again in <#{channel}>."
COUNTS_CHANGED = ":warning: Not approved yet: it would hit other people or meetings by now. Please look again."
POSTS_PER_REFRESH = 10
"""Messages made true right after a decision; the scheduler does the rest."""
DecisionOutcome = Decided | AlreadyClosed | ImpactChanged | Denied


@dataclass(frozen=True, slots=True)
class ApprovalRequestHandlers:
    """Deciding, withdrawing, reminding; in the channel and in the console alike."""

    admin: AdminContext

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (RequestKind.ACTION, request_views.APPROVE): self.approve,
            (RequestKind.ACTION, request_views.REJECT): self.open_rejection,
            (RequestKind.ACTION, request_views.WITHDRAW): self.withdraw,
            (RequestKind.ACTION, request_views.REMIND): self.remind,
            (RequestKind.ACTION, request_views.POST_AGAIN): self.post_again,
            **{
                (RequestKind.ACTION, request_views.AFFECTED + direction): self.affected
                for direction in ("", PREVIOUS, NEXT)
            },
            **{(RequestKind.ACTION, REQUESTS + direction): self.list_open for direction in ("", PREVIOUS, NEXT)},
            **{
                (RequestKind.ACTION, request_views.ALL_REQUESTS + direction): self.list_all
                for direction in ("", PREVIOUS, NEXT)
            },
            (RequestKind.ACTION, request_views.SHOW_REQUEST): self.show,
            (RequestKind.SUBMISSION, request_views.SAVE_REJECTION): keep_form_on_error(self.reject),
        }

    def compose(self, approval_request: ApprovalRequest) -> Message:
        """The message in the approvals channel as it has to be now."""
        names = queries.group_names(self.admin.context.db, approval_request.account.id)
        return Message(
            request_views.notification_text(approval_request), request_views.channel_message(approval_request, names)
        )

    def approve(self, request: Request) -> Replies:
        """**“Approve”**. The counts that its reader saw are compared with those of this moment (APP-3)."""
        request_id, people, meetings = value_ids(request)
        actor = self.admin.require_admin(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        decision = Approve(Impact(people, meetings))
        return self._decision_reply(request, actor, self._decide(request, actor, RequestId(request_id), decision))

    def open_rejection(self, request: Request) -> Replies:
        """**“Reject”** asks for a reason first; whoever may not, hears it before typing."""
        actor = self.admin.require_admin(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        found = self._find(request, actor, RequestId(value_id(request)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        approval_request = found.requests[0]
        if isinstance(denied := requests.may_decide(actor, approval_request, request.now), Denied):
            return refusal_reply(denied)
        if approval_request.state is not RequestState.PENDING:
            return self._decision_reply(request, actor, AlreadyClosed(approval_request))
        return [OpenModal(request_views.rejection_form(approval_request, found.names))]

    def reject(self, request: Request) -> Replies:
        """The reason, sent."""
        view = request.body["view"]
        actor, request_id = (
            self.admin.require_admin(request),
            RequestId(id_in_metadata(decode_metadata(view), "request")),
        )
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        reason = input_text(view, request_views.REASON_BLOCK).strip()
        if not reason:
            return [FieldErrors({request_views.REASON_BLOCK: GIVE_A_REASON}, refilled(view))]
        outcome = self._decide(request, actor, request_id, Reject(reason))
        match outcome:
            case Denied():
                return refusal_reply(outcome)
            case Decided() if not view.get("previous_view_id"):
                return []  # the form closes, and the message in the channel says it
            case Decided(approval_request) | AlreadyClosed(approval_request) | ImpactChanged(approval_request):
                return [CloseForm(self.page(request, actor, approval_request.id), status_text(approval_request))]

    def withdraw(self, request: Request) -> Replies:
        """**“Withdraw”**, by whoever asked, whatever became of their role."""
        actor, request_id = self.admin.actor(request), RequestId(value_id(request))
        outcome = decisions.withdraw_request(self.admin.use_case_context, request.team, actor, request_id, request.now)
        self.refresh_posts()
        return self._decision_reply(request, actor, outcome)

    def remind(self, request: Request) -> Replies:
        """**“Remind approvers”**, once a day at most (APP-5)."""
        actor, request_id = self.admin.actor(request), RequestId(value_id(request))
        done = deadlines.remind_approvers(self.admin.use_case_context, request.team, actor, request_id, request.now)
        return refusal_reply(done) if isinstance(done, Denied) else [PrivateReply(REMINDED)]

    def post_again(self, request: Request) -> Replies:
        """**“Post again”**, after the fix of a channel that could not be posted to (APP-7)."""
        actor, request_id = self.admin.actor(request), RequestId(value_id(request))
        found = self._find(request, actor, request_id)
        if isinstance(found, Denied):
            return refusal_reply(found)
        account = found.requests[0].account
        done = channel_posts.post_again(self.admin.context.db, account.id, request.team, request_id, request.now)
        if isinstance(done, Denied):
            return refusal_reply(done)
        posting = POSTING.format(channel=done.account.approvals_channel)
        if request.surface is Surface.MODAL:
            return [UpdateModal(self.page(request, actor, request_id, posting))]
        return [ReplaceOriginal(posting)]

    def affected(self, request: Request) -> Replies:
        """**“Who is affected?”**, for owners and admins alone (APP-7)."""
        request_id, skip, _ = value_ids(request)
        actor = self.admin.require_admin(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        use_case_context, limit = self.admin.use_case_context, request_views.PEOPLE_PAGE_SIZE
        found = self._find(request, actor, RequestId(request_id))
        if isinstance(found, Denied):
            return refusal_reply(found)
        affected = queries.affected_people(
            use_case_context, request.team, actor, RequestId(request_id), skip, limit, request.now
        )
        if isinstance(affected, Denied):
            return refusal_reply(affected)
        view = request_views.affected_page(
            found.requests[0], affected.people, affected.stopping_meetings, affected.total, skip
        )
        first = not str(request.name).endswith((PREVIOUS, NEXT))
        return [OpenModal(view) if first else UpdateModal(view)]

    def list_open(self, request: Request) -> Replies:
        """**“Requests”**: those that wait."""
        actor, skip = self.admin.require_any_admin(request), value_id(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        found = queries.list_open(
            self.admin.context.db, request.team, actor, skip, request_views.PAGE_SIZE, request.now
        )
        if isinstance(found, Denied):
            return refusal_reply(found)
        return [
            UpdateModal(request_views.pending_page(found.requests, skip=skip, total=found.total, admin=actor.is_admin))
        ]

    def list_all(self, request: Request) -> Replies:
        """**“All requests”**, the newest first."""
        actor, before = self.admin.require_admin(request), RequestId(value_id(request))
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        found = queries.list_all(
            self.admin.context.db, request.team, actor, before or None, request_views.PAGE_SIZE, request.now
        )
        return (
            refusal_reply(found)
            if isinstance(found, Denied)
            else [UpdateModal(request_views.all_page(found.requests, first=not before))]
        )

    def show(self, request: Request) -> Replies:
        """**“Open”** beside a request."""
        actor, request_id = self.admin.actor(request), RequestId(value_id(request))
        found = self._find(request, actor, request_id)
        return (
            refusal_reply(found) if isinstance(found, Denied) else [UpdateModal(self.page(request, actor, request_id))]
        )

    def page(self, request: Request, actor: Actor, request_id: RequestId, notice: str = "") -> View:
        """One request as it is now."""
        found = self._find(request, actor, request_id)
        if isinstance(found, Denied):
            return request_views.pending_page([], skip=0, total=0, admin=actor.is_admin, notice=found.reason)
        approval_request = found.requests[0]
        trouble = request_views.post_failure_text(
            approval_request.account.approvals_channel, approval_request.post.error
        )
        reader = request_views.Viewer(
            is_requester=approval_request.proposal.asked_by == actor.user, is_admin=actor.is_admin
        )
        return request_views.request_page(approval_request, found.names, reader, trouble, notice)

    def refresh_posts(self) -> None:
        """Make messages show what is."""
        channel_posts.refresh_posts(
            self.admin.context.db, self.admin.context.messenger, self.compose, POSTS_PER_REFRESH
        )

    def _decide(
        self, request: Request, actor: Actor, request_id: RequestId, decision: Approve | Reject
    ) -> DecisionOutcome:
        outcome = decisions.decide_request(
            self.admin.use_case_context, request.team, actor, request_id, decision, request.now
        )
        self.refresh_posts()
        return outcome

    def _decision_reply(self, request: Request, actor: Actor, outcome: DecisionOutcome) -> Replies:
        """In the console the page as it is now; in the channel the message has changed, or is changed by its own button."""
        if isinstance(outcome, Denied):
            return refusal_reply(outcome)
        counts_changed = isinstance(outcome, ImpactChanged)
        if request.surface is Surface.MODAL:
            shown = self.page(request, actor, outcome.request.id, COUNTS_CHANGED if counts_changed else "")
            return [UpdateModal(shown), *self.admin.context.refresh_home(request)]
        if isinstance(outcome, ImpactChanged):
            return [PrivateReply("Please look again.", request_views.counts_changed(outcome.request))]
        if is_ephemeral(request):
            return [ReplaceOriginal(status_text(outcome.request))]
        if isinstance(outcome, Decided):
            return []
        message = self.compose(outcome.request)
        return [ReplaceOriginal(message.text, message.blocks), PrivateReply(status_text(outcome.request))]

    def _find(self, request: Request, actor: Actor, request_id: RequestId) -> RequestPage | Denied:
        return queries.view_request(self.admin.context.db, request.team, actor, request_id, request.now)
