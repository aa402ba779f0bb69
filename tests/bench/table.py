"""What a benchmark found, as one line of one table; it knows no benchmark."""

from collections.abc import Iterable
from dataclasses import dataclass

_HEADINGS = ("case", "ours", "reference", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Measurement:
    """Ours against a reference of the same run, both in `unit`; where the target is a limit, the limit is the reference.

    `target` is the largest ratio that will do, or the smallest with `at_least`. `holds` is false where something that
    may never happen did, whatever the ratio.
    """

    case: str
    ours: float
    reference: float
    unit: str
    target: float
    at_least: bool = False
    holds: bool = True

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.ours / self.reference

    @property
    def passes(self) -> bool:
        """Whether the target is reached."""
        reached = self.ratio >= self.target if self.at_least else self.ratio <= self.target
        return reached and self.holds


def render_table(measurements: Iterable[Measurement]) -> str:
    """One line a figure, in columns."""
    rows = [_HEADINGS, *map(_row, measurements)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _row(measurement: Measurement) -> tuple[str, ...]:
    return (
        measurement.case,
        f"{_number(measurement.ours)} {measurement.unit}",
        f"{_number(measurement.reference)} {measurement.unit}",
        f"{measurement.ratio:.2f} ×",
        f"{'≥' if measurement.at_least else '≤'} {measurement.target:g} ×",
        "pass" if measurement.passes else "short",
    )


def _number(value: float) -> str:
    """Three digits that mean something."""
    digits = next((count for count, limit in ((2, 10), (1, 100)) if abs(value) < limit), 0)
    return f"{value:,.{digits}f}".removesuffix(".00")


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    case, *numbers, verdict = (
        text.ljust(width) if place in (0, len(row) - 1) else text.rjust(width)
        for place, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([case, *numbers, verdict]).rstrip()
