"""The form for one setting of the account or of a group: on, off or not managed here, and the lock (LOCK-1, LOCK-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.exchange import Block, View
from bot.policy.changes import SetStand
from bot.policy.groups import GroupId
from bot.policy.resolution import NOTHING, Group, Stand
from bot.policy.settings import CATALOGUE, Setting
from bot.views.blocks import context, modal, section, strong
from bot.views.forms import chosen, field, number_in, option, radio, remember, remembered, tick, ticked
from bot.views.setting_words import on_off

CALLBACK = "admin_setting_save"
VALUE, LOCK = "value", "lock"
ON, OFF, UNMANAGED = "on", "off", "unmanaged"
NEEDS_APPROVAL = (
    "A lock, and a change of what is locked, holds when another admin has approved it. All else holds at once."
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent; no `group` is the account. `seen` is what the form showed."""

    group: GroupId | None
    setting: Setting
    seen: str
    value: str
    locked: bool


def form(setting: Setting, stand: Stand, group: Group | None) -> View:
    """The form, filled with what is. Its blocks are named after it, so that a fresh one shows what is."""
    declared, whom = CATALOGUE[setting], "everybody" if group is None else "this group"
    where = "For everybody in your organisation." if group is None else f"For the group {strong(group.name)}."
    blocks = [
        section(f"*{declared.label}*\n{declared.help}\n{where}"),
        field(f"{VALUE}:{mark(stand)}", "Value", _values(setting, stand, group)),
        field(
            f"{LOCK}:{mark(stand)}",
            "Lock",
            tick(f"🔒 Lock it for {whom}", "Nobody below can choose otherwise.", on=stand.locked),
            optional=True,
        ),
        context(NEEDS_APPROVAL),
    ]
    title = "Account setting" if group is None else "Group setting"
    memory = remember(group=group.id if group else 0, setting=setting, seen_stand=mark(stand))
    return modal(title, blocks, callback=CALLBACK, submit="Save", close="Cancel", metadata=memory)


def read(view: Mapping[str, Any]) -> Filled | None:
    """What was chosen; none for a form that is not ours (section 12)."""
    facts = remembered(view)
    name, shown = facts.get("setting"), str(facts.get("seen_stand", ""))
    if name not in tuple(Setting):
        return None
    group = number_in(facts, "group")
    value, locked = chosen(view, f"{VALUE}:{shown}"), ticked(view, f"{LOCK}:{shown}")
    return Filled(GroupId(group) if group else None, Setting(name), shown, value, locked)


def value_block(filled: Filled) -> str:
    """The block beside which a fault is shown."""
    return f"{VALUE}:{filled.seen}"


def change(filled: Filled, present: Stand) -> SetStand:
    """The change that was wished. What the form merely showed as it is, nobody has chosen: a default stays one."""
    setting = filled.setting
    if filled.group is not None and filled.value == UNMANAGED:
        # a lock without a value is refused by policy, in words
        return SetStand(filled.group, setting, Stand(None, filled.locked) if filled.locked else NOTHING)
    value: bool | None = filled.value == ON
    if filled.group is None and present.value is None and value == CATALOGUE[setting].default:
        value = None
    return SetStand(filled.group, setting, Stand(value, filled.locked))


def mark(stand: Stand) -> str:
    """A stand in two signs, to compare what a form showed with what is."""
    return f"{'-' if stand.value is None else int(stand.value)}{'L' if stand.locked else 'u'}"


def _values(setting: Setting, stand: Stand, group: Group | None) -> Block:
    default = CATALOGUE[setting].default
    on, off = option("On", ON), option("Off", OFF)
    if group is None:
        return radio([on, off], ON if (default if stand.value is None else stand.value) else OFF)
    none = option("Not managed here", UNMANAGED, "The account’s value and people’s own choices hold.")
    return radio([none, on, off], UNMANAGED if stand.value is None else on_off(stand.value))
