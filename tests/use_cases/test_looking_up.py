"""A message whose outcome is unclear is looked for in Slack before it is sent again (REM-4)."""

from datetime import timedelta

import pytest

from bot.policy.deliveries import ChannelTarget, DeliveryState
from bot.policy.delivery_answers import Rejected, TimedOut
from bot.policy.patience import RetryPolicy
from bot.use_cases.couriers import CircuitOpened, Finished
from storage import Database
from tests.couriers import MINUTE, SECOND, Death, Desk, Does
from tests.factories import NOW, TEAM

SETTLES = 120 * SECOND
"""A claim of a minute, and a minute after it."""


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


def test_a_message_that_slack_took_without_an_answer_is_adopted(desk: Desk) -> None:
    desk.owe()
    desk.slack.next = [Does.TAKES_SILENTLY]
    desk.send()
    assert desk.state() is DeliveryState.SENDING
    desk.tick_for(SETTLES + 5 * SECOND)
    assert desk.slack.texts == ["a message"]
    assert (desk.state(), desk.found().ts) == (DeliveryState.SENT, desk.slack.record[0].ts)
    assert desk.notices[-1] == Finished(desk.notices[-1].delivery, reconciled=True)  # type: ignore[union-attr] # else it fails


def test_a_message_that_slack_did_not_take_is_sent_again(desk: Desk) -> None:
    desk.owe()
    desk.slack.next = [Does.HANGS]
    desk.tick_for(SETTLES + 10 * SECOND)
    assert desk.slack.texts == ["a message"]
    assert len(desk.slack.looks) == 1


def test_nobody_looks_before_a_minute_after_the_claim(desk: Desk) -> None:
    """A request that timed out may still land."""
    desk.owe()
    desk.slack.next = [Does.TAKES_LATE]
    desk.tick_for(119 * SECOND)
    assert desk.slack.looks == []
    desk.slack.land()
    desk.tick_for(10 * SECOND)
    assert desk.slack.texts == ["a message"]
    assert desk.state() is DeliveryState.SENT


def test_the_look_reaches_back_five_minutes_before_the_first_try(desk: Desk) -> None:
    desk.owe()
    desk.slack.next = [Does.HANGS, Does.HANGS]
    desk.tick_for(3 * SETTLES, 5 * SECOND)
    assert desk.slack.looks == [NOW - 5 * MINUTE] * 2
    assert desk.slack.texts == ["a message"]


def test_a_clock_that_was_ahead_at_the_first_try_hides_nothing(db: Database) -> None:
    """The earlier of the two clocks counts."""
    desk = Desk(db, patience=RetryPolicy(max_clock_skew=None))
    desk.owe(deadline=NOW + timedelta(days=9))
    desk.clocks.product += timedelta(days=5)
    desk.slack.next = [Does.TAKES_SILENTLY]
    desk.tick_for(SETTLES + 5 * SECOND)
    assert desk.slack.looks == [NOW - 5 * MINUTE]
    assert desk.slack.texts == ["a message"]


def test_a_worker_that_dies_after_slack_took_it_sends_nothing_twice(desk: Desk) -> None:
    """A crash between Slack's yes and our commit."""
    desk.owe()
    desk.slack.next = [Does.WORKER_DIES_AFTER]
    with pytest.raises(Death):
        desk.send()
    other = Desk(desk.db, desk.slack)
    other.tick_for(2 * SETTLES, 5 * SECOND)
    assert desk.slack.texts == ["a message"]
    assert desk.state() is DeliveryState.SENT


def test_a_new_process_watches_the_clock_before_it_takes_anything_back(desk: Desk) -> None:
    """It cannot know whether the database's clock was just set ahead."""
    desk.owe()
    desk.slack.next = [Does.TAKES_LATE]
    desk.send()
    desk.clocks.database += timedelta(hours=1)
    desk.clocks.product += timedelta(hours=1)
    other = Desk(desk.db, desk.slack)
    other.tick_for(100 * SECOND)
    assert desk.slack.looks == []
    desk.slack.land()
    other.tick_for(30 * SECOND)
    assert desk.slack.texts == ["a message"]


@pytest.mark.parametrize("jump", [timedelta(minutes=3), timedelta(hours=-2)])
def test_a_jump_of_the_database_s_clock_between_two_looks_ends_no_claim(desk: Desk, jump: timedelta) -> None:
    """What was sent a few seconds ago may still land, whatever the clock says since it was set."""

    def set_the_clock() -> None:
        desk.clocks.database += jump
        desk.clocks.product += jump

    a_day = timedelta(days=1)
    desk.owe("one", due=NOW - a_day, deadline=NOW + a_day)
    desk.slack.next = [Does.TAKES_SILENTLY]
    desk.tick_for(SETTLES - 5 * SECOND)
    desk.owe("another", due=NOW - a_day, deadline=NOW + a_day)
    desk.slack.next = [Does.TAKES_LATE]
    desk.tick_for(5 * SECOND)
    desk.slack.next_looks = [set_the_clock]
    desk.tick_for(3 * SETTLES, 5 * SECOND)
    desk.slack.land()
    assert desk.slack.texts == ["one", "another"]


