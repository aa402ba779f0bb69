"""What was enqueued while a clock was wrong is sent when it is right again (CLOCK-1, REM-4)."""

from datetime import timedelta

import pytest

from bot.policy.clock import MAX_DIFFERENCE
from bot.policy.deliveries.deliveries import DeliveryState
from tests.support.fixtures.worker_fixture import MINUTE, QueueHarness

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("ahead", [timedelta(days=3650), timedelta(days=366), timedelta(hours=2), timedelta(minutes=6)])
def test_what_was_enqueued_by_a_clock_that_was_ahead_is_sent_once_it_is_right_and_keeps_its_time(
    harness: QueueHarness, ahead: timedelta
) -> None:
    harness.clocks.product += ahead
    at_once, later = harness.clocks.product, harness.clocks.product + HOUR
    harness.enqueue("at once", due=at_once, deadline=at_once + HOUR)
    harness.enqueue("in an hour", due=later, deadline=later + HOUR)
    harness.clocks.product -= ahead
    harness.tick_for(MINUTE)
    assert harness.slack.texts == ["at once"]
    harness.tick_for(HOUR, MINUTE)
    assert harness.slack.texts == ["at once", "in an hour"]


def test_it_lasts_no_longer_than_it_would_have(harness: QueueHarness) -> None:
    harness.clocks.product += timedelta(days=366)
    harness.enqueue(due=harness.clocks.product + HOUR, deadline=harness.clocks.product + 2 * HOUR)
    harness.clocks.product -= timedelta(days=366)
    harness.tick()
    harness.clocks.advance(3 * HOUR)
    harness.tick()
    assert (harness.slack.texts, harness.state()) == ([], DeliveryState.DROPPED)


def test_what_is_due_later_by_a_right_clock_stays_due_then_though_another_replica_is_a_little_behind(
    harness: QueueHarness,
) -> None:
    harness.enqueue(due=harness.clocks.product + timedelta(days=400))
    harness.clocks.product -= MAX_DIFFERENCE
    before = harness.stored()
    harness.tick()
    assert harness.stored() == before
