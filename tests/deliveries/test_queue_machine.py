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

from bot.policy.deliveries import DeliveryState, Urgency
from bot.policy.delivery_answers import Rejected, TimedOut
from bot.policy.patience import RetryPolicy
from tests.couriers import MINUTE, SECOND, Clocks, Death, Desk, Does, FakeSlack
from tests.databases import stock
from tests.factories import NOW

PATIENCE = RetryPolicy(rate=5, lookup_rate=5)
YEARS = timedelta(days=3650)
WORKERS = st.integers(0, 1)
SECONDS = st.sampled_from([0, 1, 30, 61, 121])
REFUSALS = [Rejected("ratelimited", 7), Rejected("of_tomorrow"), Rejected("internal_error")]
DOINGS = st.sampled_from([Does.TAKES_LATE, *Does, *REFUSALS])


class Queue(RuleBasedStateMachine):
    """The rules are what can happen; `record` of the fake Slack is the judge."""

    template: Path

    @initialize(clocks_agree=st.sampled_from([None, 5 * MINUTE]))
    def open(self, clocks_agree: timedelta | None) -> None:
        """A database, a Slack, two workers, that trust their clocks in any case or do not."""
        self.patience = replace(PATIENCE, max_clock_skew=clocks_agree)
        self.borrowing = ExitStack()
        self.database = self.borrowing.enter_context(stock(self.template).lend())
        self.slack = FakeSlack(Clocks())
        self.owed: set[str] = set()
        self.processes = count()
        self.desks = [self.worker(), self.worker()]
        for _ in range(3):
            self.tick(0, 61)
            self.tick(1, 0)

    def worker(self) -> Desk:
        """A process that has just started."""
        return Desk(self.database.open(next(self.processes)), self.slack, self.patience)

    @rule(number=WORKERS, urgency=st.sampled_from(Urgency), doing=DOINGS, seconds=SECONDS)
    def owe_and_tick(self, number: int, urgency: Urgency, doing: Does | Rejected, seconds: float) -> None:
        """A message, with a deadline that no jump of a clock reaches, and what Slack does to the next post."""
        key = f"message {len(self.owed)}"
        assert self.desks[0].owe(key, urgency=urgency, due=NOW - YEARS, deadline=NOW + YEARS)
        self.owed.add(key)
        self.slack.next.append(doing)
        self.tick(number, seconds)
        self.tick(1 - number, 0)

    @precondition(lambda self: self.owed)
    @rule()
    def owe_again(self) -> None:
        """The cause comes up once more."""
        assert not self.desks[1].owe(max(self.owed), due=NOW, deadline=NOW + YEARS)

    @rule()
    def order_a_stop(self) -> None:
        """A worker is stopped in the middle of the next post, for longer than its claim, and the other one works."""
        other = self.desks[1]

        def stopped() -> None:
            self.slack.clocks.go_on(PATIENCE.quarantine + 5 * SECOND)
            other.look()
            other.send()

        self.slack.next.append(stopped)

    @rule(answer=st.sampled_from([Rejected("ratelimited", 3), TimedOut("time-out"), Rejected("fatal_error")]))
    def order_a_look(self, answer: Rejected | TimedOut) -> None:
        """Slack cannot be asked the next time."""
        self.slack.next_looks.append(answer)

    @rule(number=WORKERS, seconds=SECONDS)
    def tick(self, number: int, seconds: float) -> None:
        """A worker does what is due; if it dies of that, a new one takes its place."""
        try:
            self.desks[number].tick()
        except Death:
            self.desks[number] = self.worker()
        self.slack.clocks.go_on(timedelta(seconds=seconds))

    @rule(number=WORKERS)
    def restart(self, number: int) -> None:
        """A worker is killed between two ticks."""
        self.desks[number] = self.worker()

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
            self.desks[0] = self.worker()
            self.tick(0, 0)

    def _watched(self) -> None:
        for desk in self.desks:
            desk.courier.clock_is_sane(self.slack.clocks.product, self.slack.clocks.database)

    @rule()
    def land(self) -> None:
        """What Slack takes late, it takes before anybody looks for it: that is the assumption that remains."""
        self.slack.land()

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
        states = {key: self.desks[0].state(key) for key in self.owed}
        failed = {key for key, state in states.items() if state is DeliveryState.FAILED}
        self.borrowing.close()
        assert texts == Counter(dict.fromkeys(self.owed - failed, 1))
        assert set(states.values()) <= {DeliveryState.SENT, DeliveryState.FAILED}

    def _let_all_come_to_an_end(self) -> None:
        self.slack.land()
        self.slack.next.clear()
        self.slack.next_looks.clear()
        for _ in range(200):
            self.desks[0].tick()
            self.slack.clocks.go_on(30 * SECOND)
            if self._settled() == len(self.owed):
                return

    def _settled(self) -> int:
        states = [self.desks[0].state(key) for key in self.owed]
        return sum(state in {DeliveryState.SENT, DeliveryState.FAILED} for state in states)


def test_every_message_arrives_once_whatever_happens(migrated_sqlite: Path) -> None:
    Queue.template = migrated_sqlite
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Queue, settings=settings(max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=quiet)
    )
