"""Measures what this product promises about its speed, prints one table, and keeps it in `docs/performance.md`.

`python -m tests.bench` measures everything; with names of cases behind it, these alone. Not a test: a figure that is
short fails nothing.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.app_home import app_home
from tests.bench.approvals import approvals
from tests.bench.claiming import claiming
from tests.bench.dispatch import dispatch_cost, statements_per_command
from tests.bench.due_sweep import due_sweep
from tests.bench.enqueue import enqueue
from tests.bench.impact_preview import impact
from tests.bench.pmi_command import adapter, cpu, growth, latency, memory
from tests.bench.report.lines import Line, line_of, render_table
from tests.bench.report.measurement import Measurement, times
from tests.bench.report.page import Results, read_results, with_results
from tests.bench.seeded_databases import SeededDatabases
from tests.bench.slow_slack import acknowledgement, redraws
from tests.bench.socket_mode import socket_mode
from tests.bench.startup import start
from tests.support.machine.measured_on import machine, measured

CASES: Mapping[str, Callable[[SeededDatabases], Iterator[Measurement]]] = {
    "ack": acknowledgement,
    "approve": approvals,
    "redraws": redraws,
    "adapter": adapter,
    "socket": socket_mode,
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
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def main(names: Sequence[str]) -> None:
    """Measure these cases, one after the other, on a machine that should do nothing else meanwhile."""
    if unknown := set(names) - set(CASES):
        sys.exit(f"There is no case {', '.join(sorted(unknown))}. There are: {', '.join(CASES)}.")
    before, here = read_results(PAGE.read_text(encoding="utf-8")), machine()
    keep = not names or before.machine in ("", here)
    results = before.only(CASES) if before.machine == here else Results(here)
    found: list[Line] = []
    with ExitStack() as cleanup:
        seeded = SeededDatabases(cleanup)
        for name in names or CASES:
            lines = list(_measure(name, seeded))
            found += lines
            results = results.replaced(name, lines, list(CASES))
            if keep:
                PAGE.write_text(with_results(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    print(render_table(found, before.lines))  # noqa: T201 - this is what it is for
    if not keep:
        _print_progress(
            f"Not kept: {PAGE.name} is of another machine ({before.machine}); a run of all cases replaces it."
        )


def _measure(name: str, seeded: SeededDatabases) -> Iterator[Line]:
    began = time.monotonic()
    _print_progress(f"{name} …")
    for measurement in CASES[name](seeded):
        _print_progress(f"  {measurement.case}: {times(measurement.ratio)}")
        yield line_of(name, measurement, measured())
    _print_progress(f"{name}: {time.monotonic() - began:.0f} s")


def _print_progress(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)  # noqa: T201 - somebody waits


if __name__ == "__main__":
    main(sys.argv[1:])
