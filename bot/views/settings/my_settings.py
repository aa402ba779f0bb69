"""A person's own settings (`/pmi settings`): unlocked ones as checkboxes, locked ones as text (LOCK-2, UX-7).

Reminders of meetings and the calendar feed cannot be locked (MEET-8, INV-2).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.i18n.setting_labels import setting_label
from bot.policy.ids import UserId
from bot.policy.settings.catalogue import CATALOGUE, Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.protocol import Block, View
from bot.views.components.blocks import context, divider, modal, section
from bot.views.components.inputs import checkbox, checkboxes, input_block, option
from bot.views.components.setting_text import lock_text, no_effect_text, source_text, value_line
from bot.views.components.view_state import input_value, is_checked
from bot.views.invitations.feed import feed_section

CALLBACK = "settings_save"
SWITCHES = "switches"
SWITCHES_ACTION_ID = "on"
REMINDERS = "reminders"
PERSONAL = [setting for setting in CATALOGUE if is_settable_at(setting, Level.PERSON)]


def form(
    resolved: Mapping[Setting, Resolved],
    admins_to_ask: Sequence[UserId],
    *,
    reminders_on: bool,
    choices: Mapping[Setting, bool] | None = None,
    notice: str = "",
) -> View:
    """The form with the present values, or with `choices` that could not be saved because what is unlocked has changed.

    The block id of the checkboxes depends on what they show: Slack keeps what was chosen in a block of the same name.
    """
    unlocked = [setting for setting in PERSONAL if not resolved[setting].locked]
    locked = [setting for setting in PERSONAL if resolved[setting].locked]
    values = {setting: (choices or {}).get(setting, resolved[setting].value) for setting in unlocked}
    blocks = [
        *([section(notice), divider()] if notice else []),
        *(
            [_switches_input(values, resolved)]
            if unlocked
            else [section(_("Your organisation has locked all settings."))]
        ),
        *([divider()] if unlocked and locked else []),
        *(_locked(setting, resolved, admins_to_ask) for setting in locked),
        *(
            [context(_("Your choice applies as long as your organisation does not lock the setting."))]
            if unlocked
            else []
        ),
        divider(),
        _reminders_input(on=reminders_on),
        feed_section(),
    ]
    # Translators: at most 24 characters.
    return modal(_("My settings"), blocks, callback=CALLBACK, submit=_("Save"))


def remind_me_label() -> str:
    """What the switch for reminders of meetings is called (MEET-8)."""
    # Translators: at most 75 characters.
    return _("Remind me ten minutes before a meeting")


def _reminders_input(*, on: bool) -> Block:
    # Translators: at most 75 characters.
    which = _("Meetings that I host or have not declined")
    return input_block(REMINDERS, _("Meetings"), checkbox(remind_me_label(), which, on=on), optional=True)


def read(view: Mapping[str, Any]) -> dict[Setting, bool]:
    """On or off for each setting that the form offered."""
    choices: dict[Setting, bool] = {}
    for block in view.get("blocks", []):
        if not str(block.get("block_id", "")).startswith(SWITCHES):
            continue
        element_state = view["state"]["values"][block["block_id"]][SWITCHES_ACTION_ID]
        selected = {each["value"] for each in element_state.get("selected_options") or []}
        offered = {each["value"] for each in block["element"]["options"]}
        choices |= {Setting(name): name in selected for name in offered & set(Setting)}
    return choices


def read_reminders_on(view: Mapping[str, Any]) -> bool | None:
    """Whether the person wants to be reminded of meetings; None where the form did not ask."""
    has_field = input_value(view, REMINDERS, "selected_options") is not None
    return is_checked(view, REMINDERS) if has_field else None


def switches_block_id(view: Mapping[str, Any]) -> str:
    """The id of the block with the checkboxes, for an error beside it."""
    names = (str(block.get("block_id", "")) for block in view.get("blocks", []))
    return next((name for name in names if name.startswith(SWITCHES)), SWITCHES)


def saved(resolved: Mapping[Setting, Resolved], *, reminders_on: bool) -> View:
    """The result: all settings as they are now."""
    lines = [value_line(setting_label(setting), on=resolved[setting].value) for setting in PERSONAL]
    lines.append(value_line(remind_me_label(), on=reminders_on))
    # Translators: at most 24 characters.
    title = _("My settings")
    return modal(title, [section(_(":white_check_mark: Your settings are saved.")), section("\n".join(lines))])


def _switches_input(values: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> Block:
    options = {setting: _option(setting, resolved) for setting in values}
    on = [options[setting] for setting, value in values.items() if value]
    fingerprint = "".join(str(int(resolved[setting].value)) for setting in values)
    boxes, block_id = checkboxes(list(options.values()), on), f"{SWITCHES}:{len(options)}:{fingerprint}"
    return input_block(block_id, _("Switched on for me"), boxes, optional=True, action_id=SWITCHES_ACTION_ID)


def _option(setting: Setting, resolved: Mapping[Setting, Resolved]) -> Block:
    """The label of a setting, and where its value comes from or that it has no effect now (LOCK-2, LOCK-4)."""
    about = source_text(resolved[setting].source) if has_effect(setting, resolved) else no_effect_text()
    return option(setting_label(setting), setting.value, about)


def _locked(setting: Setting, resolved: Mapping[Setting, Resolved], admins_to_ask: Sequence[UserId]) -> Block:
    lines = [
        value_line(setting_label(setting), on=resolved[setting].value),
        lock_text(resolved[setting], admins_to_ask),
        *([] if has_effect(setting, resolved) else [no_effect_text()]),
    ]
    return section("\n".join(lines))
