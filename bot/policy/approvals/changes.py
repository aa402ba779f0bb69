"""Changes to what an account and its groups say, and who is in which group: each as a value, and what it would lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, Group, SettingState, SettingsTree

NEW_GROUP = GroupId(0)
"""Stands for a group that does not exist yet."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """The account (no `group`) or a group says something else of one setting: value, lock, or nothing any more."""

    group: GroupId | None
    setting: Setting
    state: SettingState


@dataclass(frozen=True, slots=True)
class OrderGroups:
    """All groups of the account in their new order of priority."""

    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class ChangeMembers:
    """People come into a group and leave it; by hand, or imported. Once `normalised`, `add` are outside it, `remove` inside."""

    group: GroupId
    add: frozenset[PersonId] = frozenset()
    remove: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class CreateGroup:
    """A group comes into being at this place in the order (1 is first), with settings and members if wanted."""

    name: str
    position: int
    states: Mapping[Setting, SettingState] = field(default_factory=dict)
    members: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class DeleteGroup:
    """A group is dissolved."""

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
"""What a change is asked against: if that has moved, it is another change (APP-5)."""


def tree_after(change: Change, tree: SettingsTree) -> SettingsTree:
    """What account and groups would say."""
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
    """In which groups somebody would be whom the change reaches; one of members must be settled."""
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
    """Whose settings may become other ones."""
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
    """The settings that it may change for somebody."""
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
    """Whether somebody in these groups would join one: who comes under a lock that way needs no approval (APP-1)."""
    match change:
        case ChangeMembers(group):
            return group not in groups
        case CreateGroup():
            return True
        case _:
            return False


def sets_lock(change: Change, tree: SettingsTree) -> bool:
    """Whether a lock is put where none was, whoever is under it (APP-1)."""
    match change:
        case ChangeSetting(group, setting, state):
            return state.locked and not _current_state(tree, group, setting).locked
        case CreateGroup(states=states):
            return any(state.locked for state in states.values())
        case _:
            return False


def precondition(change: Change, tree: SettingsTree) -> Precondition:
    """What is now that which would change."""
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
    """The same without those who are in the group already, or not in it anyhow; `members` as far as they are named."""
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
