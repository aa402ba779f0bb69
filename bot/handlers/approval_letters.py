"""How messages about requests and locks are made at the moment of sending: posts, nudges, and what people are told (APP-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handlers.admin_desk import AdminContext
from bot.handlers.requests import ApprovalRequestHandlers
from bot.policy.approvals import ApprovalRequest, RequestState
from bot.policy.deliveries import Delivery
from bot.use_cases import approvers, follow_ups, request_closings, request_deadlines, request_lists, request_posts
from bot.use_cases.couriers import Defer, Discard, MessageType
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from bot.views import passcode_letters
from bot.views import requests as views

ALREADY_DECIDED = Discard("it is decided already")
CHANNEL_RETRY_DELAY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApprovalMessages:
    """Facts of the present moment from a use case, words from a view."""

    admin: AdminContext
    requests: ApprovalRequestHandlers

    def message_types(self) -> Mapping[str, MessageType]:
        """Every kind of message about requests and locks."""
        return {
            request_posts.REQUEST_POST: MessageType(self.post, request_posts.on_post_finished),
            request_posts.REQUEST_UNPOSTED: MessageType(self.post_failed),
            request_closings.DECIDED: MessageType(self.decided),
            request_deadlines.NUDGE: MessageType(self.nudge),
            request_deadlines.REMINDER: MessageType(self.reminder),
            follow_ups.PASSCODE_GIVEN: MessageType(self.passcode_added),
        }

    def post(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """The request in the approvals channel; a channel that is shared with another company gets none (APP-7)."""
        approval_request = self._request_of(delivery)
        if approval_request.state is not RequestState.PENDING:
            return ALREADY_DECIDED
        try:
            facts = self.admin.context.messenger.channel_facts(delivery.team, delivery.recipient.channel)
        except SlackUnavailableError:
            return Defer(now + CHANNEL_RETRY_DELAY)
        except NotPostedError:
            return self.requests.compose(
                approval_request
            )  # without the permission to look, Slack's answer to the post decides
        return Discard(views.SHARED_CHANNEL) if facts.shared_outside else self.requests.compose(approval_request)

    def post_failed(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """It could not be posted: the fix, and that nothing is lost."""
        approval_request = self._request_of(delivery)
        if approval_request.state is not RequestState.PENDING or not approval_request.post.error:
            return ALREADY_DECIDED
        trouble = views.post_failure_text(approval_request.account.approvals_channel, approval_request.post.error)
        return Message("I could not post your request.", views.post_failed(approval_request, trouble))

    def decided(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """How it ended, for whoever asked."""
        approval_request = self._request_of(delivery)
        names = request_lists.group_names(self.admin.context.db, approval_request.account.id)
        return Message(views.notification_text(approval_request), views.decided(approval_request, names))

    def nudge(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """In its thread, after a day."""
        approval_request = self._request_of(delivery)
        return (
            Message(views.nudge(approval_request))
            if approval_request.state is RequestState.PENDING
            else ALREADY_DECIDED
        )

    def reminder(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """In its thread, because whoever asked wants it."""
        approval_request = self._request_of(delivery)
        if approval_request.state is not RequestState.PENDING:
            return ALREADY_DECIDED
        known = approvers.known_approvers(self.admin.context.db, delivery.team)
        others = [user for user in known if user != approval_request.proposal.asked_by]
        return Message(views.reminder(approval_request, others))

    def passcode_added(self, _delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """A room got a passcode, because it must have one (LOCK-7)."""
        return Message(passcode_letters.PASSCODE_ADDED_TEXT, passcode_letters.passcode_added())

    def _request_of(self, delivery: Delivery) -> ApprovalRequest:
        return request_lists.request_of_message(self.admin.context.db, delivery.subject)
