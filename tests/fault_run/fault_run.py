"""One run of the queue against a Slack that fails in every way, with workers that are killed and stopped at any instant."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_int
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.context import ForkServerContext, ForkServerProcess

from bot.policy.deliveries.deliveries import ChannelTarget, DeliveryState, OutboxMessage, Urgency
from bot.policy.ids import PersonId, TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import Identity, Role
from bot.sandbox.clock import Clock
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from bot.use_cases.deliveries import queue
from bot.use_cases.people import onboarding
from storage import Database
from storage.deliveries import outbox as outbox_store
from storage.people import people as people_store
from tests.fault_run.faults import LATE_SECONDS, JumpingClock, SlackFaults
from tests.fault_run.worker_process import KIND, RETRY_POLICY, WorkerConfig, run_worker
from tests.support.factories.people import make_context

PEOPLE = ("U0OLIVIA", "U0ADA", "U0ADAM", "U0MIA", "U0MAX", "U0NOOR")
NOW = datetime.now(UTC)
TEAM_LOCK = "owing"
LONG_STOP_SECONDS = 2.5
"""Past the claim and the wait after it."""
SHORT_STOP_SECONDS = 0.2
LONG_STOP_RATIO = 0.4
"""How many of all stops."""
INCIDENTS = ("kill", "kill", "kill", "jump", "stop", "stop", "stop", "stop", "stop", "stop")
FIRST_CALLS = 12
"""To Slack, before anything happens to a worker: so all of them have begun, on a slow machine too."""
MAX_CALLS, MAX_WAIT, WHILE_CALLING = 6, 1.5, 0.05
"""A misfortune comes after one to so many calls to Slack, or seconds without them, and while the next one may be made."""
DIALECTS = ("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite")
STALLED_SECONDS = 60.0
"""A run is given up when nothing has come to its end for so long: how fast that goes is the machine's affair."""
_FORKSERVER: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKSERVER.set_forkserver_preload(["pytest", __name__, *DIALECTS])  # else each new worker would import all of it anew


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """How bad it gets: so many processes, messages and misfortunes, decided by the seed; Slack is ill until then.

    `pause_ratio` is the share of lease checks after which the worker pauses for longer than its lease.
    """

    processes: int
    messages: int
    incidents: int
    seed: int
    pause_ratio: float = 0.0


@dataclass
class RunResult:
    """What came of it: `record` is how often each message stands in Slack, by Slack's own record."""

    posted: Counter[str] = field(default_factory=Counter)
    states: Counter[DeliveryState] = field(default_factory=Counter)
    kills: int = 0
    stops: int = 0
    jumps: int = 0
    pauses: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class WorkerPool:
    """The workers: one is killed, and there is a new one at once; or one is stopped, and goes on after a while."""

    def __init__(self, worker_config: WorkerConfig, plan: FaultPlan, rng: random.Random, result: RunResult) -> None:
        self._worker_config = worker_config
        self._random = rng
        self._result = result
        self._stopped: dict[int, float] = {}  # pid → when it goes on
        self._workers = [self._start() for _ in range(plan.processes)]

    def _start(self) -> ForkServerProcess:
        worker_config = replace(self._worker_config, seed=self._random.getrandbits(32))
        worker = _FORKSERVER.Process(target=run_worker, args=(worker_config,), daemon=True)
        worker.start()
        return worker

    def kill_one(self) -> None:
        """At once, whatever it is doing."""
        index = self._random.randrange(len(self._workers))
        self._kill(self._workers[index])
        self._workers[index] = self._start()
        self._result.kills += 1

    def stop_one(self) -> None:
        """Where it stands."""
        pid = self._random.choice(self._workers).pid or 0
        if pid not in self._stopped:
            os.kill(pid, signal.SIGSTOP)
            longest = LONG_STOP_SECONDS if self._random.random() < LONG_STOP_RATIO else SHORT_STOP_SECONDS
            self._stopped[pid] = time.monotonic() + self._random.uniform(0.01, longest)
            self._result.stops += 1

    def resume_due(self) -> None:
        """Whose stop is over, goes on where it stood."""
        now = time.monotonic()
        for pid in [pid for pid, until in self._stopped.items() if until <= now]:
            del self._stopped[pid]
            os.kill(pid, signal.SIGCONT)

    def _kill(self, worker: ForkServerProcess) -> None:
        self._stopped.pop(worker.pid or 0, None)
        worker.kill()
        worker.join()

    def kill_all(self) -> None:
        """All of them."""
        for worker in self._workers:
            self._kill(worker)


