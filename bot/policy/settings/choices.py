"""What people choose for themselves: only what is theirs to choose and not locked (LOCK-2, LOCK-3)."""

from collections.abc import Mapping

from bot.policy.people.people import ADMIN_ROLES, Role
from bot.policy.settings.catalogue import Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import Origin, Resolved, Source
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Allowed, Denied


def changed_choices(choices: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> dict[Setting, bool]:
    """The choices that differ from the present value: what a form merely shows was not chosen."""
    return {setting: choice for setting, choice in choices.items() if resolved[setting].value != choice}


def refusals(choices: Mapping[Setting, bool], resolved: Mapping[Setting, Resolved]) -> dict[Setting, Reason]:
    """Which of these cannot be chosen, and why; by the settings of this moment, not of the form's opening."""
    found = {setting: _refusal(setting, resolved[setting]) for setting in choices}
    return {setting: refusal for setting, refusal in found.items() if refusal}


def _refusal(setting: Setting, resolved: Resolved) -> Reason | None:
    if not is_settable_at(setting, Level.PERSON):
        return reason("settings.only_admins", setting=setting)
    match resolved.locked_by:
        case None:
            return None
        case Source(Origin.GROUP, name=group):
            return reason("settings.locked_by_group", setting=setting, group=group)
        case Source():
            return reason("settings.locked_by_organisation", setting=setting)


def may_self_serve(self_service: Resolved, role: Role) -> Allowed | Denied:
    """Whether `pmi_self_service` lets somebody change number and link: where it is off, only admins. The license counts as well."""
    if self_service.value or role in ADMIN_ROLES:
        return Allowed()
    return Denied(reason("settings.self_service_off"))
