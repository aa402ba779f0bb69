"""Changes that cannot be made at all, whoever asks: what they are about is gone, locked above, or not to be set there."""

from typing import assert_never

from bot.policy import groups as group_policy
from bot.policy.answers import Denied
from bot.policy.changes import Change, ChangeMembers, CreateGroup, DeleteGroup, OrderGroups, SetStand
from bot.policy.groups import GroupId
from bot.policy.resolution import Layout, Stand
from bot.policy.settings import CATALOGUE, Level, Setting, is_for

GONE = Denied("This group does not exist any more.")
MOST_GROUPS = 200
"""Groups of one account: their priorities are read and decided by people."""

MOST_NAMED = 20_000
"""People in one change of members: what is written in well under a second, while the account's lock is held."""


def refusal(change: Change, layout: Layout) -> Denied | None:
    """Why the change cannot be made as things are now, if it cannot."""
    match change:
        case SetStand(None, setting):
            return _not_settable(setting, Level.ACCOUNT)
        case SetStand(group, setting, stand):
            return _absent(group, layout) or _not_for_group(setting, stand, layout)
        case OrderGroups(order):
            return _not_the_groups(order, layout)
        case CreateGroup():
            return _not_creatable(change, layout)
        case ChangeMembers(group, add, remove):
            return _absent(group, layout) or _too_many(len(add) + len(remove))
        case DeleteGroup(group):
            return _absent(group, layout)
    assert_never(change)


def name_taken(name: str, layout: Layout, besides: GroupId | None = None) -> Denied | None:
    """Names are one whatever their capitals."""
    for group in layout.groups:
        if group.id != besides and group_policy.key(group.name) == group_policy.key(name):
            return Denied(f"There is a group “{group.name}” already.")
    return None


def _absent(group: GroupId | None, layout: Layout) -> Denied | None:
    return GONE if group is not None and layout.group(group) is None else None


def _not_settable(setting: Setting, level: Level) -> Denied | None:
    label = CATALOGUE[setting].label
    return None if is_for(setting, level) else Denied(f"“{label}” cannot be set for {level}s.")


def _not_for_group(setting: Setting, stand: Stand, layout: Layout) -> Denied | None:
    """LOCK-5; and a lock needs something to lock."""
    label = CATALOGUE[setting].label
    if layout.stand(setting).locked:
        return Denied(f"“{label}” is locked by the account, so it cannot be changed for a group.")
    if stand.locked and stand.value is None:
        return Denied(f"Choose on or off for “{label}” before you lock it.")
    return _not_settable(setting, Level.GROUP)


def _not_the_groups(order: tuple[GroupId, ...], layout: Layout) -> Denied | None:
    if sorted(order) == sorted(group.id for group in layout.groups):
        return None
    return Denied("The groups have changed meanwhile. Please look at their order again.")


def _not_creatable(change: CreateGroup, layout: Layout) -> Denied | None:
    if len(layout.groups) >= MOST_GROUPS:
        return Denied(f"There can be {MOST_GROUPS} groups at most.")
    if not 1 <= change.place <= len(layout.groups) + 1:
        return Denied("The groups have changed meanwhile. Please choose the place of the new one again.")
    stands = (_not_for_group(setting, stand, layout) for setting, stand in change.stands.items())
    return (
        group_policy.name_refusal(change.name)
        or name_taken(change.name, layout)
        or next((fault for fault in stands if fault), None)
        or _too_many(len(change.members))
    )


def _too_many(people: int) -> Denied | None:
    return Denied(f"At most {MOST_NAMED:,} people at a time, please.") if people > MOST_NAMED else None
