"""Finding 3,000 rooms that are owed a reminder: beside a hand-written scan, beside fewer people, beside naive ways (REM-6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from bot.policy.reminders import current_threshold
from storage import Database
from storage import reminders as store
from storage.tables import rooms
from tests.bench.rounds import in_turn, seconds
from tests.bench.stores import DUE, KINDS, MILLION, SQLITE, TEN_THOUSAND, Stores
from tests.bench.table import Figure
from tests.factories import NOW, TERMS

ROUNDS = 9
MILLISECONDS = 1e3
SOON = NOW + timedelta(days=30)
AS_KEPT = {SQLITE: SOON.strftime("%Y-%m-%d %H:%M:%S.%f"), "postgresql": SOON}
HAND_WRITTEN = """
    SELECT (SELECT team FROM people JOIN accounts ON accounts.id = account_id WHERE people.id = person_id), id FROM rooms
    WHERE ended_at IS NULL AND reminded_days = 9999 AND valid_until <= {} ORDER BY valid_until"""
PLACEHOLDER = {SQLITE: "?", "postgresql": "%s"}
BY_EXPRESSION = {
    SQLITE: "SELECT id FROM rooms WHERE ended_at IS NULL AND reminded_days = 9999 AND strftime('%s', valid_until) - 30 * 86400 <= {}",
    "postgresql": "SELECT id FROM rooms WHERE ended_at IS NULL AND reminded_days = 9999 AND valid_until - interval '30 days' <= to_timestamp({})",
}
EVERYBODY = select(rooms.c.id, rooms.c.valid_until, rooms.c.reminded_days).where(rooms.c.ended_at.is_(None))

Way = Callable[[], int]


def due_sweep(stores: Stores) -> Iterator[Figure]:
    """All of it, on both databases."""
    for kind in KINDS:
        with opened(stores.url(kind, MILLION)) as many, opened(stores.url(kind, TEN_THOUSAND)) as few:
            yield from _beside(kind, many, few)


def _beside(kind: str, many: Connection, few: Connection) -> Iterator[Figure]:
    case = f"due sweep, {DUE:,} due of 1 M, {kind}"
    ours, by_hand, of_few, by_expression = _in_turn(
        lambda: our_way(many),
        lambda: by_hand_way(kind, many),
        lambda: our_way(few),
        lambda: by_expression_way(kind, many),
    )
    yield Figure(case, ours, by_hand, "ms", 2)
    yield Figure(f"{case}, against 10 k people", ours, of_few, "ms", 5)
    yield Figure(f"{case}, against an expression over the column", ours, by_expression, "ms", 0.2)
    (by_loading,) = _in_turn(lambda: loading_way(many), rounds=1)
    yield Figure(f"{case}, against loading everybody", ours, by_loading, "ms", 0.1)


def our_way(tx: Connection) -> int:
    """What the clock asks at each tick."""
    assert store.marked_too_early(tx, NOW, DUE) == []
    return len(store.due(tx, TERMS.reminder_days, NOW, DUE + 1))


def by_hand_way(kind: str, tx: Connection) -> int:
    """The driver alone, and one range of the index."""
    return len(_driver(tx).execute(HAND_WRITTEN.format(PLACEHOLDER[kind]), [AS_KEPT[kind]]).fetchall())


def by_expression_way(kind: str, tx: Connection) -> int:
    """What is natural to write, and reads the whole table."""
    statement = BY_EXPRESSION[kind].format(int(NOW.timestamp()))
    return len(_driver(tx).execute(statement).fetchall())


def loading_way(tx: Connection) -> int:
    """Everybody, looked at one by one."""
    found = 0
    for row in tx.execute(EVERYBODY):
        days = current_threshold(row.valid_until, TERMS.reminder_days, NOW)
        found += days is not None and days < row.reminded_days
    return found


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """A connection for reading, with the tables in the cache, on which naive ways may take their time."""
    db = Database(url)
    with db.read() as tx:
        if not db.is_sqlite:
            tx.exec_driver_sql("SET statement_timeout = 0")
        our_way(tx)
        yield tx
    db.close()


def _driver(tx: Connection) -> Any:  # noqa: ANN401 - either driver's connection
    return tx.connection.driver_connection


def _in_turn(*ways: Way, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each way."""
    return [took * MILLISECONDS for took in in_turn(*(partial(_timed, way) for way in ways), rounds=rounds)]


def _timed(way: Way) -> float:
    found: list[int] = []
    took = seconds(lambda: found.append(way()))
    assert found == [DUE], found
    return took
