"""What the settings are called, and what each does: the labels are Zoom's own (section 5 of the rules)."""

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext_noop as N_
from bot.policy.settings.catalogue import Setting

_LABELS: dict[Setting, Message] = {
    # Translators: at most 75 characters.
    Setting.PMI_ENABLED: N_("Enable Personal Meeting ID"),
    # Translators: at most 75 characters.
    Setting.PMI_FOR_INSTANT: N_("Use Personal Meeting ID (PMI) for instant meetings"),
    # Translators: at most 75 characters.
    Setting.PMI_FOR_SCHEDULED: N_("Use Personal Meeting ID (PMI) when scheduling a meeting"),
    # Translators: at most 75 characters.
    Setting.PMI_PASSCODE_REQUIRED: N_("Require a passcode for Personal Meeting ID (PMI)"),
    # Translators: at most 75 characters.
    Setting.MEETING_PASSCODE_REQUIRED: N_("Require a passcode when scheduling new meetings"),
    # Translators: at most 75 characters.
    Setting.PASSCODE_IN_LINK: N_("Embed passcode in invite link for one-click join"),
    # Translators: at most 75 characters.
    Setting.PMI_SELF_SERVICE: N_("Let people change their own PMI and personal link"),
}
_HELP: dict[Setting, Message] = {
    Setting.PMI_ENABLED: N_(
        "Off: the personal room cannot be started, joined or scheduled. On again: the same number and link come back."
    ),
    Setting.PMI_FOR_INSTANT: N_("Off: a meeting started on the spot gets a new ID of its own."),
    Setting.PMI_FOR_SCHEDULED: N_("What the scheduling form proposes; it can be chosen for each meeting."),
    Setting.PMI_PASSCODE_REQUIRED: N_(
        "A room that has none gets one at once. Without a passcode, anybody who has the number can walk in."
    ),
    Setting.MEETING_PASSCODE_REQUIRED: N_(
        "For meetings with a generated ID. Meetings that exist already stay as they are."
    ),
    Setting.PASSCODE_IN_LINK: N_(
        "Off: whoever follows a link is asked for the passcode, also with links that were sent before."
    ),
    Setting.PMI_SELF_SERVICE: N_(
        "Off: only admins can. People can still change their passcode, and replace their number after a leak."
    ),
}


def setting_label(setting: Setting) -> str:
    """What a setting is called."""
    return say(_LABELS[setting])


def setting_help(setting: Setting) -> str:
    """One or two sentences for whoever sets it."""
    return say(_HELP[setting])
