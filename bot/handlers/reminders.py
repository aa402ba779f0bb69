"""What a host presses on a reminder, and how reminders look when they are sent."""

from dataclasses import dataclass

from bot.exchange import Kind, Replace, Replies, Request, Routes, Say
from bot.handlers.desk import Desk
from bot.handlers.payloads import id_in
from bot.policy.answers import Denied
from bot.policy.rooms import RoomId
from bot.use_cases import reminders
from bot.views import reminders as views


@dataclass(frozen=True, slots=True)
class ReminderHandlers:
    """Buttons on reminders; **“Start my meeting room”** is the room's own **“Start”**."""

    desk: Desk

    def routes(self) -> Routes:
        """Buttons."""
        return {(Kind.ACTION, views.SNOOZE): self.snooze}

    def snooze(self, request: Request) -> Replies:
        """**“Remind me in a week”**."""
        room = RoomId(id_in(request))
        due = reminders.snooze(self.desk.db, self.desk.terms, request.team, request.user, room, request.now)
        return [Say(due.reason)] if isinstance(due, Denied) else [Replace(views.snoozed(due))]
