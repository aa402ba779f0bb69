"""Changes that cannot be made whoever asks, each with the sentence that says why (LOCK-5, section 12)."""

from dataclasses import replace

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.validation import MAX_GROUPS, MAX_PEOPLE_PER_CHANGE, name_taken, refusal
from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, Group, SettingState, SettingsTree
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied

ONE, TWO, GONE = GroupId(1), GroupId(2), GroupId(9)
LINK, PMI = Setting.PASSCODE_IN_LINK, Setting.PMI_ENABLED
TREE = SettingsTree({}, (Group(ONE, "Sales", {}), Group(TWO, "Support", {})))
ON, ON_LOCKED, ONLY_LOCKED = SettingState(True), SettingState(True, True), SettingState(None, True)
LINK_LOCKED = replace(TREE, account={LINK: ONLY_LOCKED})


def people(count: int, start: int = 0) -> frozenset[PersonId]:
    return frozenset(PersonId(each) for each in range(start, start + count))


@pytest.mark.parametrize(
    "change",
    [
        ChangeSetting(None, LINK, ON),
        ChangeSetting(None, LINK, ONLY_LOCKED),
        ChangeSetting(None, Setting.PMI_SELF_SERVICE, ON_LOCKED),
        ChangeSetting(ONE, LINK, ON),
        ChangeSetting(ONE, LINK, ON_LOCKED),
        ChangeSetting(ONE, LINK, UNSET),
        ChangeSetting(ONE, LINK, SettingState(False, True)),
        ChangeSetting(ONE, Setting.PMI_SELF_SERVICE, ON),
        OrderGroups((TWO, ONE)),
        CreateGroup("New", 1, {LINK: ON_LOCKED}, people(3)),
        CreateGroup("New", 3),
        ChangeMembers(ONE, people(MAX_PEOPLE_PER_CHANGE)),
        ChangeMembers(ONE, people(MAX_PEOPLE_PER_CHANGE - 1), people(1, MAX_PEOPLE_PER_CHANGE)),
        CreateGroup("New", 1, members=people(MAX_PEOPLE_PER_CHANGE)),
        DeleteGroup(ONE),
    ],
)
def test_what_makes_sense_is_not_refused(change: Change) -> None:
    assert refusal(change, TREE) is None


@pytest.mark.parametrize(
    "change,reason",
    [
        (ChangeSetting(GONE, LINK, ON), "does not exist any more"),
        (ChangeMembers(GONE), "does not exist any more"),
        (DeleteGroup(GONE), "does not exist any more"),
        (ChangeSetting(ONE, LINK, ONLY_LOCKED), "Choose on or off"),
        (CreateGroup("New", 1, {PMI: ON, LINK: ONLY_LOCKED}), "Choose on or off"),
        (OrderGroups((ONE,)), "look at their order again"),
        (OrderGroups((ONE, TWO, GONE)), "look at their order again"),
        (CreateGroup("New", 0), "choose the place of the new one again"),
        (CreateGroup("New", 4), "choose the place of the new one again"),
        (CreateGroup("", 1), "needs a name"),
        (CreateGroup("SALES", 1), "There is a group “Sales” already."),
        (ChangeMembers(ONE, people(MAX_PEOPLE_PER_CHANGE + 1)), "At most 20,000 people"),
        (ChangeMembers(ONE, people(MAX_PEOPLE_PER_CHANGE), people(1, MAX_PEOPLE_PER_CHANGE)), "At most 20,000 people"),
        (CreateGroup("New", 1, members=people(MAX_PEOPLE_PER_CHANGE + 1)), "At most 20,000 people"),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_reason(change: Change, reason: str) -> None:
    denied = refusal(change, TREE)
    assert isinstance(denied, Denied)
    assert reason in reason_text(denied.reason)


@pytest.mark.parametrize("state", [ON, ON_LOCKED, UNSET])
def test_what_the_account_locks_no_group_changes(state: SettingState) -> None:
    """LOCK-5: neither a group that is there nor a new one; other settings stay free."""
    for change in (ChangeSetting(ONE, LINK, state), CreateGroup("New", 1, {PMI: ON, LINK: state})):
        denied = refusal(change, LINK_LOCKED)
        assert isinstance(denied, Denied)
        assert "is locked by the account" in reason_text(denied.reason)
    assert refusal(ChangeSetting(ONE, PMI, state), LINK_LOCKED) is None
    assert refusal(ChangeSetting(None, LINK, state), LINK_LOCKED) is None


def test_an_account_has_two_hundred_groups_at_most() -> None:
    groups = tuple(Group(GroupId(each), f"Group {each}", {}) for each in range(1, MAX_GROUPS + 1))
    assert refusal(CreateGroup("New", 1), SettingsTree({}, groups[1:])) is None
    denied = refusal(CreateGroup("New", 1), SettingsTree({}, groups))
    assert denied == Denied(reason("groups.too_many", most=200))


def test_a_group_may_keep_its_own_name_in_other_capitals() -> None:
    assert name_taken("SALES", TREE) == Denied(reason("groups.name_taken", group="Sales"))
    assert name_taken("SALES", TREE, except_group=ONE) is None
    assert name_taken("support", TREE, except_group=ONE) == Denied(reason("groups.name_taken", group="Support"))
    assert name_taken("New", TREE) is None
