"""Finding 3,000 rooms that are due for a reminder: beside a hand-written scan, beside fewer people, beside naive ways (REM-6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from bot.policy.reminders.room_expiry import current_threshold
from storage import Database
from storage.rooms import expiry_reminders as expiry_reminder_store
from storage.tables.people_and_rooms import rooms
from tests.bench.report.measurement import Measurement
from tests.bench.seeded_databases import DUE, KINDS, MILLION, SQLITE, TEN_THOUSAND, SeededDatabases
from tests.bench.timing import interleaved_medians, seconds
from tests.support.factories.people import NOW, OPTIONS

ROUNDS = 9
MILLISECONDS = 1e3
SOON = NOW + timedelta(days=30)
AS_STORED = {SQLITE: SOON.strftime("%Y-%m-%d %H:%M:%S.%f"), "postgresql": SOON}
HAND_WRITTEN = """
    SELECT (SELECT team FROM people JOIN accounts ON accounts.id = account_id WHERE people.id = person_id), id FROM rooms
    WHERE ended_at IS NULL AND reminded_days = 9999 AND valid_until <= {} ORDER BY valid_until"""
PLACEHOLDER = {SQLITE: "?", "postgresql": "%s"}
BY_EXPRESSION = {
    SQLITE: "SELECT id FROM rooms WHERE ended_at IS NULL AND reminded_days = 9999 AND strftime('%s', valid_until) - 30 * 86400 <= {}",
    "postgresql": "SELECT id FROM rooms WHERE ended_at IS NULL AND reminded_days = 9999 AND valid_until - interval '30 days' <= to_timestamp({})",
}
EVERYBODY = select(rooms.c.id, rooms.c.valid_until, rooms.c.reminded_days).where(rooms.c.ended_at.is_(None))

QueryMethod = Callable[[], int]


def due_sweep(seeded: SeededDatabases) -> Iterator[Measurement]:
    """All of it, on both databases."""
    for kind in KINDS:
        with warm_connection(seeded.url(kind, MILLION)) as many, warm_connection(seeded.url(kind, TEN_THOUSAND)) as few:
            yield from _compare(kind, many, few)


def _compare(kind: str, many: Connection, few: Connection) -> Iterator[Measurement]:
    case = f"due sweep, {DUE:,} due of 1 M, {kind}"
    ours, by_hand, of_few, by_expression = _milliseconds(
        lambda: product_query(many),
        lambda: hand_written_query(kind, many),
        lambda: product_query(few),
        lambda: expression_query(kind, many),
    )
    yield Measurement(case, ours, by_hand, "ms", 2)
    yield Measurement(f"{case}, against 10 k people", ours, of_few, "ms", 5)
    yield Measurement(f"{case}, against an expression over the column", ours, by_expression, "ms", 0.2)
    (by_loading,) = _milliseconds(lambda: load_everybody(many), rounds=1)
    yield Measurement(f"{case}, against loading everybody", ours, by_loading, "ms", 0.1)


def product_query(tx: Connection) -> int:
    """What the clock asks at each tick."""
    assert expiry_reminder_store.marked_too_early(tx, NOW, DUE) == []
    return len(expiry_reminder_store.due(tx, OPTIONS.reminder_days, NOW, DUE + 1))


def hand_written_query(kind: str, tx: Connection) -> int:
    """The driver alone, and one range of the index."""
    return len(_driver(tx).execute(HAND_WRITTEN.format(PLACEHOLDER[kind]), [AS_STORED[kind]]).fetchall())


def expression_query(kind: str, tx: Connection) -> int:
    """What is natural to write, and reads the whole table."""
    statement = BY_EXPRESSION[kind].format(int(NOW.timestamp()))
    return len(_driver(tx).execute(statement).fetchall())


def load_everybody(tx: Connection) -> int:
    """Everybody, looked at one by one."""
    found = 0
    for row in tx.execute(EVERYBODY):
        days = current_threshold(row.valid_until, OPTIONS.reminder_days, NOW)
        found += days is not None and days < row.reminded_days
    return found


@contextmanager
def warm_connection(url: str) -> Iterator[Connection]:
    """A connection for reading, with the tables in the cache, on which naive ways may take their time."""
    db = Database(url)
    with db.read() as tx:
        if not db.is_sqlite:
            tx.exec_driver_sql("SET statement_timeout = 0")
        product_query(tx)
        yield tx
    db.close()


def _driver(tx: Connection) -> Any:  # noqa: ANN401 - either driver's connection
    return tx.connection.driver_connection


def _milliseconds(*ways: QueryMethod, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each way."""
    return [took * MILLISECONDS for took in interleaved_medians(*(partial(_timed, way) for way in ways), rounds=rounds)]


def _timed(way: QueryMethod) -> float:
    found: list[int] = []
    took = seconds(lambda: found.append(way()))
    assert found == [DUE], found
    return took
