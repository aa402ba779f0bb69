"""Several people press in the same instant, in several processes: one decision, and nothing half done (APP-3)."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.audit.events import AuditAction
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, UNSET, Resolved
from bot.policy.values.results import Denied
from bot.use_cases.approvals.deadlines import expire_requests
from bot.use_cases.approvals.decisions import (
    AlreadyClosed,
    Approve,
    Decided,
    Decision,
    Reject,
    decide_request,
    withdraw_request,
)
from bot.use_cases.approvals.requests import Applied, MustRequest, Requested, Unchanged, make_changes, request_change
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.settings.settings import choose_own
from storage import Database
from tests.support.factories.people import caller
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    LOCK,
    OFF,
    OFF_LOCKED,
    ON,
    ON_LOCKED,
    OWNER,
    PASSCODE_IN_LINK,
    SECOND_ADMIN,
    AdminHarness,
)
from tests.support.invariants.audit_replay import replay_audit
from tests.support.machine.threads import run_concurrently

ROUNDS = 5


@pytest.fixture
def harnesses(replicas: list[Database]) -> list[AdminHarness]:
    """The same workspace in four processes."""
    return [AdminHarness(replica) for replica in replicas]


def press(harness: AdminHarness, request: ApprovalRequest, decision: Decision, by: str) -> Callable[[], object]:
    """A press, with the role asked of Slack before."""
    actor = harness.actor(OWNER if by == OWNER else SECOND_ADMIN)
    return lambda: decide_request(harness.context, caller(actor), request.id, decision)


def entries(harness: AdminHarness, request: ApprovalRequest, what: AuditAction) -> int:
    return sum(entry.cause.request == request.id and entry.event.action is what for entry in harness.audit_entries())


def kinds(answers: list[object]) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


def test_approve_and_reject_in_the_same_instant_give_one_decision(harnesses: list[AdminHarness]) -> None:
    """APP-3: the later one is told who decided."""
    for _ in range(ROUNDS):
        harness = harnesses[0]
        request = harness.request_change(LOCK)
        yes, no = Approve(request.impact), Reject("no")
        answers = run_concurrently(
            [press(harnesses[0], request, yes, OWNER), press(harnesses[1], request, no, SECOND_ADMIN)]
        )
        assert kinds(answers) == {"Decided": 1, "AlreadyClosed": 1}
        ended = harness.request(request)
        (decided,) = [answer.request for answer in answers if isinstance(answer, Decided)]
        (later,) = [answer.request for answer in answers if isinstance(answer, AlreadyClosed)]
        assert decided == later == ended
        assert entries(harness, request, AuditAction.DECIDED) == 1
        assert entries(harness, request, AuditAction.SETTING) == (ended.state is RequestState.APPROVED)
        if ended.state is RequestState.APPROVED:
            assert harness.settings_tree().account == {PASSCODE_IN_LINK: OFF_LOCKED}
            harness.apply_setting(PASSCODE_IN_LINK, OFF)
            harness.apply_setting(PASSCODE_IN_LINK, UNSET)


def test_one_admin_who_presses_many_times_decides_once(harnesses: list[AdminHarness]) -> None:
    """APP-3: a double click, a retried delivery."""
    request = harnesses[0].request_change(LOCK)
    answers = run_concurrently([press(harness, request, Approve(request.impact), OWNER) for harness in harnesses * 2])
    assert kinds(answers) == {"Decided": 1, "AlreadyClosed": 7}
    assert entries(harnesses[0], request, AuditAction.SETTING) == 1
    assert harnesses[0].recipients_of(MessageKind.REQUEST_DECIDED) == [ADMIN]


def test_withdrawing_expiring_and_approving_in_the_same_instant_leave_one_end(harnesses: list[AdminHarness]) -> None:
    """APP-2, APP-3, APP-5."""
    for _ in range(ROUNDS):
        request = harnesses[0].request_change(LOCK)
        asker = harnesses[1].actor(ADMIN)
        answers = run_concurrently(
            [
                press(harnesses[0], request, Approve(request.impact), OWNER),
                lambda asker=asker, request=request: withdraw_request(harnesses[1].context, caller(asker), request.id),  # type: ignore[misc] # defaults bind the loop's values
                lambda request=request: expire_requests(harnesses[2].db, request.expires_at),  # type: ignore[misc] # the same
            ]
        )
        ended = harnesses[0].request(request)
        assert ended.state in (RequestState.APPROVED, RequestState.WITHDRAWN, RequestState.EXPIRED)
        assert sum(isinstance(answer, Decided) for answer in answers) + (answers[2] == 1) == 1
        assert entries(harnesses[0], request, AuditAction.DECIDED) == 1
        assert entries(harnesses[0], request, AuditAction.SETTING) == (ended.state is RequestState.APPROVED)
        harnesses[0].apply_setting(PASSCODE_IN_LINK, OFF)
        harnesses[0].apply_setting(PASSCODE_IN_LINK, ON)


def test_two_admins_who_ask_for_the_same_share_one_request(harnesses: list[AdminHarness]) -> None:
    """APP-3: at most one pending for each setting and scope."""
    actors = [harnesses[0].actor(by) for by in (ADMIN, OWNER, SECOND_ADMIN, ADMIN)]
    answers = run_concurrently(
        [
            lambda harness=harness, actor=actor: request_change(harness.context, caller(actor), LOCK, "")  # type: ignore[misc] # defaults bind the loop's values
            for harness, actor in zip(harnesses, actors, strict=True)
        ]
    )
    requested = [answer for answer in answers if isinstance(answer, Requested)]
    assert len({answer.request.id for answer in requested}) == 1
    assert sorted(answer.fresh for answer in requested) == [False, False, False, True]


def test_approving_races_with_a_change_of_the_same_value_and_never_mixes_with_it(harnesses: list[AdminHarness]) -> None:
    """APP-5: either the approval came first, or the request is superseded."""
    for _ in range(ROUNDS):
        harness = harnesses[0]
        request = harness.request_change(LOCK)
        admin = harness.actor(SECOND_ADMIN)
        change = ChangeSetting(
            None, PASSCODE_IN_LINK, ON if harness.settings_tree().state(PASSCODE_IN_LINK).value is not True else OFF
        )
        answers = run_concurrently(
            [
                press(harnesses[0], request, Approve(request.impact), OWNER),
                lambda admin=admin, change=change: make_changes(harnesses[1].context, caller(admin), [change]),  # type: ignore[misc] # defaults bind the loop's values
            ]
        )
        if harness.request(request).state is RequestState.APPROVED:
            assert harness.settings_tree().account == {PASSCODE_IN_LINK: OFF_LOCKED}
            assert not isinstance(answers[1], list) or not isinstance(answers[1][0], Applied)
            harness.apply_setting(PASSCODE_IN_LINK, ON)
        else:
            assert harness.request(request).state is RequestState.SUPERSEDED
            assert harness.settings_tree().account == {PASSCODE_IN_LINK: change.state}


def test_approving_for_a_group_races_with_its_deletion(harnesses: list[AdminHarness]) -> None:
    """APP-1, APP-5: either the group is gone and the request with it, or its new lock keeps it from being deleted at once."""
    for number in range(ROUNDS):
        harness = harnesses[0]
        group = harness.create_group(f"Group {number}", ANN)
        request, admin = (
            harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED)),
            harness.actor(SECOND_ADMIN),
        )
        answers = run_concurrently(
            [
                press(harnesses[0], request, Approve(request.impact), OWNER),
                lambda admin=admin, group=group: make_changes(
                    harnesses[1].context, caller(admin), [DeleteGroup(group)]
                ),  # type: ignore[misc] # defaults bind the loop's values
            ]
        )
        (deleted,) = answers[1] if isinstance(answers[1], list) else [None]
        if harness.request(request).state is RequestState.APPROVED:
            assert isinstance(deleted, MustRequest)
            assert harness.resolved(ANN).locked
            harness.apply_directly(DeleteGroup(group))
        else:
            assert harness.request(request).state is RequestState.SUPERSEDED
            assert isinstance(deleted, Applied)
            assert harness.settings_tree().group(group) is None
        assert replay_audit(harness.audit_entries()).settings_tree == harness.settings_tree()


def test_an_account_lock_and_a_groups_lock_approved_in_the_same_instant_agree(harnesses: list[AdminHarness]) -> None:
    """LOCK-1, LOCK-5: the account's holds whichever came first; the group's is kept under it, or overtaken."""
    for number in range(ROUNDS):
        harness = harnesses[0]
        group = harness.create_group(f"Group {number}", ANN)
        of_group, of_account = (
            harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, ON_LOCKED)),
            harness.request_change(LOCK),
        )
        run_concurrently(
            [
                press(harnesses[0], of_group, Approve(of_group.impact), OWNER),
                press(harnesses[1], of_account, Approve(of_account.impact), SECOND_ADMIN),
            ]
        )
        assert harness.request(of_account).state is RequestState.APPROVED
        assert harness.resolved(ANN) == harness.resolved(BEN) == Resolved(False, FROM_ACCOUNT, FROM_ACCOUNT)
        kept = harness.settings_tree().groups[0].state(PASSCODE_IN_LINK)
        if harness.request(of_group).state is RequestState.APPROVED:
            assert kept == ON_LOCKED
        else:
            assert harness.request(of_group).state is RequestState.SUPERSEDED
            assert kept == UNSET
        assert replay_audit(harness.audit_entries()).settings_tree == harness.settings_tree()
        harness.apply_setting(PASSCODE_IN_LINK, UNSET)
        harness.apply_directly(DeleteGroup(group))


def test_a_choice_that_races_with_a_lock_never_shows_through_it(harnesses: list[AdminHarness]) -> None:
    """LOCK-1: whoever was first, the locked value holds."""
    for value in (False, True) * 2:
        harness = harnesses[0]
        request = harness.request_change(ChangeSetting(None, PASSCODE_IN_LINK, ON_LOCKED))
        run_concurrently(
            [
                press(harnesses[0], request, Approve(request.impact), OWNER),
                lambda value=value: choose_own(harnesses[1].context, caller(ANN), {PASSCODE_IN_LINK: value}),  # type: ignore[misc] # a default binds the loop's value
            ]
        )
        if harness.request(request).state is RequestState.APPROVED:
            assert harness.resolved(ANN).value is True
            assert harness.resolved(ANN).locked
        harness.apply_setting(PASSCODE_IN_LINK, ON)
        harness.apply_setting(PASSCODE_IN_LINK, UNSET)


def test_groups_that_many_admins_change_at_once_stay_in_order_and_apart(harnesses: list[AdminHarness]) -> None:
    """Priorities and names stay unique; nothing fails but by a refusal in words."""
    harness = harnesses[0]
    first, second = harness.create_group("First", ANN), harness.create_group("Second", BEN)
    actor = harness.actor(ADMIN)
    wanted: list[Change] = [
        CreateGroup("New", 1),
        CreateGroup("NEW", 2),
        OrderGroups((second, first)),
        ChangeMembers(first, add=harness.people(BEN)),
        ChangeMembers(first, add=harness.people(BEN), remove=harness.people(ANN)),
        DeleteGroup(second),
        DeleteGroup(second),
        ChangeSetting(first, PASSCODE_IN_LINK, OFF),
    ]
    answers = run_concurrently(
        [
            lambda each=each, change=change: make_changes(each.context, caller(actor), [change])  # type: ignore[misc] # defaults bind the loop's values
            for each, change in zip(harnesses * 2, wanted, strict=True)
        ]
    )
    for answer in answers:
        assert isinstance(answer, Denied) or isinstance(answer[0], Applied | Unchanged)
    names = [group.name.lower() for group in harness.settings_tree().groups]
    assert sorted(names) == ["first", "new"]
    assert harness.settings_tree().group(first) is not None
