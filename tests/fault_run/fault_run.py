"""One run of the queue against a Slack that fails in every way, with workers, clocks and databases that fail at any instant."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.context import ForkServerContext

from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.ids import TeamId
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.workspace import Workspace
from bot.use_cases.deliveries import queue
from storage import Database
from tests.fault_run.database_faults import FaultyDatabase
from tests.fault_run.enqueued import enqueue_messages
from tests.fault_run.faults import LATE_SECONDS, LATEST_SECONDS, JumpingClock, SlackFaults, TrueTime
from tests.fault_run.incidents import Incident, Repairs, schedule
from tests.fault_run.shared_counts import CRASHES, SharedCounts
from tests.fault_run.unseen_jump import with_unseen_jump
from tests.fault_run.worker_process import RETRY_POLICY, WorkerConfig
from tests.fault_run.workers import WorkerPool

FIRST_CALLS = 12
"""To Slack, before anything happens to a worker: so all of them have begun, on a slow machine too."""
MAX_CALLS, MAX_WAIT, WHILE_CALLING = 6, 1.5, 0.05
"""An incident comes after one to so many calls to Slack, or seconds without them, and while the next one may be made."""
DIALECTS = ("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite")
STALLED_SECONDS = 60.0
"""A run is given up when nothing has come to its end for so long: how fast that goes is the machine's affair."""
BETWEEN_LOOKS = RETRY_POLICY.poll_interval.total_seconds()
_FORKSERVER: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKSERVER.set_forkserver_preload(["pytest", __name__, *DIALECTS])  # else each new worker would import all of it anew


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """How bad it gets: so many processes, messages and incidents, decided by the seed; Slack fails until the last of them.

    `pause_ratio` is the share of posts before which the worker pauses for longer than its lease, and that of lease checks
    after which it does.
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
    rng, repairs, counts = random.Random(plan.seed), Repairs(), SharedCounts(_FORKSERVER)  # noqa: S311 - a run can be repeated
    url = database if isinstance(database, str) else database.url
    slack_faults = SlackFaults(random.Random(rng.getrandbits(32)))  # noqa: S311 - the same
    clock, true_time = JumpingClock(_FORKSERVER, rng), TrueTime(datetime.now(UTC), time.monotonic())
    workspace = _faulty_workspace(true_time, slack_faults)
    with SandboxServer(workspace, request_timeout=LATE_SECONDS) as server:
        with _database(url) as db:
            keys = enqueue_messages(db, TeamId(workspace.team_id), plan.messages, true_time.start)
        config = WorkerConfig(
            database_url=url,
            token=workspace.bot_token,
            api_url=server.api_url,
            start=true_time.start,
            began=true_time.began,
            database_ahead=clock.ahead,
            pause_ratio=plan.pause_ratio,
            counts=counts,
        )
        workers = WorkerPool(_FORKSERVER, config, plan.processes, rng, repairs)
        jumps: dict[str, Incident] = {**workers.incidents(), "database clock set": clock.jump}
        possible = with_unseen_jump(jumps, slack_faults, repairs)
        if isinstance(database, FaultyDatabase):
            possible |= database.incidents(repairs)
        try:
            happened = _cause(possible, schedule(possible, plan.incidents, rng), slack_faults, repairs)
            slack_faults.stopped = True
            repairs.do_all()
            _drain(url)
        finally:
            repairs.do_all()
            workers.kill_all()
        time.sleep(LATEST_SECONDS)  # what Slack takes late, it has taken now
        posted = Counter(dict.fromkeys(keys, 0))
        posted.update(message.text for message in workspace.messages)
    return RunResult(posted, Counter(_states(url)), happened + counts.counted(), slack_faults.counts)


def _faulty_workspace(true_time: TrueTime, slack_faults: SlackFaults) -> Workspace:
    workspace = Workspace(true_time)
    workspace.faults.always("chat.postMessage", slack_faults.post)
    workspace.faults.always("conversations.history", slack_faults.look_up)
    return workspace


def _cause(
    possible: Mapping[str, Incident],
    scheduled: Sequence[tuple[str, random.Random]],
    slack_faults: SlackFaults,
    repairs: Repairs,
) -> Counter[str]:
    """One incident after the other, and what lasts put right meanwhile; which of them could happen, and how often."""
    happened = Counter[str]()
    slack_faults.wait_for_calls(FIRST_CALLS, STALLED_SECONDS)
    for name, rng in scheduled:
        slack_faults.wait_for_calls(rng.randint(1, MAX_CALLS), MAX_WAIT, repairs.do_due)
        time.sleep(rng.uniform(0, WHILE_CALLING))
        happened[name] += possible[name](rng)
    return happened


def _drain(url: str) -> None:
    moved, left = time.monotonic(), -1
    while left and time.monotonic() - moved < STALLED_SECONDS:
        time.sleep(BETWEEN_LOOKS)
        states = _states(url)
        known, left = left, sum(states.get(state, 0) for state in (DeliveryState.PENDING, DeliveryState.SENDING))
        moved = moved if left == known else time.monotonic()


def _states(url: str) -> dict[DeliveryState, int]:
    with _database(url) as db:  # opened anew: a server may have been restarted
        return queue.queue_status(db).counts


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def violations(result: RunResult, plan: FaultPlan) -> str:
    """What is wrong, empty for nothing: a crash, a message that is not in Slack exactly once, a table that says otherwise."""
    wrong = {key: count for key, count in result.posted.items() if count != 1}
    delivered = result.states == {DeliveryState.SENT: plan.messages} and len(result.posted) == plan.messages
    crashes = result.happened[CRASHES]
    if delivered and not wrong and not crashes:
        return ""
    return f"{crashes} crashes; not once: {wrong}; our tables say {dict(result.states)} of {plan}"
