"""Who cannot be reached is marked for admins, until they change or come themselves (REM-5)."""

import pytest

from bot.policy.deliveries.outcomes import Rejected
from bot.use_cases.people import identities
from storage import Database
from storage.people import people as people_store
from tests.support.factories.people import HOST, NOW, add_person, identity, open_profile, start_room
from tests.support.fixtures.worker_fixture import QueueHarness


def marked(db: Database) -> list[str]:
    with db.read() as tx:
        return [each.reason for each in people_store.list_unreachable(tx, add_person(db).account.id, 10)]


@pytest.fixture
def harness(db: Database) -> QueueHarness:
    """Whose only message was refused because its person is not there."""
    open_profile(db)
    harness = QueueHarness(db)
    harness.enqueue()
    harness.slack.next_posts = [Rejected("user_disabled")]
    harness.send()
    assert marked(db) == ["user_disabled"]
    assert add_person(db).person.unreachable_at == NOW
    return harness


def test_a_change_in_slack_clears_the_mark(harness: QueueHarness) -> None:
    identities.sync_identity(harness.db, identity(name="Anna"), NOW)
    assert marked(harness.db) == []


def test_their_own_look_at_their_room_clears_the_mark(harness: QueueHarness) -> None:
    open_profile(harness.db)
    assert marked(harness.db) == []


def test_their_own_start_clears_the_mark(harness: QueueHarness) -> None:
    start_room(harness.db)
    assert marked(harness.db) == []


def test_a_message_that_reaches_them_clears_the_mark(harness: QueueHarness) -> None:
    harness.enqueue("another")
    harness.send()
    assert harness.slack.texts == ["another"]
    assert marked(harness.db) == []


def test_the_mark_says_since_when(harness: QueueHarness) -> None:
    """The first refusal, not the latest."""
    harness.enqueue("another")
    harness.clocks.advance(harness.worker.retry_policy.lease)
    harness.slack.next_posts = [Rejected("user_not_found")]
    harness.send()
    with harness.db.read() as tx:
        (mark,) = people_store.list_unreachable(tx, add_person(harness.db).account.id, 10)
    assert (mark.user, mark.reason, mark.since) == (HOST, "user_disabled", NOW)
