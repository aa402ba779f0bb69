"""What a person's settings mean for their room, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.policy.people.people import Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.choices import may_self_serve
from bot.policy.settings.lock_resolution import Origin, Resolved, in_effect
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied


@dataclass(frozen=True, slots=True)
class RoomRules:
    """The rules of one room. `enabled` says who switched it off (LOCK-6); `may_choose`: number and link, apart from the license."""

    enabled: Allowed | Denied
    passcode_required: bool
    token_in_links: bool
    may_choose: Allowed | Denied


def room_rules(settings: Mapping[Setting, Resolved], role: Role) -> RoomRules:
    """The rules of one person's room, from every setting as it holds for them."""
    return RoomRules(
        enabled=_enabled(settings[Setting.PMI_ENABLED]),
        passcode_required=in_effect(Setting.PMI_PASSCODE_REQUIRED, settings),
        token_in_links=settings[Setting.PASSCODE_IN_LINK].value,
        may_choose=may_self_serve(settings[Setting.PMI_SELF_SERVICE], role),
    )


def _enabled(resolved: Resolved) -> Allowed | Denied:
    """Who switched it off, and what helps: to switch one's own on, or where that is locked an admin (LOCK-2, ROLE-2)."""
    if resolved.value:
        return Allowed()
    source = resolved.locked_by or resolved.source
    match source.origin:
        case Origin.PERSON:
            return Denied(reason("rooms.off_by_yourself"))
        case Origin.GROUP if resolved.locked:
            return Denied(reason("rooms.off_for_group_locked", group=source.name))
        case Origin.GROUP:
            return Denied(reason("rooms.off_for_group", group=source.name))
        case Origin.ACCOUNT | Origin.DEFAULT:
            return Denied(reason("rooms.off_locked") if resolved.locked else reason("rooms.off"))
    assert_never(source.origin)
