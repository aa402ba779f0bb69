"""Settings in words: value, origin, who locked it and whom to ask (LOCK-2); it must not know forms."""

from collections.abc import Sequence
from typing import Literal, assert_never

from bot.i18n import formats
from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.setting_labels import setting_label
from bot.policy.ids import UserId
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import Origin, Resolved, SettingState, Source
from bot.views.components.text import escaped

Whose = Literal["your", "their"]
"""“their” where an admin reads of somebody else."""

MAX_NAMED = 2
_ACCOUNT_STATES: dict[tuple[bool, bool], Message] = {
    (True, False): N_("*on*"),
    (False, False): N_("*off*"),
    (True, True): N_("*on*, 🔒 locked for everybody"),
    (False, True): N_("*off*, 🔒 locked for everybody"),
}
"""By value and lock."""
_GROUP_STATES: dict[tuple[bool, bool], Message] = {
    (True, False): N_("*on*"),
    (False, False): N_("*off*"),
    (True, True): N_("*on*, 🔒 locked for this group"),
    (False, True): N_("*off*, 🔒 locked for this group"),
}
_OWN_GROUP_STATES: dict[tuple[bool, bool], Message] = {
    (True, False): N_("Without that lock, the group’s own value applies: *on*"),
    (False, False): N_("Without that lock, the group’s own value applies: *off*"),
    (True, True): N_("Without that lock, the group’s own value applies: *on*, 🔒 locked for this group"),
    (False, True): N_("Without that lock, the group’s own value applies: *off*, 🔒 locked for this group"),
}
_SHORT_STATES: dict[tuple[bool, bool], Message] = {
    (True, False): N_("on"),
    (False, False): N_("off"),
    (True, True): N_("on, 🔒 locked"),
    (False, True): N_("off, 🔒 locked"),
}


def on_off(value: bool) -> str:  # noqa: FBT001 - the value itself
    """“on” or “off”, standing alone; a sentence that says which is a message of its own."""
    return _("on") if value else _("off")


def value_line(name: str, *, on: bool) -> str:
    """“Enable Personal Meeting ID: *on*”: what can be switched, by its name, with its value, in mrkdwn."""
    return _("{setting}: *on*", setting=name) if on else _("{setting}: *off*", setting=name)


def no_effect_text() -> str:
    """Why a setting has no effect now (LOCK-4); for the description of an option, too."""
    # Translators: at most 75 characters, the name of the setting included.
    return _("Without effect while “{setting}” is off.", setting=setting_label(Setting.PMI_ENABLED))


def awaits_approval_text() -> str:
    """That a change of this setting is requested, as a line."""
    return _(":hourglass_flowing_sand: A change waits for approval.")


def whom_to_ask(admins_to_ask: Sequence[UserId]) -> str:
    """Whom to ask, as a sentence in mrkdwn (ROLE-2)."""
    named = [f"<@{admin}>" for admin in admins_to_ask[:MAX_NAMED]]
    return _("Ask {people}.", people=formats.either(named)) if named else _("Ask an admin of your workspace.")


def lock_note(locked_by: Source | None) -> str:
    """“ 🔒 Locked by your group Sales.” in mrkdwn, to follow a sentence; empty where nobody locked it (LOCK-2)."""
    return f" {locked_by_sentence(locked_by)}" if locked_by else ""


def locked_by_sentence(locked_by: Source, *, whose: Whose = "your") -> str:
    """“🔒 Locked by your group Sales.” in mrkdwn (LOCK-2)."""
    if locked_by.origin is Origin.GROUP:
        group = escaped(locked_by.name)
        if whose == "their":
            return _("🔒 Locked by their group {group}.", group=group)
        return _("🔒 Locked by your group {group}.", group=group)
    return _("🔒 Locked by their organisation.") if whose == "their" else _("🔒 Locked by your organisation.")


def lock_text(resolved: Resolved, admins_to_ask: Sequence[UserId]) -> str:
    """“🔒 Locked by your group Sales. Ask @admin.” in mrkdwn; empty where nobody locked it (LOCK-2)."""
    if resolved.locked_by is None:
        return ""
    return f"{locked_by_sentence(resolved.locked_by)} {whom_to_ask(admins_to_ask)}"


def source_text(source: Source, *, whose: Whose = "your") -> str:
    """Where a value comes from, as plain text that stands alone; empty for the default, of which nothing needs to be said."""
    yours = whose == "your"
    match source.origin:
        case Origin.PERSON:
            return _("Your own choice") if yours else _("Their own choice")
        case Origin.GROUP:
            # Translators: at most 75 characters are shown, the name of the group included.
            named = N_("From your group {group}") if yours else N_("From their group {group}")
            return say(named, group=source.name)
        case Origin.ACCOUNT:
            return _("From your organisation") if yours else _("From their organisation")
        case Origin.DEFAULT:
            return ""
    assert_never(source.origin)


def account_state_text(setting: Setting, state: SettingState) -> str:
    """The account's value of a setting and its lock, in mrkdwn."""
    value = state.value if state.value is not None else CATALOGUE[setting].default
    return say(_ACCOUNT_STATES[value, state.locked])


def group_state_text(state: SettingState) -> str:
    """A group's value of a setting and its lock, in mrkdwn."""
    return _("Not managed here") if state.value is None else say(_GROUP_STATES[state.value, state.locked])


def own_group_state_text(state: SettingState) -> str:
    """What a group would say if the account locked nothing (LOCK-3), in mrkdwn; empty where it says nothing."""
    return "" if state.value is None else say(_OWN_GROUP_STATES[state.value, state.locked])


def short_state_text(setting: Setting, state: SettingState, *, of_group: bool) -> str:
    """Value and lock of the account or a group in two or three words, for before → after."""
    if state.value is None and of_group:
        return _("not managed")
    value = CATALOGUE[setting].default if state.value is None else state.value
    return say(_SHORT_STATES[value, state.locked])
