"""Posts that somebody asked for, rendered at the moment of sending; and the message that one of them failed (UX-8, UX-9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handlers.messages.meetings import post_renderer
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.post_errors import why_not_posted
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.values.results import Denied
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Defer, Discard, MessageType
from bot.use_cases.invitations import channel_posts, post_outcomes, room_invitations
from bot.use_cases.meetings import cards
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from bot.views.components import posting
from bot.views.components.text import escaped
from bot.views.invitations import room as room_invitation_views

SLACK_RETRY_DELAY = timedelta(seconds=5)
"""Until Slack is asked again who is in the channel, where it did not answer."""


@dataclass(frozen=True, slots=True)
class PostMessages:
    """A method for each kind. Membership is asked of Slack here, with no transaction open."""

    context: HandlerContext

    def message_types(self) -> Mapping[str, MessageType]:
        """Every kind of post that a person asks for."""
        return {
            MessageKind.ROOM_POST: MessageType(_asking_slack(self.room_post), post_outcomes.on_finished),
            MessageKind.MEETING_POST: MessageType(_asking_slack(self.meeting_post), channel_posts.on_post_finished),
            MessageKind.SESSION_CARD: MessageType(_asking_slack(self.session_card), cards.on_card_finished),
            MessageKind.POST_FAILED: MessageType(self.post_failed),
        }

    def room_post(self, delivery: Delivery, now: datetime) -> Message | Denied:
        """The invitation to somebody's room (PASS-3)."""
        invited = room_invitations.room_post_content(self.context, delivery, now)
        if isinstance(invited, Denied):
            return invited
        with_passcode = bool(delivery.subject["with_passcode"])
        blocks = room_invitation_views.channel_post(self.context.options, invited, with_passcode=with_passcode)
        return Message(f"{escaped(invited.profile.person.name)} invites you to their personal meeting room.", blocks)

    def meeting_post(self, delivery: Delivery, now: datetime) -> Message | Denied:
        """The invitation to a meeting (PASS-3)."""
        shown = channel_posts.meeting_post_content(self.context, delivery, now)
        if isinstance(shown, Denied):
            return shown
        return post_renderer(self.context.options)(shown, bool(delivery.subject["with_passcode"]))

    def session_card(self, delivery: Delivery, now: datetime) -> Message | Denied:
        """The card of an open room or meeting (MEET-1)."""
        return cards.card_content(self.context, self.context.card_renderers, delivery, now)

    def post_failed(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """To whoever asked for a post without a modal that could show why there is none."""
        failed = post_outcomes.failed_post(self.context.db, delivery.subject)
        if isinstance(failed, Denied):
            return Discard(failed.reason)
        channel, why = failed.recipient.channel, why_not_posted(failed)
        return Message(posting.not_posted_text(channel, why), posting.not_posted_blocks(channel, why, failed.id))


def _asking_slack(
    render: Callable[[Delivery, datetime], Message | Denied],
) -> Callable[[Delivery, datetime], Message | Discard | Defer]:
    """Render what Slack is asked about: later where it does not answer, not at all where it refuses or the rules do."""

    def rendered(delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        try:
            answer = render(delivery, now)
        except SlackUnavailableError:
            return Defer(now + SLACK_RETRY_DELAY)
        except NotPostedError as error:
            return Discard(error.refusal.value)  # said by `why_not_posted`, in the language of whoever asks
        return Discard(answer.reason) if isinstance(answer, Denied) else answer

    return rendered
