"""Who may do what of administration: the rows of section 4 that are about it, and ROLE-1."""

from datetime import timedelta

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact, Segment
from bot.policy.approvals.permissions import may_change, may_decide, may_remind, may_withdraw
from bot.policy.approvals.requests import (
    ApprovalRequest,
    ChannelInfo,
    NewRequest,
    RequestPost,
    RequestState,
    channel_refusal,
    has_expired,
    subject_of,
)
from bot.policy.approvals.validation import MAX_PEOPLE_PER_CHANGE, refusal
from bot.policy.ids import AccountId, GroupId, PersonId, RequestId, TeamId, UserId
from bot.policy.people.people import Account, Actor, License, Plan, Role
from bot.policy.people.permissions import may_act_as_owner, may_administer
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.choices import may_self_serve
from bot.policy.settings.groups import MAX_NAME_LENGTH, name_key, name_refusal, normalise_name
from bot.policy.settings.lock_resolution import (
    FROM_ACCOUNT,
    FROM_DEFAULT,
    UNSET,
    Group,
    PersonSettings,
    Resolved,
    SettingState,
    SettingsTree,
)
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.people import NOW

MINE, OTHERS = GroupId(1), GroupId(2)
LAYOUT = SettingsTree({}, (Group(OTHERS, "Others", {}), Group(MINE, "Mine", {})))
ON = SettingState(True)
ANN = PersonId(11)
SETTING = Setting.PASSCODE_IN_LINK

ASKER, OTHER = UserId("U0ASKER"), UserId("U0OTHER")
MINUTE = timedelta(minutes=1)


def actor(role: Role, user: UserId = OTHER, age: timedelta = timedelta()) -> Actor:
    return Actor(user, role, NOW - age)


def request(**described: object) -> ApprovalRequest:
    proposal = NewRequest(ChangeSetting(None, SETTING, SettingState(True, True)), UNSET, Impact(), "", ASKER, ANN, "")
    account = Account(AccountId(1), TeamId("T1"), Plan.BUSINESS, License.LICENSED, "C1", None)
    fields: dict[str, object] = {
        "id": RequestId(1),
        "account": account,
        "proposal": proposal,
        "asked_at": NOW,
        "expires_at": NOW + timedelta(days=7),
        "state": RequestState.PENDING,
        "impact": Impact(),
        "decided_by": UserId(""),
        "decided_at": None,
        "closing_reason": "",
        "nudged_at": None,
        "reminded_at": None,
        "post": RequestPost(),
        "version": 1,
    }
    return ApprovalRequest(**{**fields, **described})  # type: ignore[arg-type] # any field of a request


def allowed(answer: Allowed | Denied) -> bool:
    return isinstance(answer, Allowed)


ACTIONS: dict[str, Change] = {
    "settings of one's own group": ChangeSetting(MINE, SETTING, ON),
    "settings of another group": ChangeSetting(OTHERS, SETTING, ON),
    "members of one's own group": ChangeMembers(MINE, frozenset({ANN})),
    "members of another group": ChangeMembers(OTHERS, frozenset({ANN})),
    "account settings": ChangeSetting(None, SETTING, ON),
    "order": OrderGroups((MINE, OTHERS)),
    "creation": CreateGroup("New", 1),
    "deletion": DeleteGroup(MINE),
}
OF_GROUP_ADMINS = {"settings of one's own group", "members of one's own group"}
ADMINS = {Role.ADMIN, Role.OWNER, Role.PRIMARY_OWNER}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_change_what(action: str, role: Role) -> None:
    """Section 4: group admins their own groups, owners and admins everything; guests, apps and strangers nothing (ROLE-1)."""
    change = ACTIONS[action]
    segment = Segment(PersonSettings(), (ANN,))
    as_admin_of_mine = may_change(actor(role), change, frozenset({MINE}), LAYOUT, [segment], NOW)
    as_nobody = may_change(actor(role), change, frozenset(), LAYOUT, [segment], NOW)
    assert allowed(as_nobody) == (role in ADMINS)
    assert allowed(as_admin_of_mine) == (role in ADMINS or (role is Role.MEMBER and action in OF_GROUP_ADMINS))


