"""Changes that nobody can make: the group is gone, the account locks the setting, or it cannot be set at that level."""

from typing import assert_never

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.ids import GroupId
from bot.policy.settings import groups
from bot.policy.settings.catalogue import Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import SettingState, SettingsTree
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied

GROUP_GONE = Denied(reason("groups.gone"))
MAX_GROUPS = 200
"""Groups of one account: their priorities are read and decided by people."""

MAX_PEOPLE_PER_CHANGE = 20_000
"""People in one change of members: written in well under a second, during which the account's lock is held."""


def refusal(change: Change, tree: SettingsTree) -> Denied | None:
    """Why the change cannot be made to this tree; none if it can."""
    match change:
        case ChangeSetting(None, setting):
            return _level_refusal(setting, Level.ACCOUNT)
        case ChangeSetting(group, setting, state):
            return _missing_group(group, tree) or _group_setting_refusal(setting, state, tree)
        case OrderGroups(order):
            return _order_refusal(order, tree)
        case CreateGroup():
            return _creation_refusal(change, tree)
        case ChangeMembers(group, add, remove):
            return _missing_group(group, tree) or _too_many_people(len(add) + len(remove))
        case DeleteGroup(group):
            return _missing_group(group, tree)
    assert_never(change)


def name_taken(name: str, tree: SettingsTree, except_group: GroupId | None = None) -> Denied | None:
    """Refuse a name that another group has, compared without case."""
    for group in tree.groups:
        if group.id != except_group and groups.name_key(group.name) == groups.name_key(name):
            return Denied(reason("groups.name_taken", group=group.name))
    return None


def _missing_group(group: GroupId | None, tree: SettingsTree) -> Denied | None:
    return GROUP_GONE if group is not None and tree.group(group) is None else None


def _level_refusal(setting: Setting, level: Level) -> Denied | None:
    return None if is_settable_at(setting, level) else Denied(reason("approvals.not_settable", setting=setting))


def _group_setting_refusal(setting: Setting, state: SettingState, tree: SettingsTree) -> Denied | None:
    """LOCK-5; and a lock needs something to lock."""
    if tree.state(setting).locked:
        return Denied(reason("approvals.locked_by_account", setting=setting))
    if state.locked and state.value is None:
        return Denied(reason("approvals.lock_needs_value", setting=setting))
    return _level_refusal(setting, Level.GROUP)


def _order_refusal(order: tuple[GroupId, ...], tree: SettingsTree) -> Denied | None:
    if sorted(order) == sorted(group.id for group in tree.groups):
        return None
    return Denied(reason("groups.order_outdated"))


def _creation_refusal(change: CreateGroup, tree: SettingsTree) -> Denied | None:
    if len(tree.groups) >= MAX_GROUPS:
        return Denied(reason("groups.too_many", most=MAX_GROUPS))
    if not 1 <= change.position <= len(tree.groups) + 1:
        return Denied(reason("groups.place_outdated"))
    refusals = (_group_setting_refusal(setting, state, tree) for setting, state in change.states.items())
    return (
        groups.name_refusal(change.name)
        or name_taken(change.name, tree)
        or next((fault for fault in refusals if fault), None)
        or _too_many_people(len(change.members))
    )


def _too_many_people(people: int) -> Denied | None:
    if people <= MAX_PEOPLE_PER_CHANGE:
        return None
    return Denied(reason("groups.too_many_people", most=MAX_PEOPLE_PER_CHANGE))
