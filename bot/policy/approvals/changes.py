"""Changes of account and group settings, of groups and their members: each as a value, and what it would lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, Group, SettingState, SettingsTree

NEW_GROUP = GroupId(0)
"""Id of a group that does not exist yet."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Set value and lock of one setting for a group, or for the account (no `group`). `UNSET` removes both."""

    group: GroupId | None
    setting: Setting
    state: SettingState


@dataclass(frozen=True, slots=True)
class OrderGroups:
    """Give all groups of the account a new order of priority."""

    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class ChangeMembers:
    """Add people to a group and remove others. Once `normalised`, `add` are not in the group and `remove` are."""

    group: GroupId
    add: frozenset[PersonId] = frozenset()
    remove: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class CreateGroup:
    """Create a group at this position of the order (1 is first), with its settings and members."""

    name: str
    position: int
    states: Mapping[Setting, SettingState] = field(default_factory=dict)
    members: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class DeleteGroup:
    """Delete a group."""

    group: GroupId


Change = ChangeSetting | OrderGroups | ChangeMembers | CreateGroup | DeleteGroup


@dataclass(frozen=True, slots=True)
class Everyone:
    """A change that reaches everybody in the workspace, also those whom the bot has not met."""


@dataclass(frozen=True, slots=True)
class MembersOf:
    """A change that reaches the members of these groups."""

    groups: frozenset[GroupId]


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """A change that reaches these people."""

    people: frozenset[PersonId]


AffectedPeople = Everyone | MembersOf | NamedPeople

Precondition = SettingState | tuple[GroupId, ...] | Mapping[Setting, SettingState]
"""The state that a request was made against: if it differs later, nobody can approve the request any more (APP-5)."""


def tree_after(change: Change, tree: SettingsTree) -> SettingsTree:
    """The settings of account and groups after the change."""
    match change:
        case ChangeSetting(None, setting, state):
            return replace(tree, account=_with_setting(tree.account, setting, state))
        case ChangeSetting(group, setting, state):
            groups = (_with_state(each, setting, state) if each.id == group else each for each in tree.groups)
            return replace(tree, groups=tuple(groups))
        case OrderGroups(order):
            return replace(tree, groups=tuple(sorted(tree.groups, key=lambda group: order.index(group.id))))
        case ChangeMembers():
            return tree
        case CreateGroup(name, position, states):
            new = Group(NEW_GROUP, name, _without_unset(states))
            return replace(tree, groups=(*tree.groups[: position - 1], new, *tree.groups[position - 1 :]))
        case DeleteGroup(group):
            return replace(tree, groups=tuple(each for each in tree.groups if each.id != group))
    assert_never(change)


def groups_after(change: Change, groups: frozenset[GroupId]) -> frozenset[GroupId]:
    """The groups of an affected person after the change, given those before. A `ChangeMembers` must be `normalised`."""
    match change:
        case ChangeMembers(group):
            return groups ^ {group}
        case CreateGroup():
            return groups | {NEW_GROUP}
        case DeleteGroup(group):
            return groups - {group}
        case ChangeSetting() | OrderGroups():
            return groups
    assert_never(change)


def affected_people(change: Change) -> AffectedPeople:
    """Everybody whose settings the change may alter."""
    match change:
        case ChangeSetting(None):
            return Everyone()
        case ChangeSetting(group) | DeleteGroup(group):
            return MembersOf(frozenset({group} if group is not None else ()))
        case OrderGroups(order):
            return MembersOf(frozenset(order))
        case ChangeMembers(_, add, remove):
            return NamedPeople(add | remove)
        case CreateGroup(members=members):
            return NamedPeople(members)
    assert_never(change)


def affected_settings(change: Change, tree: SettingsTree) -> frozenset[Setting]:
    """The settings that the change may alter for somebody."""
    match change:
        case ChangeSetting(setting=setting):
            return frozenset({setting})
        case OrderGroups():
            return frozenset(setting for group in tree.groups for setting in group.states)
        case CreateGroup(states=states):
            return frozenset(states)
        case ChangeMembers(group) | DeleteGroup(group):
            found = tree.group(group)
            return frozenset(found.states if found else ())
    assert_never(change)


def joins_group(change: Change, groups: frozenset[GroupId]) -> bool:
    """Whether the change adds a person with these groups to another group: a lock that reaches them so needs no approval (APP-1)."""
    match change:
        case ChangeMembers(group):
            return group not in groups
        case CreateGroup():
            return True
        case _:
            return False


def sets_lock(change: Change, tree: SettingsTree) -> bool:
    """Whether the change sets a lock where none was, even if nobody is under it (APP-1)."""
    match change:
        case ChangeSetting(group, setting, state):
            return state.locked and not _current_state(tree, group, setting).locked
        case CreateGroup(states=states):
            return any(state.locked for state in states.values())
        case _:
            return False


def precondition(change: Change, tree: SettingsTree) -> Precondition:
    """The present state that the change would replace."""
    match change:
        case ChangeSetting(group, setting):
            return _current_state(tree, group, setting)
        case OrderGroups() | CreateGroup():
            return tuple(group.id for group in tree.groups)
        case DeleteGroup(group):
            found = tree.group(group)
            return dict(found.states) if found else {}
        case ChangeMembers():
            return ()
    assert_never(change)


def normalised(change: ChangeMembers, members: frozenset[PersonId]) -> ChangeMembers:
    """The change of those alone who really join or leave. `members` of the group: at least those whom the change names."""
    return replace(change, add=change.add - change.remove - members, remove=(change.remove - change.add) & members)


def _current_state(tree: SettingsTree, group: GroupId | None, setting: Setting) -> SettingState:
    if group is None:
        return tree.state(setting)
    found = tree.group(group)
    return found.state(setting) if found else UNSET


def _with_state(group: Group, setting: Setting, state: SettingState) -> Group:
    return replace(group, states=_with_setting(group.states, setting, state))


def _with_setting(
    states: Mapping[Setting, SettingState], setting: Setting, state: SettingState
) -> Mapping[Setting, SettingState]:
    return _without_unset({**states, setting: state})


def _without_unset(states: Mapping[Setting, SettingState]) -> Mapping[Setting, SettingState]:
    return {setting: state for setting, state in states.items() if state != UNSET}
