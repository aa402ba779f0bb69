"""Measures what this product promises about its speed, and prints one table. Not a test: a figure that is short fails nothing.

`python -m tests.bench` measures everything; with names of cases behind it, these alone.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack

from tests.bench.answering import cpu, growth, latency, memory
from tests.bench.at_home import app_home
from tests.bench.claiming import claiming
from tests.bench.dispatching import asked, routes
from tests.bench.due_sweep import due_sweep
from tests.bench.enqueue import enqueue
from tests.bench.previewing import impact
from tests.bench.starting import start
from tests.bench.stores import Stores
from tests.bench.table import Figure, table

CASES: Mapping[str, Callable[[Stores], Iterator[Figure]]] = {
    "cpu": cpu,
    "latency": latency,
    "growth": growth,
    "routes": routes,
    "statements": asked,
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
    with ExitStack() as until_the_end:
        stores = Stores(until_the_end)
        figures = [figure for name in names or CASES for figure in _measured(name, stores)]
    print(table(figures))  # noqa: T201 - this is what it is for


def _measured(name: str, stores: Stores) -> Iterator[Figure]:
    began = time.monotonic()
    _say(f"{name} …")
    for figure in CASES[name](stores):
        _say(f"  {figure.case}: {figure.ratio:.2f} ×")
        yield figure
    _say(f"{name}: {time.monotonic() - began:.0f} s")


def _say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)  # noqa: T201 - somebody waits


if __name__ == "__main__":
    main(sys.argv[1:])