def test_a_claim_from_a_clock_that_was_ahead_does_not_last_for_ever(desk: Desk) -> None:
    desk.owe(deadline=NOW + timedelta(days=9))
    desk.clocks.database += timedelta(days=3)
    desk.clocks.product += timedelta(days=3)
    desk.slack.next = [Does.HANGS]
    desk.send()
    desk.clocks.database -= timedelta(days=3)
    desk.clocks.product -= timedelta(days=3)
    Desk(desk.db, desk.slack).tick_for(2 * SETTLES, 5 * SECOND)
    assert desk.slack.texts == ["a message"]


def test_a_worker_that_comes_back_late_cannot_settle_what_others_have_taken_over(desk: Desk) -> None:
    """SIGSTOP between Slack's answer and the commit: its answer is true, but the message is not its own any more."""
    other = Desk(desk.db, desk.slack)
    other.tick()

    def sleep_after() -> None:
        desk.slack.next = [Does.TAKES]

    desk.owe()
    desk.slack.next = [sleep_after]
    desk.send()
    assert desk.state() is DeliveryState.SENT
    settled_before = desk.found()
    other.tick_for(2 * SETTLES, 5 * SECOND)
    assert desk.found() == settled_before


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel"])
def test_a_channel_that_may_not_be_read_leaves_it_to_an_admin(desk: Desk, error: str) -> None:
    desk.owe(to=ChannelTarget("C0CHANNEL"))
    desk.slack.next = [Does.TAKES_SILENTLY]
    desk.slack.next_looks = [Rejected(error)]
    desk.tick_for(SETTLES + 5 * SECOND)
    assert (desk.state(), desk.found().reason) == (DeliveryState.UNKNOWN, error)
    assert desk.slack.texts == ["a message"]


def test_a_missing_scope_for_direct_messages_stops_looking_and_loses_nothing(desk: Desk) -> None:
    desk.owe()
    desk.slack.next = [Does.TAKES_SILENTLY]
    desk.slack.next_looks = [Rejected("missing_scope")] * 3
    desk.tick_for(SETTLES + 5 * SECOND)
    assert desk.state() is DeliveryState.SENDING
    halted = [each for each in desk.notices if isinstance(each, CircuitOpened)]
    assert halted == [CircuitOpened(TEAM, "conversations.history", "missing_scope")]
    desk.tick_for(timedelta(hours=1), MINUTE)
    assert desk.state() is DeliveryState.SENT
    assert len([each for each in desk.notices if isinstance(each, CircuitOpened)]) == 1


def test_slack_that_cannot_be_asked_is_asked_again(desk: Desk) -> None:
    desk.owe()
    desk.slack.next = [Does.TAKES_SILENTLY]
    desk.slack.next_looks = [TimedOut("TimeoutError"), Rejected("ratelimited", 30)]
    desk.tick_for(timedelta(minutes=10), 10 * SECOND)
    assert desk.slack.texts == ["a message"]
    assert desk.state() is DeliveryState.SENT
    assert len(desk.slack.looks) == 3


def test_the_deadline_passes_while_it_is_unclear(desk: Desk) -> None:
    """It is still found out: sent if Slack took it, dropped if not."""
    for key, does in (("taken", Does.TAKES_SILENTLY), ("not taken", Does.HANGS)):
        desk.owe(key, deadline=NOW + 10 * SECOND)
        desk.slack.next.append(does)
    desk.tick_for(SETTLES + MINUTE, 5 * SECOND)
    assert (desk.state("taken"), desk.state("not taken")) == (DeliveryState.SENT, DeliveryState.DROPPED)
    assert desk.slack.texts == ["taken"]


def test_looking_has_a_pace_of_its_own(db: Database) -> None:
    """Slack allows fewer looks than posts (slack.md 2.1)."""
    desk = Desk(db, patience=RetryPolicy(rate=50, max_backoff=SECOND, first_backoff=SECOND))
    for number in range(20):
        desk.owe(f"m {number}", to=ChannelTarget("C0CHANNEL"))
        desk.slack.next.append(Does.TAKES_SILENTLY)
    for _ in range(25):
        desk.send()
        desk.clocks.go_on(2 * SECOND)
    desk.clocks.go_on(SETTLES)
    desk.look()
    desk.clocks.go_on(SETTLES)
    began = len(desk.slack.looks)
    for _ in range(12):
        desk.look()
        desk.clocks.go_on(SECOND)
    assert 9 <= len(desk.slack.looks) - began <= 11
