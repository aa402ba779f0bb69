"""Claiming messages with one, two and four processes on PostgreSQL, beside the bare statement and the naive way (issue 4)."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.synchronize import Barrier

import psycopg
from sqlalchemy import text

from bot.policy.deliveries import Urgency
from bot.policy.people import AccountId
from storage import Database, migrate
from storage import delivery_claims as claims
from storage.clock import database_now
from storage.delivery_claims import Hold
from tests import databases
from tests.bench.stores import Stores
from tests.bench.table import Figure
from tests.factories import NOW, TEAM

MESSAGES = 40_000
BATCH = 100
PROCESSES = (1, 2, 4)
_MINUTE = timedelta(minutes=1)
_FILL = """
    INSERT INTO deliveries (account_id, mark, key, kind, urgency, channel, thread, subject, due_at, deadline_at,
        created_at, state, attempts, tries, reason, posted_channel, ts)
    SELECT 1, md5(i::text), 'message ' || i, 'note', 2, 'C0', '', '{}', :now, :later, :now, 'pending', 0, 0, '', '', ''
    FROM generate_series(1, :many) AS n(i)"""
_BARE = """
    WITH picked AS (SELECT id FROM deliveries WHERE account_id = 1 AND urgency = 2 AND state = 'pending'
        AND due_at <= %(now)s AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
        ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
    UPDATE deliveries SET claim = 'bare', claimed_until = clock_timestamp() + interval '1 minute'
    WHERE id IN (SELECT id FROM picked) RETURNING id"""
_LOOK = "SELECT id FROM deliveries WHERE state = 'pending' AND claimed_until IS NULL ORDER BY due_at, id LIMIT %s"
_TAKE = (
    "UPDATE deliveries SET claim = 'naive', claimed_until = clock_timestamp() + interval '1 minute' WHERE id = ANY(%s)"
)
Way = Callable[[str], list[int]]


def claiming(_stores: Stores) -> Iterator[Figure]:
    """Messages a second. Ours has a whole transaction around it: the workspace's lock and the database's clock."""
    with databases.postgresql() as server:
        for processes in PROCESSES:
            bare, _ = _measured(server, bare_statement, processes)
            ours, doubled = _measured(server, our_claims, processes)
            _, naively = _measured(server, select_then_update, processes)
            assert naively or processes == 1, "the naive way claims some twice"
            case = f"claiming with {processes} processes ({naively:,} claimed twice by select-then-update)"
            yield Figure(case, ours, bare, "/s", 0.5, at_least=True, holds=not doubled)


def our_claims(url: str) -> list[int]:
    """As `sending` does it, in batches of a hundred."""
    db, claimed = Database(url), list[int]()
    while True:
        with db.write(TEAM) as tx:
            at = database_now(tx)
            hold = Hold("word", at, at + _MINUTE)
            taken = claims.claim(tx, AccountId(1), Urgency.APPROVAL, hold, kinds=["note"], now=NOW, most=BATCH)
        if not taken:
            db.close()
            return claimed
        claimed += [each.id for each in taken]


def bare_statement(url: str) -> list[int]:
    """What the database itself can do."""
    with psycopg.connect(url, autocommit=True) as connection:
        claimed: list[int] = []
        while taken := connection.execute(_BARE, {"now": NOW, "most": BATCH}).fetchall():
            claimed += [row[0] for row in taken]
        return claimed


def select_then_update(url: str) -> list[int]:
    """What one writes first: fast, and several claim the same."""
    with psycopg.connect(url, autocommit=True) as connection:
        claimed: list[int] = []
        while taken := [row[0] for row in connection.execute(_LOOK, [BATCH])]:
            connection.execute(_TAKE, [taken])
            claimed += taken
        return claimed


def _measured(server: databases.PostgreSQL, way: Way, processes: int) -> tuple[float, int]:
    """Messages a second by all processes together, and how many were claimed twice."""
    with server.database() as url:
        _fill(url)
        fork = multiprocessing.get_context("fork")
        begin, results = fork.Barrier(processes + 1), fork.SimpleQueue()

        def work() -> None:
            _together(way, url, begin, results.put)

        workers = [fork.Process(target=work) for _ in range(processes)]
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


def _together(way: Way, url: str, begin: Barrier, tell: Callable[[list[int]], None]) -> None:
    way_of_nothing(url)
    begin.wait()
    tell(way(url))


def way_of_nothing(url: str) -> None:
    """Whatever is loaded at the first use is loaded before the clock runs."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT 1")


def _fill(url: str) -> None:
    migrate(url)
    db = Database(url)
    with db.write(TEAM) as tx:
        tx.execute(text("SET LOCAL statement_timeout = 0"))
        account = "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, :team, 'business', :now)"
        tx.execute(text(account), {"team": TEAM, "now": NOW})
        tx.execute(text(_FILL), {"now": NOW, "later": NOW + timedelta(days=1), "many": MESSAGES})
    db.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE deliveries")
