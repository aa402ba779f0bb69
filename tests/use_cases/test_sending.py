"""Sending what is owed: once, at the last moment made, in the order of its class, whatever Slack answers (REM-3 to REM-7)."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.policy.deliveries import ChannelTarget, Delivery, DeliveryState, Urgency
from bot.policy.delivery_answers import Rejected
from bot.policy.patience import RetryPolicy
from bot.use_cases.couriers import (
    CircuitClosed,
    CircuitOpened,
    ClockSkewed,
    Crashed,
    Defer,
    Discard,
    Finished,
    MessageType,
)
from bot.use_cases.ports import Message
from storage import Connection, Database, unreachable
from tests.couriers import KIND, MINUTE, SECOND, Death, Desk, Does, compose
from tests.factories import HOST, NOW, TEAM, met

DAY = timedelta(days=1)
FAST = RetryPolicy(rate=100)


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


def test_what_is_due_is_sent_once(desk: Desk) -> None:
    desk.owe()
    desk.tick_for(10 * SECOND)
    assert desk.slack.texts == ["a message"]
    found = desk.found()
    assert (found.state, found.channel, found.ts) == (DeliveryState.SENT, "D0", desk.slack.record[0].ts)
    assert found.finished_at == NOW
    assert [type(each) for each in desk.notices] == [Finished]


def test_a_message_is_not_sent_before_it_is_due(desk: Desk) -> None:
    desk.owe(due=NOW + MINUTE)
    desk.tick_for(59 * SECOND)
    assert desk.slack.texts == []
    desk.tick_for(3 * SECOND)
    assert desk.slack.texts == ["a message"]


def test_a_message_past_its_deadline_is_dropped_with_the_reason(desk: Desk) -> None:
    """REM-7: a meeting reminder at its start."""
    desk.owe(deadline=NOW + SECOND)
    desk.clocks.go_on(2 * SECOND)
    desk.tick()
    assert desk.slack.texts == []
    assert (desk.state(), desk.found().reason) == (DeliveryState.DROPPED, "too late")


def test_a_message_for_a_channel_goes_there(desk: Desk) -> None:
    desk.owe(to=ChannelTarget("C0APPROVALS"))
    desk.send()
    assert [each.to for each in desk.slack.record] == ["C0APPROVALS"]


def test_what_has_changed_meanwhile_is_not_sent(db: Database) -> None:
    """REM-3: looked at again at the moment of sending; a turn that was not needed delays nobody."""
    drop = MessageType(lambda _delivery, _now: Discard("used meanwhile"))
    desk = Desk(db, kinds={KIND: MessageType(compose), "expiry": drop})
    for number in range(5):
        desk.owe(f"expiry {number}", kind="expiry", urgency=Urgency.WAITING)
    desk.owe()
    desk.send()
    assert desk.slack.texts == ["a message"]
    assert (desk.state("expiry 0"), desk.found("expiry 0").reason) == (DeliveryState.DROPPED, "used meanwhile")


def test_a_message_can_wait_for_the_morning(db: Database) -> None:
    """REM-2: after downtime it may be night when its turn comes."""
    morning = NOW + timedelta(hours=10)

    def by_day(delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        return Defer(morning) if now < morning else compose(delivery, now)

    desk = Desk(db, kinds={KIND: MessageType(by_day)})
    desk.owe()
    desk.tick_for(5 * SECOND)
    assert (desk.slack.texts, desk.state(), desk.found().due) == ([], DeliveryState.PENDING, morning)
    desk.clocks.go_on(timedelta(hours=10))
    desk.send()
    assert desk.slack.texts == ["a message"]


def test_what_a_message_leaves_to_do_is_done_in_the_transaction_that_settles_it(db: Database) -> None:
    ended: list[tuple[DeliveryState, str]] = []

    def note(_tx: Connection, delivery: Delivery, _now: datetime) -> None:
        ended.append((delivery.state, delivery.ts))

    desk = Desk(db, kinds={KIND: MessageType(compose, on_finished=note)})
    desk.owe()
    desk.owe("late", deadline=NOW)
    desk.tick()
    assert sorted(ended) == [(DeliveryState.DROPPED, ""), (DeliveryState.SENT, desk.slack.record[0].ts)]


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(desk: Desk) -> None:
    """While replicas of two versions run side by side."""
    desk.owe(kind="of tomorrow")
    desk.tick_for(5 * SECOND)
    assert desk.state() is DeliveryState.PENDING
    newer = Desk(desk.db, desk.slack, kinds={"of tomorrow": MessageType(compose)})
    newer.tick_for(2 * SECOND)
    assert desk.slack.texts == ["a message"]


class TestTheOrder:
    """REM-7: a higher class goes first, bulk gets at least a tenth."""

    def test_the_most_urgent_class_goes_first_and_in_it_what_is_due_longest(self, desk: Desk) -> None:
        for urgency in reversed(Urgency):
            desk.owe(f"{urgency.name} 2", urgency=urgency, due=NOW)
            desk.owe(f"{urgency.name} 1", urgency=urgency, due=NOW - SECOND)
        desk.tick_for(9 * SECOND)
        assert desk.slack.texts[:9] == [f"{u.name} {n}" for u in Urgency for n in (1, 2)][:9]

    def test_bulk_gets_a_tenth_however_much_else_is_due(self, desk: Desk) -> None:
        for number in range(60):
            desk.owe(f"urgent {number}", urgency=Urgency.WAITING)
            desk.owe(f"bulk {number}", urgency=Urgency.BULK)
        desk.tick_for(40 * SECOND)
        sent = desk.slack.texts
        assert len(sent) >= 40
        assert [text.startswith("bulk") for text in sent[:40]].count(True) == 4

    def test_bulk_has_all_turns_that_nobody_else_wants(self, desk: Desk) -> None:
        for number in range(12):
            desk.owe(f"bulk {number}", urgency=Urgency.BULK)
        desk.tick_for(12 * SECOND)
        assert len(desk.slack.texts) == 12


class TestThePace:
    """REM-7: shared by all replicas through the database; bursts only as far as the rate allows."""

    def test_about_one_message_a_second(self, desk: Desk) -> None:
        for number in range(30):
            desk.owe(f"m {number}")
        desk.tick_for(20 * SECOND)
        assert 20 <= len(desk.slack.texts) <= 22

    def test_four_workers_are_no_faster_than_one(self, replicas: list[Database]) -> None:
        desks = [Desk(replicas[0])]
        desks += [Desk(each, desks[0].slack) for each in replicas[1:]]
        for number in range(30):
            desks[0].owe(f"m {number}")
        for _ in range(10):
            for desk in desks:
                desk.send()
            desks[0].clocks.go_on(SECOND)
        assert 10 <= len(desks[0].slack.texts) <= 12
        assert len(set(desks[0].slack.texts)) == len(desks[0].slack.texts)

    def test_what_was_not_used_for_an_hour_is_not_made_up_for(self, desk: Desk) -> None:
        desk.clocks.go_on(timedelta(minutes=59))
        for number in range(30):
            desk.owe(f"m {number}")
        desk.send()
        assert len(desk.slack.texts) <= 2

    def test_a_rate_of_five_a_second_is_five_times_as_fast(self, db: Database) -> None:
        desk = Desk(db, patience=RetryPolicy(rate=5))
        for number in range(60):
            desk.owe(f"m {number}")
        desk.tick_for(10 * SECOND)
        assert 50 <= len(desk.slack.texts) <= 56

    def test_a_tick_ends_though_there_is_more_to_send(self, db: Database) -> None:
        """A post that takes long uses the tick up; what was claimed beyond is given back and not lost."""
        desk = Desk(db, patience=FAST)
        for number in range(20):
            desk.owe(f"m {number}")
        desk.slack.next = [lambda: desk.clocks.go_on(SECOND / 4)] * 20
        desk.send()
        assert len(desk.slack.texts) == 4
        other = Desk(db, desk.slack, FAST)
        desk.slack.next = []
        other.clocks.go_on(SECOND)
        other.send()
        assert sorted(desk.slack.texts) == sorted(f"m {number}" for number in range(20))


class TestFaultsOnTheWay:
    """REM-4: network, 429 and 5xx are tried until the deadline and do not count as attempts."""

    def test_when_slack_is_not_reached_it_is_tried_again_without_end(self, desk: Desk) -> None:
        desk.owe()
        desk.slack.next = [Does.IS_NOT_REACHED] * 20
        desk.tick_for(timedelta(hours=2), MINUTE)
        assert desk.slack.texts == ["a message"]
        assert desk.found().failures == 0

    def test_nothing_is_looked_up_where_the_request_never_left(self, desk: Desk) -> None:
        desk.owe()
        desk.slack.next = [Does.IS_NOT_REACHED] * 3
        desk.tick_for(timedelta(minutes=10), 10 * SECOND)
        assert desk.slack.looks == []

    def test_each_wait_is_longer_than_the_one_before(self, desk: Desk) -> None:
        tried: list[float] = []

        def unreached() -> None:
            tried.append(desk.clocks.steady)
            raise OSError

        desk.owe()
        desk.slack.next = [unreached] * 4
        desk.tick_for(timedelta(minutes=5), 3 * SECOND)
        waits = [later - sooner for sooner, later in pairwise(tried)]
        assert waits == sorted(waits)
        assert waits[-1] >= 8

    def test_retry_after_is_obeyed_for_the_whole_workspace(self, desk: Desk) -> None:
        """REM-5: and 429 is no attempt."""
        other = Desk(desk.db, desk.slack)
        for number in range(3):
            desk.owe(f"m {number}")
        desk.slack.next = [Rejected("ratelimited", 30)]
        for _ in range(30):
            desk.send()
            other.send()
            desk.clocks.go_on(SECOND)
        assert desk.slack.texts == []
        desk.tick_for(5 * SECOND)
        assert desk.slack.texts == ["m 0", "m 1", "m 2"]
        assert desk.found("m 0").failures == 0

    def test_after_the_deadline_it_is_dropped_not_failed(self, desk: Desk) -> None:
        desk.owe(deadline=NOW + MINUTE)
        desk.slack.next = [Does.IS_NOT_REACHED] * 100
        desk.tick_for(2 * MINUTE, 3 * SECOND)
        assert (desk.state(), desk.found().reason) == (DeliveryState.DROPPED, "too late")

    def test_a_message_that_slack_is_ill_of_does_not_hold_up_the_others(self, desk: Desk) -> None:
        desk.owe("poison", urgency=Urgency.WAITING)
        desk.owe("harmless")
        desk.slack.next = [Does.IS_NOT_REACHED]
        desk.tick_for(MINUTE, 3 * SECOND)
        assert "harmless" in desk.slack.texts


class TestFaultsOfAMessageOrPerson:
    """REM-4, REM-5: they count as attempts, or end the message at once; nobody else is held up."""

    @pytest.mark.parametrize(
        "error", ["user_disabled", "user_not_found", "channel_not_found", "cannot_dm_bot", "user_not_visible"]
    )
    def test_a_person_who_cannot_be_reached_is_marked_for_admins(self, desk: Desk, error: str) -> None:
        desk.owe()
        desk.owe("another")
        desk.slack.next = [Rejected(error)]
        desk.send()
        assert (desk.state(), desk.found().reason) == (DeliveryState.FAILED, error)
        with desk.db.read() as tx:
            listed = unreachable.list_unreachable(tx, met(desk.db).account.id, 10)
        assert [(each.user, each.reason, each.since) for each in listed] == []  # the second message reached them
        assert desk.slack.texts == ["another"]

    def test_the_mark_stays_until_something_reaches_them(self, desk: Desk) -> None:
        desk.owe()
        desk.slack.next = [Rejected("user_disabled")]
        desk.send()
        with desk.db.read() as tx:
            assert [
                (each.user, each.reason) for each in unreachable.list_unreachable(tx, met(desk.db).account.id, 10)
            ] == [(HOST, "user_disabled")]

    def test_a_channel_that_cannot_be_posted_to_marks_nobody(self, desk: Desk) -> None:
        desk.owe(to=ChannelTarget("C0GONE"))
        desk.slack.next = [Rejected("channel_not_found")]
        desk.send()
        assert (desk.state(), desk.found().reason) == (DeliveryState.FAILED, "channel_not_found")
        with desk.db.read() as tx:
            assert unreachable.list_unreachable(tx, met(desk.db).account.id, 10) == []

    def test_an_error_that_nobody_knows_is_tried_five_times(self, desk: Desk) -> None:
        desk.owe()
        desk.slack.next = [Rejected("of_tomorrow")] * 9
        desk.tick_for(timedelta(minutes=30), 20 * SECOND)
        assert (desk.state(), desk.found().failures) == (DeliveryState.FAILED, 4)
        assert len(desk.slack.next) == 4

    def test_a_message_that_cannot_be_made_fails_alone(self, db: Database) -> None:
        def broken(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
            raise KeyError(delivery.dedup_key)

        desk = Desk(db, kinds={KIND: MessageType(compose), "broken": MessageType(broken)})
        desk.owe("x", kind="broken", urgency=Urgency.WAITING)
        desk.owe()
        desk.tick_for(timedelta(minutes=10), 10 * SECOND)
        assert (desk.state("x"), desk.found("x").reason) == (DeliveryState.FAILED, "not made: KeyError")
        assert desk.slack.texts == ["a message"]
        assert [each for each in desk.notices if isinstance(each, Crashed)] != []


class TestFaultsOfTheWorkspace:
    """REM-4: a fault of the workspace pauses it, raises an alarm and fails nothing."""

    @pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "missing_scope", "messages_tab_disabled"])
    def test_the_workspace_stands_still_and_nothing_fails(self, desk: Desk, error: str) -> None:
        for number in range(3):
            desk.owe(f"m {number}", deadline=NOW + 7 * DAY)
        desk.slack.next = [Rejected(error)] * 100
        desk.slack.fault = error
        desk.tick_for(timedelta(hours=1), MINUTE)
        assert [each for each in desk.notices if isinstance(each, CircuitOpened)] == [
            CircuitOpened(TEAM, "chat.postMessage", error)
        ]
        assert {desk.found(f"m {number}").failures for number in range(3)} == {0}
        assert len(desk.slack.next) >= 60
        desk.slack.next, desk.slack.fault = [], ""
        desk.tick_for(timedelta(minutes=10), 30 * SECOND)
        assert sorted(desk.slack.texts) == ["m 0", "m 1", "m 2"]
        assert [each for each in desk.notices if isinstance(each, CircuitClosed)] == [
            CircuitClosed(TEAM, "chat.postMessage")
        ]

    def test_a_scope_that_is_still_missing_raises_no_second_alarm(self, desk: Desk) -> None:
        """`auth.test` works all the while: one message is tried now and then, and the workspace stays stopped."""
        for number in range(3):
            desk.owe(f"m {number}", deadline=NOW + 7 * DAY)
        desk.slack.next = [Rejected("missing_scope")] * 100
        desk.tick_for(timedelta(hours=1), MINUTE)
        assert 100 - len(desk.slack.next) == pytest.approx(13, abs=2)
        assert len([each for each in desk.notices if isinstance(each, CircuitOpened)]) == 1

    def test_a_new_process_looks_at_once_because_its_token_may_be_new(self, desk: Desk) -> None:
        desk.owe()
        desk.slack.next = [Rejected("token_revoked")]
        desk.send()
        desk.slack.fault = "token_revoked"
        desk.tick_for(5 * SECOND)
        desk.slack.fault = ""
        assert desk.slack.texts == []
        Desk(desk.db, desk.slack).tick_for(2 * SECOND)
        assert desk.slack.texts == ["a message"]


class TestDeath:
    """REM-4: crashing at any instant."""

    def test_a_worker_that_dies_before_the_request_is_complete_leaves_nothing_unclear(self, desk: Desk) -> None:
        desk.owe()
        desk.slack.next = [Does.WORKER_DIES_BEFORE]
        with pytest.raises(Death):
            desk.send()
        assert desk.state() is DeliveryState.PENDING
        other = Desk(desk.db, desk.slack)
        other.tick_for(59 * SECOND)
        assert desk.slack.texts == []
        other.tick_for(5 * SECOND)
        assert desk.slack.texts == ["a message"]
        assert desk.slack.looks == []

    def test_a_claim_that_ended_before_the_request_was_complete_lets_nothing_through(self, desk: Desk) -> None:
        """A worker that was stopped for longer than its claim finds that somebody else has sent the message."""
        other = Desk(desk.db, desk.slack)
        desk.owe()

        def sleep() -> None:
            desk.clocks.go_on(61 * SECOND)
            other.send()

        desk.slack.next = [sleep]
        desk.send()
        assert desk.slack.texts == ["a message"]
        assert desk.state() is DeliveryState.SENT

    def test_a_worker_that_was_slow_to_look_at_its_claim_does_not_send(self, db: Database) -> None:
        """The database said yes, but so long ago that it may not hold any more."""
        desk = Desk(db)
        desk.owe()
        desk.slack.next = [lambda: setattr(desk, "stall", 16 * SECOND)]
        desk.send()
        assert desk.slack.texts == []
        assert desk.state() is DeliveryState.PENDING


class TestClocks:
    """REM-4: a clock that jumps. Claims are of the database's clock, what is due of the product's."""

    def test_a_worker_whose_clock_is_wrong_stands_still_and_says_so(self, desk: Desk) -> None:
        desk.owe(due=NOW + DAY, deadline=NOW + 2 * DAY)
        desk.clocks.product += 5 * DAY
        desk.tick_for(10 * SECOND)
        assert (desk.slack.texts, desk.state()) == ([], DeliveryState.PENDING)
        assert {type(each) for each in desk.notices} == {ClockSkewed}
        desk.clocks.product -= 5 * DAY
        desk.clocks.go_on(DAY)
        desk.tick()
        assert desk.slack.texts == ["a message"]

    def test_where_the_clock_is_moved_on_purpose_it_is_trusted(self, db: Database) -> None:
        """The sandbox: 335 days ahead and more."""
        desk = Desk(db, patience=RetryPolicy(max_clock_skew=None))
        desk.owe(due=NOW + 335 * DAY)
        desk.clocks.product += 335 * DAY
        desk.tick()
        assert desk.slack.texts == ["a message"]

    def test_a_jump_of_the_database_s_clock_is_waited_out(self, desk: Desk) -> None:
        """Both clocks of one machine jump together; nothing is dropped meanwhile."""
        desk.tick()
        desk.owe(due=NOW + DAY, deadline=NOW + 2 * DAY)
        for clock in ("product", "database"):
            setattr(desk.clocks, clock, getattr(desk.clocks, clock) + 3 * DAY)
        desk.tick_for(30 * SECOND)
        for clock in ("product", "database"):
            setattr(desk.clocks, clock, getattr(desk.clocks, clock) - 3 * DAY)
        desk.tick_for(30 * SECOND)
        assert (desk.slack.texts, desk.state()) == ([], DeliveryState.PENDING)

    def test_waits_that_a_wrong_clock_wrote_do_not_last(self, desk: Desk) -> None:
        desk.clocks.product += 30 * DAY
        desk.clocks.database += 30 * DAY
        desk.owe(due=NOW, deadline=NOW + 90 * DAY)
        desk.slack.next = [Rejected("ratelimited", 600)]
        desk.send()
        desk.clocks.product -= 30 * DAY
        desk.clocks.database -= 30 * DAY
        Desk(desk.db, desk.slack).tick_for(5 * SECOND)
        assert desk.slack.texts == ["a message"]
