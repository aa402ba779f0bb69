"""Renders messages about rooms at the moment of sending: reminders, greetings, alerts (REM-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.handlers.request.context import HandlerContext
from bot.i18n.messages import gettext as _
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.values.results import Denied
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Defer, Discard, MessageType
from bot.use_cases.gateway import admission
from bot.use_cases.people import onboarding
from bot.use_cases.ports import Message
from bot.use_cases.reminders import room_expiry
from bot.views.components.refusals import refusal_text
from bot.views.rooms import messages as room_message_views
from bot.views.rooms import reminders as reminder_views
from bot.views.rooms.profile import brute_force_alert


@dataclass(frozen=True, slots=True)
class RoomMessages:
    """Content from a use case as of now, text from a view."""

    context: HandlerContext

    def message_types(self) -> Mapping[str, MessageType]:
        """Every kind of message about a room, by name."""
        return {
            MessageKind.EXPIRY_REMINDER: MessageType(self.reminder),
            MessageKind.GREETING: MessageType(self.greeting),
            MessageKind.BRUTE_FORCE: MessageType(self.brute_force_alert),
        }

    def reminder(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """Tell a host that their number expires, or has (REM-1); `Discard` where it does not, `Defer` at night or while the room is off."""
        facts = room_expiry.expiry_reminder_content(self.context, delivery.subject, now)
        if isinstance(facts, Discard | Defer):
            return facts
        blocks = reminder_views.expiry_reminder(
            facts.room, facts.valid_until, now, may_snooze=facts.may_snooze, meetings=facts.meetings
        )
        return Message(reminder_views.reminder_text(facts.room, facts.valid_until, now), blocks)

    def greeting(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Introduce the bot to a person, with their room or why they have none."""
        room = onboarding.greeting_content(self.context.db, delivery.team, delivery.recipient.user)
        if isinstance(room, Denied):
            return Message(
                _("Hello, I am PMI Bot."), room_message_views.greeting_without_room(refusal_text(room.reason))
            )
        return Message(_("Hello, I am PMI Bot."), room_message_views.greeting(self.context.options, room))

    def brute_force_alert(self, delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
        """Warn a host that somebody guesses their passcode (GATE-2); `Discard` where the number has ended."""
        alert = admission.brute_force_content(self.context.db, delivery.subject)
        if isinstance(alert, Discard):
            return alert
        return Message(brute_force_alert(alert.number, alert.at))
