"""A message whose outcome is unclear is looked for in Slack before it is sent again (REM-4)."""

from datetime import timedelta

import pytest

from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState
from bot.policy.deliveries.outcomes import MorePages, Rejected, TimedOut
from bot.policy.deliveries.retry import RetryPolicy
from bot.use_cases.deliveries.worker import CircuitOpened, Finished
from storage import Database
from tests.support.factories.people import NOW, TEAM
from tests.support.fixtures.worker_fixture import MINUTE, SECOND, PostBehaviour, QueueHarness, WorkerKilled

LEASE_AND_LOOKUP = 120 * SECOND
"""A lease of a minute, and a minute until a message is looked for."""


def test_a_message_that_slack_took_without_an_answer_is_adopted(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.send()
    assert harness.state() is DeliveryState.SENDING
    harness.tick_for(LEASE_AND_LOOKUP + 5 * SECOND)
    assert harness.slack.texts == ["a message"]
    assert (harness.state(), harness.stored().ts) == (DeliveryState.SENT, harness.slack.posted[0].ts)
    assert harness.events[-1] == Finished(harness.events[-1].delivery, reconciled=True)  # type: ignore[union-attr] # else it fails


def test_a_message_that_slack_did_not_take_is_sent_again(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.HANGS]
    harness.tick_for(LEASE_AND_LOOKUP + 10 * SECOND)
    assert harness.slack.texts == ["a message"]
    assert len(harness.slack.lookups) == 1


def test_nobody_looks_before_a_minute_after_the_claim(harness: QueueHarness) -> None:
    """A request that timed out may still land."""
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_LATE]
    harness.tick_for(119 * SECOND)
    assert harness.slack.lookups == []
    harness.slack.deliver_late()
    harness.tick_for(10 * SECOND)
    assert harness.slack.texts == ["a message"]
    assert harness.state() is DeliveryState.SENT


def test_the_look_reaches_back_five_minutes_before_the_first_try(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.HANGS, PostBehaviour.HANGS]
    harness.tick_for(3 * LEASE_AND_LOOKUP, 5 * SECOND)
    assert harness.slack.lookups == [NOW - 5 * MINUTE] * 2
    assert harness.slack.texts == ["a message"]


def test_a_clock_that_was_ahead_at_the_first_try_hides_nothing(db: Database) -> None:
    """The earlier of the two clocks counts."""
    harness = QueueHarness(db, retry_policy=RetryPolicy(max_clock_skew=None))
    harness.enqueue(deadline=NOW + timedelta(days=9))
    harness.clocks.product += timedelta(days=5)
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.tick_for(LEASE_AND_LOOKUP + 5 * SECOND)
    assert harness.slack.lookups == [NOW - 5 * MINUTE]
    assert harness.slack.texts == ["a message"]


def test_a_worker_that_dies_after_slack_took_it_sends_nothing_twice(harness: QueueHarness) -> None:
    """A crash between Slack's yes and our commit."""
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.WORKER_DIES_AFTER]
    with pytest.raises(WorkerKilled):
        harness.send()
    other = QueueHarness(harness.db, harness.slack)
    other.tick_for(2 * LEASE_AND_LOOKUP, 5 * SECOND)
    assert harness.slack.texts == ["a message"]
    assert harness.state() is DeliveryState.SENT


def test_a_new_process_watches_the_clock_before_it_takes_anything_back(harness: QueueHarness) -> None:
    """It cannot know whether the database's clock was just set ahead."""
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_LATE]
    harness.send()
    harness.clocks.database += timedelta(hours=1)
    harness.clocks.product += timedelta(hours=1)
    other = QueueHarness(harness.db, harness.slack)
    other.tick_for(100 * SECOND)
    assert harness.slack.lookups == []
    harness.slack.deliver_late()
    other.tick_for(30 * SECOND)
    assert harness.slack.texts == ["a message"]


