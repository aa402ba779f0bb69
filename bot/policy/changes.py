"""Changes to what an account and its groups say, and who is in which group: each as a value, and what it would lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.policy.groups import GroupId
from bot.policy.people import PersonId
from bot.policy.resolution import NOTHING, Group, Layout, Stand
from bot.policy.settings import Setting

NEW = GroupId(0)
"""Stands for a group that does not exist yet."""


@dataclass(frozen=True, slots=True)
class SetStand:
    """The account (no `group`) or a group says something else of one setting: value, lock, or nothing any more."""

    group: GroupId | None
    setting: Setting
    stand: Stand


@dataclass(frozen=True, slots=True)
class OrderGroups:
    """All groups of the account in their new order of priority."""

    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class ChangeMembers:
    """People come into a group and leave it; by hand, or imported. Once `settled`, `add` are outside it, `remove` inside."""

    group: GroupId
    add: frozenset[PersonId] = frozenset()
    remove: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class CreateGroup:
    """A group comes into being at this place in the order (1 is first), with settings and members if wanted."""

    name: str
    place: int
    stands: Mapping[Setting, Stand] = field(default_factory=dict)
    members: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class DeleteGroup:
    """A group is dissolved."""

    group: GroupId


Change = SetStand | OrderGroups | ChangeMembers | CreateGroup | DeleteGroup


@dataclass(frozen=True, slots=True)
class Everyone:
    """A change that reaches everybody in the workspace, also those whom the bot has not met."""


@dataclass(frozen=True, slots=True)
class MembersOf:
    """A change that reaches the members of these groups."""

    groups: frozenset[GroupId]


@dataclass(frozen=True, slots=True)
class Named:
    """A change that reaches these people."""

    people: frozenset[PersonId]


Reach = Everyone | MembersOf | Named

Base = Stand | tuple[GroupId, ...] | Mapping[Setting, Stand]
"""What a change is asked against: if that has moved, it is another change (APP-5)."""


def after(change: Change, layout: Layout) -> Layout:
    """What account and groups would say."""
    match change:
        case SetStand(None, setting, stand):
            return replace(layout, account=_with(layout.account, setting, stand))
        case SetStand(group, setting, stand):
            groups = (_saying(each, setting, stand) if each.id == group else each for each in layout.groups)
            return replace(layout, groups=tuple(groups))
        case OrderGroups(order):
            return replace(layout, groups=tuple(sorted(layout.groups, key=lambda group: order.index(group.id))))
        case ChangeMembers():
            return layout
        case CreateGroup(name, place, stands):
            new = Group(NEW, name, _managed(stands))
            return replace(layout, groups=(*layout.groups[: place - 1], new, *layout.groups[place - 1 :]))
        case DeleteGroup(group):
            return replace(layout, groups=tuple(each for each in layout.groups if each.id != group))
    assert_never(change)


def groups_after(change: Change, groups: frozenset[GroupId]) -> frozenset[GroupId]:
    """In which groups somebody would be whom the change reaches; one of members must be settled."""
    match change:
        case ChangeMembers(group):
            return groups ^ {group}
        case CreateGroup():
            return groups | {NEW}
        case DeleteGroup(group):
            return groups - {group}
        case SetStand() | OrderGroups():
            return groups
    assert_never(change)


def reach(change: Change) -> Reach:
    """Whose settings may become other ones."""
    match change:
        case SetStand(None):
            return Everyone()
        case SetStand(group) | DeleteGroup(group):
            return MembersOf(frozenset({group} if group is not None else ()))
        case OrderGroups(order):
            return MembersOf(frozenset(order))
        case ChangeMembers(_, add, remove):
            return Named(add | remove)
        case CreateGroup(members=members):
            return Named(members)
    assert_never(change)


def touched(change: Change, layout: Layout) -> frozenset[Setting]:
    """The settings that it may change for somebody."""
    match change:
        case SetStand(setting=setting):
            return frozenset({setting})
        case OrderGroups():
            return frozenset(setting for group in layout.groups for setting in group.stands)
        case CreateGroup(stands=stands):
            return frozenset(stands)
        case ChangeMembers(group) | DeleteGroup(group):
            found = layout.group(group)
            return frozenset(found.stands if found else ())
    assert_never(change)


def joins(change: Change, groups: frozenset[GroupId]) -> bool:
    """Whether somebody in these groups would join one: who comes under a lock that way needs no approval (APP-1)."""
    match change:
        case ChangeMembers(group):
            return group not in groups
        case CreateGroup():
            return True
        case _:
            return False


def sets_lock(change: Change, layout: Layout) -> bool:
    """Whether a lock is put where none was, whoever is under it (APP-1)."""
    match change:
        case SetStand(group, setting, stand):
            return stand.locked and not _present(layout, group, setting).locked
        case CreateGroup(stands=stands):
            return any(stand.locked for stand in stands.values())
        case _:
            return False


def base(change: Change, layout: Layout) -> Base:
    """What is now that which would change."""
    match change:
        case SetStand(group, setting):
            return _present(layout, group, setting)
        case OrderGroups() | CreateGroup():
            return tuple(group.id for group in layout.groups)
        case DeleteGroup(group):
            found = layout.group(group)
            return dict(found.stands) if found else {}
        case ChangeMembers():
            return ()
    assert_never(change)


def settled(change: ChangeMembers, members: frozenset[PersonId]) -> ChangeMembers:
    """The same without those who are in the group already, or not in it anyhow; `members` as far as they are named."""
    return replace(change, add=change.add - change.remove - members, remove=(change.remove - change.add) & members)


def _present(layout: Layout, group: GroupId | None, setting: Setting) -> Stand:
    if group is None:
        return layout.stand(setting)
    found = layout.group(group)
    return found.stand(setting) if found else NOTHING


def _saying(group: Group, setting: Setting, stand: Stand) -> Group:
    return replace(group, stands=_with(group.stands, setting, stand))


def _with(stands: Mapping[Setting, Stand], setting: Setting, stand: Stand) -> Mapping[Setting, Stand]:
    return _managed({**stands, setting: stand})


def _managed(stands: Mapping[Setting, Stand]) -> Mapping[Setting, Stand]:
    return {setting: stand for setting, stand in stands.items() if stand != NOTHING}
