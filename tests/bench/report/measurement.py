"""What a benchmark found: one figure beside its reference, with what it must keep to; it knows no benchmark."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure may be at most, whatever any reference is."""

    what: str
    value: float
    most: float
    unit: str

    @property
    def excess(self) -> str:
        """How the limit is broken; empty if it is kept."""
        if self.value <= self.most:
            return ""
        return f"{self.what} {quantity(self.value, self.unit)} > {quantity(self.most, self.unit)}".lstrip()


@dataclass(frozen=True, slots=True)
class Measurement:
    """Ours against a reference of the same run, both in `unit`.

    `target` is the largest ratio that will do, or the smallest with `at_least`; `stretch`: a ratio that would be better
    still. `limits` hold besides the ratio. `faults` name what happened and may never happen. `note`: what else a reader
    should know, such as what both sides ran on. `is_limit`: the reference was not measured, it is itself the limit.
    """

    case: str
    ours: float
    reference: float
    unit: str
    target: float
    at_least: bool = False
    stretch: float | None = None
    limits: Sequence[Limit] = ()
    faults: Sequence[str] = ()
    note: str = ""
    is_limit: bool = False

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.ours / self.reference

    @property
    def why(self) -> list[str]:
        """Everything that makes it short, in words; empty if it passes."""
        return [*self._ratio_excess(), *filter(None, (limit.excess for limit in self.limits)), *self.faults]

    @property
    def verdict(self) -> str:
        """Whether everything is kept to, and the stretch target is reached."""
        if self.why:
            return "short"
        return "pass, stretch too" if self.stretch is not None and self.ratio <= self.stretch else "pass"

    def _ratio_excess(self) -> list[str]:
        if self.ratio >= self.target if self.at_least else self.ratio <= self.target:
            return []
        if self.is_limit:
            return [Limit("", self.ours, self.reference * self.target, self.unit).excess]
        return [f"ratio {times(self.ratio)} {'<' if self.at_least else '>'} {self.target:g} ×"]


def within(
    case: str, ours: float, most: float, unit: str, *, faults: Sequence[str] = (), note: str = ""
) -> Measurement:
    """A figure that is held against a limit alone."""
    return Measurement(case, ours, most, unit, 1, faults=faults, note=note, is_limit=True)


def quantity(value: float, unit: str) -> str:
    """Three digits that mean something, and the unit."""
    digits = next((count for count, limit in ((2, 10), (1, 100)) if abs(value) < limit), 0)
    return f"{value:,.{0 if float(value).is_integer() else digits}f} {unit}"


def times(ratio: float) -> str:
    """A ratio, with two digits at least."""
    return f"{ratio:,.2f} ×" if ratio >= 0.1 else f"{ratio:.2g} ×"
