"""A person's own settings (`/pmi settings`): unlocked ones as checkboxes, locked ones as text (LOCK-2, UX-7).

Reminders of meetings and the calendar feed cannot be locked (MEET-8, INV-2).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.ids import UserId
from bot.policy.settings.catalogue import CATALOGUE, Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.protocol import Block, View
from bot.views.components.blocks import context, divider, modal, section
from bot.views.components.inputs import checkbox, checkboxes, input_block, option
from bot.views.components.setting_text import NO_EFFECT, lock_text, on_off, source_text
from bot.views.components.view_state import input_value, is_checked
from bot.views.invitations.feed import feed_section

CALLBACK = "settings_save"
SWITCHES = "switches"
SWITCHES_ACTION_ID = "on"
LABEL = "Switched on for me"
REMINDERS = "reminders"
REMIND_ME = "Remind me ten minutes before a meeting"
WHICH_MEETINGS = "Of those that I host, and those that I did not decline"
ALL_LOCKED = "Your organisation has locked all of these for you."
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
        *([_switches_input(values, resolved)] if unlocked else [section(ALL_LOCKED)]),
        *([divider()] if unlocked and locked else []),
        *(_locked(setting, resolved, admins_to_ask) for setting in locked),
        *([context("Your choice holds wherever your organisation leaves it to you.")] if unlocked else []),
        divider(),
        input_block(REMINDERS, "Meetings", checkbox(REMIND_ME, WHICH_MEETINGS, on=reminders_on), optional=True),
        feed_section(),
    ]
    return modal("My settings", blocks, callback=CALLBACK, submit="Save changes")


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
    lines = [f"{CATALOGUE[setting].label}: *{on_off(resolved[setting].value)}*" for setting in PERSONAL]
    lines.append(f"{REMIND_ME}: *{on_off(reminders_on)}*")
    return modal("My settings", [section(":white_check_mark: Your settings are saved."), section("\n".join(lines))])


def _switches_input(values: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> Block:
    options = {setting: _option(setting, resolved) for setting in values}
    on = [options[setting] for setting, value in values.items() if value]
    fingerprint = "".join(str(int(resolved[setting].value)) for setting in values)
    boxes, block_id = checkboxes(list(options.values()), on), f"{SWITCHES}:{len(options)}:{fingerprint}"
    return input_block(block_id, LABEL, boxes, optional=True, action_id=SWITCHES_ACTION_ID)


def _option(setting: Setting, resolved: Mapping[Setting, Resolved]) -> Block:
    """The label of a setting, and where its value comes from or that it has no effect now (LOCK-2, LOCK-4)."""
    source = source_text(resolved[setting].source)
    about = source[:1].upper() + source[1:] if has_effect(setting, resolved) else NO_EFFECT
    return option(CATALOGUE[setting].label, setting.value, about)


def _locked(setting: Setting, resolved: Mapping[Setting, Resolved], admins_to_ask: Sequence[UserId]) -> Block:
    no_effect = "" if has_effect(setting, resolved) else f"\n{NO_EFFECT}"
    label, value = CATALOGUE[setting].label, on_off(resolved[setting].value)
    return section(f"*{label}*: {value}\n{lock_text(resolved[setting], admins_to_ask)}{no_effect}")
