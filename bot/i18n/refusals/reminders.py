"""Why a reminder that a number expires cannot be put off."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "reminders.not_your_number": N_("That number is not yours any more. Use /pmi to see your present one."),
    "reminders.room_was_used": N_("Your room was used, so its number does not expire soon."),
    "reminders.expired": N_("Your number has expired. Use /pmi to get a new one."),
    "reminders.last_day": N_("This is the last day: start your room now to keep your number."),
}
