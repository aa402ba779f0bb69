"""The long form of the fault run: `make soak`, or `python -m tests.fault_run.soak MINUTES [SEED]`."""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import migrate
from tests.fault_run.fault_run import FaultPlan, RunResult, fault_run, violations
from tests.support.database import databases

MINUTES = 20.0
PROCESSES = (1, 2, 4)
PAUSE_RATIO = 0.02


def main(minutes: float, seed: int) -> int:
    """Run by run on both databases, until the time is over; the status to end with."""
    rng = random.Random(seed)  # noqa: S311 - a run that failed can be looked at again
    end, runs, total = time.monotonic() + minutes * 60, 0, Counter[str]()
    with databases.postgresql() as server:
        while time.monotonic() < end:
            for kind in ("sqlite", "postgresql"):
                plan = FaultPlan(PROCESSES[runs // 2 % 3], 300, rng.randint(20, 60), rng.getrandbits(32), PAUSE_RATIO)
                with _database(kind, server) as url:
                    result = fault_run(url, plan)
                runs, total = runs + 1, total + event_counts(result)
                if not _report(kind, plan, result):
                    return 1
    _print(f"{runs} runs clean: {dict(total)}; seed {seed}")
    return 0


@contextmanager
def _database(kind: str, server: databases.PostgresServer) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, server.database() as on_server:
        url = f"sqlite:///{Path(folder) / 'soak.db'}" if kind == "sqlite" else on_server
        migrate(url)
        yield url


def event_counts(result: RunResult) -> Counter[str]:
    """What happened to the workers, to the database's clock and to the calls, and how often."""
    happened = Counter(messages=result.posted.total(), kills=result.kills, stops=result.stops, jumps=result.jumps)
    return happened + Counter(pauses=result.pauses) + result.faults


def _report(kind: str, plan: FaultPlan, result: RunResult) -> bool:
    wrong = violations(result, plan)
    label = f"{kind:10} {plan.processes} processes, seed {plan.seed:10}"
    _print(f"{label}: {wrong or 'clean'}; {dict(event_counts(result))}")
    return not wrong


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a program for the terminal


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else MINUTES, int(given[1]) if given[1:] else random.getrandbits(32)))
