"""The table of all messages that go through the delivery queue."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.messages.approvals import ApprovalMessages
from bot.handlers.messages.channel_posts import PostMessages
from bot.handlers.messages.meetings import MeetingMessages
from bot.handlers.messages.rooms import RoomMessages
from bot.handlers.request.admin_context import AdminContext
from bot.handlers.request.context import HandlerContext
from bot.i18n.languages import language_of
from bot.i18n.spoken import speaking
from bot.policy.deliveries.deliveries import Delivery
from bot.use_cases.deliveries.worker import Defer, Discard, MessageType
from bot.use_cases.ports import Message

Render = Callable[[Delivery, datetime], Message | Discard | Defer]


def all_message_types(context: HandlerContext) -> Mapping[str, MessageType]:
    """How each `MessageKind` is rendered at the moment of sending, and what follows its end (REM-3, LANG-1)."""
    admin = AdminContext(context)
    message_types = {
        **RoomMessages(context).message_types(),
        **MeetingMessages(context.db, context.options).message_types(),
        **PostMessages(context).message_types(),
        **ApprovalMessages(admin, ApprovalRequestHandlers(admin)).message_types(),
    }
    return {kind: replace(each, render=in_readers_language(each.render)) for kind, each in message_types.items()}


def in_readers_language(render: Render) -> Render:
    """The same in the language of those who will read it (LANG-1): a person's own, or in channels the account's."""

    def rendered(delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        with speaking(language_of(delivery.recipient.locale)):
            return render(delivery, now)

    return rendered
