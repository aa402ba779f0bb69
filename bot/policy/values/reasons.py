"""Why something may not be, as a key with values: policy has no language (LANG-1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

ReasonValue = str | int | date | time | StrEnum | tuple[str, ...]
"""Texts are as typed by people, not escaped; several make a list. A setting is called `setting`, a day of the week `weekday`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of `bot/i18n/refusals/` and the named values of its message."""

    key: str
    values: tuple[tuple[str, ReasonValue], ...] = ()


def reason(key: str, /, **values: ReasonValue) -> Reason:
    """A reason with its values; the message of this key names the same."""
    return Reason(key, tuple(values.items()))


def to_stored(told: Reason) -> str:
    """The reason as it is stored, without a language: its key, then its values, if it has any, in JSON. Dates cannot be stored."""
    values = json.dumps(dict(told.values), ensure_ascii=False) if told.values else ""
    return f"{told.key} {values}".rstrip()


def from_stored(text: str) -> Reason | None:
    """The reason that was stored so, a setting as the text of its key; none of texts that cannot be one."""
    key, _, written = text.partition(" ")
    try:
        values = json.loads(written) if written else {}
    except ValueError:
        return None
    return Reason(key, tuple(values.items())) if isinstance(values, Mapping) else None