def fault_run(database_url: str, plan: FaultPlan) -> RunResult:
    """Enqueue the messages, let everything go wrong for a while, then let what is left come to an end."""
    rng, result = random.Random(plan.seed), RunResult()  # noqa: S311 - a run that failed can be looked at again
    slack_faults = SlackFaults(random.Random(rng.getrandbits(32)))  # noqa: S311 - the same
    clock = JumpingClock(_FORKSERVER, rng)
    workspace = Workspace(Clock())
    workspace.faults.always("chat.postMessage", slack_faults.post)
    workspace.faults.always("conversations.history", slack_faults.look_up)
    with SandboxServer(workspace, request_timeout=LATE_SECONDS) as server, _database(database_url) as db:
        keys = _enqueue(db, workspace, plan)
        pauses = _FORKSERVER.RawValue(c_int, 0)
        worker_config = WorkerConfig(
            database_url, workspace.bot_token, server.api_url, clock.ahead, plan.pause_ratio, pauses, seed=0
        )
        workers = WorkerPool(worker_config, plan, rng, result)
        try:
            _cause_incidents(workers, clock, slack_faults, rng, plan)
            slack_faults.stopped = True
            _drain(workers, db)
        finally:
            workers.kill_all()
        time.sleep(LATE_SECONDS)  # what Slack takes late, it has taken now
        result.posted = Counter(dict.fromkeys(keys, 0))
        result.posted.update(message.text for message in workspace.messages)
        result.states, result.faults = Counter(_states(db)), slack_faults.counts
        result.jumps, result.pauses = clock.jumps, pauses.value
    return result


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _enqueue(db: Database, workspace: Workspace, plan: FaultPlan) -> list[str]:
    """To people and into a channel, due long ago and for long, so that jumping clocks change nothing about that."""
    team = TeamId(workspace.team_id)
    for user in PEOPLE:
        identity = Identity(team, UserId(user), user, "UTC", Role.MEMBER, active=True)
        onboarding.on_joined(make_context(db, options=Options()), identity, NOW)
    with db.write(TEAM_LOCK) as tx:
        account = people_store.ensure_account(tx, team, Options().default_plan, NOW)
        known = people_store.find_many(tx, team, [UserId(user) for user in PEOPLE])
        recipients: list[PersonId | ChannelTarget] = [*(person.id for person in known.values()), ChannelTarget(GENERAL)]
        messages = [
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
        assert outbox_store.enqueue_all(tx, messages, NOW) == plan.messages
    return [each.dedup_key for each in messages]


def _cause_incidents(
    workers: WorkerPool, clock: JumpingClock, slack_faults: SlackFaults, rng: random.Random, plan: FaultPlan
) -> None:
    action_by_incident = {"kill": workers.kill_one, "stop": workers.stop_one, "jump": clock.jump}
    slack_faults.wait_for_calls(FIRST_CALLS, STALLED_SECONDS)
    for incident in islice(_shuffled_incidents(rng), plan.incidents):
        slack_faults.wait_for_calls(rng.randint(1, MAX_CALLS), MAX_WAIT)
        time.sleep(rng.uniform(0, WHILE_CALLING))
        action_by_incident[incident]()
        workers.resume_due()


def _shuffled_incidents(rng: random.Random) -> Iterator[str]:
    """In any order, and each as often as it should be."""
    while True:
        yield from rng.sample(INCIDENTS, len(INCIDENTS))


def _drain(workers: WorkerPool, db: Database) -> None:
    moved, left = time.monotonic(), -1
    while left and time.monotonic() - moved < STALLED_SECONDS:
        workers.resume_due()
        time.sleep(BETWEEN_LOOKS)
        states = _states(db)
        known, left = left, sum(states.get(state, 0) for state in (DeliveryState.PENDING, DeliveryState.SENDING))
        moved = moved if left == known else time.monotonic()


BETWEEN_LOOKS = RETRY_POLICY.poll_interval.total_seconds()


def _states(db: Database) -> dict[DeliveryState, int]:
    return queue.queue_status(db).counts


def violations(result: RunResult, plan: FaultPlan) -> str:
    """What is wrong, empty for nothing: a message that is not in Slack exactly once, or a table that says otherwise."""
    wrong = {key: count for key, count in result.posted.items() if count != 1}
    delivered = result.states == {DeliveryState.SENT: plan.messages} and len(result.posted) == plan.messages
    return "" if delivered and not wrong else f"not once: {wrong}, our tables say {dict(result.states)} of {plan}"
