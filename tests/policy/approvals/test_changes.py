"""A change as a value: what it would lead to, whom and what it reaches, and what it is asked against (APP-1, APP-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.approvals.changes import (
    NEW_GROUP,
    AffectedPeople,
    Change,
    ChangeMembers,
    ChangeSetting,
    CreateGroup,
    DeleteGroup,
    Everyone,
    MembersOf,
    NamedPeople,
    OrderGroups,
    Precondition,
    affected_people,
    affected_settings,
    groups_after,
    joins_group,
    normalised,
    precondition,
    sets_lock,
    tree_after,
)
from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, Group, SettingState, SettingsTree

ONE, TWO, GONE = GroupId(1), GroupId(2), GroupId(9)
ANN, BEN, CLEO = PersonId(11), PersonId(12), PersonId(13)
LINK, PMI = Setting.PASSCODE_IN_LINK, Setting.PMI_ENABLED
ON, OFF, LOCKED = SettingState(True), SettingState(False), SettingState(True, True)
SALES, SUPPORT = Group(ONE, "Sales", {LINK: ON}), Group(TWO, "Support", {PMI: OFF, LINK: LOCKED})
TREE = SettingsTree({PMI: ON}, (SALES, SUPPORT))
MOVE = ChangeMembers(ONE, frozenset({ANN}), frozenset({BEN}))
NEW = CreateGroup("New", 2, {LINK: OFF, PMI: UNSET}, frozenset({CLEO}))
NEW_VALUE = Group(NEW_GROUP, "New", {LINK: OFF})


@pytest.mark.parametrize(
    "change,after",
    [
        (ChangeSetting(None, LINK, OFF), SettingsTree({PMI: ON, LINK: OFF}, TREE.groups)),
        (ChangeSetting(None, PMI, UNSET), SettingsTree({}, TREE.groups)),
        (ChangeSetting(ONE, LINK, OFF), SettingsTree({PMI: ON}, (Group(ONE, "Sales", {LINK: OFF}), SUPPORT))),
        (ChangeSetting(ONE, LINK, UNSET), SettingsTree({PMI: ON}, (Group(ONE, "Sales", {}), SUPPORT))),
        (ChangeSetting(GONE, LINK, OFF), TREE),
        (OrderGroups((TWO, ONE)), SettingsTree({PMI: ON}, (SUPPORT, SALES))),
        (MOVE, TREE),
        (NEW, SettingsTree({PMI: ON}, (SALES, NEW_VALUE, SUPPORT))),
        (CreateGroup("New", 1, {LINK: OFF}), SettingsTree({PMI: ON}, (NEW_VALUE, SALES, SUPPORT))),
        (CreateGroup("New", 3, {LINK: OFF}), SettingsTree({PMI: ON}, (SALES, SUPPORT, NEW_VALUE))),
        (DeleteGroup(ONE), SettingsTree({PMI: ON}, (SUPPORT,))),
    ],
)
def test_what_account_and_groups_would_say(change: Change, after: SettingsTree) -> None:
    assert tree_after(change, TREE) == after


@pytest.mark.parametrize(
    "change,people,settings,against,locks",
    [
        (ChangeSetting(None, PMI, LOCKED), Everyone(), {PMI}, ON, True),
        (ChangeSetting(None, LINK, ON), Everyone(), {LINK}, UNSET, False),
        (ChangeSetting(ONE, LINK, LOCKED), MembersOf(frozenset({ONE})), {LINK}, ON, True),
        (ChangeSetting(TWO, LINK, LOCKED), MembersOf(frozenset({TWO})), {LINK}, LOCKED, False),
        (ChangeSetting(TWO, LINK, ON), MembersOf(frozenset({TWO})), {LINK}, LOCKED, False),
        (ChangeSetting(GONE, LINK, ON), MembersOf(frozenset({GONE})), {LINK}, UNSET, False),
        (OrderGroups((TWO, ONE)), MembersOf(frozenset({ONE, TWO})), {LINK, PMI}, (ONE, TWO), False),
        (MOVE, NamedPeople(frozenset({ANN, BEN})), {LINK}, (), False),
        (ChangeMembers(GONE), NamedPeople(frozenset()), set(), (), False),
        (NEW, NamedPeople(frozenset({CLEO})), {LINK, PMI}, (ONE, TWO), False),
        (CreateGroup("New", 1, {PMI: ON, LINK: LOCKED}), NamedPeople(frozenset()), {LINK, PMI}, (ONE, TWO), True),
        (DeleteGroup(TWO), MembersOf(frozenset({TWO})), {LINK, PMI}, {PMI: OFF, LINK: LOCKED}, False),
        (DeleteGroup(GONE), MembersOf(frozenset({GONE})), set(), {}, False),
    ],
)
def test_whom_and_what_a_change_reaches_and_what_it_is_asked_against(
    change: Change, people: AffectedPeople, settings: set[Setting], against: Precondition, locks: bool
) -> None:
    """APP-1, APP-5: if what it is asked against moves, it is another change."""
    assert affected_people(change) == people
    assert affected_settings(change, TREE) == settings
    assert precondition(change, TREE) == against
    assert sets_lock(change, TREE) is locks


@pytest.mark.parametrize(
    "change,groups,after,joins",
    [
        (MOVE, {TWO}, {ONE, TWO}, True),
        (MOVE, {ONE, TWO}, {TWO}, False),
        (NEW, {TWO}, {NEW_GROUP, TWO}, True),
        (DeleteGroup(TWO), {ONE, TWO}, {ONE}, False),
        (DeleteGroup(TWO), {ONE}, {ONE}, False),
        (ChangeSetting(ONE, LINK, ON), {ONE}, {ONE}, False),
        (OrderGroups((TWO, ONE)), {ONE}, {ONE}, False),
    ],
)
def test_in_which_groups_somebody_would_be(
    change: Change, groups: set[GroupId], after: set[GroupId], joins: bool
) -> None:
    """APP-1: who comes under a lock by joining a group needs no approval."""
    assert groups_after(change, frozenset(groups)) == after
    assert joins_group(change, frozenset(groups)) is joins


some_people = st.frozensets(st.sampled_from([ANN, BEN, CLEO]))


@given(some_people, some_people, some_people)
def test_a_normalised_change_of_members_names_exactly_those_who_move(
    add: frozenset[PersonId], remove: frozenset[PersonId], members: frozenset[PersonId]
) -> None:
    """Whoever is named on both sides stays where they are."""
    change = normalised(ChangeMembers(ONE, add, remove), members)
    assert not change.add & members
    assert change.remove <= members
    assert not (change.add | change.remove) & (add & remove)
    after = (members - (remove - add)) | (add - remove)
    assert (members - change.remove) | change.add == after
