"""What people read when a message of theirs was not posted in a channel, or perhaps was."""

from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.use_cases.deliveries.queue import TOO_LATE
from bot.use_cases.ports import REFUSAL_BY_ERROR, PostRefusal
from bot.views.components.text import escaped

WHY_NOT_POSTED = {
    PostRefusal.NOT_IN_CHANNEL: "I am not in that channel yet. Type `/invite @PMI Bot` there, then try again.",
    PostRefusal.ARCHIVED: "That channel is archived. Choose another one.",
    PostRefusal.FORBIDDEN: "Your workspace does not let apps post in that channel. Choose another one.",
    PostRefusal.GONE: "The message is not there any more.",
    PostRefusal.NOT_GRANTED: "This workspace has not given me the permission for that. Ask an admin to install PMI Bot again.",
}
PERHAPS_POSTED = "Slack did not answer me just now. If the invitation is not in the channel, please try again."
NOT_IN_TIME = "I could not reach Slack for an hour. Please try again."


def why_not_posted(delivery: Delivery) -> str:
    """Why a post of the queue is not in its channel, in mrkdwn for whoever asked for it."""
    match delivery.state:
        case DeliveryState.UNKNOWN:
            return PERHAPS_POSTED
        case DeliveryState.DROPPED if delivery.reason == TOO_LATE:
            return NOT_IN_TIME
        case DeliveryState.DROPPED if delivery.reason in tuple(PostRefusal):
            return WHY_NOT_POSTED[PostRefusal(delivery.reason)]
        case DeliveryState.DROPPED:  # the reason was given to be read
            return delivery.reason
        case _:
            refusal = REFUSAL_BY_ERROR.get(delivery.reason)
            return WHY_NOT_POSTED[refusal] if refusal else f"Slack did not take it ({escaped(delivery.reason)})."
