"""Deciding: asked again at the click, and only once; every way in which a request cannot be decided any more (APP-3 to APP-6)."""

from datetime import timedelta

import pytest

from bot.policy.approvals import ApprovalRequest, Impact, RequestId, RequestState
from bot.policy.audit import SYSTEM_ACTOR, AuditAction
from bot.policy.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.groups import GroupId
from bot.policy.people import Role, UserId
from bot.policy.resolution import UNSET
from bot.policy.settings import Setting
from bot.use_cases import groups
from bot.use_cases.decisions import (
    AlreadyClosed,
    Approve,
    Decided,
    ImpactChanged,
    Reject,
    decide_request,
    withdraw_request,
)
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.request_closings import DECIDED
from storage import Database
from tests.databases import everything_in
from tests.factories import NOW, TEAM, met
from tests.office import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    LINK,
    OFF,
    OFF_LOCKED,
    ON,
    ON_LOCKED,
    OWNER,
    PMI,
    SECOND_ADMIN,
    Office,
    denied,
)

LOCK = ChangeSetting(None, LINK, OFF_LOCKED)
A_WEEK = timedelta(days=7)


def over(answer: object) -> ApprovalRequest:
    assert isinstance(answer, AlreadyClosed), answer
    return answer.request


def test_an_approved_change_is_made_with_its_state_audit_and_message_at_once(db: Database) -> None:
    """APP-3, APP-6, AUDIT-1."""
    office = Office(db)
    request = office.approve(office.ask(LOCK))
    assert (request.state, request.decided_by, request.decided_at) == (RequestState.APPROVED, OWNER, NOW)
    assert office.layout().account == {LINK: OFF_LOCKED}
    what = [(entry.event.action, entry.cause.actor, entry.cause.request) for entry in office.audit()]
    assert what == [
        (AuditAction.REQUESTED, ADMIN, request.id),
        (AuditAction.DECIDED, OWNER, request.id),
        (AuditAction.SETTING, OWNER, request.id),
    ]
    assert office.owed_to(DECIDED) == [ADMIN]


def test_a_rejected_change_is_not_made_and_its_reason_is_kept(db: Database) -> None:
    """APP-2."""
    office = Office(db)
    decided = office.decide(office.ask(LOCK), Reject(" Not now "), by=SECOND_ADMIN)
    assert isinstance(decided, Decided)
    assert (decided.request.state, decided.request.closing_reason) == (RequestState.REJECTED, "Not now")
    assert office.layout().account == {}
    assert office.owed_to(DECIDED) == [ADMIN]
    assert office.audit()[-1].event.personal_after == "Not now"


def test_whoever_comes_later_is_told_who_decided_and_when(db: Database) -> None:
    """APP-3: a double click, a retried delivery, another admin."""
    office = Office(db)
    request = office.ask(LOCK)
    office.approve(request)
    before = everything_in(db)
    for decision in (None, Reject("no")):
        found = over(office.decide(request, decision, by=SECOND_ADMIN, now=NOW + timedelta(seconds=1)))
        assert (found.state, found.decided_by, found.decided_at) == (RequestState.APPROVED, OWNER, NOW)
    assert over(withdraw_request(office.admin, TEAM, office.actor(ADMIN), request.id, NOW)).decided_by == OWNER
    assert everything_in(db) == before


@pytest.mark.parametrize("decision", [None, Reject("no")])
def test_the_requester_s_own_press_is_refused_aloud(db: Database, decision: Reject | None) -> None:
    """APP-4."""
    office = Office(db)
    request = office.ask(LOCK)
    before = everything_in(db)
    assert "yourself" in denied(office.decide(request, decision, by=ADMIN))
    assert everything_in(db) == before


