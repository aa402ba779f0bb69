"""The long form of the fault run: `make soak`, or `python -m tests.fault_run.soak MINUTES [SEED]`.

A clean run of at least 20 minutes is kept in `docs/reliability.md`.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.fault_run.database_faults import faulty_database
from tests.fault_run.fault_run import FaultPlan, RunResult, fault_run, violations
from tests.fault_run.report import CleanRuns, as_markdown, with_result
from tests.support.machine import small_disk
from tests.support.machine.measured_on import machine, measured

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
MINUTES = 20.0
PROCESSES = (2, 4, 1)
"""By turns; with several first, since what goes wrong between two workers shows in no run of one."""
PAUSE_RATIO = 0.02


def main(minutes: float, seed: int) -> int:
    """Run by run on both databases, until the time is over; the status to end with."""
    if not small_disk.is_available():
        _print("A full disk is part of it: a small one must be mounted, which root may do on Linux.")
        return 2
    _print(f"seed {seed}")
    rng = random.Random(seed)  # noqa: S311 - a run can be repeated
    end, runs, happened = time.monotonic() + minutes * 60, Counter[str](), defaultdict[str, Counter[str]](Counter)
    while time.monotonic() < end:
        for kind in ("sqlite", "postgresql"):
            plan = FaultPlan(
                PROCESSES[runs[kind] % len(PROCESSES)], 300, rng.randint(20, 60), rng.getrandbits(32), PAUSE_RATIO
            )
            with faulty_database(kind) as database:
                result = fault_run(database, plan)
            runs[kind] += 1
            happened[kind] += event_counts(result)
            if not _report(kind, plan, result):
                return 1
    _keep(CleanRuns(minutes, seed, machine(), measured(), runs, happened))
    return 0


def _keep(result: CleanRuns) -> None:
    _print(as_markdown(result))
    if result.minutes >= MINUTES:
        PAGE.write_text(with_result(PAGE.read_text(encoding="utf-8"), result), encoding="utf-8")


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
