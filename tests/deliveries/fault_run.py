"""One run of the queue against a Slack that fails in every way, with workers that are killed and stopped at any instant."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.context import ForkServerContext, ForkServerProcess

from bot.policy.deliveries import OPEN_STATES, ChannelTarget, DeliveryState, OutboxMessage, Urgency
from bot.policy.people import Identity, PersonId, Role, TeamId, UserId
from bot.policy.terms import Options
from bot.sandbox.clock import Clock
from bot.sandbox.rooms import GENERAL
from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace import Workspace
from bot.use_cases import deliveries, people
from storage import Database
from storage import people as people_store
from tests.deliveries.trouble import LATE_SECONDS, JumpingClock, SlackTrouble
from tests.deliveries.worker import KIND, PATIENCE, Job, work

PEOPLE = ("U0OLIVIA", "U0ADA", "U0ADAM", "U0MIA", "U0MAX", "U0NOOR")
NOW = datetime.now(UTC)
TEAM_LOCK = "owing"
LONGEST_STOP = 2.5
"""Past the claim and the wait after it."""
SHORT_STOP = 0.2
LONG_STOPS = 0.4
"""How many of all stops."""
MISFORTUNES = ("kill", "kill", "kill", "jump", "stop", "stop", "stop", "stop", "stop", "stop")
FIRST_CALLS = 12
"""To Slack, before anything happens to a worker: so all of them have begun, on a slow machine too."""
MOST_CALLS, LONGEST_WAIT, WHILE_CALLING = 6, 1.5, 0.05
"""A misfortune comes after one to so many calls to Slack, or seconds without them, and while the next one may be made."""
DIALECTS = ("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite")
STUCK_SECONDS = 60.0
"""A run is given up when nothing has come to its end for so long: how fast that goes is the machine's affair."""
_FORKING: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["pytest", __name__, *DIALECTS])  # else each new worker would import all of it anew


@dataclass(frozen=True, slots=True)
class Plan:
    """How bad it gets: so many processes, messages and misfortunes, decided by the seed; Slack is ill until then."""

    processes: int
    messages: int
    misfortunes: int
    seed: int


@dataclass
class Outcome:
    """What came of it: `record` is how often each message stands in Slack, by Slack's own record."""

    record: Counter[str] = field(default_factory=Counter)
    states: Counter[DeliveryState] = field(default_factory=Counter)
    kills: int = 0
    stops: int = 0
    jumps: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class Crew:
    """The workers: one is killed, and there is a new one at once; or one is stopped, and goes on after a while."""

    def __init__(self, job: Job, plan: Plan, luck: random.Random, outcome: Outcome) -> None:
        self._job = job
        self._luck = luck
        self._outcome = outcome
        self._stopped: dict[int, float] = {}  # pid → when it goes on
        self._workers = [self._start() for _ in range(plan.processes)]

    def _start(self) -> ForkServerProcess:
        job = replace(self._job, seed=self._luck.getrandbits(32))
        worker = _FORKING.Process(target=work, args=(job,), daemon=True)
        worker.start()
        return worker

    def kill_one(self) -> None:
        """At once, whatever it is doing."""
        place = self._luck.randrange(len(self._workers))
        self._kill(self._workers[place])
        self._workers[place] = self._start()
        self._outcome.kills += 1

    def stop_one(self) -> None:
        """Where it stands."""
        pid = self._luck.choice(self._workers).pid or 0
        if pid not in self._stopped:
            os.kill(pid, signal.SIGSTOP)
            longest = LONGEST_STOP if self._luck.random() < LONG_STOPS else SHORT_STOP
            self._stopped[pid] = time.monotonic() + self._luck.uniform(0.01, longest)
            self._outcome.stops += 1

    def go_on(self) -> None:
        """Whose stop is over, goes on where it stood."""
        now = time.monotonic()
        for pid in [pid for pid, until in self._stopped.items() if until <= now]:
            del self._stopped[pid]
            os.kill(pid, signal.SIGCONT)

    def _kill(self, worker: ForkServerProcess) -> None:
        self._stopped.pop(worker.pid or 0, None)
        worker.kill()
        worker.join()

    def dismiss(self) -> None:
        """All of them."""
        for worker in self._workers:
            self._kill(worker)


