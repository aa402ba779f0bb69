"""How messages about requests and locks are made at the moment of sending: posts, nudges, and what people are told (APP-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handlers.admin_desk import AdminDesk
from bot.handlers.requests import RequestHandlers
from bot.policy.approvals import Request, RequestState
from bot.policy.deliveries import Delivery
from bot.use_cases import approvers, follow_ups, request_closings, request_deadlines, request_lists, request_posts
from bot.use_cases.couriers import Drop, Kind, Later
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from bot.views import passcode_letters
from bot.views import requests as views

OVER = Drop("it is decided already")
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApprovalLetters:
    """Facts of the present moment from a use case, words from a view."""

    office: AdminDesk
    requests: RequestHandlers

    def kinds(self) -> Mapping[str, Kind]:
        """Every kind of message about requests and locks."""
        return {
            request_posts.POST: Kind(self.post, request_posts.posted),
            request_posts.UNPOSTED: Kind(self.unposted),
            request_closings.DECIDED: Kind(self.decided),
            request_deadlines.NUDGE: Kind(self.nudge),
            request_deadlines.REMINDER: Kind(self.reminder),
            follow_ups.PASSCODE_GIVEN: Kind(self.passcode_given),
        }

    def post(self, delivery: Delivery, now: datetime) -> Message | Drop | Later:
        """The request in the approvals channel; a channel that is shared with another company gets none (APP-7)."""
        asked = self._asked(delivery)
        if asked.state is not RequestState.PENDING:
            return OVER
        try:
            facts = self.office.desk.messenger.channel_facts(delivery.team, delivery.recipient.channel)
        except SlackUnavailableError:
            return Later(now + A_MINUTE)
        except NotPostedError:
            return self.requests.compose(asked)  # without the permission to look, Slack's answer to the post decides
        return Drop(views.SHARED) if facts.shared_outside else self.requests.compose(asked)

    def unposted(self, delivery: Delivery, _now: datetime) -> Message | Drop | Later:
        """It could not be posted: the fix, and that nothing is lost."""
        asked = self._asked(delivery)
        if asked.state is not RequestState.PENDING or not asked.post.trouble:
            return OVER
        trouble = views.trouble_words(asked.account.approvals_channel, asked.post.trouble)
        return Message("I could not post your request.", views.unposted(asked, trouble))

    def decided(self, delivery: Delivery, _now: datetime) -> Message | Drop | Later:
        """How it ended, for whoever asked."""
        asked = self._asked(delivery)
        names = request_lists.group_names(self.office.desk.db, asked.account.id)
        return Message(views.text(asked), views.decided(asked, names))

    def nudge(self, delivery: Delivery, _now: datetime) -> Message | Drop | Later:
        """In its thread, after a day."""
        asked = self._asked(delivery)
        return Message(views.nudge(asked)) if asked.state is RequestState.PENDING else OVER

    def reminder(self, delivery: Delivery, _now: datetime) -> Message | Drop | Later:
        """In its thread, because whoever asked wants it."""
        asked = self._asked(delivery)
        if asked.state is not RequestState.PENDING:
            return OVER
        known = approvers.known_approvers(self.office.desk.db, delivery.team)
        others = [user for user in known if user != asked.wish.asked_by]
        return Message(views.reminder(asked, others))

    def passcode_given(self, _delivery: Delivery, _now: datetime) -> Message | Drop | Later:
        """A room got a passcode, because it must have one (LOCK-7)."""
        return Message(passcode_letters.TEXT, passcode_letters.passcode_given())

    def _asked(self, delivery: Delivery) -> Request:
        return request_lists.asked(self.office.desk.db, delivery.subject)
