"""When a jump of the database's clock is seen, and for how long it counts (REM-4)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.policy.deliveries.clock_jumps import ClockJumpDetector
from bot.policy.deliveries.retry import RetryPolicy

PATIENCE = RetryPolicy()
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def watched(*looks: tuple[float, float]) -> ClockJumpDetector:
    """Looks at the database's clock and at the steady one, both in seconds."""
    watch = ClockJumpDetector(PATIENCE)
    for database, steady in looks:
        watch.observe(NOON + database * SECOND, steady)
    return watch


def test_a_fresh_process_has_not_watched_for_long_enough() -> None:
    assert not ClockJumpDetector(PATIENCE).quarantine_over(10**9)
    watch = watched((0, 0), (119, 119))
    assert not watch.quarantine_over(119)
    assert watch.quarantine_over(120)
    assert not watch.jumped_recently(0)


@pytest.mark.parametrize("jump", [20, 3600, -20, -86_400])
def test_a_jump_either_way_begins_the_watch_anew(jump: float) -> None:
    watch = watched((0, 0), (200, 200))
    assert watch.observe(NOON + (201 + jump) * SECOND, 201)
    assert watch.jumped_recently(201)
    assert not watch.quarantine_over(300)
    assert not watch.observe(NOON + (300 + jump) * SECOND, 300)
    assert watch.quarantine_over(321)
    assert not watch.jumped_recently(321)


def test_a_clock_that_is_hurried_over_days_does_not_jump() -> None:
    """As time servers do it: 500 parts in a million at most."""
    watch = watched(*((second * 1.0005, second) for second in range(0, 200_000, 10)))
    assert watch.quarantine_over(200_000)
    assert not watch.jumped_recently(200_000)


def test_a_look_that_took_long_is_no_jump() -> None:
    watch = watched((0, 0), (200, 200), (201, 203), (204, 204))
    assert watch.quarantine_over(204)


@pytest.mark.parametrize("drift,jumped", [(15, False), (-15, False), (15.001, True), (-15.001, True)])
def test_a_difference_of_a_request_s_time_is_no_jump(drift: float, jumped: bool) -> None:
    watch = watched((0, 0), (100 + drift, 100))
    assert watch.jumped_recently(100) is jumped
    assert watch.quarantine_over(120) is not jumped