@pytest.mark.parametrize(
    "role,active",
    [(Role.MEMBER, True), (Role.GUEST, True), (Role.BOT, True), (Role.EXTERNAL, True), (Role.OWNER, False)],
)
def test_a_demoted_or_deactivated_admin_decides_nothing(db: Database, role: Role, active: bool) -> None:
    """ROLE-1: the role is read from Slack at that moment."""
    office = Office(db)
    request = office.ask(LOCK)
    office.become(OWNER, role, active=active)
    before = everything_in(db)
    for decision in (None, Reject("no")):
        denied(office.decide(request, decision, by=OWNER))
    assert everything_in(db) == before


@pytest.mark.parametrize("user", [ANN, GUEST])
def test_members_and_guests_decide_nothing(db: Database, user: UserId) -> None:
    """Section 4."""
    office = Office(db)
    request = office.ask(LOCK)
    denied(office.decide(request, by=user))
    assert office.request(request).state is RequestState.PENDING


def test_a_group_admin_does_not_approve_for_their_own_group(db: Database) -> None:
    """Section 4."""
    office = Office(db)
    group = office.group("Sales", BEN)
    groups.name_group_admin(db, TEAM, office.actor(ADMIN), group, ANN, NOW)
    request = office.ask(ChangeSetting(group, LINK, OFF_LOCKED), by=ADMIN)
    denied(office.decide(request, by=ANN))


def test_while_slack_cannot_be_asked_about_the_requester_nothing_is_approved(db: Database) -> None:
    """ROLE-1: decisions are refused, “try again”."""
    office = Office(db)
    request, actor = office.ask(LOCK), office.actor(OWNER)
    office.directory.available = False
    with pytest.raises(SlackUnavailableError):
        decide_request(office.admin, TEAM, actor, request.id, Approve(request.impact), NOW)
    assert office.request(request).state is RequestState.PENDING


def test_a_requester_who_lost_the_right_meanwhile_gets_no_approval(db: Database) -> None:
    """APP-5: rights and requester are checked again at the click."""
    office = Office(db)
    request = office.ask(LOCK)
    office.become(ADMIN, Role.MEMBER)
    found = over(office.decide(request))
    assert (found.state, found.decided_by) == (RequestState.SUPERSEDED, SYSTEM_ACTOR)
    assert found.closing_reason
    assert office.layout().account == {}


