"""Deciding: asked again at the click, and only once; every way in which a request cannot be decided any more (APP-3 to APP-6)."""

from datetime import timedelta

import pytest

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.audit.events import SYSTEM_ACTOR, AuditAction
from bot.policy.ids import GroupId, RequestId, UserId
from bot.policy.people.people import Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET
from bot.use_cases.approvals import groups
from bot.use_cases.approvals.decisions import (
    AlreadyClosed,
    Approve,
    Decided,
    ImpactChanged,
    Reject,
    decide_request,
    withdraw_request,
)
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.ports import SlackUnavailableError
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.factories.people import NOW, add_person, caller, make_context
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    LOCK,
    OFF,
    OFF_LOCKED,
    ON,
    ON_LOCKED,
    OWNER,
    PASSCODE_IN_LINK,
    PMI_ENABLED,
    SECOND_ADMIN,
    AdminHarness,
    expect_denied,
)

A_WEEK = timedelta(days=7)


def over(answer: object) -> ApprovalRequest:
    assert isinstance(answer, AlreadyClosed), answer
    return answer.request


def test_an_approved_change_is_made_with_its_state_audit_and_message_at_once(harness: AdminHarness) -> None:
    """APP-3, APP-6, AUDIT-1."""
    request = harness.approve(harness.request_change(LOCK))
    assert (request.state, request.decided_by, request.decided_at) == (RequestState.APPROVED, OWNER, NOW)
    assert harness.settings_tree().account == {PASSCODE_IN_LINK: OFF_LOCKED}
    what = [(entry.event.action, entry.cause.actor, entry.cause.request) for entry in harness.audit_entries()]
    assert what == [
        (AuditAction.REQUESTED, ADMIN, request.id),
        (AuditAction.DECIDED, OWNER, request.id),
        (AuditAction.SETTING, OWNER, request.id),
    ]
    assert harness.recipients_of(MessageKind.REQUEST_DECIDED) == [ADMIN]


def test_a_rejected_change_is_not_made_and_its_reason_is_kept(harness: AdminHarness) -> None:
    """APP-2."""
    decided = harness.decide(harness.request_change(LOCK), Reject(" Not now "), by=SECOND_ADMIN)
    assert isinstance(decided, Decided)
    assert (decided.request.state, decided.request.closing_reason) == (RequestState.REJECTED, "Not now")
    assert harness.settings_tree().account == {}
    assert harness.recipients_of(MessageKind.REQUEST_DECIDED) == [ADMIN]
    assert harness.audit_entries()[-1].event.personal_after == "Not now"


def test_whoever_comes_later_is_told_who_decided_and_when(db: Database, harness: AdminHarness) -> None:
    """APP-3: a double click, a retried delivery, another admin."""
    request = harness.request_change(LOCK)
    harness.approve(request)
    before = all_rows(db)
    for decision in (None, Reject("no")):
        found = over(harness.decide(request, decision, by=SECOND_ADMIN, now=NOW + timedelta(seconds=1)))
        assert (found.state, found.decided_by, found.decided_at) == (RequestState.APPROVED, OWNER, NOW)
    assert over(withdraw_request(harness.context, caller(harness.actor(ADMIN)), request.id)).decided_by == OWNER
    assert all_rows(db) == before


@pytest.mark.parametrize("decision", [None, Reject("no")])
def test_the_requester_s_own_press_is_refused_aloud(
    db: Database, harness: AdminHarness, decision: Reject | None
) -> None:
    """APP-4."""
    request = harness.request_change(LOCK)
    before = all_rows(db)
    assert "yourself" in expect_denied(harness.decide(request, decision, by=ADMIN))
    assert all_rows(db) == before


@pytest.mark.parametrize(
    "role,active",
    [(Role.MEMBER, True), (Role.GUEST, True), (Role.BOT, True), (Role.EXTERNAL, True), (Role.OWNER, False)],
)
def test_a_demoted_or_deactivated_admin_decides_nothing(
    db: Database, harness: AdminHarness, role: Role, active: bool
) -> None:
    """ROLE-1: the role is read from Slack at that moment."""
    request = harness.request_change(LOCK)
    harness.set_slack_role(OWNER, role, active=active)
    before = all_rows(db)
    for decision in (None, Reject("no")):
        expect_denied(harness.decide(request, decision, by=OWNER))
    assert all_rows(db) == before


