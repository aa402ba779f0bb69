"""Settings in words: value, origin, who locked it and whom to ask (LOCK-2); it must not know forms."""

from collections.abc import Sequence
from typing import assert_never

from bot.i18n.messages import gettext as _
from bot.policy.ids import UserId
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import Origin, Resolved, SettingState, Source
from bot.views.components.text import escaped

NO_EFFECT = f"Without effect while “{CATALOGUE[Setting.PMI_ENABLED].label}” is off."
MAX_NAMED = 2
AWAITS_APPROVAL = "\n:hourglass_flowing_sand: A change waits for approval."


def on_off(value: bool) -> str:  # noqa: FBT001 - the value itself
    """“on” or “off”."""
    return "on" if value else "off"


def whom_to_ask(admins_to_ask: Sequence[UserId]) -> str:
    """Whom to ask, as a sentence in mrkdwn (ROLE-2)."""
    named = [f"<@{admin}>" for admin in admins_to_ask[:MAX_NAMED]]
    return f"Ask {' or '.join(named)}." if named else "Ask an admin of your workspace."


def lock_note(locked_by: Source | None) -> str:
    """“ 🔒 Locked by your group Sales.” in mrkdwn, to follow a sentence; empty where nobody locked it (LOCK-2)."""
    if locked_by is None:
        return ""
    if locked_by.origin is Origin.GROUP:
        return " " + _("🔒 Locked by your group {group}.", group=escaped(locked_by.name))
    return " " + _("🔒 Locked by your organisation.")


def lock_text(resolved: Resolved, admins_to_ask: Sequence[UserId]) -> str:
    """“🔒 Locked by your group Sales. Ask @admin.” in mrkdwn; empty where nobody locked it (LOCK-2)."""
    note = lock_note(resolved.locked_by).lstrip()
    return f"{note} {whom_to_ask(admins_to_ask)}" if note else ""


def source_text(source: Source, *, whose: str = "your") -> str:
    """Where a value comes from, as plain text; `whose` is “your”, or “their” where an admin reads of somebody else."""
    match source.origin:
        case Origin.PERSON:
            return f"{whose} own choice"
        case Origin.GROUP:
            return f"from {whose} group {source.name}"
        case Origin.ACCOUNT:
            return f"from {whose} organisation"
        case Origin.DEFAULT:
            return "the default"
    assert_never(source.origin)


def account_state_text(setting: Setting, state: SettingState) -> str:
    """The account's value of a setting and its lock, in mrkdwn."""
    value = state.value if state.value is not None else CATALOGUE[setting].default
    locked = ", 🔒 locked for everybody" if state.locked else ""
    return f"*{on_off(value)}*{' (the default)' if state.value is None else ''}{locked}"


def group_state_text(state: SettingState) -> str:
    """A group's value of a setting and its lock, in mrkdwn."""
    if state.value is None:
        return "not managed here"
    return f"*{on_off(state.value)}*{', 🔒 locked for this group' if state.locked else ''}"


def short_state_text(setting: Setting, state: SettingState, *, of_group: bool) -> str:
    """Value and lock of the account or a group in two or three words, for before → after."""
    if state.value is None and of_group:
        return "not managed"
    value = CATALOGUE[setting].default if state.value is None else state.value
    return f"{on_off(value)}{', 🔒 locked' if state.locked else ''}"
