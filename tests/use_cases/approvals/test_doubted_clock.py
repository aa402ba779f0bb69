"""Whatever is pressed on a request while the clock is in doubt: nothing is closed by a deadline that may be to come (CLOCK-1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.policy.approvals.requests import REQUEST_LIFETIME, ApprovalRequest, RequestPost, RequestState
from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.people.caller import Caller
from bot.use_cases.approvals.deadlines import remind_approvers
from bot.use_cases.approvals.decisions import AlreadyClosed, Approve, Decided, Reject, decide_request, withdraw_request
from bot.use_cases.context import Context
from storage import Database
from storage.approvals import requests as request_store
from tests.support.database.databases import all_rows
from tests.support.factories.people import NOW, TEAM, caller
from tests.support.fixtures.admin_fixture import ADMIN, LOCK, OWNER, AdminHarness

Press = Callable[[Context, Caller, ApprovalRequest], object]
DECISIONS: dict[str, tuple[str, Press]] = {
    "Approve": (OWNER, lambda context, who, asked: decide_request(context, who, asked.id, Approve(asked.impact))),
    "Reject": (OWNER, lambda context, who, asked: decide_request(context, who, asked.id, Reject("no"))),
    "Withdraw": (ADMIN, lambda context, who, asked: withdraw_request(context, who, asked.id)),
}
REMIND: tuple[str, Press] = (ADMIN, lambda context, who, asked: remind_approvers(context, who, asked.id))
PAST_THE_DEADLINE = {"to the instant": REQUEST_LIFETIME, "ten years": timedelta(days=3650)}


def press(harness: AdminHarness, button: tuple[str, Press], asked: ApprovalRequest, ahead: timedelta) -> object:
    """A press while the best guess of the time is `ahead`, and not believed."""
    who, act = button
    actor = harness.actor(OWNER if who == OWNER else ADMIN, NOW + ahead)
    return act(harness.context, caller(actor, now=NOW + ahead, clock_believed=False), asked)


@pytest.mark.parametrize("ahead", PAST_THE_DEADLINE.values(), ids=PAST_THE_DEADLINE)
@pytest.mark.parametrize("button", DECISIONS.values(), ids=DECISIONS)
def test_a_request_that_seems_expired_stays_open_and_can_be_decided_in_a_minute(
    db: Database, harness: AdminHarness, button: tuple[str, Press], ahead: timedelta
) -> None:
    """CLOCK-1, APP-5: closing waits for a believed clock, and whoever pressed reads why."""
    asked = harness.request_change(LOCK)
    before = all_rows(db)
    assert press(harness, button, asked, ahead) == CLOCK_DOUBTED
    assert all_rows(db) == before
    who, act = button
    actor = harness.actor(OWNER if who == OWNER else ADMIN)
    assert isinstance(act(harness.context, caller(actor), asked), Decided)


@pytest.mark.parametrize("button", DECISIONS.values(), ids=DECISIONS)
def test_a_request_whose_deadline_is_to_come_is_decided_whatever_the_clock(
    harness: AdminHarness, button: tuple[str, Press]
) -> None:
    """CLOCK-1: only what cannot be undone waits."""
    asked = harness.request_change(LOCK)
    assert isinstance(press(harness, button, asked, REQUEST_LIFETIME - timedelta(microseconds=1)), Decided)


@pytest.mark.parametrize("button", DECISIONS.values(), ids=DECISIONS)
def test_a_believed_clock_closes_it(harness: AdminHarness, button: tuple[str, Press]) -> None:
    """APP-5."""
    asked, (who, act) = harness.request_change(LOCK), button
    late = NOW + REQUEST_LIFETIME
    answer = act(harness.context, caller(harness.actor(OWNER if who == OWNER else ADMIN, late), now=late), asked)
    assert isinstance(answer, AlreadyClosed)
    assert answer.request.state is RequestState.EXPIRED


@pytest.mark.parametrize("ahead", [timedelta(hours=1), *PAST_THE_DEADLINE.values()])
def test_approvers_are_reminded_by_a_believed_clock_alone(
    db: Database, harness: AdminHarness, ahead: timedelta
) -> None:
    """CLOCK-1, APP-5: a reminder that is dated ten years ahead would be the last one for ten years."""
    asked = harness.request_change(LOCK)
    with db.write(TEAM) as tx:
        request_store.set_post(tx, asked.id, RequestPost("C0APPROVALS", "1.1"))
    before = all_rows(db)
    assert press(harness, REMIND, asked, ahead) == CLOCK_DOUBTED
    assert all_rows(db) == before
    assert isinstance(remind_approvers(harness.context, caller(harness.actor(ADMIN)), asked.id), ApprovalRequest)