@pytest.mark.parametrize("user", [ANN, GUEST])
def test_members_and_guests_decide_nothing(harness: AdminHarness, user: UserId) -> None:
    """Section 4."""
    request = harness.request_change(LOCK)
    expect_denied(harness.decide(request, by=user))
    assert harness.request(request).state is RequestState.PENDING


def test_a_group_admin_does_not_approve_for_their_own_group(db: Database, harness: AdminHarness) -> None:
    """Section 4."""
    group = harness.create_group("Sales", BEN)
    groups.name_group_admin(make_context(db), caller(harness.actor(ADMIN)), group, ANN)
    request = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED), by=ADMIN)
    expect_denied(harness.decide(request, by=ANN))


def test_while_slack_cannot_be_asked_about_the_requester_nothing_is_approved(harness: AdminHarness) -> None:
    """ROLE-1: decisions are refused, “try again”."""
    request, actor = harness.request_change(LOCK), harness.actor(OWNER)
    harness.directory.is_available = False
    with pytest.raises(SlackUnavailableError):
        decide_request(harness.context, caller(actor), request.id, Approve(request.impact))
    assert harness.request(request).state is RequestState.PENDING


def test_a_requester_who_lost_the_right_meanwhile_gets_no_approval(harness: AdminHarness) -> None:
    """APP-5: rights and requester are checked again at the click."""
    request = harness.request_change(LOCK)
    harness.set_slack_role(ADMIN, Role.MEMBER)
    found = over(harness.decide(request))
    assert (found.state, found.decided_by) == (RequestState.SUPERSEDED, SYSTEM_ACTOR)
    assert found.closing_reason
    assert harness.settings_tree().account == {}


def test_a_group_admin_who_was_dismissed_meanwhile_gets_no_approval(db: Database, harness: AdminHarness) -> None:
    """APP-5."""
    group = harness.create_group("Sales", BEN)
    groups.name_group_admin(make_context(db), caller(harness.actor(ADMIN)), group, ANN)
    request = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED), by=ANN)
    groups.dismiss_group_admin(make_context(db), caller(harness.actor(ADMIN)), group, ANN)
    assert over(harness.decide(request)).state is RequestState.SUPERSEDED


def test_a_request_is_superseded_as_soon_as_its_base_value_has_moved(harness: AdminHarness) -> None:
    """APP-5: nobody can approve it any more, also if the value came back."""
    request = harness.request_change(LOCK)
    harness.change(ChangeSetting(None, PASSCODE_IN_LINK, ON))
    assert harness.request(request).state is RequestState.SUPERSEDED
    harness.change(ChangeSetting(None, PASSCODE_IN_LINK, UNSET))
    assert over(harness.decide(request)).state is RequestState.SUPERSEDED
    assert harness.settings_tree().account == {}
    assert harness.recipients_of(MessageKind.REQUEST_DECIDED) == [ADMIN]


def test_a_change_elsewhere_leaves_a_request_pending(harness: AdminHarness) -> None:
    group = harness.create_group("Sales")
    request = harness.request_change(LOCK)
    harness.change(ChangeSetting(None, PMI_ENABLED, OFF))
    harness.change(ChangeSetting(group, PASSCODE_IN_LINK, ON))
    assert harness.request(request).state is RequestState.PENDING


def test_a_request_for_a_group_that_was_deleted_meanwhile_is_superseded(harness: AdminHarness) -> None:
    """APP-5; and a group of the same name afterwards is another one."""
    group = harness.create_group("Sales", ANN)
    request = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED))
    harness.change(DeleteGroup(group))
    harness.create_group("Sales", ANN)
    found = over(harness.decide(request))
    assert (found.state, found.proposal.group_name) == (RequestState.SUPERSEDED, "Sales")
    assert [dict(each.states) for each in harness.settings_tree().groups] == [{}]


