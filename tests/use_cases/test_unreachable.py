"""Who cannot be reached is marked for admins, until they change or come themselves (REM-5)."""

import pytest

from bot.policy.delivery_answers import Rejected
from bot.use_cases import people
from storage import Database, unreachable
from tests.couriers import Desk
from tests.factories import HOST, NOW, identity, met, started, visited


def marked(db: Database) -> list[str]:
    with db.read() as tx:
        return [each.reason for each in unreachable.list_unreachable(tx, met(db).account.id, 10)]


@pytest.fixture
def desk(db: Database) -> Desk:
    """Whose only message was refused because its person is not there."""
    visited(db)
    desk = Desk(db)
    desk.owe()
    desk.slack.next = [Rejected("user_disabled")]
    desk.send()
    assert marked(db) == ["user_disabled"]
    assert met(db).person.unreachable_at == NOW
    return desk


def test_a_change_in_slack_clears_the_mark(desk: Desk) -> None:
    people.sync_identity(desk.db, identity(name="Anna"), NOW)
    assert marked(desk.db) == []


def test_their_own_look_at_their_room_clears_the_mark(desk: Desk) -> None:
    visited(desk.db)
    assert marked(desk.db) == []


def test_their_own_start_clears_the_mark(desk: Desk) -> None:
    started(desk.db)
    assert marked(desk.db) == []


def test_a_message_that_reaches_them_clears_the_mark(desk: Desk) -> None:
    desk.owe("another")
    desk.send()
    assert desk.slack.texts == ["another"]
    assert marked(desk.db) == []


def test_the_mark_says_since_when(desk: Desk) -> None:
    """The first refusal, not the latest."""
    desk.owe("another")
    desk.clocks.go_on(desk.courier.retry_policy.lease)
    desk.slack.next = [Rejected("user_not_found")]
    desk.send()
    with desk.db.read() as tx:
        (mark,) = unreachable.list_unreachable(tx, met(desk.db).account.id, 10)
    assert (mark.user, mark.reason, mark.since) == (HOST, "user_disabled", NOW)
