"""One queue, two workers, three clocks and a Slack that does anything: whatever the order, each message arrives once (REM-4)."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.policy.deliveries.deliveries import DeliveryState, Urgency
from bot.policy.deliveries.outcomes import Rejected, TimedOut
from bot.policy.deliveries.retry import RetryPolicy
from tests.support.database.databases import sqlite_pool
from tests.support.factories.people import NOW
from tests.support.fixtures.worker_fixture import (
    MINUTE,
    SECOND,
    FakeClocks,
    FakePoster,
    PostBehaviour,
    QueueHarness,
    WorkerKilled,
)

RETRY_POLICY = RetryPolicy(rate=5, lookup_rate=5)
YEARS = timedelta(days=3650)
WORKERS = st.integers(0, 1)
SECONDS = st.sampled_from([0, 1, 30, 61, 121])
REFUSALS = [Rejected("ratelimited", 7), Rejected("of_tomorrow"), Rejected("internal_error")]
BEHAVIOURS = st.sampled_from([PostBehaviour.ACCEPTS_LATE, *PostBehaviour, *REFUSALS])


class QueueMachine(RuleBasedStateMachine):
    """The rules are what can happen; `posted` of the fake poster is the judge."""

    template: Path

    @initialize(clocks_agree=st.sampled_from([None, 5 * MINUTE]))
    def open(self, clocks_agree: timedelta | None) -> None:
        """A database, a Slack, two workers, that trust their clocks in any case or do not."""
        self.retry_policy = replace(RETRY_POLICY, max_clock_skew=clocks_agree)
        self.cleanup = ExitStack()
        self.database = self.cleanup.enter_context(sqlite_pool(self.template).borrow())
        self.slack = FakePoster(FakeClocks())
        self.enqueued: set[str] = set()
        self.processes = count()
        self.workers = [self.worker(), self.worker()]
        for _ in range(3):
            self.tick(0, 61)
            self.tick(1, 0)

    def worker(self) -> QueueHarness:
        """A process that has just started."""
        return QueueHarness(self.database.open(next(self.processes)), self.slack, self.retry_policy)

    @rule(number=WORKERS, urgency=st.sampled_from(Urgency), doing=BEHAVIOURS, seconds=SECONDS)
    def enqueue_and_tick(self, number: int, urgency: Urgency, doing: PostBehaviour | Rejected, seconds: float) -> None:
        """A message, with a deadline that no jump of a clock reaches, and what Slack does to the next post."""
        key = f"message {len(self.enqueued)}"
        assert self.workers[0].enqueue(key, urgency=urgency, due=NOW - YEARS, deadline=NOW + YEARS)
        self.enqueued.add(key)
        self.slack.next_posts.append(doing)
        self.tick(number, seconds)
        self.tick(1 - number, 0)

    @precondition(lambda self: self.enqueued)
    @rule()
    def enqueue_again(self) -> None:
        """The cause comes up once more."""
        assert not self.workers[1].enqueue(max(self.enqueued), due=NOW, deadline=NOW + YEARS)

    @rule()
    def next_post_is_paused(self) -> None:
        """A worker is stopped in the middle of the next post, for longer than its claim, and the other one works."""
        other = self.workers[1]

        def stopped() -> None:
            self.slack.clocks.advance(RETRY_POLICY.quarantine + 5 * SECOND)
            other.reconcile()
            other.send()

        self.slack.next_posts.append(stopped)

    @rule(answer=st.sampled_from([Rejected("ratelimited", 3), TimedOut("time-out"), Rejected("fatal_error")]))
    def next_lookup_fails(self, answer: Rejected | TimedOut) -> None:
        """Slack cannot be asked the next time."""
        self.slack.next_lookups.append(answer)

    @rule(number=WORKERS, seconds=SECONDS)
    def tick(self, number: int, seconds: float) -> None:
        """A worker does what is due; if it dies of that, a new one takes its place."""
        try:
            self.workers[number].tick()
        except WorkerKilled:
            self.workers[number] = self.worker()
        self.slack.clocks.advance(timedelta(seconds=seconds))

    @rule(number=WORKERS)
    def restart(self, number: int) -> None:
        """A worker is killed between two ticks."""
        self.workers[number] = self.worker()

    @rule(number=WORKERS, hours=st.sampled_from([-30, -1, 1, 30]))
    def product_clock_jumps(self, number: int, hours: int) -> None:
        """The clock of the workers' machine is set for a while, and the database's is not."""
        self.slack.clocks.product += timedelta(hours=hours)
        self.tick(number, 1)
        self.slack.clocks.product = self.slack.clocks.database

    @rule(minutes=st.sampled_from([-90, -3, 3, 90]), starts=st.booleans())
    def both_clocks_jump(self, minutes: int, starts: bool) -> None:
        """The clock of the only machine is set while the workers watch it, as they do every second; or one just starts."""
        self._watched()
        self.slack.clocks.database += minutes * MINUTE
        self.slack.clocks.product += minutes * MINUTE
        self._watched()
        if starts:
            self.workers[0] = self.worker()
            self.tick(0, 0)

    def _watched(self) -> None:
        for harness in self.workers:
            harness.worker.clock_is_sane(self.slack.clocks.product, self.slack.clocks.database)

    @rule()
    def late_posts_arrive(self) -> None:
        """What Slack takes late, it takes before anybody looks for it: that is the assumption that remains."""
        self.slack.deliver_late()

    @invariant()
    def nothing_arrives_twice(self) -> None:
        """At no time."""
        if hasattr(self, "slack"):
            assert {key: count for key, count in Counter(self.slack.texts).items() if count > 1} == {}

    def teardown(self) -> None:
        """When all trouble is over, everything has arrived, once, and our tables know it."""
        if not hasattr(self, "slack"):
            return
        self._let_all_come_to_an_end()
        texts = Counter(self.slack.texts)
        states = {key: self.workers[0].state(key) for key in self.enqueued}
        failed = {key for key, state in states.items() if state is DeliveryState.FAILED}
        self.cleanup.close()
        assert texts == Counter(dict.fromkeys(self.enqueued - failed, 1))
        assert set(states.values()) <= {DeliveryState.SENT, DeliveryState.FAILED}

    def _let_all_come_to_an_end(self) -> None:
        self.slack.deliver_late()
        self.slack.next_posts.clear()
        self.slack.next_lookups.clear()
        for _ in range(200):
            self.workers[0].tick()
            self.slack.clocks.advance(30 * SECOND)
            if self._finished() == len(self.enqueued):
                return

    def _finished(self) -> int:
        states = [self.workers[0].state(key) for key in self.enqueued]
        return sum(state in {DeliveryState.SENT, DeliveryState.FAILED} for state in states)


def test_every_message_arrives_once_whatever_happens(migrated_sqlite: Path) -> None:
    QueueMachine.template = migrated_sqlite
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        QueueMachine,
        settings=settings(max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=quiet),
    )