def test_a_group_admin_who_was_dismissed_meanwhile_gets_no_approval(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    group = office.group("Sales", BEN)
    groups.name_group_admin(db, TEAM, office.actor(ADMIN), group, ANN, NOW)
    request = office.ask(ChangeSetting(group, LINK, OFF_LOCKED), by=ANN)
    groups.dismiss_group_admin(db, TEAM, office.actor(ADMIN), group, ANN, NOW)
    assert over(office.decide(request)).state is RequestState.SUPERSEDED


def test_a_request_is_superseded_as_soon_as_its_base_value_has_moved(db: Database) -> None:
    """APP-5: nobody can approve it any more, also if the value came back."""
    office = Office(db)
    request = office.ask(LOCK)
    office.change(ChangeSetting(None, LINK, ON))
    assert office.request(request).state is RequestState.SUPERSEDED
    office.change(ChangeSetting(None, LINK, UNSET))
    assert over(office.decide(request)).state is RequestState.SUPERSEDED
    assert office.layout().account == {}
    assert office.owed_to(DECIDED) == [ADMIN]


def test_a_change_elsewhere_leaves_a_request_pending(db: Database) -> None:
    office = Office(db)
    group = office.group("Sales")
    request = office.ask(LOCK)
    office.change(ChangeSetting(None, PMI, OFF))
    office.change(ChangeSetting(group, LINK, ON))
    assert office.request(request).state is RequestState.PENDING


def test_a_request_for_a_group_that_was_deleted_meanwhile_is_superseded(db: Database) -> None:
    """APP-5; and a group of the same name afterwards is another one."""
    office = Office(db)
    group = office.group("Sales", ANN)
    request = office.ask(ChangeSetting(group, LINK, OFF_LOCKED))
    office.change(DeleteGroup(group))
    office.group("Sales", ANN)
    found = over(office.decide(request))
    assert (found.state, found.proposal.group_name) == (RequestState.SUPERSEDED, "Sales")
    assert [dict(each.states) for each in office.layout().groups] == [{}]


def test_an_account_lock_that_is_approved_overtakes_a_group_s_pending_request(db: Database) -> None:
    """LOCK-5: that could not be set any more."""
    office = Office(db)
    group = office.group("Sales", ANN)
    of_group = office.ask(ChangeSetting(group, LINK, OFF_LOCKED))
    office.approve(office.ask(ChangeSetting(None, LINK, ON_LOCKED)))
    found = office.request(of_group)
    assert (found.state, "locked by the account" in found.closing_reason) == (RequestState.SUPERSEDED, True)


def test_a_request_for_the_group_s_other_setting_survives_the_account_lock(db: Database) -> None:
    office = Office(db)
    group = office.group("Sales", ANN)
    of_group = office.ask(ChangeSetting(group, PMI, OFF_LOCKED))
    office.approve(office.ask(LOCK))
    assert office.approve(of_group).state is RequestState.APPROVED


def test_what_members_a_request_names_must_not_have_moved(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    office.group("Locked", ANN, BEN, stands={LINK: OFF_LOCKED})
    above = office.group("Above", stands={LINK: ON}, place=1)
    request = office.ask(ChangeMembers(above, add=office.people(ANN, BEN)))
    office.change(ChangeMembers(above, add=office.people(CAT)))
    assert office.request(request).state is RequestState.PENDING
    office.force(ChangeMembers(above, add=office.people(BEN)))
    assert office.request(request).state is RequestState.SUPERSEDED


def test_an_order_that_was_asked_for_is_overtaken_by_another_order_or_a_new_group(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    first, second = office.group("A", ANN, stands={LINK: OFF_LOCKED}), office.group("B", ANN, stands={LINK: ON})
    request = office.ask(OrderGroups((second, first)))
    office.change(CreateGroup("C", 3))
    assert office.request(request).state is RequestState.SUPERSEDED


@pytest.mark.parametrize("kind", ["order", "members", "creation", "deletion"])
def test_every_kind_of_change_is_made_when_it_is_approved(db: Database, kind: str) -> None:
    """APP-1, APP-3."""
    office = Office(db)
    first = office.group("First", ANN, stands={LINK: OFF_LOCKED})
    second = office.group("Second", ANN, stands={LINK: ON})
    wanted: dict[str, Change] = {
        "order": OrderGroups((second, first)),
        "members": ChangeMembers(first, remove=office.people(ANN)),
        "creation": CreateGroup("New", 1, {LINK: ON}, office.people(ANN)),
        "deletion": DeleteGroup(first),
    }
    request = office.ask(wanted[kind])
    assert request.impact == Impact(people=1)
    assert office.resolved(ANN).value is False
    office.approve(request)
    assert office.resolved(ANN).value is True


def test_counts_that_moved_between_preview_and_click_are_shown_and_confirmed(db: Database) -> None:
    """APP-3."""
    office = Office(db)
    group = office.group("Sales", ANN)
    request = office.ask(ChangeSetting(group, PMI, OFF_LOCKED))
    office.upcoming = {ANN: 2}
    moved = office.decide(request)
    assert isinstance(moved, ImpactChanged)
    assert (moved.request.impact, moved.request.state) == (Impact(1, 2), RequestState.PENDING)
    assert moved.request.version > request.version
    office.join(group, BEN)
    assert isinstance(office.decide(moved.request), ImpactChanged)
    assert isinstance(office.decide(request), ImpactChanged)
    office.approve(office.request(request))
    assert office.resolved(BEN, PMI).value is False


def test_an_approver_who_saw_older_counts_than_those_on_record_confirms_too(db: Database) -> None:
    """APP-3: what counts is what this person saw."""
    office = Office(db)
    group = office.group("Sales", ANN)
    request = office.ask(ChangeSetting(group, LINK, OFF_LOCKED))
    office.join(group, BEN)
    assert isinstance(office.decide(request, by=OWNER), ImpactChanged)
    assert isinstance(office.decide(request, by=SECOND_ADMIN), ImpactChanged)
    assert office.layout().groups[0].state(LINK) == UNSET


def test_counts_that_were_tampered_with_approve_nothing(db: Database) -> None:
    """Section 12: a button's value."""
    office = Office(db)
    request = office.ask(LOCK)
    for seen in (Impact(0, 0), Impact(-1, 10**9)):
        assert isinstance(office.decide(request, Approve(seen)), ImpactChanged)
    assert office.layout().account == {}


def test_an_invented_request_and_one_of_another_workspace_do_not_exist(db: Database) -> None:
    """Section 12."""
    office = Office(db)
    request = office.ask(LOCK)
    met(db, "U9", team="T9", role=Role.OWNER)
    before = everything_in(db)
    actor = office.actor(OWNER)
    decision = Approve(request.impact)
    denied(decide_request(office.admin, TEAM, actor, RequestId(request.id + 1), decision, NOW))
    denied(decide_request(office.admin, "T9", actor, request.id, decision, NOW))  # type: ignore[arg-type] # a team's id
    denied(withdraw_request(office.admin, "T9", office.actor(ADMIN), request.id, NOW))  # type: ignore[arg-type] # the same
    assert everything_in(db) == before


def test_a_request_is_expired_at_the_click_also_before_the_clock_closed_it(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    request = office.ask(LOCK)
    found = over(office.decide(request, now=NOW + A_WEEK))
    assert (found.state, found.decided_by) == (RequestState.EXPIRED, SYSTEM_ACTOR)
    assert office.layout().account == {}


def test_a_request_can_be_approved_until_the_last_instant(db: Database) -> None:
    office = Office(db)
    assert office.approve(office.ask(LOCK), now=NOW + A_WEEK - timedelta(microseconds=1)).state is RequestState.APPROVED


def test_whoever_asked_withdraws_and_may_ask_anew(db: Database) -> None:
    """APP-2."""
    office = Office(db)
    request = office.ask(LOCK)
    denied(withdraw_request(office.admin, TEAM, office.actor(OWNER), request.id, NOW))
    withdrawn = withdraw_request(office.admin, TEAM, office.actor(ADMIN), request.id, NOW)
    assert isinstance(withdrawn, Decided)
    assert withdrawn.request.state is RequestState.WITHDRAWN
    assert office.owed_to(DECIDED) == []
    assert over(office.decide(request)).state is RequestState.WITHDRAWN
    assert office.ask(LOCK).id > request.id


def test_lifting_an_account_lock_brings_back_what_groups_and_people_had(db: Database) -> None:
    """LOCK-3, through approvals all the way."""
    office = Office(db)
    office.group("Sales", ANN, stands={Setting.PMI_FOR_INSTANT: ON})
    setting = Setting.PMI_FOR_INSTANT
    office.approve(office.ask(ChangeSetting(None, setting, OFF_LOCKED)))
    assert office.resolved(ANN, setting).value is False
    office.approve(office.ask(ChangeSetting(None, setting, OFF)))
    assert (office.resolved(ANN, setting).value, office.resolved(ANN, setting).source.name) == (True, "Sales")


def test_nothing_is_decided_about_a_group_by_an_id_that_never_was(db: Database) -> None:
    """Section 12: `private_metadata` that was tampered with."""
    office = Office(db)
    assert "does not exist" in denied(office.change(ChangeSetting(GroupId(4711), LINK, OFF)))


def test_a_new_group_that_was_asked_for_is_overtaken_by_another_one_of_its_name(db: Database) -> None:
    """APP-5: also by one that only took the name."""
    office = Office(db)
    group = office.group("Field")
    request = office.ask(CreateGroup("Sales", 1, {LINK: OFF_LOCKED}))
    groups.rename_group(db, TEAM, office.actor(OWNER), group, "SALES", NOW)
    assert office.request(request).state is RequestState.SUPERSEDED