def test_a_group_admin_adds_nobody_from_a_group_of_higher_priority_and_hears_why() -> None:
    """APP-1."""
    change = ChangeMembers(MINE, frozenset({ANN}))
    above = Segment(PersonSettings(frozenset({OTHERS})), (ANN,))
    answer = may_change(actor(Role.MEMBER), change, frozenset({MINE}), LAYOUT, [above], NOW)
    assert isinstance(answer, Denied)
    assert "comes before" in reason_text(answer.reason)
    assert allowed(may_change(actor(Role.ADMIN), change, frozenset({MINE}), LAYOUT, [above], NOW))
    below = SettingsTree({}, (LAYOUT.groups[1], LAYOUT.groups[0]))
    assert allowed(may_change(actor(Role.MEMBER), change, frozenset({MINE}), below, [above], NOW))


def test_a_group_admin_may_remove_somebody_who_is_in_a_group_of_higher_priority_too() -> None:
    change = ChangeMembers(MINE, remove=frozenset({ANN}))
    both = Segment(PersonSettings(frozenset({MINE, OTHERS})), (ANN,))
    assert allowed(may_change(actor(Role.MEMBER), change, frozenset({MINE}), LAYOUT, [both], NOW))


@pytest.mark.parametrize("role", Role)
def test_the_plan_and_the_channel_are_an_owner_s_the_rest_an_admin_s_too(role: Role) -> None:
    """Section 4."""
    assert allowed(may_act_as_owner(actor(role), NOW)) == (role in {Role.OWNER, Role.PRIMARY_OWNER})
    assert allowed(may_administer(actor(role), NOW)) == (role in ADMINS)


def test_a_role_that_slack_confirmed_more_than_a_minute_ago_is_not_trusted() -> None:
    """ROLE-1."""
    late, never = actor(Role.OWNER, age=MINUTE * 1.1), Actor(OTHER, Role.OWNER, None)
    for stale in (late, never):
        for answer in (
            may_act_as_owner(stale, NOW),
            may_administer(stale, NOW),
            may_decide(stale, request(), NOW),
            may_change(stale, ACTIONS["account settings"], frozenset(), LAYOUT, (), NOW),
        ):
            assert isinstance(answer, Denied)
            assert "try again" in reason_text(answer.reason)
    member = Actor(OTHER, Role.MEMBER, NOW - MINUTE * 1.1)
    change = ACTIONS["settings of one's own group"]
    assert not allowed(may_change(member, change, frozenset({MINE}), LAYOUT, (), NOW))


@pytest.mark.parametrize("role", Role)
def test_admins_decide_and_nobody_decides_what_they_asked_for(role: Role) -> None:
    """APP-4."""
    assert allowed(may_decide(actor(role), request(), NOW)) == (role in ADMINS)
    own = may_decide(actor(role, ASKER), request(), NOW)
    assert isinstance(own, Denied)
    assert ("yourself" in reason_text(own.reason)) == (role in ADMINS)


def test_only_whoever_asked_withdraws_also_without_a_role_by_now() -> None:
    """APP-2."""
    assert allowed(may_withdraw(actor(Role.MEMBER, ASKER), request()))
    assert not allowed(may_withdraw(actor(Role.PRIMARY_OWNER), request()))


def test_approvers_are_reminded_by_whoever_asked_once_a_day_at_most() -> None:
    """APP-5."""
    asker = actor(Role.ADMIN, ASKER)
    assert allowed(may_remind(asker, request(), NOW))
    assert not allowed(may_remind(actor(Role.OWNER), request(), NOW))
    day = timedelta(days=1)
    assert not allowed(may_remind(asker, request(reminded_at=NOW - day + MINUTE), NOW))
    assert allowed(may_remind(asker, request(reminded_at=NOW - day), NOW))


def test_a_request_is_over_after_seven_days_to_the_instant() -> None:
    """APP-5."""
    week = timedelta(days=7)
    assert not has_expired(request(), NOW + week - timedelta(microseconds=1))
    assert has_expired(request(), NOW + week)