def test_an_account_lock_that_is_approved_overtakes_a_group_s_pending_request(harness: AdminHarness) -> None:
    """LOCK-5: that could not be set any more."""
    group = harness.create_group("Sales", ANN)
    of_group = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED))
    harness.approve(harness.request_change(ChangeSetting(None, PASSCODE_IN_LINK, ON_LOCKED)))
    found = harness.request(of_group)
    assert (found.state, found.closing_reason.partition(" ")[0]) == (
        RequestState.SUPERSEDED,
        "approvals.locked_by_account",
    )


def test_a_request_for_the_group_s_other_setting_survives_the_account_lock(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN)
    of_group = harness.request_change(ChangeSetting(group, PMI_ENABLED, OFF_LOCKED))
    harness.approve(harness.request_change(LOCK))
    assert harness.approve(of_group).state is RequestState.APPROVED


def test_what_members_a_request_names_must_not_have_moved(harness: AdminHarness) -> None:
    """APP-5."""
    harness.create_group("Locked", ANN, BEN, states={PASSCODE_IN_LINK: OFF_LOCKED})
    above = harness.create_group("Above", states={PASSCODE_IN_LINK: ON}, position=1)
    request = harness.request_change(ChangeMembers(above, add=harness.people(ANN, BEN)))
    harness.change(ChangeMembers(above, add=harness.people(CAT)))
    assert harness.request(request).state is RequestState.PENDING
    harness.apply_directly(ChangeMembers(above, add=harness.people(BEN)))
    assert harness.request(request).state is RequestState.SUPERSEDED


def test_an_order_that_was_asked_for_is_overtaken_by_another_order_or_a_new_group(harness: AdminHarness) -> None:
    """APP-5."""
    first, second = (
        harness.create_group("A", ANN, states={PASSCODE_IN_LINK: OFF_LOCKED}),
        harness.create_group("B", ANN, states={PASSCODE_IN_LINK: ON}),
    )
    request = harness.request_change(OrderGroups((second, first)))
    harness.change(CreateGroup("C", 3))
    assert harness.request(request).state is RequestState.SUPERSEDED


@pytest.mark.parametrize("kind", ["order", "members", "creation", "deletion"])
def test_every_kind_of_change_is_made_when_it_is_approved(harness: AdminHarness, kind: str) -> None:
    """APP-1, APP-3."""
    first = harness.create_group("First", ANN, states={PASSCODE_IN_LINK: OFF_LOCKED})
    second = harness.create_group("Second", ANN, states={PASSCODE_IN_LINK: ON})
    wanted: dict[str, Change] = {
        "order": OrderGroups((second, first)),
        "members": ChangeMembers(first, remove=harness.people(ANN)),
        "creation": CreateGroup("New", 1, {PASSCODE_IN_LINK: ON}, harness.people(ANN)),
        "deletion": DeleteGroup(first),
    }
    request = harness.request_change(wanted[kind])
    assert request.impact == Impact(people=1)
    assert harness.resolved(ANN).value is False
    harness.approve(request)
    assert harness.resolved(ANN).value is True


def test_counts_that_moved_between_preview_and_click_are_shown_and_confirmed(harness: AdminHarness) -> None:
    """APP-3."""
    group = harness.create_group("Sales", ANN)
    request = harness.request_change(ChangeSetting(group, PMI_ENABLED, OFF_LOCKED))
    harness.plan_on_pmi({ANN: 2})
    moved = harness.decide(request)
    assert isinstance(moved, ImpactChanged)
    assert (moved.request.impact, moved.request.state) == (Impact(1, 2), RequestState.PENDING)
    assert moved.request.version > request.version
    harness.add_to_group(group, BEN)
    assert isinstance(harness.decide(moved.request), ImpactChanged)
    assert isinstance(harness.decide(request), ImpactChanged)
    harness.approve(harness.request(request))
    assert harness.resolved(BEN, PMI_ENABLED).value is False


def test_an_approver_who_saw_older_counts_than_those_on_record_confirms_too(harness: AdminHarness) -> None:
    """APP-3: what counts is what this person saw."""
    group = harness.create_group("Sales", ANN)
    request = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED))
    harness.add_to_group(group, BEN)
    assert isinstance(harness.decide(request, by=OWNER), ImpactChanged)
    assert isinstance(harness.decide(request, by=SECOND_ADMIN), ImpactChanged)
    assert harness.settings_tree().groups[0].state(PASSCODE_IN_LINK) == UNSET


