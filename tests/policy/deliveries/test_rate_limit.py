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
    limit = rate_limit.consumed(RateLimit(), 1, NOON, 1, SECOND)
    assert available(limit, NOON + SECOND + idle, 1, SECOND) == 2


@given(st.floats(0.1, 50), st.lists(st.tuples(st.floats(0, 5), st.integers(0, 100)), max_size=60))
def test_over_any_time_no_more_permits_are_had_than_the_rate_and_one_burst(
    rate: float, acts: list[tuple[float, int]]
) -> None:
    """Whoever asks, however often: all that counts is in the rate limit."""
    limit, at, had = RateLimit(), NOON, 0
    for passed, wanted in acts:
        at += passed * SECOND
        count = min(available(limit, at, rate, SECOND), wanted)
        limit = rate_limit.consumed(limit, count, at, rate, SECOND) if count else limit
        had += count
        assert had <= rate * ((at - NOON).total_seconds() + 1) + 1 + 1e-3 * had


def test_turns_that_were_given_back_can_be_had_again() -> None:
    limit = rate_limit.consumed(RateLimit(), 2, NOON, 1, SECOND)
    assert available(limit, NOON, 1, SECOND) == 0
    assert available(rate_limit.refunded(limit, 2, 1), NOON, 1, SECOND) == 2


def test_nothing_is_sent_before_slack_wants_it() -> None:
    limit = rate_limit.failed(RateLimit(), NOON + 30 * SECOND)
    assert available(limit, NOON + 29 * SECOND, 1, SECOND) == 0
    assert available(limit, NOON + 30 * SECOND, 1, SECOND) == 2
    assert limit.consecutive_failures == 1


def test_an_answer_to_somebody_else_does_not_end_the_wait_that_slack_asked_for() -> None:
    limit = rate_limit.succeeded(rate_limit.failed(RateLimit(), NOON + 30 * SECOND))
    assert available(limit, NOON, 1, SECOND) == 0
    assert limit.consecutive_failures == 0


def test_a_workspace_whose_circuit_is_open_has_no_permit_until_it_closes() -> None:
    limit = rate_limit.opened(RateLimit(), "token_revoked", NOON, NOON + HOUR)
    assert available(limit, NOON + HOUR, 1, SECOND) == 0
    assert available(rate_limit.succeeded(limit), NOON + HOUR, 1, SECOND) == 0
    assert available(rate_limit.closed(limit), NOON, 1, SECOND) == 2


def test_a_stop_that_goes_on_began_when_it_began() -> None:
    limit = rate_limit.opened(
        rate_limit.opened(RateLimit(), "missing_scope", NOON, NOON), "token_revoked", NOON + HOUR, NOON
    )
    assert (limit.open_reason, limit.opened_at) == ("token_revoked", NOON)


def test_what_a_clock_that_was_ahead_wrote_counts_for_nothing() -> None:
    ahead = NOON + timedelta(days=30)
    assert available(rate_limit.consumed(RateLimit(), 1, ahead, 1, SECOND), NOON, 1, SECOND) == 2
    assert available(rate_limit.failed(RateLimit(), ahead), NOON, 1, SECOND) == 2


def test_each_tenth_permit_is_bulk_s() -> None:
    assert [rate_limit.bulk_available(RateLimit(permits_used=turn), 1) for turn in range(20)] == [0] * 9 + [1] + [
        0
    ] * 9 + [1]
    assert rate_limit.bulk_available(RateLimit(permits_used=3), 100) == 10


def test_a_fresh_limit_counts_nothing_and_each_call_counts_once() -> None:
    fresh = RateLimit()
    assert (fresh.consecutive_failures, fresh.permits_used) == (0, 0)
    used = rate_limit.consumed(rate_limit.consumed(fresh, 1, NOON, 1, SECOND), 2, NOON, 1, SECOND)
    assert (used.permits_used, used.next_slot_at) == (3, NOON + 3 * SECOND)
    back = rate_limit.refunded(used, 2, 1)
    assert (back.permits_used, back.next_slot_at) == (1, NOON + SECOND)
    assert rate_limit.refunded(fresh, 1, 1) == fresh


@pytest.mark.parametrize("rate,burst,count", [(1, 0, 1), (1, 3, 4), (0.5, 4, 3), (50, 1, 51)])
def test_a_burst_is_what_the_rate_allows_in_its_time_and_one(rate: float, burst: int, count: int) -> None:
    assert available(RateLimit(), NOON, rate, burst * SECOND) == count
    used = rate_limit.consumed(RateLimit(), count, NOON, rate, burst * SECOND)
    assert available(used, NOON, rate, burst * SECOND) == 0
    assert available(used, NOON + timedelta(seconds=1 / rate), rate, burst * SECOND) == 1


def test_slack_s_pause_is_kept_up_to_an_hour() -> None:
    """REM-5: a later end was written by a clock that was set back since."""
    at_most = rate_limit.failed(RateLimit(), NOON + HOUR)
    assert available(at_most, NOON, 1, SECOND) == 0
    assert available(at_most, NOON - timedelta(microseconds=1), 1, SECOND) == 2


def test_a_slot_as_far_ahead_as_the_burst_allows_is_believed() -> None:
    furthest = NOON + 2 * SECOND
    assert available(RateLimit(next_slot_at=furthest), NOON, 1, SECOND) == 0
    assert available(RateLimit(next_slot_at=furthest + timedelta(microseconds=1)), NOON, 1, SECOND) == 2


def test_closing_forgets_the_failures_and_a_circuit_opens_at_its_own_time_again() -> None:
    failing = rate_limit.failed(rate_limit.failed(RateLimit(), NOON), NOON)
    assert failing.consecutive_failures == 2
    closed = rate_limit.closed(rate_limit.opened(failing, "token_revoked", NOON, NOON + HOUR))
    assert (closed.consecutive_failures, closed.open_reason, closed.opened_at, closed.probe_at) == (0, "", None, None)
    later = rate_limit.opened(closed, "missing_scope", NOON + HOUR, NOON + 2 * HOUR)
    assert (later.opened_at, later.probe_at) == (NOON + HOUR, NOON + 2 * HOUR)
    stale = rate_limit.opened(RateLimit(opened_at=NOON), "missing_scope", NOON + HOUR, NOON)
    assert stale.opened_at == NOON + HOUR
