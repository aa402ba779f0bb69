"""A measurement says whether it passes, and if not, why."""

import pytest

from tests.bench.report.measurement import Limit, Measurement, quantity, times, within

RATIO_OF_TWO = ("a case", 20.0, 10.0, "ms")


@pytest.mark.parametrize(
    "measurement",
    [
        Measurement(*RATIO_OF_TWO, 2),
        Measurement(*RATIO_OF_TWO, 0.5, at_least=True),
        Measurement(*RATIO_OF_TWO, 2, stretch=1.5),
        Measurement(*RATIO_OF_TWO, 2, limits=[Limit("p90", 50, 50, "ms")]),
        within("a case", 20, 20, "ms"),
    ],
)
def test_what_keeps_to_everything_passes(measurement: Measurement) -> None:
    assert (measurement.verdict, measurement.why) == ("pass", [])


@pytest.mark.parametrize(
    "measurement, why",
    [
        (Measurement(*RATIO_OF_TWO, 1.9), "ratio 2.00 × > 1.9 ×"),
        (Measurement(*RATIO_OF_TWO, 2.5, at_least=True), "ratio 2.00 × < 2.5 ×"),
        (Measurement(*RATIO_OF_TWO, 3, limits=[Limit("p99", 31, 20, "ms"), Limit("p50", 1, 2, "ms")]), "p99 31 ms > 20 ms"),
        (Measurement(*RATIO_OF_TWO, 3, faults=["3 statements read people"]), "3 statements read people"),
        (within("a case", 31.25, 20, "ms"), "31.2 ms > 20 ms"),
    ],
)  # fmt: skip
def test_what_is_short_says_why(measurement: Measurement, why: str) -> None:
    assert (measurement.verdict, measurement.why) == ("short", [why])


def test_everything_that_is_wrong_is_said() -> None:
    limits = [Limit("p99", 31, 20, "ms")]
    short = Measurement(*RATIO_OF_TWO, 1, limits=limits, faults=["5 claimed twice"])
    assert short.why == ["ratio 2.00 × > 1 ×", "p99 31 ms > 20 ms", "5 claimed twice"]


def test_a_stretch_target_that_is_reached_is_said() -> None:
    assert Measurement(*RATIO_OF_TWO, 3, stretch=2).verdict == "pass, stretch too"
    assert Measurement(*RATIO_OF_TWO, 3, stretch=2, faults=["5 claimed twice"]).verdict == "short"


@pytest.mark.parametrize(
    "value, shown",
    [(0.123, "0.12 s"), (9.876, "9.88 s"), (50, "50 s"), (50.04, "50.0 s"), (123.4, "123 s"), (1_234_567.8, "1,234,568 s")],
)  # fmt: skip
def test_figures_have_digits_that_mean_something(value: float, shown: str) -> None:
    assert quantity(value, "s") == shown


@pytest.mark.parametrize("ratio, shown", [(1234.5, "1,234.50 ×"), (0.1, "0.10 ×"), (0.01234, "0.012 ×")])
def test_a_small_ratio_keeps_two_digits(ratio: float, shown: str) -> None:
    assert times(ratio) == shown
