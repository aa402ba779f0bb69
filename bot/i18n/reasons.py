"""The sentence of a refusal in the spoken language: policy gives a key with values, the messages stand in `refusals/` (LANG-1)."""

from collections.abc import Callable
from datetime import time
from enum import StrEnum

from bot.i18n import formats
from bot.i18n.messages import Message, Value, say
from bot.i18n.refusals import (
    approvals,
    clock,
    groups,
    invitations,
    links,
    meetings,
    numbers,
    passcodes,
    people,
    reminders,
    rooms,
    settings,
)
from bot.i18n.setting_labels import setting_label
from bot.policy.settings.catalogue import Setting
from bot.policy.values.reasons import Reason, ReasonValue, from_stored
from bot.policy.values.text import strip_bidi_controls

_FEATURES = (
    *(approvals, clock, groups, invitations, links, meetings),
    *(numbers, passcodes, people, reminders, rooms, settings),
)
REFUSALS: dict[str, Message] = {key: message for feature in _FEATURES for key, message in feature.REFUSALS.items()}
"""Every message by its key, gathered from `refusals/`."""


def reason_text(reason: Reason, *, typed: Callable[[str], str] = strip_bidi_controls) -> str:
    """The reason as a sentence for the person: what is missing, who can help (ROLE-2).

    `typed` escapes every text in it that people may have typed; the default is for plain text.
    """
    values = {name: _value_text(name, value, typed) for name, value in reason.values}
    return say(REFUSALS[reason.key], **values)


def stored_reason_text(stored: str, *, typed: Callable[[str], str] = strip_bidi_controls) -> str | None:
    """The sentence of a stored reason; none of a text that is none, as all were before reasons had keys."""
    found = from_stored(stored)
    return reason_text(found, typed=typed) if found and found.key in REFUSALS else None


def _value_text(name: str, value: ReasonValue, typed: Callable[[str], str]) -> Value:
    if name == "setting" and isinstance(value, str):
        return setting_label(Setting(value))
    match value:
        case StrEnum():
            raise TypeError(f"{type(value).__name__} has no words")
        case str():
            return typed(value)
        case tuple():
            return formats.listed([typed(each) for each in value])
        case int():
            return formats.weekday(value) if name == "weekday" else value
        case time():
            return formats.clock(value)
    return formats.weekday_and_day(value)
