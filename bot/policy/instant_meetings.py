"""Which ID a meeting gets that is started at once, and why (MEET-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.policy.answers import Allowed, Denied
from bot.policy.resolution import Resolved, Source
from bot.policy.settings import Setting

IDENTICAL_WITHIN = timedelta(seconds=30)
"""A second start of the same meeting within this time finds the first one."""


class Choice(StrEnum):
    """What somebody asks for: `/schedule now pmi …`, `/schedule now new …`, or neither."""

    BY_SETTING = "by_setting"
    PMI = "pmi"
    NEW = "new"


class Why(StrEnum):
    """What decided."""

    CHOSEN = "chosen"
    SETTING = "setting"
    PMI_UNUSABLE = "pmi_unusable"  # the setting says PMI, and a rule stands against it


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the PMI is used, what decided, who locked that, and the sentence of the rule that stands against the PMI."""

    on_pmi: bool
    why: Why
    reason: str = ""
    locked_by: Source | None = None


def which_id(choice: Choice, settings: Mapping[Setting, Resolved], may_start: Allowed | Denied) -> Verdict | Denied:
    """`may_start` is about the person's room, also where it is switched off (LOCK-4). A PMI that was asked for and may not be used is refused aloud."""
    if choice is Choice.NEW:
        return Verdict(on_pmi=False, why=Why.CHOSEN)
    if choice is Choice.PMI:
        return may_start if isinstance(may_start, Denied) else Verdict(on_pmi=True, why=Why.CHOSEN)
    for_instant = settings[Setting.PMI_FOR_INSTANT]
    if for_instant.value and isinstance(may_start, Denied):
        return Verdict(on_pmi=False, why=Why.PMI_UNUSABLE, reason=may_start.reason)
    return Verdict(on_pmi=for_instant.value, why=Why.SETTING, locked_by=for_instant.locked_by)
