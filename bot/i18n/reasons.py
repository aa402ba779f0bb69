"""The sentence of a refusal in the spoken language: policy gives a key with values, the messages stand in `refusals/` (LANG-1)."""

from datetime import date
from enum import StrEnum

from bot.i18n import formats
from bot.i18n.messages import Message, Value, say
from bot.i18n.setting_labels import setting_label
from bot.policy.settings.catalogue import Setting
from bot.policy.values.reasons import Reason, ReasonValue

REFUSALS: dict[str, Message] = {}
"""Every message by its key, gathered from `refusals/`."""


def reason_text(reason: Reason | str) -> str:
    """The reason as a sentence for the person: what is missing, who can help (ROLE-2). What people typed in it is not escaped."""
    if isinstance(reason, str):
        return reason
    return say(REFUSALS[reason.key], **{name: _value_text(value) for name, value in reason.values})


def _value_text(value: ReasonValue) -> Value:
    match value:
        case Setting():
            return setting_label(value)
        case StrEnum():
            raise TypeError(f"{type(value).__name__} has no words")
        case date():
            return formats.day(value)
    return value
