"""Several people press in the same instant, in several processes: one decision, and nothing half done (APP-3)."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.policy.answers import Denied
from bot.policy.approvals import ApprovalRequest, RequestState
from bot.policy.audit import AuditAction
from bot.policy.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.resolution import FROM_ACCOUNT, UNSET, Resolved
from bot.use_cases.approvals import Applied, MustRequest, Requested, Unchanged, make_changes, request_change
from bot.use_cases.decisions import (
    AlreadyClosed,
    Approve,
    Decided,
    Decision,
    Reject,
    decide_request,
    withdraw_request,
)
from bot.use_cases.request_closings import DECIDED
from bot.use_cases.request_deadlines import expire_requests
from bot.use_cases.settings import choose_own
from storage import Database
from tests.factories import NOW, TEAM
from tests.office import ADMIN, ANN, BEN, LINK, OFF, OFF_LOCKED, ON, ON_LOCKED, OWNER, SECOND_ADMIN, Office
from tests.replay import replay
from tests.together import at_once

ROUNDS = 5
LOCK = ChangeSetting(None, LINK, OFF_LOCKED)


@pytest.fixture
def offices(replicas: list[Database]) -> list[Office]:
    """The same workspace in four processes."""
    return [Office(replica) for replica in replicas]


def press(office: Office, request: ApprovalRequest, decision: Decision, by: str) -> Callable[[], object]:
    """A press, with the role asked of Slack before."""
    actor = office.actor(OWNER if by == OWNER else SECOND_ADMIN)
    return lambda: decide_request(office.admin, TEAM, actor, request.id, decision, NOW)


def entries(office: Office, request: ApprovalRequest, what: AuditAction) -> int:
    return sum(entry.cause.request == request.id and entry.event.action is what for entry in office.audit())


def kinds(answers: list[object]) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


def test_approve_and_reject_in_the_same_instant_give_one_decision(offices: list[Office]) -> None:
    """APP-3: the later one is told who decided."""
    for _ in range(ROUNDS):
        office = offices[0]
        request = office.ask(LOCK)
        yes, no = Approve(request.impact), Reject("no")
        answers = at_once([press(offices[0], request, yes, OWNER), press(offices[1], request, no, SECOND_ADMIN)])
        assert kinds(answers) == {"Decided": 1, "AlreadyClosed": 1}
        ended = office.request(request)
        (decided,) = [answer.request for answer in answers if isinstance(answer, Decided)]
        (later,) = [answer.request for answer in answers if isinstance(answer, AlreadyClosed)]
        assert decided == later == ended
        assert entries(office, request, AuditAction.DECIDED) == 1
        assert entries(office, request, AuditAction.SETTING) == (ended.state is RequestState.APPROVED)
        if ended.state is RequestState.APPROVED:
            assert office.layout().account == {LINK: OFF_LOCKED}
            office.lock(LINK, OFF)
            office.lock(LINK, UNSET)


def test_one_admin_who_presses_many_times_decides_once(offices: list[Office]) -> None:
    """APP-3: a double click, a retried delivery."""
    request = offices[0].ask(LOCK)
    answers = at_once([press(office, request, Approve(request.impact), OWNER) for office in offices * 2])
    assert kinds(answers) == {"Decided": 1, "AlreadyClosed": 7}
    assert entries(offices[0], request, AuditAction.SETTING) == 1
    assert offices[0].owed_to(DECIDED) == [ADMIN]


def test_withdrawing_expiring_and_approving_in_the_same_instant_leave_one_end(offices: list[Office]) -> None:
    """APP-2, APP-3, APP-5."""
    for _ in range(ROUNDS):
        request = offices[0].ask(LOCK)
        asker = offices[1].actor(ADMIN)
        answers = at_once(
            [
                press(offices[0], request, Approve(request.impact), OWNER),
                lambda asker=asker, request=request: withdraw_request(offices[1].admin, TEAM, asker, request.id, NOW),  # type: ignore[misc] # defaults bind the loop's values
                lambda request=request: expire_requests(offices[2].db, request.expires_at),  # type: ignore[misc] # the same
            ]
        )
        ended = offices[0].request(request)
        assert ended.state in (RequestState.APPROVED, RequestState.WITHDRAWN, RequestState.EXPIRED)
        assert sum(isinstance(answer, Decided) for answer in answers) + (answers[2] == 1) == 1
        assert entries(offices[0], request, AuditAction.DECIDED) == 1
        assert entries(offices[0], request, AuditAction.SETTING) == (ended.state is RequestState.APPROVED)
        offices[0].lock(LINK, OFF)
        offices[0].lock(LINK, ON)


def test_two_admins_who_ask_for_the_same_share_one_request(offices: list[Office]) -> None:
    """APP-3: at most one pending for each setting and scope."""
    actors = [offices[0].actor(by) for by in (ADMIN, OWNER, SECOND_ADMIN, ADMIN)]
    answers = at_once(
        [
            lambda office=office, actor=actor: request_change(office.admin, TEAM, actor, LOCK, "", NOW)  # type: ignore[misc] # defaults bind the loop's values
            for office, actor in zip(offices, actors, strict=True)
        ]
    )
    requested = [answer for answer in answers if isinstance(answer, Requested)]
    assert len({answer.request.id for answer in requested}) == 1
    assert sorted(answer.fresh for answer in requested) == [False, False, False, True]


def test_approving_races_with_a_change_of_the_same_value_and_never_mixes_with_it(offices: list[Office]) -> None:
    """APP-5: either the approval came first, or the request is superseded."""
    for _ in range(ROUNDS):
        office = offices[0]
        request = office.ask(LOCK)
        admin = office.actor(SECOND_ADMIN)
        change = ChangeSetting(None, LINK, ON if office.layout().state(LINK).value is not True else OFF)
        answers = at_once(
            [
                press(offices[0], request, Approve(request.impact), OWNER),
                lambda admin=admin, change=change: make_changes(offices[1].admin, TEAM, admin, [change], NOW),  # type: ignore[misc] # defaults bind the loop's values
            ]
        )
        if office.request(request).state is RequestState.APPROVED:
            assert office.layout().account == {LINK: OFF_LOCKED}
            assert not isinstance(answers[1], list) or not isinstance(answers[1][0], Applied)
            office.lock(LINK, ON)
        else:
            assert office.request(request).state is RequestState.SUPERSEDED
            assert office.layout().account == {LINK: change.state}


def test_approving_for_a_group_races_with_its_deletion(offices: list[Office]) -> None:
    """APP-1, APP-5: either the group is gone and the request with it, or its new lock keeps it from being deleted at once."""
    for number in range(ROUNDS):
        office = offices[0]
        group = office.group(f"Group {number}", ANN)
        request, admin = office.ask(ChangeSetting(group, LINK, OFF_LOCKED)), office.actor(SECOND_ADMIN)
        answers = at_once(
            [
                press(offices[0], request, Approve(request.impact), OWNER),
                lambda admin=admin, group=group: make_changes(offices[1].admin, TEAM, admin, [DeleteGroup(group)], NOW),  # type: ignore[misc] # defaults bind the loop's values
            ]
        )
        (deleted,) = answers[1] if isinstance(answers[1], list) else [None]
        if office.request(request).state is RequestState.APPROVED:
            assert isinstance(deleted, MustRequest)
            assert office.resolved(ANN).locked
            office.force(DeleteGroup(group))
        else:
            assert office.request(request).state is RequestState.SUPERSEDED
            assert isinstance(deleted, Applied)
            assert office.layout().group(group) is None
        assert replay(office.audit()).layout == office.layout()


def test_an_account_lock_and_a_groups_lock_approved_in_the_same_instant_agree(offices: list[Office]) -> None:
    """LOCK-1, LOCK-5: the account's holds whichever came first; the group's is kept under it, or overtaken."""
    for number in range(ROUNDS):
        office = offices[0]
        group = office.group(f"Group {number}", ANN)
        of_group, of_account = office.ask(ChangeSetting(group, LINK, ON_LOCKED)), office.ask(LOCK)
        at_once(
            [
                press(offices[0], of_group, Approve(of_group.impact), OWNER),
                press(offices[1], of_account, Approve(of_account.impact), SECOND_ADMIN),
            ]
        )
        assert office.request(of_account).state is RequestState.APPROVED
        assert office.resolved(ANN) == office.resolved(BEN) == Resolved(False, FROM_ACCOUNT, FROM_ACCOUNT)
        kept = office.layout().groups[0].state(LINK)
        if office.request(of_group).state is RequestState.APPROVED:
            assert kept == ON_LOCKED
        else:
            assert office.request(of_group).state is RequestState.SUPERSEDED
            assert kept == UNSET
        assert replay(office.audit()).layout == office.layout()
        office.lock(LINK, UNSET)
        office.force(DeleteGroup(group))


def test_a_choice_that_races_with_a_lock_never_shows_through_it(offices: list[Office]) -> None:
    """LOCK-1: whoever was first, the locked value holds."""
    for value in (False, True) * 2:
        office = offices[0]
        request = office.ask(ChangeSetting(None, LINK, ON_LOCKED))
        at_once(
            [
                press(offices[0], request, Approve(request.impact), OWNER),
                lambda value=value: choose_own(offices[1].db, TEAM, ANN, {LINK: value}, NOW),  # type: ignore[misc] # a default binds the loop's value
            ]
        )
        if office.request(request).state is RequestState.APPROVED:
            assert office.resolved(ANN).value is True
            assert office.resolved(ANN).locked
        office.lock(LINK, ON)
        office.lock(LINK, UNSET)


def test_groups_that_many_admins_change_at_once_stay_in_order_and_apart(offices: list[Office]) -> None:
    """Priorities and names stay unique; nothing fails but by a refusal in words."""
    office = offices[0]
    first, second = office.group("First", ANN), office.group("Second", BEN)
    actor = office.actor(ADMIN)
    wanted: list[Change] = [
        CreateGroup("New", 1),
        CreateGroup("NEW", 2),
        OrderGroups((second, first)),
        ChangeMembers(first, add=office.people(BEN)),
        ChangeMembers(first, add=office.people(BEN), remove=office.people(ANN)),
        DeleteGroup(second),
        DeleteGroup(second),
        ChangeSetting(first, LINK, OFF),
    ]
    answers = at_once(
        [
            lambda each=each, change=change: make_changes(each.admin, TEAM, actor, [change], NOW)  # type: ignore[misc] # defaults bind the loop's values
            for each, change in zip(offices * 2, wanted, strict=True)
        ]
    )
    for answer in answers:
        assert isinstance(answer, Denied) or isinstance(answer[0], Applied | Unchanged)
    names = [group.name.lower() for group in office.layout().groups]
    assert sorted(names) == ["first", "new"]
    assert office.layout().group(first) is not None
