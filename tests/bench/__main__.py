"""Measures what this product promises about its speed, and prints one table. Not a test: a figure that is short fails nothing.

`python -m tests.bench` measures everything; with names of cases behind it, these alone.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack

from tests.bench.app_home import app_home
from tests.bench.claiming import claiming
from tests.bench.dispatch import dispatch_cost, statements_per_command
from tests.bench.due_sweep import due_sweep
from tests.bench.enqueue import enqueue
from tests.bench.impact_preview import impact
from tests.bench.pmi_command import cpu, growth, latency, memory
from tests.bench.seeded_databases import SeededDatabases
from tests.bench.startup import start
from tests.bench.table import Measurement, render_table

CASES: Mapping[str, Callable[[SeededDatabases], Iterator[Measurement]]] = {
    "cpu": cpu,
    "latency": latency,
    "growth": growth,
    "routes": dispatch_cost,
    "statements": statements_per_command,
    "due": due_sweep,
    "owing": enqueue,
    "claiming": claiming,
    "impact": impact,
    "home": app_home,
    "memory": memory,
    "start": start,
}


def main(names: Sequence[str]) -> None:
    """Measure these cases, one after the other, on a machine that should do nothing else meanwhile."""
    if unknown := set(names) - set(CASES):
        sys.exit(f"There is no case {', '.join(sorted(unknown))}. There are: {', '.join(CASES)}.")
    with ExitStack() as cleanup:
        seeded = SeededDatabases(cleanup)
        measurements = [measurement for name in names or CASES for measurement in _measure(name, seeded)]
    print(render_table(measurements))  # noqa: T201 - this is what it is for


def _measure(name: str, seeded: SeededDatabases) -> Iterator[Measurement]:
    began = time.monotonic()
    _print_progress(f"{name} …")
    for measurement in CASES[name](seeded):
        _print_progress(f"  {measurement.case}: {measurement.ratio:.2f} ×")
        yield measurement
    _print_progress(f"{name}: {time.monotonic() - began:.0f} s")


def _print_progress(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)  # noqa: T201 - somebody waits


if __name__ == "__main__":
    main(sys.argv[1:])
