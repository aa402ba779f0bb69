"""One run of the queue against a Slack that fails in every way, with workers that are killed and stopped at any instant."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.context import ForkServerContext

from bot.policy.deliveries.deliveries import ChannelTarget, DeliveryState, OutboxMessage, Urgency
from bot.policy.ids import PersonId, TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import Identity, Role
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from bot.use_cases.deliveries import queue
from bot.use_cases.people import onboarding
from storage import Database
from storage.deliveries import outbox as outbox_store
from storage.people import people as people_store
from tests.fault_run.database_faults import FaultyDatabase
from tests.fault_run.faults import LATE_SECONDS, JumpingClock, SlackFaults, TrueTime
from tests.fault_run.repairs import Repairs
from tests.fault_run.shared_counts import CRASHES, SharedCounts
from tests.fault_run.worker_process import KIND, RETRY_POLICY, WorkerConfig
from tests.fault_run.workers import WorkerPool
from tests.support.factories.people import make_context

PEOPLE = ("U0OLIVIA", "U0ADA", "U0ADAM", "U0MIA", "U0MAX", "U0NOOR")
NOW = datetime.now(UTC)
TEAM_LOCK = "owing"
INCIDENTS = {
    "killed": 3,
    "stopped": 6,
    "clock set": 2,
    "database clock set": 1,
    "restart": 2,
    "locked": 1,
    "disk full": 2,
}
"""How often each happens, against each other, where it can."""
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


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of it: how often each message stands in Slack, by Slack's own record, and their states by our tables.

    `happened` counts incidents and what the workers met, `faults` what Slack did.
    """

    posted: Counter[str]
    states: Counter[DeliveryState]
    happened: Counter[str]
    faults: Counter[str]


def fault_run(database: FaultyDatabase | str, plan: FaultPlan) -> RunResult:
    """Enqueue the messages, let everything go wrong for a while, then let what is left come to an end.

    `database`: one to which something happens, or the URL of one to which nothing does.
    """
    rng, repairs, counts = random.Random(plan.seed), Repairs(), SharedCounts(_FORKSERVER)  # noqa: S311 - a run that failed can be looked at again
    url = database if isinstance(database, str) else database.url
    slack_faults = SlackFaults(random.Random(rng.getrandbits(32)))  # noqa: S311 - the same
    clock, true_time = JumpingClock(_FORKSERVER, rng), TrueTime(datetime.now(UTC), time.monotonic())
    workspace, happened = _faulty_workspace(true_time, slack_faults), Counter[str]()
    with SandboxServer(workspace, request_timeout=LATE_SECONDS) as server:
        keys = _enqueue(url, workspace, plan)
        token, api_url = workspace.bot_token, server.api_url
        config = WorkerConfig(
            url, token, api_url, true_time.start, true_time.began, clock.ahead, plan.pause_ratio, counts
        )
        workers = WorkerPool(_FORKSERVER, config, plan.processes, rng, repairs)
        actions = {**workers.incidents(), "database clock set": clock.jump}
        if isinstance(database, FaultyDatabase):
            actions |= database.incidents(rng, repairs)
        try:
            slack_faults.wait_for_calls(FIRST_CALLS, STALLED_SECONDS)
            for incident in islice(_shuffled_incidents(actions, rng), plan.incidents):
                _wait_for_next(slack_faults, rng)
                happened[incident] += actions[incident]()
                repairs.do_due()
            slack_faults.stopped = True
            repairs.do_all()
            _drain(url)
        finally:
            repairs.do_all()
            workers.kill_all()
        time.sleep(LATE_SECONDS)  # what Slack takes late, it has taken now
        posted = Counter(dict.fromkeys(keys, 0))
        posted.update(message.text for message in workspace.messages)
    return RunResult(posted, Counter(_states(url)), happened + counts.counted(), slack_faults.counts)


def _faulty_workspace(true_time: TrueTime, slack_faults: SlackFaults) -> Workspace:
    workspace = Workspace(true_time)
    workspace.faults.always("chat.postMessage", slack_faults.post)
    workspace.faults.always("conversations.history", slack_faults.look_up)
    return workspace


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _enqueue(url: str, workspace: Workspace, plan: FaultPlan) -> list[str]:
    """To people and into a channel, due since days and for a month."""
    with _database(url) as db:
        return _enqueue_all(db, TeamId(workspace.team_id), plan)


def _enqueue_all(db: Database, team: TeamId, plan: FaultPlan) -> list[str]:
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


def _wait_for_next(slack_faults: SlackFaults, rng: random.Random) -> None:
    slack_faults.wait_for_calls(rng.randint(1, MAX_CALLS), MAX_WAIT)
    time.sleep(rng.uniform(0, WHILE_CALLING))


def _shuffled_incidents(possible: Collection[str], rng: random.Random) -> Iterator[str]:
    """In any order, and each as often as it should be."""
    incidents = [name for name, share in INCIDENTS.items() if name in possible for _ in range(share)]
    while True:
        yield from rng.sample(incidents, len(incidents))


def _drain(url: str) -> None:
    moved, left = time.monotonic(), -1
    while left and time.monotonic() - moved < STALLED_SECONDS:
        time.sleep(BETWEEN_LOOKS)
        states = _states(url)
        known, left = left, sum(states.get(state, 0) for state in (DeliveryState.PENDING, DeliveryState.SENDING))
        moved = moved if left == known else time.monotonic()


BETWEEN_LOOKS = RETRY_POLICY.poll_interval.total_seconds()


def _states(url: str) -> dict[DeliveryState, int]:
    with _database(url) as db:  # opened anew: a server may have been restarted
        return queue.queue_status(db).counts


def violations(result: RunResult, plan: FaultPlan) -> str:
    """What is wrong, empty for nothing: a crash, a message that is not in Slack exactly once, a table that says otherwise."""
    wrong = {key: count for key, count in result.posted.items() if count != 1}
    delivered = result.states == {DeliveryState.SENT: plan.messages} and len(result.posted) == plan.messages
    crashes = result.happened[CRASHES]
    if delivered and not wrong and not crashes:
        return ""
    return f"{crashes} crashes; not once: {wrong}; our tables say {dict(result.states)} of {plan}"
