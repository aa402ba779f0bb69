"""Requests in words, one message per case (APP-2, APP-5, LANG-1)."""

from dataclasses import replace

import pytest

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, SettingState
from bot.views.approvals.text import before_after, impact_text, status_text, title
from tests.support.views.catalogue_of_admin_views import sample_requests

SALES, GONE = GroupId(1), GroupId(9)
IN_LINK = "“Embed passcode in invite link for one-click join”"
ON, OFF = SettingState(value=True), SettingState(value=False)
ON_LOCKED, OFF_LOCKED = SettingState(value=True, locked=True), SettingState(value=False, locked=True)


def request(change: Change, precondition: object = (), name: str = "Sales") -> ApprovalRequest:
    found = sample_requests(name, "")[0]
    proposal = replace(found.proposal, change=change, precondition=precondition, group_name=name)  # type: ignore[arg-type]  # of its kind
    return replace(found, proposal=proposal)


def of_setting(
    group: GroupId | None, before: SettingState, after: SettingState, name: str = "Sales"
) -> ApprovalRequest:
    return request(ChangeSetting(group, Setting.PASSCODE_IN_LINK, after), before, name)


@pytest.mark.parametrize(
    "before, after, said",
    [
        (ON, OFF_LOCKED, "on → *off, 🔒 locked*"),
        (OFF, ON_LOCKED, "off → *on, 🔒 locked*"),
        (OFF_LOCKED, ON, "off, 🔒 locked → *on*"),
        (UNSET, OFF, "not managed → *off*"),
        (ON_LOCKED, UNSET, "on, 🔒 locked → *not managed*"),
    ],
)
def test_each_state_of_a_groups_setting_has_its_own_words(before: SettingState, after: SettingState, said: str) -> None:
    found = of_setting(SALES, before, after)
    assert (title(found), before_after(found, {})) == (f"{IN_LINK} for the group *Sales*", said)


def test_what_the_account_leaves_open_is_the_default() -> None:
    found = of_setting(None, UNSET, SettingState(locked=True))
    assert (title(found), before_after(found, {})) == (f"{IN_LINK} for everybody", "on → *on, 🔒 locked*")


def test_a_group_without_a_name_is_a_deleted_one() -> None:
    assert title(of_setting(SALES, ON, OFF, name="")) == f"{IN_LINK} for the group *(deleted)*"
    order = request(OrderGroups((GONE, SALES)), (SALES, GONE))
    assert before_after(order, {SALES: "Sales"}) == "Sales, (deleted)\n→ *(deleted), Sales*"


@pytest.mark.parametrize(
    "joining, leaving, said",
    [
        (1, 0, "*1 person* joins"),
        (0, 2, "*2 people* leave"),
        (2, 1, "*2 people* join\n*1 person* leaves"),
    ],
)
def test_members_who_join_and_leave_are_counted_apart(joining: int, leaving: int, said: str) -> None:
    people = [PersonId(number) for number in range(joining + leaving)]
    change = ChangeMembers(SALES, frozenset(people[:joining]), frozenset(people[joining:]))
    assert before_after(request(change), {}) == said


def test_a_new_group_and_the_end_of_one_name_their_settings() -> None:
    states = {Setting.PASSCODE_IN_LINK: OFF_LOCKED, Setting.PMI_ENABLED: ON}
    lines = f"• {IN_LINK}: off, 🔒 locked\n• “Enable Personal Meeting ID”: on"
    made = request(CreateGroup("New *one*", 2, states))
    assert title(made) == "A new group *New ∗one∗*"
    assert before_after(made, {}) == f"Place in the order: *2*\nNo members\n{lines}"
    assert before_after(request(DeleteGroup(SALES), states), {}) == f"Its settings no longer apply:\n{lines}"
    assert before_after(request(DeleteGroup(SALES), {}), {}) == "It has no settings of its own."


@pytest.mark.parametrize(
    "counts, said",
    [
        (Impact(), "Nobody’s present value changes. No upcoming meeting stops working."),
        (
            Impact(1, 1),
            "*1 person* gets another value. *1 upcoming meeting* on a Personal Meeting ID stops working.",
        ),
        (
            Impact(1200, 5),
            "*1,200 people* get another value. *5 upcoming meetings* on a Personal Meeting ID stop working.",
        ),
    ],
)
def test_the_impact_is_two_sentences(counts: Impact, said: str) -> None:
    """APP-2."""
    assert impact_text(counts) == said


@pytest.mark.parametrize(
    "state, reason, ending",
    [
        (RequestState.REJECTED, "Not <now>", ": Not &lt;now&gt;"),
        (RequestState.SUPERSEDED, "It has changed.", ": it can no longer be approved. It has changed."),
        (RequestState.SUPERSEDED, "", ": it can no longer be approved."),
    ],
)
def test_the_reason_of_an_end_follows_its_state(state: RequestState, reason: str, ending: str) -> None:
    found = of_setting(None, ON, OFF)
    assert status_text(replace(found, state=state, decided_at=found.asked_at, closing_reason=reason)).endswith(ending)
