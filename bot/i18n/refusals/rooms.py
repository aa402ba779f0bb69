"""Why a room cannot be started, joined, changed or replaced."""

from bot.i18n.messages import Message, ngettext_noop
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "rooms.none": N_("You have no Personal Meeting ID yet. Use /pmi to get one."),
    "rooms.none_to_change": N_("There is no meeting room to change."),
    "rooms.just_switched_on": N_("Your room was switched on just now. Please try again."),
    "rooms.off_by_yourself": N_(
        "You have switched off your Personal Meeting ID. Switch it on again with /pmi settings."
    ),
    "rooms.off_for_group": N_(
        "Personal Meeting IDs are switched off for your group {group}. Switch yours on with /pmi settings."
    ),
    "rooms.off_for_group_locked": N_(
        "Personal Meeting IDs are switched off for your group {group}. 🔒 That is locked: ask an admin."
    ),
    "rooms.off": N_("Personal Meeting IDs are switched off in your organisation. Switch yours on with /pmi settings."),
    "rooms.off_locked": N_(
        "Personal Meeting IDs are switched off in your organisation. 🔒 That is locked: ask an admin."
    ),
    "rooms.suspended": N_(
        "An admin has suspended your room, because its number may be in the wrong hands."
        " Use /pmi replace to get a new number and passcode."
    ),
    "rooms.number_suspended": N_("An admin has suspended your Personal Meeting ID. Use /pmi replace to get a new one."),
    "rooms.expired": N_(
        "Your personal meeting ID {number} expired because it was not used for 365 days. Use /pmi to get a new one."
    ),
    "rooms.number_expired": N_("Your Personal Meeting ID has expired. Use /pmi to get a new one."),
    "rooms.stopped_by_expiry": N_("Your Personal Meeting ID has expired."),
    "rooms.replaced_already": N_("This number was replaced already. Use /pmi to see your present one."),
    "rooms.link_changed_already": N_("This personal link was changed already. Use /pmi to see your present one."),
    "rooms.only_admins_suspend": N_("Only admins can suspend a room or lift a suspension."),
    "rooms.too_many_checks": ngettext_noop(
        "You have tried {attempts} numbers and links in a short time. Nothing is saved; try again in a minute.",
        "You have tried {attempts} numbers and links in a short time. Nothing is saved; try again in {count} minutes.",
    ),
}
