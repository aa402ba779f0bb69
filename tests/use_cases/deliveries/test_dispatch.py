"""Sending what is enqueued: once, at the last moment made, in the order of its class, whatever Slack answers (REM-3 to REM-7)."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState, Urgency
from bot.policy.deliveries.outcomes import Rejected
from bot.policy.deliveries.retry import RetryPolicy
from bot.policy.ids import UserId
from bot.use_cases.deliveries.worker import (
    CircuitClosed,
    CircuitOpened,
    ClockJumped,
    ClockSkewed,
    Crashed,
    Defer,
    Discard,
    Finished,
    MessageType,
)
from bot.use_cases.ports import Message
from storage import Connection, Database
from storage.people import people as people_store
from tests.support.factories.people import HOST, NOW, TEAM, add_person
from tests.support.fixtures.worker_fixture import (
    KIND,
    MINUTE,
    SECOND,
    PostBehaviour,
    QueueHarness,
    WorkerKilled,
    render_key,
)

DAY = timedelta(days=1)
FAST = RetryPolicy(rate=100)


def unreachable(db: Database) -> list[tuple[UserId, str, datetime]]:
    """Who is marked as unreachable, why and since when."""
    with db.read() as tx:
        listed = people_store.list_unreachable(tx, add_person(db).account.id, 10)
    return [(each.user, each.reason, each.since) for each in listed]


def test_what_is_due_is_sent_once(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.tick_for(10 * SECOND)
    assert harness.slack.texts == ["a message"]
    found = harness.stored()
    assert (found.state, found.channel, found.ts) == (DeliveryState.SENT, "D0", harness.slack.posted[0].ts)
    assert found.finished_at == NOW
    assert [type(each) for each in harness.events] == [Finished]


def test_a_message_is_not_sent_before_it_is_due(harness: QueueHarness) -> None:
    harness.enqueue(due=NOW + MINUTE)
    harness.tick_for(59 * SECOND)
    assert harness.slack.texts == []
    harness.tick_for(3 * SECOND)
    assert harness.slack.texts == ["a message"]


def test_a_message_past_its_deadline_is_dropped_with_the_reason(harness: QueueHarness) -> None:
    """REM-7: a meeting reminder at its start."""
    harness.enqueue(deadline=NOW + SECOND)
    harness.clocks.advance(2 * SECOND)
    harness.tick()
    assert harness.slack.texts == []
    assert (harness.state(), harness.stored().reason) == (DeliveryState.DROPPED, "too late")


def test_a_message_for_a_channel_goes_there(harness: QueueHarness) -> None:
    harness.enqueue(to=ChannelTarget("C0APPROVALS"))
    harness.send()
    assert [each.to for each in harness.slack.posted] == ["C0APPROVALS"]


def test_what_has_changed_meanwhile_is_not_sent(db: Database) -> None:
    """REM-3: looked at again at the moment of sending; a turn that was not needed delays nobody."""
    drop = MessageType(lambda _delivery, _now: Discard("used meanwhile"))
    harness = QueueHarness(db, message_types={KIND: MessageType(render_key), "expiry": drop})
    for number in range(5):
        harness.enqueue(f"expiry {number}", kind="expiry", urgency=Urgency.WAITING)
    harness.enqueue()
    harness.send()
    assert harness.slack.texts == ["a message"]
    assert (harness.state("expiry 0"), harness.stored("expiry 0").reason) == (DeliveryState.DROPPED, "used meanwhile")


def test_a_message_can_wait_for_the_morning(db: Database) -> None:
    """REM-2: after downtime it may be night when its turn comes."""
    morning = NOW + timedelta(hours=10)

    def by_day(delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        return Defer(morning) if now < morning else render_key(delivery, now)

    harness = QueueHarness(db, message_types={KIND: MessageType(by_day)})
    harness.enqueue()
    harness.tick_for(5 * SECOND)
    assert (harness.slack.texts, harness.state(), harness.stored().due) == ([], DeliveryState.PENDING, morning)
    harness.clocks.advance(timedelta(hours=10))
    harness.send()
    assert harness.slack.texts == ["a message"]


def test_what_a_message_leaves_to_do_is_done_in_the_transaction_that_finishes_it(db: Database) -> None:
    ended: list[tuple[DeliveryState, str]] = []

    def note(_tx: Connection, delivery: Delivery, _now: datetime) -> None:
        ended.append((delivery.state, delivery.ts))

    harness = QueueHarness(db, message_types={KIND: MessageType(render_key, on_finished=note)})
    harness.enqueue()
    harness.enqueue("late", deadline=NOW)
    harness.tick()
    assert sorted(ended) == [(DeliveryState.DROPPED, ""), (DeliveryState.SENT, harness.slack.posted[0].ts)]


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(harness: QueueHarness) -> None:
    """While replicas of two versions run side by side."""
    harness.enqueue(kind="of tomorrow")
    harness.tick_for(5 * SECOND)
    assert harness.state() is DeliveryState.PENDING
    newer = QueueHarness(harness.db, harness.slack, message_types={"of tomorrow": MessageType(render_key)})
    newer.tick_for(2 * SECOND)
    assert harness.slack.texts == ["a message"]


class TestTheOrder:
    """REM-7: a higher class goes first, bulk gets at least a tenth."""

    def test_the_most_urgent_class_goes_first_and_in_it_what_is_due_longest(self, harness: QueueHarness) -> None:
        for urgency in reversed(Urgency):
            harness.enqueue(f"{urgency.name} 2", urgency=urgency, due=NOW)
            harness.enqueue(f"{urgency.name} 1", urgency=urgency, due=NOW - SECOND)
        harness.tick_for(9 * SECOND)
        assert harness.slack.texts[:9] == [f"{u.name} {n}" for u in Urgency for n in (1, 2)][:9]

    def test_bulk_gets_a_tenth_however_much_else_is_due(self, harness: QueueHarness) -> None:
        for number in range(60):
            harness.enqueue(f"urgent {number}", urgency=Urgency.WAITING)
            harness.enqueue(f"bulk {number}", urgency=Urgency.BULK)
        harness.tick_for(40 * SECOND)
        sent = harness.slack.texts
        assert len(sent) >= 40
        assert [text.startswith("bulk") for text in sent[:40]].count(True) == 4

    def test_bulk_has_all_turns_that_nobody_else_wants(self, harness: QueueHarness) -> None:
        for number in range(12):
            harness.enqueue(f"bulk {number}", urgency=Urgency.BULK)
        harness.tick_for(12 * SECOND)
        assert len(harness.slack.texts) == 12


class TestTheRateLimit:
    """REM-7: shared by all replicas through the database; bursts only as far as the rate allows."""

    def test_about_one_message_a_second(self, harness: QueueHarness) -> None:
        for number in range(30):
            harness.enqueue(f"m {number}")
        harness.tick_for(20 * SECOND)
        assert 20 <= len(harness.slack.texts) <= 22

    def test_four_workers_are_no_faster_than_one(self, replicas: list[Database]) -> None:
        harnesses = [QueueHarness(replicas[0])]
        harnesses += [QueueHarness(each, harnesses[0].slack) for each in replicas[1:]]
        for number in range(30):
            harnesses[0].enqueue(f"m {number}")
        for _ in range(10):
            for harness in harnesses:
                harness.send()
            harnesses[0].clocks.advance(SECOND)
        assert 10 <= len(harnesses[0].slack.texts) <= 12
        assert len(set(harnesses[0].slack.texts)) == len(harnesses[0].slack.texts)

    def test_what_was_not_used_for_an_hour_is_not_made_up_for(self, harness: QueueHarness) -> None:
        harness.clocks.advance(timedelta(minutes=59))
        for number in range(30):
            harness.enqueue(f"m {number}")
        harness.send()
        assert len(harness.slack.texts) <= 2

    def test_a_rate_of_five_a_second_is_five_times_as_fast(self, db: Database) -> None:
        harness = QueueHarness(db, retry_policy=RetryPolicy(rate=5))
        for number in range(60):
            harness.enqueue(f"m {number}")
        harness.tick_for(10 * SECOND)
        assert 50 <= len(harness.slack.texts) <= 56

    def test_a_tick_ends_though_there_is_more_to_send(self, db: Database) -> None:
        """A post that takes long uses the tick up; what was claimed beyond is given back and not lost."""
        harness = QueueHarness(db, retry_policy=FAST)
        for number in range(20):
            harness.enqueue(f"m {number}")
        harness.slack.next_posts = [lambda: harness.clocks.advance(SECOND / 4)] * 20
        harness.send()
        assert len(harness.slack.texts) == 4
        other = QueueHarness(db, harness.slack, FAST)
        harness.slack.next_posts = []
        other.clocks.advance(SECOND)
        other.send()
        assert sorted(harness.slack.texts) == sorted(f"m {number}" for number in range(20))


class TestFaultsOnTheWay:
    """REM-4: network, 429 and 5xx are tried until the deadline and do not count as attempts."""

    def test_when_slack_is_not_reached_it_is_tried_again_without_end(self, harness: QueueHarness) -> None:
        harness.enqueue()
        harness.slack.next_posts = [PostBehaviour.UNREACHABLE] * 20
        harness.tick_for(timedelta(hours=2), MINUTE)
        assert harness.slack.texts == ["a message"]
        assert harness.stored().failures == 0

    def test_nothing_is_looked_up_where_the_request_never_left(self, harness: QueueHarness) -> None:
        harness.enqueue()
        harness.slack.next_posts = [PostBehaviour.UNREACHABLE] * 3
        harness.tick_for(timedelta(minutes=10), 10 * SECOND)
        assert harness.slack.lookups == []

    def test_each_wait_is_longer_than_the_one_before(self, harness: QueueHarness) -> None:
        tried: list[float] = []

        def unreached() -> None:
            tried.append(harness.clocks.monotonic)
            raise OSError

        harness.enqueue()
        harness.slack.next_posts = [unreached] * 4
        harness.tick_for(timedelta(minutes=5), 3 * SECOND)
        waits = [later - sooner for sooner, later in pairwise(tried)]
        assert waits == sorted(waits)
        assert waits[-1] >= 8

    def test_retry_after_is_obeyed_for_the_whole_workspace(self, harness: QueueHarness) -> None:
        """REM-5: and 429 is no attempt."""
        other = QueueHarness(harness.db, harness.slack)
        for number in range(3):
            harness.enqueue(f"m {number}")
        harness.slack.next_posts = [Rejected("ratelimited", 30)]
        for _ in range(30):
            harness.send()
            other.send()
            harness.clocks.advance(SECOND)
        assert harness.slack.texts == []
        harness.tick_for(5 * SECOND)
        assert harness.slack.texts == ["m 0", "m 1", "m 2"]
        assert harness.stored("m 0").failures == 0

    def test_after_the_deadline_it_is_dropped_not_failed(self, harness: QueueHarness) -> None:
        harness.enqueue(deadline=NOW + MINUTE)
        harness.slack.next_posts = [PostBehaviour.UNREACHABLE] * 100
        harness.tick_for(2 * MINUTE, 3 * SECOND)
        assert (harness.state(), harness.stored().reason) == (DeliveryState.DROPPED, "too late")

    def test_a_message_that_slack_is_ill_of_does_not_hold_up_the_others(self, harness: QueueHarness) -> None:
        harness.enqueue("poison", urgency=Urgency.WAITING)
        harness.enqueue("harmless")
        harness.slack.next_posts = [PostBehaviour.UNREACHABLE]
        harness.tick_for(MINUTE, 3 * SECOND)
        assert "harmless" in harness.slack.texts


class TestFaultsOfAMessageOrPerson:
    """REM-4, REM-5: they count as attempts, or end the message at once; nobody else is held up."""

    @pytest.mark.parametrize(
        "error", ["user_disabled", "user_not_found", "channel_not_found", "cannot_dm_bot", "user_not_visible"]
    )
    def test_a_person_who_cannot_be_reached_is_marked_for_admins(self, harness: QueueHarness, error: str) -> None:
        harness.enqueue()
        harness.slack.next_posts = [Rejected(error)]
        harness.send()
        assert (harness.state(), harness.stored().reason) == (DeliveryState.FAILED, error)
        assert unreachable(harness.db) == [(HOST, error, NOW)]

    def test_the_mark_stays_until_something_reaches_them(self, harness: QueueHarness) -> None:
        harness.enqueue()
        harness.slack.next_posts = [Rejected("user_disabled")]
        harness.tick_for(5 * SECOND)
        assert unreachable(harness.db) == [(HOST, "user_disabled", NOW)]
        harness.enqueue("another")
        harness.tick()
        assert harness.slack.texts == ["another"]
        assert unreachable(harness.db) == []

    def test_a_channel_that_cannot_be_posted_to_marks_nobody(self, harness: QueueHarness) -> None:
        harness.enqueue(to=ChannelTarget("C0GONE"))
        harness.slack.next_posts = [Rejected("channel_not_found")]
        harness.send()
        assert (harness.state(), harness.stored().reason) == (DeliveryState.FAILED, "channel_not_found")
        assert unreachable(harness.db) == []

    def test_an_error_that_nobody_knows_is_tried_five_times(self, harness: QueueHarness) -> None:
        harness.enqueue()
        harness.slack.next_posts = [Rejected("of_tomorrow")] * 9
        harness.tick_for(timedelta(minutes=30), 20 * SECOND)
        assert (harness.state(), harness.stored().failures) == (DeliveryState.FAILED, 4)
        assert len(harness.slack.next_posts) == 4

    def test_a_message_that_cannot_be_made_fails_alone(self, db: Database) -> None:
        def broken(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
            raise KeyError(delivery.dedup_key)

        harness = QueueHarness(db, message_types={KIND: MessageType(render_key), "broken": MessageType(broken)})
        harness.enqueue("x", kind="broken", urgency=Urgency.WAITING)
        harness.enqueue()
        harness.tick_for(timedelta(minutes=10), 10 * SECOND)
        assert (harness.state("x"), harness.stored("x").reason) == (DeliveryState.FAILED, "not made: KeyError")
        assert harness.slack.texts == ["a message"]
        assert [each for each in harness.events if isinstance(each, Crashed)] != []


class TestFaultsOfTheWorkspace:
    """REM-4: a fault of the workspace pauses it, raises an alarm and fails nothing."""

    @pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "missing_scope", "messages_tab_disabled"])
    def test_the_circuit_opens_and_nothing_fails(self, harness: QueueHarness, error: str) -> None:
        for number in range(3):
            harness.enqueue(f"m {number}", deadline=NOW + 7 * DAY)
        harness.slack.next_posts = [Rejected(error)] * 100
        harness.slack.probe_error = error
        harness.tick_for(timedelta(hours=1), MINUTE)
        assert [each for each in harness.events if isinstance(each, CircuitOpened)] == [
            CircuitOpened(TEAM, "chat.postMessage", error)
        ]
        assert {harness.stored(f"m {number}").failures for number in range(3)} == {0}
        assert len(harness.slack.next_posts) >= 60
        harness.slack.next_posts, harness.slack.probe_error = [], ""
        harness.tick_for(timedelta(minutes=10), 30 * SECOND)
        assert sorted(harness.slack.texts) == ["m 0", "m 1", "m 2"]
        assert [each for each in harness.events if isinstance(each, CircuitClosed)] == [
            CircuitClosed(TEAM, "chat.postMessage")
        ]

    def test_a_scope_that_is_still_missing_raises_no_second_alarm(self, harness: QueueHarness) -> None:
        """`auth.test` works all the while: one message is tried now and then, and the workspace stays stopped."""
        for number in range(3):
            harness.enqueue(f"m {number}", deadline=NOW + 7 * DAY)
        harness.slack.next_posts = [Rejected("missing_scope")] * 100
        harness.tick_for(timedelta(hours=1), MINUTE)
        assert 100 - len(harness.slack.next_posts) == pytest.approx(13, abs=2)
        assert len([each for each in harness.events if isinstance(each, CircuitOpened)]) == 1

    def test_a_new_process_looks_at_once_because_its_token_may_be_new(self, harness: QueueHarness) -> None:
        harness.enqueue()
        harness.slack.next_posts = [Rejected("token_revoked")]
        harness.send()
        harness.slack.probe_error = "token_revoked"
        harness.tick_for(5 * SECOND)
        harness.slack.probe_error = ""
        assert harness.slack.texts == []
        QueueHarness(harness.db, harness.slack).tick_for(2 * SECOND)
        assert harness.slack.texts == ["a message"]


class TestDeath:
    """REM-4: crashing at any instant."""

    def test_a_worker_that_dies_before_the_request_is_complete_leaves_nothing_unclear(
        self, harness: QueueHarness
    ) -> None:
        harness.enqueue()
        harness.slack.next_posts = [PostBehaviour.WORKER_DIES_BEFORE]
        with pytest.raises(WorkerKilled):
            harness.send()
        assert harness.state() is DeliveryState.PENDING
        other = QueueHarness(harness.db, harness.slack)
        other.tick_for(59 * SECOND)
        assert harness.slack.texts == []
        other.tick_for(5 * SECOND)
        assert harness.slack.texts == ["a message"]
        assert harness.slack.lookups == []

    def test_a_claim_that_ended_before_the_request_was_complete_lets_nothing_through(
        self, harness: QueueHarness
    ) -> None:
        """A worker that was stopped for longer than its claim finds that somebody else has sent the message."""
        other = QueueHarness(harness.db, harness.slack)
        harness.enqueue()

        def sleep() -> None:
            harness.clocks.advance(61 * SECOND)
            other.send()

        harness.slack.next_posts = [sleep]
        harness.send()
        assert harness.slack.texts == ["a message"]
        assert harness.state() is DeliveryState.SENT

    def test_a_worker_that_was_slow_to_look_at_its_claim_does_not_send(self, db: Database) -> None:
        """The database said yes, but so long ago that it may not hold any more."""
        harness = QueueHarness(db)
        harness.enqueue()
        harness.slack.next_posts = [lambda: setattr(harness, "db_clock_delay", 16 * SECOND)]
        harness.send()
        assert harness.slack.texts == []
        assert harness.state() is DeliveryState.PENDING


class TestClocks:
    """REM-4: a clock that jumps. Claims are of the database's clock, what is due of the product's."""

    def test_a_worker_whose_clock_is_wrong_stands_still_and_says_so(self, harness: QueueHarness) -> None:
        harness.enqueue(due=NOW + DAY, deadline=NOW + 2 * DAY)
        harness.clocks.product += 5 * DAY
        harness.tick_for(10 * SECOND)
        assert (harness.slack.texts, harness.state()) == ([], DeliveryState.PENDING)
        assert {type(each) for each in harness.events} == {ClockSkewed}
        harness.clocks.product -= 5 * DAY
        harness.clocks.advance(DAY)
        harness.tick()
        assert harness.slack.texts == ["a message"]

    def test_where_the_clock_is_moved_on_purpose_it_is_trusted(self, db: Database) -> None:
        """The sandbox: 335 days ahead and more."""
        harness = QueueHarness(db, retry_policy=RetryPolicy(max_clock_skew=None))
        harness.enqueue(due=NOW + 335 * DAY)
        harness.clocks.product += 335 * DAY
        harness.tick()
        assert harness.slack.texts == ["a message"]

    def test_a_jump_of_the_database_s_clock_is_waited_out(self, harness: QueueHarness) -> None:
        """Both clocks of one machine jump together; nothing is dropped meanwhile."""
        harness.tick()
        harness.enqueue(due=NOW + DAY, deadline=NOW + 2 * DAY)
        for clock in ("product", "database"):
            setattr(harness.clocks, clock, getattr(harness.clocks, clock) + 3 * DAY)
        harness.tick_for(30 * SECOND)
        for clock in ("product", "database"):
            setattr(harness.clocks, clock, getattr(harness.clocks, clock) - 3 * DAY)
        harness.tick_for(30 * SECOND)
        assert (harness.slack.texts, harness.state()) == ([], DeliveryState.PENDING)
        assert [type(each) for each in harness.events] == [ClockJumped, ClockJumped]

    def test_waits_that_a_wrong_clock_wrote_do_not_last(self, harness: QueueHarness) -> None:
        harness.clocks.product += 30 * DAY
        harness.clocks.database += 30 * DAY
        harness.enqueue(due=NOW, deadline=NOW + 90 * DAY)
        harness.slack.next_posts = [Rejected("ratelimited", 600)]
        harness.send()
        harness.clocks.product -= 30 * DAY
        harness.clocks.database -= 30 * DAY
        QueueHarness(harness.db, harness.slack).tick_for(5 * SECOND)
        assert harness.slack.texts == ["a message"]
