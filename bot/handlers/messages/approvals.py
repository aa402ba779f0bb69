"""Renders messages about requests and locks at the moment of sending: posts, nudges, notices to people (APP-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.request.admin_context import AdminContext
from bot.i18n.messages import gettext as _
from bot.i18n.messages import say
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.deliveries.deliveries import Delivery
from bot.use_cases.approvals import channel_posts, queries
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Defer, Discard, MessageType
from bot.use_cases.people import approvers
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from bot.views.approvals import request as request_views
from bot.views.rooms import messages as room_message_views

ALREADY_DECIDED = Discard("it is decided already")
CHANNEL_RETRY_DELAY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApprovalMessages:
    """Content from a use case as of now, text from a view."""

    admin: AdminContext
    requests: ApprovalRequestHandlers

    def message_types(self) -> Mapping[str, MessageType]:
        """Every kind of message about requests and locks."""
        return {
            MessageKind.REQUEST_POST: MessageType(self.post, channel_posts.on_post_finished),
            MessageKind.REQUEST_UNPOSTED: MessageType(self.post_failed),
            MessageKind.REQUEST_DECIDED: MessageType(self.decided),
            MessageKind.REQUEST_NUDGE: MessageType(self.nudge),
            MessageKind.REQUEST_REMINDER: MessageType(self.reminder),
            MessageKind.PASSCODE_GIVEN: MessageType(self.passcode_added),
        }

    def post(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """The request in the approvals channel; a channel that is shared with another company gets none (APP-7)."""
        request = self._request_of(delivery)
        if request.state is not RequestState.PENDING:
            return ALREADY_DECIDED
        try:
            facts = self.admin.context.messenger.channel_facts(delivery.team, delivery.recipient.channel)
        except SlackUnavailableError:
            return Defer(now + CHANNEL_RETRY_DELAY)
        except NotPostedError:
            return self.requests.compose(request)  # without the permission to look, Slack's answer to the post decides
        return Discard(request_views.SHARED_CHANNEL) if facts.shared_outside else self.requests.compose(request)

    def post_failed(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Tell the requester why their request could not be posted and how to mend it; `Discard` once it is decided or posted."""
        request = self._request_of(delivery)
        if request.state is not RequestState.PENDING or not request.post.error:
            return ALREADY_DECIDED
        trouble = request_views.post_failure_text(request.account.approvals_channel, request.post.error)
        return Message(_("I could not post your request."), request_views.post_failed(request, trouble))

    def decided(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Tell the requester how their request ended."""
        request = self._request_of(delivery)
        names = queries.group_names(self.admin.context.db, request.account.id)
        return Message(request_views.notification_text(request), request_views.decided(request, names))

    def nudge(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Say in the request's thread that it waits (APP-5); `Discard` once it is decided."""
        request = self._request_of(delivery)
        if request.state is not RequestState.PENDING:
            return ALREADY_DECIDED
        return Message(request_views.nudge(request))

    def reminder(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Mention the approvers in the request's thread, as its requester asked (APP-5); `Discard` once it is decided."""
        request = self._request_of(delivery)
        if request.state is not RequestState.PENDING:
            return ALREADY_DECIDED
        known = approvers.known_approvers(self.admin.context.db, delivery.team)
        others = [user for user in known if user != request.proposal.asked_by]
        return Message(request_views.reminder(request, others))

    def passcode_added(self, _delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Tell a host that their room got a passcode, because it must have one (LOCK-7)."""
        return Message(say(room_message_views.PASSCODE_ADDED_TEXT), room_message_views.passcode_added())

    def _request_of(self, delivery: Delivery) -> ApprovalRequest:
        return queries.request_of_message(self.admin.context.db, delivery.subject)
