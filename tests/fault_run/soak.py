"""The long form of the fault run: `make soak`, or `python -m tests.fault_run.soak MINUTES [SEED]`."""

import os
import random
import sys
import time
from collections import Counter

from tests.fault_run.database_faults import faulty_database
from tests.fault_run.fault_run import FaultPlan, RunResult, fault_run, violations
from tests.support.machine import small_disk

MINUTES = 20.0
PROCESSES = (1, 2, 4)
PAUSE_RATIO = 0.02


def main(minutes: float, seed: int) -> int:
    """Run by run on both databases, until the time is over; the status to end with."""
    if not small_disk.find(os.environ):
        _print("A full disk is part of it: a small one must be mounted, which root may do on Linux.")
        return 2
    rng = random.Random(seed)  # noqa: S311 - a run that failed can be looked at again
    end, runs, total = time.monotonic() + minutes * 60, 0, Counter[str]()
    while time.monotonic() < end:
        for kind in ("sqlite", "postgresql"):
            plan = FaultPlan(PROCESSES[runs // 2 % 3], 300, rng.randint(20, 60), rng.getrandbits(32), PAUSE_RATIO)
            with faulty_database(kind) as database:
                result = fault_run(database, plan)
            runs, total = runs + 1, total + event_counts(result)
            if not _report(kind, plan, result):
                return 1
    _print(f"{runs} runs clean: {dict(total)}; seed {seed}")
    return 0


def event_counts(result: RunResult) -> Counter[str]:
    """What happened to the workers, the clocks, the database and the calls, and how often."""
    return Counter(messages=result.posted.total()) + result.happened + result.faults


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
