"""A person's own switches (`/pmi settings`): those that are theirs as one list, locked ones as text (LOCK-2, UX-7).

Nobody locks whether somebody is reminded of meetings, nor their calendar feed (MEET-8, INV-2).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.ids import UserId
from bot.policy.settings.catalogue import CATALOGUE, Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.protocol import Block, View
from bot.views.components.blocks import context, divider, modal, plain, section
from bot.views.components.inputs import checkbox, input_block, input_value, is_checked
from bot.views.components.setting_text import NO_EFFECT, lock_text, on_off, source_text
from bot.views.invitations.feed import feed_section

CALLBACK = "settings_save"
SWITCHES = "switches"
SWITCHES_ACTION_ID = "on"
LABEL = "Switched on for me"
REMINDERS = "reminders"
REMIND_ME = "Remind me ten minutes before a meeting"
WHICH_MEETINGS = "Of those that I host, and those that I did not decline"
ALL_LOCKED = "Your organisation has locked all of these for you."


def form(
    resolved: Mapping[Setting, Resolved],
    contacts: Sequence[UserId],
    *,
    reminded: bool,
    choices: Mapping[Setting, bool] | None = None,
    notice: str = "",
) -> View:
    """The switches as they are, or as somebody chose them where that could not be saved.

    What can be chosen has changed where `notice` stands on top: the list then is a new one, because Slack keeps what was
    chosen in a block of the same name.
    """
    personal = [setting for setting in CATALOGUE if is_settable_at(setting, Level.PERSON)]
    unlocked = [setting for setting in personal if not resolved[setting].locked]
    locked = [setting for setting in personal if resolved[setting].locked]
    values = {setting: resolved[setting].value for setting in unlocked} | {
        setting: choice for setting, choice in (choices or {}).items() if setting in unlocked
    }
    blocks = [
        *([section(notice), divider()] if notice else []),
        *([_switches_input(values, resolved)] if unlocked else [section(ALL_LOCKED)]),
        *([divider()] if unlocked and locked else []),
        *(_locked(setting, resolved, contacts) for setting in locked),
        *([context("Your choice holds wherever your organisation leaves it to you.")] if unlocked else []),
        divider(),
        input_block(REMINDERS, "Meetings", checkbox(REMIND_ME, WHICH_MEETINGS, on=reminded), optional=True),
        feed_section(),
    ]
    return modal("My settings", blocks, callback=CALLBACK, submit="Save changes", close="Cancel")


def read(view: Mapping[str, Any]) -> dict[Setting, bool]:
    """What was chosen: on or off for each switch that the form had."""
    choices: dict[Setting, bool] = {}
    for block in view.get("blocks", []):
        if not str(block.get("block_id", "")).startswith(SWITCHES):
            continue
        element_state = view["state"]["values"][block["block_id"]][SWITCHES_ACTION_ID]
        selected = {option["value"] for option in element_state.get("selected_options") or []}
        offered = {option["value"] for option in block["element"]["options"]}
        choices |= {Setting(name): name in selected for name in offered & set(Setting)}
    return choices


def read_reminded(view: Mapping[str, Any]) -> bool | None:
    """Whether they want to be reminded of meetings; none where the form did not ask."""
    has_field = input_value(view, REMINDERS, "selected_options") is not None
    return is_checked(view, REMINDERS) if has_field else None


def switches_block_id(view: Mapping[str, Any]) -> str:
    """The block beside which a fault is shown."""
    names = (str(block.get("block_id", "")) for block in view.get("blocks", []))
    return next((name for name in names if name.startswith(SWITCHES)), SWITCHES)


def saved(resolved: Mapping[Setting, Resolved], *, reminded: bool) -> View:
    """What holds from now on."""
    personal = [setting for setting in CATALOGUE if is_settable_at(setting, Level.PERSON)]
    lines = [f"{CATALOGUE[setting].label}: *{on_off(resolved[setting].value)}*" for setting in personal]
    lines.append(f"{REMIND_ME}: *{on_off(reminded)}*")
    return modal("My settings", [section(":white_check_mark: Your settings are saved."), section("\n".join(lines))])


def _switches_input(values: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> Block:
    options = {setting: _option(setting, resolved) for setting in values}
    on = [options[setting] for setting, value in values.items() if value]
    fingerprint = "".join(str(int(resolved[setting].value)) for setting in values)
    return {
        "type": "input",
        "block_id": f"{SWITCHES}:{len(options)}:{fingerprint}",
        "optional": True,
        "label": plain(LABEL, 2000),
        "element": {
            "type": "checkboxes",
            "action_id": SWITCHES_ACTION_ID,
            "options": list(options.values()),
            **({"initial_options": on} if on else {}),
        },
    }


def _option(setting: Setting, resolved: Mapping[Setting, Resolved]) -> Block:
    """Its label, and where it comes from or that it means nothing now (LOCK-2, LOCK-4)."""
    no_effect = not has_effect(setting, resolved)
    words = source_text(resolved[setting].source)
    about = NO_EFFECT if no_effect else words[:1].upper() + words[1:]
    return {"text": plain(CATALOGUE[setting].label, 75), "description": plain(about, 75), "value": setting.value}


def _locked(setting: Setting, resolved: Mapping[Setting, Resolved], contacts: Sequence[UserId]) -> Block:
    no_effect = "" if has_effect(setting, resolved) else f"\n{NO_EFFECT}"
    label, value = CATALOGUE[setting].label, on_off(resolved[setting].value)
    return section(f"*{label}*: {value}\n{lock_text(resolved[setting], contacts)}{no_effect}")
