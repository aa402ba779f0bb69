"""How fast a workspace is spoken to: turns, pauses, stops, and bulk's tenth (REM-5, REM-7)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.deliveries import rate_limit
from bot.policy.deliveries.rate_limit import RateLimit, available

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def test_the_first_call_may_be_made_at_once_and_one_more_with_it() -> None:
    assert available(RateLimit(), NOON, 1, SECOND) == 2


@pytest.mark.parametrize("idle", [timedelta(0), SECOND, HOUR, timedelta(days=365)])
def test_what_was_not_used_is_not_made_up_for(idle: timedelta) -> None:
    pace = rate_limit.consumed(RateLimit(), 1, NOON, 1, SECOND)
    assert available(pace, NOON + SECOND + idle, 1, SECOND) == 2


@given(st.floats(0.1, 50), st.lists(st.tuples(st.floats(0, 5), st.integers(0, 100)), max_size=60))
def test_over_any_time_no_more_turns_are_had_than_the_rate_and_one_burst(
    rate: float, acts: list[tuple[float, int]]
) -> None:
    """Whoever asks, however often: all that counts is in the pace."""
    pace, at, had = RateLimit(), NOON, 0
    for passed, wanted in acts:
        at += passed * SECOND
        count = min(available(pace, at, rate, SECOND), wanted)
        pace = rate_limit.consumed(pace, count, at, rate, SECOND) if count else pace
        had += count
        assert had <= rate * ((at - NOON).total_seconds() + 1) + 1 + 1e-3 * had


def test_turns_that_were_given_back_can_be_had_again() -> None:
    pace = rate_limit.consumed(RateLimit(), 2, NOON, 1, SECOND)
    assert available(pace, NOON, 1, SECOND) == 0
    assert available(rate_limit.refunded(pace, 2, 1), NOON, 1, SECOND) == 2


def test_nothing_is_sent_before_slack_wants_it() -> None:
    pace = rate_limit.failed(RateLimit(), NOON + 30 * SECOND)
    assert available(pace, NOON + 29 * SECOND, 1, SECOND) == 0
    assert available(pace, NOON + 30 * SECOND, 1, SECOND) == 2
    assert pace.consecutive_failures == 1


def test_an_answer_to_somebody_else_does_not_end_the_wait_that_slack_asked_for() -> None:
    pace = rate_limit.succeeded(rate_limit.failed(RateLimit(), NOON + 30 * SECOND))
    assert available(pace, NOON, 1, SECOND) == 0
    assert pace.consecutive_failures == 0


def test_a_workspace_that_is_stopped_has_no_turn_until_it_is_resumed() -> None:
    pace = rate_limit.opened(RateLimit(), "token_revoked", NOON, NOON + HOUR)
    assert available(pace, NOON + HOUR, 1, SECOND) == 0
    assert available(rate_limit.succeeded(pace), NOON + HOUR, 1, SECOND) == 0
    assert available(rate_limit.closed(pace), NOON, 1, SECOND) == 2


def test_a_stop_that_goes_on_began_when_it_began() -> None:
    pace = rate_limit.opened(
        rate_limit.opened(RateLimit(), "missing_scope", NOON, NOON), "token_revoked", NOON + HOUR, NOON
    )
    assert (pace.open_reason, pace.opened_at) == ("token_revoked", NOON)


def test_what_a_clock_that_was_ahead_wrote_counts_for_nothing() -> None:
    ahead = NOON + timedelta(days=30)
    assert available(rate_limit.consumed(RateLimit(), 1, ahead, 1, SECOND), NOON, 1, SECOND) == 2
    assert available(rate_limit.failed(RateLimit(), ahead), NOON, 1, SECOND) == 2


def test_each_tenth_turn_is_bulk_s() -> None:
    assert [rate_limit.bulk_available(RateLimit(permits_used=turn), 1) for turn in range(20)] == [0] * 9 + [1] + [
        0
    ] * 9 + [1]
    assert rate_limit.bulk_available(RateLimit(permits_used=3), 100) == 10
