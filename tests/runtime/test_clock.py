"""The clock says once that it is not believed, hears Slack and the database, and never holds anything up (CLOCK-1)."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry

from bot.policy.clock import Instant, Reference
from bot.runtime.clock import TrustedClock
from bot.runtime.clock_watch import ClockWatch
from bot.sandbox.clock import Clock
from storage import StorageError
from tests.support.factories.people import NOW
from tests.support.fixtures.bot_fixture import captured_log, wait_until

YEARS = timedelta(days=3650)


def moved_clock(registry: CollectorRegistry | None = None) -> tuple[Clock, TrustedClock]:
    clock = Clock(NOW, frozen=True)
    return clock, TrustedClock(clock.now, registry)


def logged(work: Callable[[], object]) -> list[str]:
    with captured_log() as lines:
        work()
    return [json.loads(line)["event"] for line in lines.getvalue().splitlines()]


def test_this_machine_s_clock_is_believed_as_long_as_nobody_objects() -> None:
    clock = TrustedClock()
    assert clock.is_believed()
    clock.hear(Reference.SLACK, clock.now() + timedelta(minutes=4))
    assert clock.is_believed()
    assert not clock.is_moved


def test_who_disagrees_is_said_once_and_so_is_the_end_of_it() -> None:
    registry = CollectorRegistry()
    clock, trusted = moved_clock(registry)

    def disagree_for_long() -> None:
        for _ in range(5):
            trusted.hear(Reference.SLACK, clock.now() - YEARS)
            assert not trusted.is_believed()
        assert registry.get_sample_value("pmi_clock_believed") == 0
        trusted.hear(Reference.SLACK, clock.now())
        clock.advance(timedelta(minutes=2))
        assert trusted.instant() == Instant(clock.now())
        assert registry.get_sample_value("pmi_clock_believed") == 1

    assert logged(disagree_for_long) == ["clock_doubted", "clock_believed"]


def test_a_request_that_was_kept_and_is_sent_again_moves_no_clock() -> None:
    clock, trusted = moved_clock()
    trusted.hear(Reference.SLACK, clock.now() - timedelta(hours=2))
    for _ in range(12):
        trusted.hear_request(NOW - timedelta(hours=2))
        clock.advance(timedelta(minutes=5))
    assert trusted.now() == clock.now() - timedelta(hours=2)


def test_an_instant_of_a_doubted_clock_is_slack_s_and_says_so() -> None:
    clock, trusted = moved_clock()
    trusted.hear(Reference.SLACK, clock.now() - YEARS)
    clock.advance(timedelta(seconds=30))
    assert trusted.instant() == Instant(clock.now() - YEARS, believed=False)
    assert trusted.now() == clock.now() - YEARS


def test_a_clock_that_is_moved_on_purpose_is_believed_at_once() -> None:
    clock, trusted = moved_clock()
    trusted.hear(Reference.SLACK, clock.now())
    for step in (YEARS, -2 * YEARS, timedelta(hours=-2)):
        clock.advance(step)
        assert trusted.instant() == Instant(clock.now())


@dataclass
class References:
    """Slack and the database, as the watch asks them."""

    clock: TrustedClock
    asked: int = 0
    slack_time: datetime | None = None
    database_times: list[datetime | StorageError] = field(default_factory=list)

    def slack(self) -> None:
        """Slack answers, if it does."""
        self.asked += 1
        if self.slack_time is not None:
            self.clock.hear(Reference.SLACK, self.slack_time)

    def database(self) -> datetime:
        """The database answers, or raises."""
        time = self.database_times.pop(0)
        if isinstance(time, StorageError):
            raise time
        return time


@contextmanager
def watching(references: References, *, database: bool = False) -> Iterator[ClockWatch]:
    watch = ClockWatch(
        references.clock,
        ask_slack=references.slack,
        database_now=references.database if database else None,
        on_set=lambda: None,
    )
    watch.start()
    yield watch
    watch.stop()


def test_slack_is_heard_before_anything_is_done_by_a_clock_that_was_always_wrong() -> None:
    clock, trusted = moved_clock()
    with watching(References(trusted, slack_time=clock.now() - YEARS)):
        assert not trusted.is_believed()


def test_slack_is_not_asked_again_while_it_talks_anyway() -> None:
    clock, trusted = moved_clock()
    references = References(trusted, slack_time=clock.now())
    with watching(references) as watch:
        clock.advance(timedelta(minutes=4))
        watch.hear_references()
        assert references.asked == 1


def test_a_slack_that_does_not_answer_is_not_asked_over_and_over() -> None:
    _, trusted = moved_clock()
    references = References(trusted)
    with watching(references) as watch:
        watch.hear_references()
        watch.hear_references()
        assert references.asked == 1
        assert trusted.is_believed()


def test_the_database_is_heard_unless_it_does_not_answer() -> None:
    clock, trusted = moved_clock()
    references = References(trusted, database_times=[StorageError("away"), clock.now() - timedelta(hours=2)])
    with watching(references, database=True) as watch:
        assert trusted.is_believed()
        watch.hear_references()
        assert not trusted.is_believed()


def test_a_doubted_clock_is_compared_every_second() -> None:
    clock, trusted = moved_clock()
    references = References(trusted, database_times=[clock.now() - YEARS, *[clock.now()] * 50])
    with watching(references, database=True):
        wait_until(lambda: len(references.database_times) <= 49)
    clock.advance(timedelta(minutes=2))
    assert trusted.is_believed()
