"""How often something may happen within a time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.policy.values.throttle import Throttle, retry_at

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
LIMIT = Throttle(10, timedelta(minutes=10))


@pytest.mark.parametrize(
    "ago,again_in",
    [
        (timedelta(0), timedelta(minutes=10)),
        (timedelta(minutes=9), timedelta(minutes=1)),
        (timedelta(minutes=10) - A_MOMENT, A_MOMENT),
        (timedelta(minutes=10), None),
        (timedelta(days=1), None),
    ],
)
def test_it_may_happen_again_when_the_nth_latest_time_is_as_old_as_the_limit(
    ago: timedelta, again_in: timedelta | None
) -> None:
    """To the instant."""
    assert retry_at(LIMIT, NOW - ago, NOW) == (None if again_in is None else NOW + again_in)


def test_where_it_has_happened_less_often_it_may_now() -> None:
    assert retry_at(LIMIT, None, NOW) is None
