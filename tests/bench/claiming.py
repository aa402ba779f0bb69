"""Claiming messages with one, two and four processes on PostgreSQL, beside the bare statement and the naive way (REM-4)."""

import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from multiprocessing.synchronize import Barrier

import psycopg
from psycopg.errors import DeadlockDetected
from sqlalchemy import text

from bot.policy.deliveries.deliveries import Urgency
from bot.policy.ids import AccountId, TeamId
from storage import Database, migrate
from storage.deliveries import claims as claim_store
from storage.deliveries.claims import Lease
from storage.engine.clock import database_now
from tests.bench.report.measurement import Measurement
from tests.bench.seeded_databases import SeededDatabases
from tests.support.database import databases
from tests.support.factories.people import NOW

MESSAGES = 40_000
BATCH = 100
PROCESSES = (1, 2, 4)
_MINUTE = timedelta(minutes=1)
WORKSPACES = 40
"""Of one workspace one process claims at a time, under its lock; those who send at the same time send for others."""
NOBODY = AccountId(WORKSPACES + 1)
_TEAMS = {AccountId(number): TeamId(f"T0{number}") for number in range(1, WORKSPACES + 2)}
_FILL = """
    INSERT INTO deliveries (account_id, mark, key, kind, urgency, channel, thread, subject, due_at, deadline_at,
        created_at, state, attempts, tries, reason, posted_channel, ts)
    SELECT i % :workspaces + 1, md5(i::text), 'message ' || i, 'note', 2, 'C0', '', '{}', CAST(:now AS timestamptz) - i * interval '1 ms',
        :later, :now, 'pending', 0, 0, '', '', ''
    FROM generate_series(1, :many) AS n(i)"""
_BARE = """
    WITH picked AS (SELECT id FROM deliveries WHERE account_id = %(account)s AND urgency = 2 AND state = 'pending'
        AND due_at <= %(now)s AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
        ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
    UPDATE deliveries SET claim = 'bare', claimed_until = clock_timestamp() + interval '1 minute'
    WHERE id IN (SELECT id FROM picked) RETURNING id"""
_NAIVE_SELECT = (
    "SELECT id FROM deliveries WHERE account_id = %s AND urgency = 2 AND state = 'pending' AND claimed_until IS NULL"
    " ORDER BY due_at, id LIMIT %s"
)
_NAIVE_UPDATE = (
    "UPDATE deliveries SET claim = 'naive', claimed_until = clock_timestamp() + interval '1 minute' WHERE id = ANY(%s)"
)
ClaimFunction = Callable[[AccountId], list[int]]
ClaimMethod = Callable[[str], AbstractContextManager[ClaimFunction]]


def claiming(_stores: SeededDatabases) -> Iterator[Measurement]:
    """Messages a second. Ours has a whole transaction around it: the workspace's lock and the database's clock."""
    with databases.postgresql() as server, server.database() as url:
        _prepare(url)
        for processes in PROCESSES:
            bare, _ = _measure(url, bare_statement, processes)
            ours, doubled = _measure(url, our_claims, processes)
            _, naively = _measure(url, select_then_update, processes)
            yield Measurement(
                f"claiming with {processes} {'process' if processes == 1 else 'processes'}",
                *(ours, bare, "/s", 0.5),
                at_least=True,
                faults=[f"{doubled:,} claimed twice"] if doubled else [],
                note=f"{naively:,} claimed twice by select-then-update",
            )


@contextmanager
def our_claims(url: str) -> Iterator[ClaimFunction]:
    """As the delivery worker claims."""
    db = Database(url)

    def claim(account: AccountId) -> list[int]:
        with db.write(_TEAMS[account]) as tx:
            at = database_now(tx)
            hold = Lease("word", at, at + _MINUTE)
            taken = claim_store.claim(tx, account, Urgency.APPROVAL, hold, kinds=["note"], now=NOW, limit=BATCH)
        return [each.id for each in taken]

    yield claim
    db.close()


@contextmanager
def bare_statement(url: str) -> Iterator[ClaimFunction]:
    """What the database itself can do."""
    with psycopg.connect(url, autocommit=True) as connection:

        def claim(account: AccountId) -> list[int]:
            rows = connection.execute(_BARE, {"account": account, "now": NOW, "most": BATCH})
            return [row[0] for row in rows.fetchall()]

        yield claim


@contextmanager
def select_then_update(url: str) -> Iterator[ClaimFunction]:
    """What one writes first: fast, several claim the same, and some wait for each other until one of them is thrown out."""
    with psycopg.connect(url, autocommit=True) as connection:

        def claim(account: AccountId) -> list[int]:
            while True:
                found = [row[0] for row in connection.execute(_NAIVE_SELECT, [account, BATCH])]
                with suppress(DeadlockDetected):
                    connection.execute(_NAIVE_UPDATE, [found])
                    return found

        yield claim


def _measure(url: str, method: ClaimMethod, processes: int) -> tuple[float, int]:
    """Messages a second by all processes together, and how many were claimed twice."""
    _fill(url)
    fork = multiprocessing.get_context("fork")
    begin, results = fork.Barrier(processes + 1), fork.SimpleQueue()
    workers = [
        fork.Process(target=_claim_all, args=(method, url, begin, results.put, first)) for first in range(processes)
    ]
    for worker in workers:
        worker.start()
    begin.wait()
    began = time.perf_counter()
    claimed = Counter(one for _ in workers for one in results.get())
    took = time.perf_counter() - began
    for worker in workers:
        worker.join()
    assert len(claimed) == MESSAGES
    return MESSAGES / took, sum(count - 1 for count in claimed.values())


def _claim_all(method: ClaimMethod, url: str, begin: Barrier, report: Callable[[list[int]], None], first: int) -> None:
    """One process: from workspace to workspace, each beginning with another, until nothing is left anywhere."""
    with method(url) as claim:
        claim(NOBODY)  # whatever is loaded at the first use is loaded before the clock runs
        begin.wait()
        left = deque(account for account in _TEAMS if account != NOBODY)
        left.rotate(-first)
        claimed: list[int] = []
        while left:
            taken = claim(left[0])
            claimed += taken
            left.rotate(-1) if taken else left.popleft()
        report(claimed)


def _prepare(url: str) -> None:
    migrate(url)
    db = Database(url)
    for account, team in _TEAMS.items():
        with db.write(team) as tx:
            made = "INSERT INTO accounts (id, team, plan, created_at) VALUES (:id, :team, 'business', :now)"
            tx.execute(text(made), {"id": account, "team": team, "now": NOW})
    db.close()


def _fill(url: str) -> None:
    db = Database(url)
    with db.write("fill") as tx:
        tx.execute(text("SET LOCAL statement_timeout = 0"))
        tx.execute(text("TRUNCATE deliveries"))
        values = {"now": NOW, "later": NOW + timedelta(days=1), "many": MESSAGES, "workspaces": WORKSPACES}
        tx.execute(text(_FILL), values)
    db.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE deliveries")
