"""How long is waited for what, and whether a clock can be trusted (REM-4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.deliveries.retry import MAX_WAIT, RetryPolicy, backoff_delay, retry_delay

PATIENCE = RetryPolicy()
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_request_ends_within_a_third_of_its_claim() -> None:
    assert PATIENCE.request_timeout * 3 < PATIENCE.lease
    with pytest.raises(ValueError, match="third"):
        RetryPolicy(request_timeout=timedelta(seconds=20))


def test_an_unclear_outcome_is_looked_up_a_minute_after_the_claim_and_five_before_the_first_try() -> None:
    assert (PATIENCE.lookup_after, PATIENCE.lookup_margin) == (timedelta(minutes=1), timedelta(minutes=5))


@pytest.mark.parametrize("values", [{"rate": 0}, {"lookup_rate": -1}, {"max_backoff": timedelta(hours=2)}])
def test_durations_that_could_not_work_are_refused(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"nothing|wait"):
        RetryPolicy(**values)  # type: ignore[arg-type] # a table of one value each


@pytest.mark.parametrize("tries, seconds", [(0, 2), (1, 2), (2, 4), (3, 8), (7, 128), (9, 300), (10_000, 300)])
def test_waits_double_up_to_five_minutes(tries: int, seconds: int) -> None:
    assert backoff_delay(PATIENCE, tries, 1.0) == seconds * SECOND
    assert backoff_delay(PATIENCE, tries, 0.0) == seconds * SECOND / 2


@given(st.integers(0, 50), st.floats(0, 1))
def test_chance_takes_off_half_of_a_wait_at_most(tries: int, luck: float) -> None:
    assert (
        backoff_delay(PATIENCE, tries, 1) / 2
        <= backoff_delay(PATIENCE, tries, luck)
        <= backoff_delay(PATIENCE, tries, 1)
    )


def test_retry_after_is_obeyed_an_hour_at_most() -> None:
    assert retry_delay(PATIENCE, 30, 5, 0.5) == 30 * SECOND
    assert retry_delay(PATIENCE, 0, 5, 0.5) == timedelta(0)
    assert retry_delay(PATIENCE, 10**9, 5, 0.5) == MAX_WAIT
    assert retry_delay(PATIENCE, None, 2, 1) == 4 * SECOND


def test_a_negative_retry_after_is_none() -> None:
    """Section 12."""
    assert retry_delay(PATIENCE, -5, 3, 0.5) == timedelta(0)


def test_the_longest_waits_that_are_allowed_are_an_hour() -> None:
    for name in ("lease", "max_backoff", "probe_interval"):
        RetryPolicy(**{name: MAX_WAIT})  # type: ignore[arg-type] # one field each
        with pytest.raises(ValueError, match="longer than an hour"):
            RetryPolicy(**{name: MAX_WAIT + SECOND})  # type: ignore[arg-type] # the same
    for name in ("rate", "lookup_rate"):
        RetryPolicy(**{name: 0.001})  # type: ignore[arg-type] # the same
        with pytest.raises(ValueError, match="nothing"):
            RetryPolicy(**{name: 0})  # type: ignore[arg-type] # the same
    with pytest.raises(ValueError, match="third"):
        RetryPolicy(request_timeout=PATIENCE.lease / 3)


def test_the_queue_s_own_durations() -> None:
    """REM-4, REM-5: five faults of its own end a message; Slack takes one message a second of a workspace."""
    assert (PATIENCE.max_failures, PATIENCE.rate, PATIENCE.poll_interval) == (5, 1.0, SECOND)
    assert (PATIENCE.lease, PATIENCE.request_timeout) == (60 * SECOND, 15 * SECOND)
    assert PATIENCE.quarantine == 120 * SECOND
    assert PATIENCE.probe_interval == PATIENCE.max_backoff == PATIENCE.max_clock_skew == timedelta(minutes=5)
    assert 0 < PATIENCE.lookup_rate < PATIENCE.rate
