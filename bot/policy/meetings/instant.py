"""Which ID a meeting gets that is started at once, and why (MEET-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved, Source
from bot.policy.values.reasons import Reason
from bot.policy.values.results import Allowed, Denied

IDENTICAL_WITHIN = timedelta(seconds=30)
"""A second start of the same meeting within this time finds the first one."""


class IdChoice(StrEnum):
    """What somebody asks for: `/schedule now pmi …`, `/schedule now new …`, or neither."""

    BY_SETTING = "by_setting"
    PMI = "pmi"
    NEW = "new"


class DecidedBy(StrEnum):
    """What decided which ID is used."""

    CHOSEN = "chosen"
    SETTING = "setting"
    PMI_UNUSABLE = "pmi_unusable"  # the setting says PMI, and a rule stands against it


@dataclass(frozen=True, slots=True)
class IdDecision:
    """Whether the PMI is used, what decided, who locked that, and why the PMI cannot be used."""

    on_pmi: bool
    decided_by: DecidedBy
    pmi_refusal: Reason | None = None
    locked_by: Source | None = None


def choose_meeting_id(
    choice: IdChoice, settings: Mapping[Setting, Resolved], may_start: Allowed | Denied
) -> IdDecision | Denied:
    """Choose the ID. `may_start` is about the person's room, also where it is switched off (LOCK-4); a PMI asked for in vain is refused."""
    if choice is IdChoice.NEW:
        return IdDecision(on_pmi=False, decided_by=DecidedBy.CHOSEN)
    if choice is IdChoice.PMI:
        return may_start if isinstance(may_start, Denied) else IdDecision(on_pmi=True, decided_by=DecidedBy.CHOSEN)
    for_instant = settings[Setting.PMI_FOR_INSTANT]
    if for_instant.value and isinstance(may_start, Denied):
        return IdDecision(on_pmi=False, decided_by=DecidedBy.PMI_UNUSABLE, pmi_refusal=may_start.reason)
    return IdDecision(on_pmi=for_instant.value, decided_by=DecidedBy.SETTING, locked_by=for_instant.locked_by)
