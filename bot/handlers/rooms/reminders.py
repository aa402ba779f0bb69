"""Handles what a host presses on a reminder that their number expires (REM-1)."""

from dataclasses import dataclass

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import value_id
from bot.handlers.request.routing import action
from bot.policy.ids import RoomId
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, ReplaceOriginal, Replies, Request
from bot.use_cases.reminders import room_expiry
from bot.views.components.refusals import refusal_text
from bot.views.rooms import reminders as reminder_views


@dataclass(frozen=True, slots=True)
class ReminderHandlers:
    """Buttons on reminders; **“Start”** is the room's own."""

    context: HandlerContext

    @action(reminder_views.SNOOZE)
    def snooze(self, request: Request) -> Replies:
        """**“Remind me in a week”**."""
        room = RoomId(value_id(request))
        due = room_expiry.snooze(self.context, request.caller, room)
        return (
            [PrivateReply(refusal_text(due.reason))]
            if isinstance(due, Denied)
            else [ReplaceOriginal(reminder_views.snoozed(due))]
        )