def test_counts_that_were_tampered_with_approve_nothing(harness: AdminHarness) -> None:
    """Section 12: a button's value."""
    request = harness.request_change(LOCK)
    for seen in (Impact(0, 0), Impact(-1, 10**9)):
        assert isinstance(harness.decide(request, Approve(seen)), ImpactChanged)
    assert harness.settings_tree().account == {}


def test_an_invented_request_and_one_of_another_workspace_do_not_exist(db: Database, harness: AdminHarness) -> None:
    """Section 12."""
    request = harness.request_change(LOCK)
    add_person(db, "U9", team="T9", role=Role.OWNER)
    before = all_rows(db)
    actor = harness.actor(OWNER)
    decision = Approve(request.impact)
    expect_denied(decide_request(harness.context, caller(actor), RequestId(request.id + 1), decision))
    expect_denied(decide_request(harness.context, caller(actor, team="T9"), request.id, decision))  # type: ignore[arg-type] # a team's id
    expect_denied(withdraw_request(harness.context, caller(harness.actor(ADMIN), team="T9"), request.id))  # type: ignore[arg-type] # the same
    assert all_rows(db) == before


def test_a_request_is_expired_at_the_click_also_before_the_clock_closed_it(harness: AdminHarness) -> None:
    """APP-5."""
    request = harness.request_change(LOCK)
    found = over(harness.decide(request, now=NOW + A_WEEK))
    assert (found.state, found.decided_by) == (RequestState.EXPIRED, SYSTEM_ACTOR)
    assert harness.settings_tree().account == {}


def test_a_request_can_be_approved_until_the_last_instant(harness: AdminHarness) -> None:
    assert (
        harness.approve(harness.request_change(LOCK), now=NOW + A_WEEK - timedelta(microseconds=1)).state
        is RequestState.APPROVED
    )


def test_whoever_asked_withdraws_and_may_ask_anew(harness: AdminHarness) -> None:
    """APP-2."""
    request = harness.request_change(LOCK)
    expect_denied(withdraw_request(harness.context, caller(harness.actor(OWNER)), request.id))
    withdrawn = withdraw_request(harness.context, caller(harness.actor(ADMIN)), request.id)
    assert isinstance(withdrawn, Decided)
    assert withdrawn.request.state is RequestState.WITHDRAWN
    assert harness.recipients_of(MessageKind.REQUEST_DECIDED) == []
    assert over(harness.decide(request)).state is RequestState.WITHDRAWN
    assert harness.request_change(LOCK).id > request.id


def test_lifting_an_account_lock_brings_back_what_groups_and_people_had(harness: AdminHarness) -> None:
    """LOCK-3, through approvals all the way."""
    harness.create_group("Sales", ANN, states={Setting.PMI_FOR_INSTANT: ON})
    setting = Setting.PMI_FOR_INSTANT
    harness.approve(harness.request_change(ChangeSetting(None, setting, OFF_LOCKED)))
    assert harness.resolved(ANN, setting).value is False
    harness.approve(harness.request_change(ChangeSetting(None, setting, OFF)))
    assert (harness.resolved(ANN, setting).value, harness.resolved(ANN, setting).source.name) == (True, "Sales")


def test_nothing_is_decided_about_a_group_by_an_id_that_never_was(harness: AdminHarness) -> None:
    """Section 12: `private_metadata` that was tampered with."""
    assert "does not exist" in expect_denied(harness.change(ChangeSetting(GroupId(4711), PASSCODE_IN_LINK, OFF)))


def test_a_new_group_that_was_asked_for_is_overtaken_by_another_one_of_its_name(
    db: Database, harness: AdminHarness
) -> None:
    """APP-5: also by one that only took the name."""
    group = harness.create_group("Field")
    request = harness.request_change(CreateGroup("Sales", 1, {PASSCODE_IN_LINK: OFF_LOCKED}))
    groups.rename_group(make_context(db), caller(harness.actor(OWNER)), group, "SALES")
    assert harness.request(request).state is RequestState.SUPERSEDED
