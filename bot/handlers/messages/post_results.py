"""Shows whoever asked for a post what became of it, in the modal in which they did (UX-8)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.post_errors import why_not_posted
from bot.i18n.languages import language_of
from bot.i18n.messages import say
from bot.i18n.spoken import speaking
from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.protocol import View
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Finished, WorkerEvent
from bot.use_cases.invitations import channel_posts, post_outcomes, requested_posts
from bot.use_cases.invitations.post_outcomes import POST_KINDS
from bot.views.components import posting
from bot.views.invitations import room as room_invitation_views
from bot.views.meetings import cards as card_views
from bot.views.meetings import list as meeting_views

RunRedraw = Callable[[str, str, Callable[[], object]], object]
"""Runs work of a workspace under a name, outside of the delivery worker; what does not come to run is lost."""


class ModalClient(Protocol):
    """Replaces a modal."""

    def update(self, view_id: str, view: View) -> str:
        """Slack's error name, or an empty text if it succeeded."""


@dataclass(frozen=True, slots=True)
class PostResults:
    """Listener for the events of the delivery worker of the process that completed a post."""

    context: HandlerContext
    client: ModalClient
    redraw: RunRedraw

    def __call__(self, event: WorkerEvent) -> None:
        """Redraw the modal of a post that has reached its end, if it was asked for in one."""
        if isinstance(event, Finished) and event.delivery.kind in POST_KINDS and event.delivery.subject["view"]:
            self.redraw(event.delivery.team, f"post {event.delivery.id}", partial(self._show, event.delivery))

    def _show(self, delivery: Delivery) -> None:
        reader = requested_posts.read_requester(self.context.db, delivery)
        with speaking(language_of(reader.locale)):
            view = result_view(self.context, delivery)
        error = self.client.update(str(delivery.subject["view"]), view)
        if not error and delivery.state is not DeliveryState.SENT:
            post_outcomes.on_failure_shown(self.context.db, delivery)


def result_view(context: HandlerContext, delivery: Delivery) -> View:
    """What a modal shows of a post that has reached its end."""
    channel, is_posted = delivery.recipient.channel, delivery.state is DeliveryState.SENT
    if delivery.subject.get("scheduled"):
        return _scheduled(context, delivery, channel, is_posted=is_posted)
    if not is_posted:
        return posting.not_posted_modal(channel, why_not_posted(delivery), delivery.id)
    if delivery.kind == MessageKind.SESSION_CARD:
        return card_views.shared_modal(channel)
    return room_invitation_views.posted_modal(channel)


def _scheduled(context: HandlerContext, delivery: Delivery, channel: str, *, is_posted: bool) -> View:
    """The result of the scheduling form, in which more is to be seen than the post."""
    shown = channel_posts.posted_meeting(context.db, delivery, delivery.finished_at or delivery.due)
    if is_posted:
        post = posting.posted_blocks(channel)
    else:
        post = posting.not_posted_blocks(channel, why_not_posted(delivery), delivery.id)
    return meeting_views.form_result(shown, (), heading=say(meeting_views.SCHEDULED), post=post)
