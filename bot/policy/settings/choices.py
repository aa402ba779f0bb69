"""What people choose for themselves: only what is theirs to choose and not locked (LOCK-2, LOCK-3)."""

from collections.abc import Mapping
from typing import assert_never

from bot.policy.people.people import ADMIN_ROLES, Role
from bot.policy.settings.catalogue import CATALOGUE, Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import Origin, Resolved, Source
from bot.policy.values.results import Allowed, Denied


def changed_choices(choices: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> dict[Setting, bool]:
    """The choices that differ from the present value: what a form merely shows was not chosen."""
    return {setting: choice for setting, choice in choices.items() if resolved[setting].value != choice}


def refusals(choices: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> dict[Setting, str]:
    """Which of these cannot be chosen, and why; by the settings of this moment, not of the form's opening."""
    reasons = {setting: _refusal(setting, resolved[setting]) for setting in choices}
    return {setting: reason for setting, reason in reasons.items() if reason}


def locked_by_text(source: Source, *, whose: str = "your") -> str:
    """Who locked it, to follow “Locked by”; `whose` is “their” where an admin reads of somebody else."""
    match source.origin:
        case Origin.GROUP:
            return f"{whose} group {source.name}"
        case Origin.ACCOUNT | Origin.DEFAULT | Origin.PERSON:
            return f"{whose} organisation"
    assert_never(source.origin)


def _refusal(setting: Setting, resolved: Resolved) -> str:
    label = CATALOGUE[setting].label
    if not is_settable_at(setting, Level.PERSON):
        return f"“{label}” is not yours to choose; only admins can."
    if resolved.locked_by is not None:
        return f"“{label}” is locked by {locked_by_text(resolved.locked_by)}."
    return ""


def may_self_serve(self_service: Resolved, role: Role) -> Allowed | Denied:
    """Whether `pmi_self_service` lets somebody change number and link: where it is off, only admins. The license counts as well."""
    if self_service.value or role in ADMIN_ROLES:
        return Allowed()
    return Denied("In your organisation, only admins can change a number or a personal link.")
