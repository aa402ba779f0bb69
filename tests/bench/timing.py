"""How things are measured beside each other on a machine that does other things, too."""

import statistics
import time
from collections.abc import Callable

Measure = Callable[[], float]

ROUNDS = 5


def interleaved_medians(*measures: Measure, rounds: int = ROUNDS) -> list[float]:
    """The median of each over rounds in which each has its turn, so that all share the noise."""
    found = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(each) for each in zip(*found, strict=True)]


def seconds(act: Callable[[], object]) -> float:
    """How long it takes by the clock on the wall."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def cpu_seconds(act: Callable[[], object]) -> float:
    """How much of this process's CPU it takes, in all threads."""
    began = time.process_time()
    act()
    return time.process_time() - began
