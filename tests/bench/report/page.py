"""The last results, as a section of a page for people: written, and read back from the page itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tests.bench.report.lines import COLUMNS, Line, as_markdown, from_markdown

HEADING = "## The last results\n"
_MACHINE = "Machine: "
_TABLE_HEAD = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"


@dataclass(frozen=True, slots=True)
class Results:
    """Lines of one machine; they may be of several commits."""

    machine: str
    lines: Sequence[Line] = ()

    def replaced(self, name: str, lines: Sequence[Line], order: Sequence[str]) -> "Results":
        """With these lines in place of those of the case `name`. Lines stand in the order of the names."""
        kept = [line for line in self.lines if line.name != name]
        return Results(self.machine, sorted([*kept, *lines], key=lambda line: order.index(line.name)))

    def only(self, names: Collection[str]) -> "Results":
        """Without the lines of cases that are gone."""
        return Results(self.machine, [line for line in self.lines if line.name in names])


def read_results(page: str) -> Results:
    """The results that the page shows; none where it has no such section yet."""
    section = page.partition(HEADING)[2].splitlines()
    machine = next((line for line in section if line.startswith(_MACHINE)), "").removeprefix(_MACHINE)
    rows = [line for line in section if line.startswith("| ")]
    return Results(machine, [from_markdown(row) for row in rows if row not in _TABLE_HEAD.splitlines()])


def with_results(page: str, results: Results) -> str:
    """The page with these results in place of the earlier ones; what people wrote above them stays."""
    table = "\n".join([_TABLE_HEAD, *map(as_markdown, results.lines)])
    return f"{page.partition(HEADING)[0]}{HEADING}\n{_MACHINE}{results.machine}\n\n{table}\n"