@pytest.mark.parametrize("jump", [timedelta(minutes=3), timedelta(hours=-2)])
def test_a_jump_of_the_database_s_clock_between_two_looks_ends_no_claim(harness: QueueHarness, jump: timedelta) -> None:
    """What was sent a few seconds ago may still land, whatever the clock says since it was set."""

    def set_the_clock() -> None:
        harness.clocks.database += jump
        harness.clocks.product += jump

    a_day = timedelta(days=1)
    harness.enqueue("one", due=NOW - a_day, deadline=NOW + a_day)
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.tick_for(LEASE_AND_LOOKUP - 5 * SECOND)
    harness.enqueue("another", due=NOW - a_day, deadline=NOW + a_day)
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_LATE]
    harness.tick_for(5 * SECOND)
    harness.slack.next_lookups = [set_the_clock]
    harness.tick_for(3 * LEASE_AND_LOOKUP, 5 * SECOND)
    harness.slack.deliver_late()
    assert harness.slack.texts == ["one", "another"]


def test_a_claim_from_a_clock_that_was_ahead_does_not_last_for_ever(harness: QueueHarness) -> None:
    harness.enqueue(deadline=NOW + timedelta(days=9))
    harness.clocks.database += timedelta(days=3)
    harness.clocks.product += timedelta(days=3)
    harness.slack.next_posts = [PostBehaviour.HANGS]
    harness.send()
    harness.clocks.database -= timedelta(days=3)
    harness.clocks.product -= timedelta(days=3)
    QueueHarness(harness.db, harness.slack).tick_for(2 * LEASE_AND_LOOKUP, 5 * SECOND)
    assert harness.slack.texts == ["a message"]


def test_a_worker_that_comes_back_late_cannot_complete_what_others_have_taken_over(harness: QueueHarness) -> None:
    """REM-4: stopped between Slack's answer and the commit for longer than its lease; another worker found the message."""
    other = QueueHarness(harness.db, harness.slack)
    other.tick()
    completed: list[Delivery] = []

    def stopped_past_the_lease() -> None:
        other.tick_for(2 * LEASE_AND_LOOKUP, 5 * SECOND)
        completed.append(harness.stored())

    harness.enqueue()
    harness.slack.before_answers = [stopped_past_the_lease]
    harness.send()
    assert [each.state for each in completed] == [DeliveryState.SENT]
    assert [type(each) for each in other.events] == [Finished]
    assert harness.stored() == completed[0]
    assert harness.events == []
    assert harness.slack.texts == ["a message"]


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel"])
def test_a_channel_that_may_not_be_read_leaves_it_to_an_admin(harness: QueueHarness, error: str) -> None:
    harness.enqueue(to=ChannelTarget("C0CHANNEL"))
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.slack.next_lookups = [Rejected(error)]
    harness.tick_for(LEASE_AND_LOOKUP + 5 * SECOND)
    assert (harness.state(), harness.stored().reason) == (DeliveryState.UNKNOWN, error)
    assert harness.slack.texts == ["a message"]


