"""Why a setting is not one's own to choose (LOCK-2, LOCK-3)."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "settings.only_admins": N_("Only admins can change “{setting}”."),
    "settings.locked_by_organisation": N_("“{setting}” is locked by your organisation."),
    "settings.locked_by_group": N_("“{setting}” is locked by your group {group}."),
    "settings.self_service_off": N_("In your organisation, only admins can change a number or a personal link."),
}
