"""Why something may not be, as a key with values: policy has no language (LANG-1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ReasonValue = str | int | date | StrEnum
"""Texts are as typed by people, not escaped; members of an enumeration are said by their own name in the reader's language."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of `bot/i18n/refusals/` and the named values of its message."""

    key: str
    values: tuple[tuple[str, ReasonValue], ...] = ()


def reason(key: str, /, **values: ReasonValue) -> Reason:
    """A reason with its values; the message of this key names the same."""
    return Reason(key, tuple(values.items()))
