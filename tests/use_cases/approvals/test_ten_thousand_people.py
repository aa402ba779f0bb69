"""A lock over ten thousand people: previewed, listed, approved and followed up, with nobody held up (APP-2, APP-3, LOCK-8)."""

from bot.policy.approvals.changes import ChangeSetting
from bot.policy.approvals.follow_ups import BATCH_SIZE
from bot.policy.approvals.impact import Impact
from bot.policy.ids import RequestId, UserId
from bot.use_cases.approvals.follow_ups import run_follow_ups
from bot.use_cases.approvals.queries import AffectedPage, affected_people
from bot.use_cases.deliveries.outbox import MessageKind
from storage import Database
from storage.rooms import rooms as room_store
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.many_people import copy_person
from tests.support.factories.people import NOW, caller
from tests.support.fixtures.admin_fixture import (
    ANN,
    OFF,
    ON_LOCKED,
    OWNER,
    PASSCODE_IN_LINK,
    PASSCODE_REQUIRED,
    ROLES,
    AdminHarness,
    expect_must_request,
)

MANY = 10_000
AFFECTED = MANY + len(ROLES) - 1
"""Everybody but the guest."""
A_FEW = 25
"""Statements, however many people it is."""
A_PAGE = 50


def listed(harness: AdminHarness, request: RequestId, skip: int) -> list[UserId]:
    page = affected_people(harness.context, caller(harness.actor(OWNER)), request, skip, A_PAGE)
    assert isinstance(page, AffectedPage)
    assert page.total == AFFECTED
    return [person.user for person in page.people]


def test_a_lock_over_ten_thousand_people_takes_a_few_statements_and_is_followed_up_in_batches(
    db: Database, harness: AdminHarness
) -> None:
    """Between two batches others act; “Who is affected?” has all of them, to the last page."""
    harness.apply_setting(PASSCODE_REQUIRED, OFF)
    many = copy_person(db, harness.ids[ANN], MANY)
    with recorded_statements() as assessed:
        must = expect_must_request(harness.change(ChangeSetting(None, PASSCODE_REQUIRED, ON_LOCKED)))
    assert must.impact == Impact(people=AFFECTED)
    request = harness.request_change(must.change)
    pages = [listed(harness, request.id, skip) for skip in (0, A_PAGE, AFFECTED - 3, AFFECTED)]
    assert [len(set(page)) for page in pages] == [A_PAGE, A_PAGE, 3, 0]
    with recorded_statements() as decided:
        harness.approve(request)
    with recorded_statements() as followed:
        assert run_follow_ups(harness.context, NOW, most=1) == 1
    assert max(len(assessed), len(decided), len(followed)) <= A_FEW

    harness.change(ChangeSetting(None, PASSCODE_IN_LINK, OFF))
    assert harness.resolved(ANN, PASSCODE_IN_LINK).value is False
    run_follow_ups(harness.context, NOW, most=2)
    recipients = harness.recipients_of(MessageKind.PASSCODE_GIVEN)
    batches = [many[start : start + BATCH_SIZE] for start in range(0, MANY, BATCH_SIZE)]
    with db.read() as tx:
        bare = [room for batch in batches for room in room_store.without_passcode(tx, batch)]
    assert len(bare) == MANY - len(recipients)
    assert 2 * BATCH_SIZE < len(recipients) == len(set(recipients)) <= 3 * BATCH_SIZE