def test_a_missing_scope_for_direct_messages_stops_looking_and_loses_nothing(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.slack.next_lookups = [Rejected("missing_scope")] * 3
    harness.tick_for(LEASE_AND_LOOKUP + 5 * SECOND)
    assert harness.state() is DeliveryState.SENDING
    halted = [each for each in harness.events if isinstance(each, CircuitOpened)]
    assert halted == [CircuitOpened(TEAM, "conversations.history", "missing_scope")]
    harness.tick_for(timedelta(hours=1), MINUTE)
    assert harness.state() is DeliveryState.SENT
    assert len([each for each in harness.events if isinstance(each, CircuitOpened)]) == 1


def test_slack_that_cannot_be_asked_is_asked_again(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.slack.next_lookups = [TimedOut("TimeoutError"), Rejected("ratelimited", 30)]
    harness.tick_for(timedelta(minutes=10), 10 * SECOND)
    assert harness.slack.texts == ["a message"]
    assert harness.state() is DeliveryState.SENT
    assert len(harness.slack.lookups) == 3


def test_the_deadline_passes_while_it_is_unclear(harness: QueueHarness) -> None:
    """It is still found out: sent if Slack took it, dropped if not."""
    for key, does in (("taken", PostBehaviour.ACCEPTS_SILENTLY), ("not taken", PostBehaviour.HANGS)):
        harness.enqueue(key, deadline=NOW + 10 * SECOND)
        harness.slack.next_posts.append(does)
    harness.tick_for(LEASE_AND_LOOKUP + MINUTE, 5 * SECOND)
    assert (harness.state("taken"), harness.state("not taken")) == (DeliveryState.SENT, DeliveryState.DROPPED)
    assert harness.slack.texts == ["taken"]


def test_looking_has_a_rate_limit_of_its_own(db: Database) -> None:
    """Slack allows fewer looks than posts (its page on rate limits)."""
    harness = QueueHarness(db, retry_policy=RetryPolicy(rate=50, max_backoff=SECOND, first_backoff=SECOND))
    for number in range(20):
        harness.enqueue(f"m {number}", to=ChannelTarget("C0CHANNEL"))
        harness.slack.next_posts.append(PostBehaviour.ACCEPTS_SILENTLY)
    for _ in range(25):
        harness.send()
        harness.clocks.advance(2 * SECOND)
    harness.clocks.advance(LEASE_AND_LOOKUP)
    harness.reconcile()
    harness.clocks.advance(LEASE_AND_LOOKUP)
    began = len(harness.slack.lookups)
    for _ in range(12):
        harness.reconcile()
        harness.clocks.advance(SECOND)
    assert 9 <= len(harness.slack.lookups) - began <= 11


def test_each_call_looks_at_one_page_and_the_next_goes_on_from_there(harness: QueueHarness) -> None:
    """REM-4: a 429 between two pages, or another replica, begins nothing anew."""
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.slack.next_lookups = [MorePages("b"), Rejected("ratelimited", 60), MorePages("c"), TimedOut("http 500")]
    harness.tick_for(LEASE_AND_LOOKUP + 30 * SECOND)
    assert harness.slack.positions == ["", "b"]
    other = QueueHarness(harness.db, harness.slack)
    other.tick_for(LEASE_AND_LOOKUP + 2 * MINUTE)
    assert harness.slack.positions == ["", "b", "b", "c", "c"]
    assert harness.state() is DeliveryState.SENT
    assert harness.slack.texts == ["a message"]


def test_one_page_a_minute_settles_all_that_wait_in_turn(harness: QueueHarness) -> None:
    """REM-4, REM-5: several in one workspace, three pages each; nothing is asked before the time that Slack has named."""
    keys = ["one", "two", "three"]
    for key in keys:
        harness.enqueue(key, to=ChannelTarget("C0CHANNEL"))
        harness.slack.next_posts.append(PostBehaviour.ACCEPTS_SILENTLY)
    for position in ("b", "b", "b", "c", "c", "c"):
        harness.slack.next_lookups += [MorePages(position), Rejected("ratelimited", 60)]
    harness.tick_for(timedelta(minutes=10))
    assert [harness.state(key) for key in keys] == [DeliveryState.SENT] * 3
    assert harness.slack.texts == keys
    assert [each for each in harness.slack.positions if each == "c"] != []
    assert len(harness.slack.positions) == 6 * 2 + 3


def test_a_position_that_slack_has_forgotten_is_given_up(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    harness.slack.next_lookups = [MorePages("b"), Rejected("invalid_cursor")]
    harness.tick_for(LEASE_AND_LOOKUP + MINUTE)
    assert harness.slack.positions == ["", "b", ""]
    assert harness.state() is DeliveryState.SENT


def test_what_is_sent_again_is_looked_for_from_the_beginning(harness: QueueHarness) -> None:
    harness.enqueue()
    harness.slack.next_posts = [PostBehaviour.HANGS, PostBehaviour.ACCEPTS_SILENTLY]
    harness.slack.next_lookups = [MorePages("b")]
    harness.tick_for(2 * LEASE_AND_LOOKUP + MINUTE)
    assert harness.slack.positions == ["", "b", ""]
    assert harness.slack.texts == ["a message"]
