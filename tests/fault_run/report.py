"""The result of a long fault run, as a section of a page for people."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

HEADING = "## The last run\n"


@dataclass(frozen=True, slots=True)
class CleanRuns:
    """Runs in which nothing was wrong: how many on each database, and what happened in them all together.

    `version`: commit and date.
    """

    minutes: float
    seed: int
    machine: str
    version: str
    runs: Counter[str]
    happened: Mapping[str, Counter[str]]


def with_result(page: str, result: CleanRuns) -> str:
    """The page with this result in place of the earlier one; what people wrote above it stays."""
    return f"{page.partition(HEADING)[0]}{HEADING}\n{as_markdown(result)}"


def as_markdown(result: CleanRuns) -> str:
    """A sentence, and how often everything happened, by database."""
    kinds = list(result.runs)
    names = sorted({name for counts in result.happened.values() for name in counts})
    rows = [
        ["what", *kinds],
        ["---"] * (len(kinds) + 1),
        ["runs", *(f"{result.runs[kind]:,}" for kind in kinds)],
        *([name, *(f"{result.happened[kind][name]:,}" for kind in kinds)] for name in names),
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return (
        f"{result.minutes:.0f} minutes, clean: every message stands in Slack exactly once, and our tables know it.\n"
        f"Machine: {result.machine}; {result.version}; seed {result.seed}.\n\n{table}\n"
    )
