"""A person's own switches (`/pmi settings`): those that are theirs as one list, locked ones as text (LOCK-2, UX-7).

Nobody locks whether somebody is reminded of meetings, nor their calendar feed (MEET-8, INV-2).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.exchange import Block, View
from bot.policy.people import UserId
from bot.policy.resolution import Resolved, has_effect
from bot.policy.settings import CATALOGUE, Level, Setting, is_for
from bot.views.blocks import context, divider, modal, plain, section
from bot.views.calendar_feeds import invitation_to_it
from bot.views.forms import field, tick, ticked, typed
from bot.views.setting_words import NO_EFFECT, lock, on_off, whence

CALLBACK = "settings_save"
SWITCHES = "switches"
CHOSEN = "on"
LABEL = "Switched on for me"
REMINDERS = "reminders"
REMIND_ME = "Remind me ten minutes before a meeting"
WHICH_MEETINGS = "Of those that I host, and those that I did not decline"
NOTHING_OF_ONES_OWN = "Your organisation has locked all of these for you."


def form(
    resolved: Mapping[Setting, Resolved],
    helpers: Sequence[UserId],
    *,
    reminded: bool,
    wishes: Mapping[Setting, bool] | None = None,
    notice: str = "",
) -> View:
    """The switches as they stand, or as somebody wished them where that could not be saved.

    What can be chosen has changed where `notice` stands on top: the list then is a new one, because Slack keeps what was
    chosen in a block of the same name.
    """
    mine = [setting for setting in CATALOGUE if is_for(setting, Level.PERSON)]
    free = [setting for setting in mine if not resolved[setting].locked]
    locked = [setting for setting in mine if resolved[setting].locked]
    values = {setting: resolved[setting].value for setting in free} | {
        setting: wish for setting, wish in (wishes or {}).items() if setting in free
    }
    blocks = [
        *([section(notice), divider()] if notice else []),
        *([_switches(values, resolved)] if free else [section(NOTHING_OF_ONES_OWN)]),
        *([divider()] if free and locked else []),
        *(_locked(setting, resolved, helpers) for setting in locked),
        *([context("Your choice holds wherever your organisation leaves it to you.")] if free else []),
        divider(),
        field(REMINDERS, "Meetings", tick(REMIND_ME, WHICH_MEETINGS, on=reminded), optional=True),
        invitation_to_it(),
    ]
    return modal("My settings", blocks, callback=CALLBACK, submit="Save changes", close="Cancel")


def read(view: Mapping[str, Any]) -> dict[Setting, bool]:
    """What was wished: on or off for each switch that the form had."""
    wishes: dict[Setting, bool] = {}
    for block in view.get("blocks", []):
        if not str(block.get("block_id", "")).startswith(SWITCHES):
            continue
        held = view["state"]["values"][block["block_id"]][CHOSEN]
        chosen = {option["value"] for option in held.get("selected_options") or []}
        offered = {option["value"] for option in block["element"]["options"]}
        wishes |= {Setting(name): name in chosen for name in offered & set(Setting)}
    return wishes


def read_reminded(view: Mapping[str, Any]) -> bool | None:
    """Whether they want to be reminded of meetings; none where the form did not ask."""
    asked = typed(view, REMINDERS, "selected_options") is not None
    return ticked(view, REMINDERS) if asked else None


def switches_in(view: Mapping[str, Any]) -> str:
    """The block beside which a fault is shown."""
    names = (str(block.get("block_id", "")) for block in view.get("blocks", []))
    return next((name for name in names if name.startswith(SWITCHES)), SWITCHES)


def saved(resolved: Mapping[Setting, Resolved], *, reminded: bool) -> View:
    """What holds from now on."""
    mine = [setting for setting in CATALOGUE if is_for(setting, Level.PERSON)]
    lines = [f"{CATALOGUE[setting].label}: *{on_off(resolved[setting].value)}*" for setting in mine]
    lines.append(f"{REMIND_ME}: *{on_off(reminded)}*")
    return modal("My settings", [section(":white_check_mark: Your settings are saved."), section("\n".join(lines))])


def _switches(values: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> Block:
    options = {setting: _option(setting, resolved) for setting in values}
    on = [options[setting] for setting, value in values.items() if value]
    stand = "".join(str(int(resolved[setting].value)) for setting in values)
    return {
        "type": "input",
        "block_id": f"{SWITCHES}:{len(options)}:{stand}",
        "optional": True,
        "label": plain(LABEL, 2000),
        "element": {
            "type": "checkboxes",
            "action_id": CHOSEN,
            "options": list(options.values()),
            **({"initial_options": on} if on else {}),
        },
    }


def _option(setting: Setting, resolved: Mapping[Setting, Resolved]) -> Block:
    """Its label, and where it comes from or that it means nothing now (LOCK-2, LOCK-4)."""
    idle = not has_effect(setting, resolved)
    words = whence(resolved[setting].source)
    about = NO_EFFECT if idle else words[:1].upper() + words[1:]
    return {
        "text": plain(CATALOGUE[setting].label, 75),
        "description": plain(about, 75),
        "value": setting.value,
    }


def _locked(setting: Setting, resolved: Mapping[Setting, Resolved], helpers: Sequence[UserId]) -> Block:
    idle = "" if has_effect(setting, resolved) else f"\n{NO_EFFECT}"
    label, value = CATALOGUE[setting].label, on_off(resolved[setting].value)
    return section(f"*{label}*: {value}\n{lock(resolved[setting], helpers)}{idle}")
