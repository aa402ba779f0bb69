"""What people read when a message of theirs was not posted in a channel, or perhaps was."""

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.reasons import stored_reason_text
from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.use_cases.deliveries.queue import TOO_LATE
from bot.use_cases.ports import REFUSAL_BY_ERROR, PostRefusal
from bot.views.components.text import escaped

WHY_NOT_POSTED: dict[PostRefusal, Message] = {
    PostRefusal.NOT_IN_CHANNEL: N_("I am not in that channel yet. Type `/invite @PMI Bot` there, then try again."),
    PostRefusal.ARCHIVED: N_("That channel is archived. Choose another one."),
    PostRefusal.FORBIDDEN: N_("Your workspace does not let apps post in that channel. Choose another one."),
    PostRefusal.GONE: N_("The message is not there any more."),
    PostRefusal.NOT_GRANTED: N_(
        "This workspace has not given me the permission for that. Ask an admin to install PMI Bot again."
    ),
}
PERHAPS_POSTED = N_("Slack did not answer me just now. If the invitation is not in the channel, please try again.")
NOT_IN_TIME = N_("I could not reach Slack for an hour. Please try again.")


def why_not_posted(delivery: Delivery) -> str:
    """Why a post of the queue is not in its channel, in mrkdwn for whoever asked for it."""
    match delivery.state:
        case DeliveryState.UNKNOWN:
            return say(PERHAPS_POSTED)
        case DeliveryState.DROPPED if delivery.reason == TOO_LATE:
            return say(NOT_IN_TIME)
        case DeliveryState.DROPPED:
            return _why_dropped(delivery.reason)
        case _:
            refusal = REFUSAL_BY_ERROR.get(delivery.reason)
            if refusal:
                return say(WHY_NOT_POSTED[refusal])
            return _("Slack did not take it ({error}).", error=escaped(delivery.reason))


def _why_dropped(stored: str) -> str:
    """Slack's refusal by its name, or a rule's; before LANG-1 a sentence was stored."""
    if stored in list(PostRefusal):
        return say(WHY_NOT_POSTED[PostRefusal(stored)])
    return stored_reason_text(stored, typed=escaped) or stored
