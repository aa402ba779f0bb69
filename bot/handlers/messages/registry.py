"""The table of all messages that go through the delivery queue."""

from collections.abc import Mapping

from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.messages.approvals import ApprovalMessages
from bot.handlers.messages.channel_posts import PostMessages
from bot.handlers.messages.meetings import MeetingMessages
from bot.handlers.messages.rooms import RoomMessages
from bot.handlers.request.admin_context import AdminContext
from bot.handlers.request.context import HandlerContext
from bot.use_cases.deliveries.worker import MessageType


def all_message_types(context: HandlerContext) -> Mapping[str, MessageType]:
    """How each `MessageKind` is rendered at the moment of sending, and what follows its end (REM-3)."""
    admin = AdminContext(context)
    return {
        **RoomMessages(context).message_types(),
        **MeetingMessages(context.db, context.options).message_types(),
        **PostMessages(context).message_types(),
        **ApprovalMessages(admin, ApprovalRequestHandlers(admin)).message_types(),
    }
