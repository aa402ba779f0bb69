"""Whom a group admin may add, and in which words others are refused (section 4, APP-1)."""

from collections.abc import Sequence

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Segment
from bot.policy.approvals.permissions import may_change
from bot.policy.ids import GroupId, PersonId, UserId
from bot.policy.people.people import Actor, Role
from bot.policy.people.permissions import ROLE_NOT_CONFIRMED
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Group, PersonSettings, SettingState, SettingsTree
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.people import NOW

FIRST, MINE, LAST = GroupId(1), GroupId(2), GroupId(3)
TREE = SettingsTree({}, tuple(Group(each, f"Group {each}", {}) for each in (FIRST, MINE, LAST)))
ADD = ChangeMembers(MINE, frozenset({PersonId(1), PersonId(2), PersonId(3)}))
SETTING = ChangeSetting(MINE, Setting.PASSCODE_IN_LINK, SettingState(True))


def answer(
    change: Change,
    role: Role = Role.MEMBER,
    affected: Sequence[Segment] = (),
    of: frozenset[GroupId] = frozenset({MINE}),
) -> str:
    """The refusal, or nothing."""
    found = may_change(Actor(UserId("U1"), role, NOW), change, of, TREE, affected, NOW)
    return reason_text(found.reason) if isinstance(found, Denied) else ""


def members(count: int, *groups: GroupId) -> Segment:
    return Segment(PersonSettings(frozenset(groups)), tuple(PersonId(each) for each in range(count)))


@pytest.mark.parametrize(
    "affected,reason",
    [
        ([], ""),
        ([members(3), members(2, LAST), members(1, MINE, FIRST)], ""),
        ([members(1, FIRST)], "One person is in a group that comes before this one; only owners and admins can"),
        ([members(2, FIRST, LAST)], "2 people are in a group that comes before this one; only owners and admins can"),
        ([members(1, FIRST), members(4), members(2, FIRST)], "3 people are in a group that comes before this one"),
        ([members(0, FIRST)], ""),
    ],
)
def test_a_group_admin_adds_nobody_who_is_in_a_group_of_higher_priority(affected: list[Segment], reason: str) -> None:
    """APP-1: how many they are is said."""
    assert answer(ADD, affected=affected).startswith(reason)
    assert bool(answer(ADD, affected=affected)) is bool(reason)
    assert answer(ADD, Role.ADMIN, affected) == ""
    assert answer(SETTING, affected=affected) == ""


def test_of_a_group_that_is_gone_nothing_comes_before_it() -> None:
    """Whether it is there, validation says."""
    gone = GroupId(9)
    assert answer(ChangeMembers(gone), affected=[members(1, FIRST)], of=frozenset({gone})) == ""


@pytest.mark.parametrize(
    "change,words",
    [
        (ChangeSetting(None, Setting.PASSCODE_IN_LINK, SettingState(True)), "can change account settings"),
        (ChangeSetting(FIRST, Setting.PASSCODE_IN_LINK, SettingState(True)), "Only the group’s own admins"),
        (ChangeMembers(FIRST), "Only the group’s own admins"),
        (OrderGroups((MINE, FIRST, LAST)), "create, order and delete groups"),
        (CreateGroup("New", 1), "create, order and delete groups"),
        (DeleteGroup(MINE), "create, order and delete groups"),
    ],
)
def test_a_refusal_says_who_may(change: Change, words: str) -> None:
    """ROLE-2."""
    assert words in answer(change)
    assert answer(change, Role.GUEST) == "Only people of this workspace can do that."
    assert answer(change, Role.OWNER) == ""


def test_a_group_admin_s_role_is_confirmed_too() -> None:
    """ROLE-1."""
    stale = Actor(UserId("U1"), Role.MEMBER, None)
    assert may_change(stale, SETTING, frozenset({MINE}), TREE, [], NOW) == ROLE_NOT_CONFIRMED
    fresh = Actor(UserId("U1"), Role.MEMBER, NOW)
    assert may_change(fresh, SETTING, frozenset({MINE}), TREE, [], NOW) == Allowed()
