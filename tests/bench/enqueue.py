"""Enqueueing 100,000 reminders that are due at once, such as after a year in which everybody began on the same day (REM-6)."""

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psutil

from bot.use_cases.reminders import room_expiry
from storage import Database
from tests.bench.report.measurement import Measurement, within
from tests.bench.seeded_databases import HUNDRED_THOUSAND, KINDS, SeededDatabases
from tests.support.factories.people import NOW, make_context

MEGABYTE = 2**20
LIMIT = 60
ONE_BY_ONE = 1_000
LONG_BEFORE = NOW - timedelta(days=300)


def enqueue(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Memory against the limit, and the time of each reminder against enqueueing one by one."""
    for kind in KINDS:
        megabytes, seconds = _measure(seeded, kind, room_expiry.BATCH)
        _, slowly = _measure(seeded, kind, 1)
        yield within(f"owing 100,000 due reminders, {kind}: memory above idle", megabytes, LIMIT, "MB")
        yield Measurement(
            f"owing 100,000 due reminders, {kind}: time of each against one by one", seconds, slowly, "µs", 0.5
        )


def _measure(seeded: SeededDatabases, kind: str, most: int) -> tuple[float, float]:
    """Megabytes above idle and microseconds for each, in a process of its own: its memory has known no other use."""
    with seeded.copy(kind, HUNDRED_THOUSAND, HUNDRED_THOUSAND) as url:
        command = [sys.executable, "-m", "tests.bench.enqueue", url, str(most)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own interpreter
    megabytes, microseconds = map(float, said.split())
    return megabytes, microseconds


def enqueue_and_measure(url: str, most: int) -> str:
    """Enqueue everything (one by one: as much as shows how long one takes); says what it took."""
    db = Database(url)
    room_expiry.enqueue_due(make_context(db), LONG_BEFORE)
    gc.collect()
    idle = psutil.Process().memory_info().rss
    began = time.perf_counter()
    enqueued = room_expiry.enqueue_due(make_context(db), NOW, most) if most > 1 else _one_by_one(db)
    each = (time.perf_counter() - began) / enqueued
    assert enqueued in {HUNDRED_THOUSAND, ONE_BY_ONE}, enqueued
    peak = _peak_memory()
    db.close()
    return f"{(peak - idle) / MEGABYTE} {each * 1e6}"


def _peak_memory() -> int:
    """The most bytes that this program has held. What `getrusage` says counts the process that started it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024


def _one_by_one(db: Database) -> int:
    return sum(room_expiry.enqueue_batch(make_context(db), NOW, 1) for _ in range(ONE_BY_ONE))


if __name__ == "__main__":
    print(enqueue_and_measure(sys.argv[1], int(sys.argv[2])))  # noqa: T201 - whoever started this reads it
