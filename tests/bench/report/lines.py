"""A line of the results, as people read it; a line of the page can be read back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from tests.bench.report.measurement import Measurement, quantity, times

NOISE = 1.05
"""Two runs of the same code differ by less than this, as a ratio."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement, every field as shown. `name` is the word for `CASES`, `measured` the commit and the day."""

    name: str
    case: str
    ours: str
    reference: str
    ratio: str
    target: str
    verdict: str
    measured: str
    why: str

    @property
    def key(self) -> str:
        """What is measured, without the note: the same in every run."""
        return self.case.partition(" (")[0]


COLUMNS = tuple(field.name for field in fields(Line))


def line_of(name: str, measurement: Measurement, measured: str) -> Line:
    """The line that shows a measurement."""
    return Line(
        name,
        f"{measurement.case} ({measurement.note})" if measurement.note else measurement.case,
        quantity(measurement.ours, measurement.unit),
        "–" if measurement.is_limit else quantity(measurement.reference, measurement.unit),
        times(measurement.ratio),
        _target(measurement),
        measurement.verdict,
        measured,
        "; ".join(measurement.why),
    )


def change(line: Line, before: Iterable[Line]) -> str:
    """What became of it since the line of the same case: better or worse beyond noise, by the ratio; or `new`."""
    earlier = next((each for each in before if each.key == line.key), None)
    if earlier is None:
        return "new"
    now, then = _number(line.ratio), _number(earlier.ratio)
    if now <= then * NOISE and then <= now * NOISE:
        return "same"
    more_is_better = line.target.startswith("≥")
    return f"{'better' if (now > then) is more_is_better else 'worse'}, was {earlier.ratio}"


def render_table(lines: Sequence[Line], before: Sequence[Line]) -> str:
    """The lines in columns, each with its change since `before`."""
    rows = [("case", "ours", "reference", "ratio", "target", "verdict", "before", "why")]
    rows += [
        (each.case, each.ours, each.reference, each.ratio, each.target, each.verdict, change(each, before), each.why)
        for each in lines
    ]
    return "\n".join(_aligned(rows))


def as_markdown(line: Line) -> str:
    """The line as a row of a table of the page."""
    return f"| {' | '.join(astuple(line))} |".replace("|  |", "| |")


def from_markdown(row: str) -> Line:
    """The line that `as_markdown` made this row of. Raises TypeError for another table's."""
    return Line(*(cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        texts = [
            cell.rjust(width) if column in {1, 2, 3, 4} else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(texts).rstrip()


def _target(measurement: Measurement) -> str:
    if measurement.is_limit:
        return f"≤ {quantity(measurement.reference, measurement.unit)}"
    target = f"{'≥' if measurement.at_least else '≤'} {measurement.target:g} ×"
    stretch = f"stretch {measurement.stretch:g} ×" if measurement.stretch is not None else ""
    limits = [f"{limit.what} ≤ {quantity(limit.most, limit.unit)}" for limit in measurement.limits]
    return ", ".join(filter(None, (target, stretch, *limits)))


def _number(ratio: str) -> float:
    return float(ratio.removesuffix(" ×").replace(",", ""))