def fault_run(database_url: str, plan: Plan) -> Outcome:
    """Owe the messages, let everything go wrong for a while, then let what is left come to an end."""
    luck, outcome = random.Random(plan.seed), Outcome()  # noqa: S311 - a run that failed can be looked at again
    trouble = SlackTrouble(random.Random(luck.getrandbits(32)))  # noqa: S311 - the same
    clock = JumpingClock(_FORKING, luck)
    workspace = Workspace(Clock())
    workspace.faults.always("chat.postMessage", trouble.post)
    workspace.faults.always("conversations.history", trouble.look)
    with SandboxServer(workspace, patience=LATE_SECONDS) as server, _database(database_url) as db:
        keys = _owe(db, workspace, plan)
        crew = Crew(Job(database_url, workspace.bot_token, server.api_url, clock.ahead, seed=0), plan, luck, outcome)
        try:
            _make_trouble(crew, clock, trouble, luck, plan)
            trouble.over = True
            _drain(crew, db)
        finally:
            crew.dismiss()
        time.sleep(LATE_SECONDS)  # what Slack takes late, it has taken now
        outcome.record = Counter(dict.fromkeys(keys, 0))
        outcome.record.update(message.text for message in workspace.messages)
        outcome.states, outcome.faults, outcome.jumps = Counter(_states(db)), trouble.counted, clock.jumps
    return outcome


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _owe(db: Database, workspace: Workspace, plan: Plan) -> list[str]:
    """To people and into a channel, due long ago and for long, so that jumping clocks change nothing about that."""
    team = TeamId(workspace.team_id)
    for user in PEOPLE:
        identity = Identity(team, UserId(user), user, "UTC", Role.MEMBER, active=True)
        people.on_joined(db, Options(), identity, NOW)
    with db.write(TEAM_LOCK) as tx:
        account = people_store.ensure_account(tx, team, Options().default_plan, NOW)
        known = people_store.find_many(tx, team, [UserId(user) for user in PEOPLE])
        recipients: list[PersonId | ChannelTarget] = [*(person.id for person in known.values()), ChannelTarget(GENERAL)]
        owed = [
            OutboxMessage(
                account.id,
                f"message {number}",
                KIND,
                Urgency(number % len(Urgency)),
                recipients[number % len(recipients)],
                NOW - timedelta(days=5),
                NOW + timedelta(days=30),
            )
            for number in range(plan.messages)
        ]
        assert deliveries.enqueue_all(tx, owed, NOW) == plan.messages
    return [each.dedup_key for each in owed]


def _make_trouble(crew: Crew, clock: JumpingClock, trouble: SlackTrouble, luck: random.Random, plan: Plan) -> None:
    happen = {"kill": crew.kill_one, "stop": crew.stop_one, "jump": clock.jump}
    trouble.wait_for_calls(FIRST_CALLS, STUCK_SECONDS)
    for misfortune in islice(_dealt(luck), plan.misfortunes):
        trouble.wait_for_calls(luck.randint(1, MOST_CALLS), LONGEST_WAIT)
        time.sleep(luck.uniform(0, WHILE_CALLING))
        happen[misfortune]()
        crew.go_on()


def _dealt(luck: random.Random) -> Iterator[str]:
    """In any order, and each as often as it should be."""
    while True:
        yield from luck.sample(MISFORTUNES, len(MISFORTUNES))


def _drain(crew: Crew, db: Database) -> None:
    moved, left = time.monotonic(), -1
    while left and time.monotonic() - moved < STUCK_SECONDS:
        crew.go_on()
        time.sleep(BETWEEN_LOOKS)
        states = _states(db)
        known, left = left, sum(states.get(state, 0) for state in OPEN_STATES)
        moved = moved if left == known else time.monotonic()


BETWEEN_LOOKS = PATIENCE.poll_interval.total_seconds()


def _states(db: Database) -> dict[DeliveryState, int]:
    return deliveries.queue_status(db).counts


def faults_of(outcome: Outcome, plan: Plan) -> str:
    """What is wrong, empty for nothing: a message that is not in Slack exactly once, or a table that says otherwise."""
    wrong = {key: count for key, count in outcome.record.items() if count != 1}
    told = outcome.states == {DeliveryState.SENT: plan.messages} and len(outcome.record) == plan.messages
    return "" if told and not wrong else f"not once: {wrong}, our tables say {dict(outcome.states)} of {plan}"
