"""The form for one setting of the account or of a group: on, off or not managed here, and the lock (LOCK-1, LOCK-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.i18n.messages import gettext as _
from bot.i18n.setting_labels import setting_help, setting_label
from bot.policy.approvals.changes import ChangeSetting
from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import UNSET, Group, SettingState
from bot.protocol import Block, View
from bot.views.components.blocks import context, modal, section
from bot.views.components.inputs import checkbox, input_block, option, radio
from bot.views.components.text import bold
from bot.views.components.view_state import decode_metadata, encode_metadata, id_in_metadata, is_checked, selected_value

CALLBACK = "admin_setting_save"
VALUE_BLOCK, LOCK_BLOCK = "value", "lock"
ON, OFF, UNMANAGED = "on", "off", "unmanaged"


@dataclass(frozen=True, slots=True)
class SubmittedSetting:
    """A submitted form; a `group` of None is the account. `seen_state` is the fingerprint of the state that it showed."""

    group: GroupId | None
    setting: Setting
    seen_state: str
    value: str
    locked: bool


def form(setting: Setting, state: SettingState, group: Group | None) -> View:
    """The form with the present state. Its block ids hold the fingerprint, so that a redrawn form shows the present state."""
    where = _("For the group {group}.", group=bold(group.name)) if group else _("For everybody in your organisation.")
    seen_state = fingerprint(state)
    needs_approval = _(
        "A lock, or a change to what is locked, applies once another admin has approved it. Everything else applies immediately."
    )
    blocks = [
        section(f"*{setting_label(setting)}*\n{setting_help(setting)}\n{where}"),
        input_block(f"{VALUE_BLOCK}:{seen_state}", _("Value"), _value_menu(setting, state, group)),
        input_block(f"{LOCK_BLOCK}:{seen_state}", _("Lock"), _lock_box(group, on=state.locked), optional=True),
        context(needs_approval),
    ]
    # Translators: at most 24 characters.
    title = _("Account setting") if group is None else _("Group setting")
    metadata = encode_metadata(group=group.id if group else 0, setting=setting, seen_stand=seen_state)
    return modal(title, blocks, callback=CALLBACK, submit=_("Save"), metadata=metadata)


def _lock_box(group: Group | None, *, on: bool) -> Block:
    if group is None:
        # Translators: at most 75 characters.
        return checkbox(_("🔒 Lock it for everybody"), _("People and groups can’t change it."), on=on)
    # Translators: at most 75 characters.
    return checkbox(_("🔒 Lock it for this group"), _("Its members can’t change it."), on=on)


def read(view: Mapping[str, Any]) -> SubmittedSetting | None:
    """The submitted values; None for metadata that names no setting (section 12 of the rules)."""
    metadata = decode_metadata(view)
    name, seen_state = metadata.get("setting"), str(metadata.get("seen_stand", ""))
    if name not in tuple(Setting):
        return None
    group = id_in_metadata(view, "group")
    value, locked = selected_value(view, f"{VALUE_BLOCK}:{seen_state}"), is_checked(view, f"{LOCK_BLOCK}:{seen_state}")
    return SubmittedSetting(GroupId(group) if group else None, Setting(name), seen_state, value, locked)


def value_block_id(submitted: SubmittedSetting) -> str:
    """The id of the block with the value, for an error beside it."""
    return f"{VALUE_BLOCK}:{submitted.seen_state}"


def to_change(submitted: SubmittedSetting, current: SettingState) -> ChangeSetting:
    """The change that was chosen. A default of the account that the form merely showed stays a default."""
    setting = submitted.setting
    if submitted.group is not None and submitted.value == UNMANAGED:
        state = SettingState(None, locked=True) if submitted.locked else UNSET  # policy refuses a lock without a value
        return ChangeSetting(submitted.group, setting, state)
    value: bool | None = submitted.value == ON
    if submitted.group is None and current.value is None and value == CATALOGUE[setting].default:
        value = None
    return ChangeSetting(submitted.group, setting, SettingState(value, submitted.locked))


def fingerprint(state: SettingState) -> str:
    """The state of a setting in two characters, to compare what a form showed with the present state."""
    return f"{'-' if state.value is None else int(state.value)}{'L' if state.locked else 'u'}"


def _value_menu(setting: Setting, state: SettingState, group: Group | None) -> Block:
    default = CATALOGUE[setting].default
    on, off = option(_("On"), ON), option(_("Off"), OFF)
    if group is None:
        return radio([on, off], ON if (default if state.value is None else state.value) else OFF)
    # Translators: at most 75 characters.
    about = _("The account’s value and people’s own choices apply.")
    none = option(_("Not managed here"), UNMANAGED, about)
    return radio([none, on, off], UNMANAGED if state.value is None else ON if state.value else OFF)
