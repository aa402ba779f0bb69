"""One run of the queue against a Slack that fails in every way, with workers that are killed and stopped at any instant."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerContext, ForkServerProcess

from bot.policy.deliveries import Owed, Place, State, Urgency
from bot.policy.people import Identity, PersonId, Role, TeamId, UserId
from bot.policy.terms import Terms
from bot.sandbox import faults
from bot.sandbox.clock import Clock
from bot.sandbox.errors import Json
from bot.sandbox.faults import Fault
from bot.sandbox.rooms import GENERAL
from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace import Workspace
from bot.use_cases import deliveries, people
from storage import Database
from storage import people as people_store
from tests.deliveries.worker import KIND, PATIENCE, Job, work

PEOPLE = ("U0OLIVIA", "U0ADA", "U0ADAM", "U0MIA", "U0MAX", "U0NOOR")
NOW = datetime.now(UTC)
TEAM_LOCK = "owing"
LATE_SECONDS = 0.5
"""Slack takes a request within this time or never; a worker waits longer, from the end of its claim on."""
LONGEST_STOP = 2.5
"""Past the claim and the wait after it."""
SHORT_STOP = 0.2
LONG_STOPS, KILLED, TROUBLED = 0.4, 0.35, 0.5
"""How many of all stops, misfortunes, posts."""
DRAIN_SECONDS = 60.0
_FORKING: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.deliveries.worker"])


@dataclass(frozen=True, slots=True)
class Plan:
    """How bad it gets: so many processes and messages, trouble for so many seconds, decided by the seed."""

    processes: int
    messages: int
    seconds: float
    seed: int


@dataclass
class Outcome:
    """What came of it: `record` is how often each message stands in Slack, by Slack's own record."""

    record: Counter[str] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    kills: int = 0
    stops: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class Trouble:
    """Slack's side of it: what becomes of each post, by chance, until it is over."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck
        self._lock = threading.Lock()
        self.over = False
        self.counted: Counter[str] = Counter()

    def __call__(self, _args: Json) -> Fault | None:
        with self._lock:
            if self.over or self._luck.random() > TROUBLED:
                return None
            kind = self._luck.choice(("429", "500", "500 after", "before", "after", "hang", "late"))
            self.counted[kind] += 1
            delay = self._luck.uniform(0.05, LATE_SECONDS)
        return _fault(kind, delay)


def _fault(kind: str, delay: float) -> Fault:
    match kind:
        case "429":
            return faults.rate_limited(0)
        case "500":
            return faults.server_error()
        case "500 after":
            return faults.server_error_after()
        case "before":
            return faults.drop_before()
        case "after":
            return faults.drop_after()
        case _:
            fault = faults.hold() if kind == "hang" else faults.late()
            timer = threading.Timer(delay, fault.release.set)
            timer.daemon = True
            timer.start()
            return fault


class Crew:
    """The workers: one is killed or stopped now and then, and there is a new one at once."""

    def __init__(self, job: Job, plan: Plan, luck: random.Random, outcome: Outcome) -> None:
        self._job = job
        self._luck = luck
        self._outcome = outcome
        self._stopped: dict[int, float] = {}  # pid → when it goes on
        self._workers = [self._start() for _ in range(plan.processes)]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self._workers)

    def _start(self) -> ForkServerProcess:
        job = Job(self._job.database_url, self._job.token, self._job.api_url, self._luck.getrandbits(32))
        worker = _FORKING.Process(target=work, args=(job,), daemon=True)
        worker.start()
        return worker

    def suffer(self) -> None:
        """Something happens to one of them."""
        place = self._luck.randrange(len(self._workers))
        worker = self._workers[place]
        pid = worker.pid or 0
        if self._luck.random() < KILLED:
            self._kill(worker)
            self._workers[place] = self._start()
            self._outcome.kills += 1
        elif pid not in self._stopped:
            os.kill(pid, signal.SIGSTOP)
            longest = LONGEST_STOP if self._luck.random() < LONG_STOPS else SHORT_STOP
            self._stopped[pid] = time.monotonic() + self._luck.uniform(0.01, longest)
            self._outcome.stops += 1

    def go_on(self, now: float) -> None:
        """Whose stop is over, goes on where it stood."""
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
    trouble = Trouble(random.Random(luck.getrandbits(32)))  # noqa: S311 - the same
    workspace = Workspace(Clock())
    workspace.faults.always("chat.postMessage", trouble)
    with SandboxServer(workspace, patience=LATE_SECONDS) as server, _database(database_url) as db:
        keys = _owe(db, workspace, plan)
        crew = Crew(Job(database_url, workspace.bot_token, server.api_url, 0), plan, luck, outcome)
        try:
            _make_trouble(crew, luck, plan.seconds)
            trouble.over = True
            _drain(crew, db)
        finally:
            crew.dismiss()
        time.sleep(LATE_SECONDS)  # what Slack takes late, it has taken now
        outcome.record = Counter(dict.fromkeys(keys, 0))
        outcome.record.update(message.text for message in workspace.messages)
        outcome.states, outcome.faults = Counter(_states(db)), trouble.counted
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
        people.welcome(db, Terms(), identity, NOW)
    with db.write(TEAM_LOCK) as tx:
        account = people_store.ensure_account(tx, team, Terms().default_plan, NOW)
        known = people_store.find_all(tx, team, [UserId(user) for user in PEOPLE])
        recipients: list[PersonId | Place] = [*(person.id for person in known.values()), Place(GENERAL)]
        owed = [
            Owed(
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
        assert deliveries.owe_all(tx, owed, NOW) == plan.messages
    return [each.key for each in owed]


def _make_trouble(crew: Crew, luck: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        crew.suffer()
        crew.go_on(time.monotonic())
        time.sleep(luck.uniform(0.1, 0.7) / crew.size)


def _drain(crew: Crew, db: Database) -> None:
    end = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < end and {State.PENDING, State.SENDING} & set(_states(db)):
        crew.go_on(time.monotonic())
        time.sleep(BETWEEN_LOOKS)


BETWEEN_LOOKS = PATIENCE.tick.total_seconds()


def _states(db: Database) -> dict[State, int]:
    return deliveries.look(db).counts


def faults_of(outcome: Outcome, plan: Plan) -> str:
    """What is wrong, empty for nothing: a message that is not in Slack exactly once, or a table that says otherwise."""
    wrong = {key: count for key, count in outcome.record.items() if count != 1}
    told = outcome.states == {State.SENT: plan.messages} and len(outcome.record) == plan.messages
    return "" if told and not wrong else f"not once: {wrong}, our tables say {dict(outcome.states)} of {plan}"