@pytest.mark.parametrize(
    "facts,word",
    [
        (ChannelInfo(), None),
        (ChannelInfo(shared_outside=True), "another company"),
        (ChannelInfo(archived=True), "archived"),
        (ChannelInfo(has_bot=False), "/invite"),
        (ChannelInfo(found=False), "/invite"),
    ],
)
def test_a_channel_that_will_not_do_is_refused_with_the_fix(facts: ChannelInfo, word: str | None) -> None:
    """APP-7."""
    denied = channel_refusal(facts)
    assert (denied is None) == (word is None)
    assert word is None or (denied is not None and word in reason_text(denied.reason))


def test_without_self_service_only_admins_change_their_own_number_and_link() -> None:
    """Section 5, `pmi_self_service`."""
    on, off = Resolved(True, FROM_DEFAULT), Resolved(False, FROM_ACCOUNT)
    assert allowed(may_self_serve(on, Role.MEMBER))
    assert not allowed(may_self_serve(off, Role.MEMBER))
    assert allowed(may_self_serve(off, Role.ADMIN))


def test_what_the_account_locks_cannot_be_set_or_locked_for_a_group() -> None:
    """LOCK-5."""
    locked = SettingsTree({SETTING: SettingState(True, True)}, LAYOUT.groups)
    for stand in (ON, SettingState(False, True), UNSET):
        denied = refusal(ChangeSetting(MINE, SETTING, stand), locked)
        assert isinstance(denied, Denied)
        assert "locked by the account" in reason_text(denied.reason)
    assert refusal(ChangeSetting(MINE, Setting.PMI_ENABLED, ON), locked) is None
    assert isinstance(refusal(CreateGroup("New", 1, {SETTING: ON}), locked), Denied)


@pytest.mark.parametrize(
    "change",
    [
        ChangeSetting(GroupId(9), SETTING, ON),
        ChangeMembers(GroupId(9), frozenset({ANN})),
        DeleteGroup(GroupId(9)),
        OrderGroups((MINE,)),
        OrderGroups((MINE, MINE, OTHERS)),
        OrderGroups((MINE, OTHERS, GroupId(9))),
        CreateGroup("New", 4),
        CreateGroup("New", 0),
        CreateGroup("mine", 1),
        CreateGroup("", 1),
        ChangeSetting(MINE, SETTING, SettingState(None, True)),
        ChangeMembers(MINE, frozenset(map(PersonId, range(MAX_PEOPLE_PER_CHANGE + 1)))),
        CreateGroup("New", 1, members=frozenset(map(PersonId, range(MAX_PEOPLE_PER_CHANGE + 1)))),
    ],
)
def test_a_change_of_what_is_not_there_or_makes_no_sense_is_refused(change: Change) -> None:
    """Section 12."""
    assert isinstance(refusal(change, LAYOUT), Denied)


def test_one_request_is_pending_for_each_setting_and_scope() -> None:
    """APP-3: what counts as the same."""
    same = {subject_of(ChangeSetting(MINE, SETTING, stand)) for stand in (ON, UNSET, SettingState(False, True))}
    assert len(same) == 1
    others = {subject_of(change) for change in ACTIONS.values()}
    assert len(others) == len(ACTIONS)
    assert subject_of(CreateGroup("Sales", 1)) == subject_of(CreateGroup("SALES", 3))


def test_a_group_s_name_is_tidied_and_compared_without_case() -> None:
    assert normalise_name("  Field \t sales\n") == "Field sales"
    assert name_key("STRASSE") == name_key("Straße")
    assert name_key("Cafe\u0301") == name_key("Café")


@pytest.mark.parametrize("name", ["", "x" * (MAX_NAME_LENGTH + 1), "a\u202eb", "a\u0000b"])
def test_a_name_that_cannot_be_read_is_refused(name: str) -> None:
    assert isinstance(name_refusal(name), Denied)
    assert name_refusal("x" * MAX_NAME_LENGTH) is None
