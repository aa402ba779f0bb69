"""Lines are shown, read back and compared with those of an earlier run."""

import pytest

from tests.bench.report.lines import as_markdown, change, from_markdown, line_of, render_table
from tests.bench.report.measurement import Limit, Measurement, within

MEASURED = "abc1234, 2026-01-31"


def of_ratio(ratio: float, *, at_least: bool = False, note: str = "") -> Measurement:
    return Measurement("a case", 100 * ratio, 100, "µs", 2, at_least=at_least, note=note)


LIMITED = Measurement(
    "b", 30, 20, "ms", 2, stretch=1.2, limits=[Limit("p99", 31, 20, "ms")], note="on two loops, twice"
)


@pytest.mark.parametrize(
    "measurement", [of_ratio(1), of_ratio(0.003), LIMITED, within("c", 2, 1, "s", faults=["late"])]
)
def test_a_row_of_the_page_is_read_back_as_it_was(measurement: Measurement) -> None:
    line = line_of("cpu", measurement, MEASURED)
    assert from_markdown(as_markdown(line)) == line


def test_a_row_has_everything_in_words() -> None:
    assert as_markdown(line_of("cpu", LIMITED, MEASURED)) == (
        "| cpu | b (on two loops, twice) | 30 ms | 20 ms | 1.50 × | ≤ 2 ×, stretch 1.2 ×, p99 ≤ 20 ms | short"
        " | abc1234, 2026-01-31 | p99 31 ms > 20 ms |"
    )
    assert as_markdown(line_of("cpu", within("c", 2, 1, "s"), MEASURED)) == (
        "| cpu | c | 2 s | – | 2.00 × | ≤ 1 s | short | abc1234, 2026-01-31 | 2 s > 1 s |"
    )


@pytest.mark.parametrize(
    "before, now, said",
    [
        (of_ratio(2), of_ratio(1), "better, was 2.00 ×"),
        (of_ratio(1), of_ratio(2), "worse, was 1.00 ×"),
        (of_ratio(1), of_ratio(2, at_least=True), "better, was 1.00 ×"),
        (of_ratio(2), of_ratio(1, at_least=True), "worse, was 2.00 ×"),
        (of_ratio(1), of_ratio(1.04), "same"),
        (of_ratio(1.04), of_ratio(1), "same"),
        (of_ratio(1000), of_ratio(2000, note="on another day"), "worse, was 1,000.00 ×"),
        (LIMITED, of_ratio(1), "new"),
    ],
)
def test_a_change_is_what_is_beyond_noise(before: Measurement, now: Measurement, said: str) -> None:
    assert change(line_of("cpu", now, MEASURED), [line_of("cpu", before, MEASURED)]) == said


def test_the_table_stands_in_columns_with_what_became_of_each_line() -> None:
    now, before = line_of("cpu", of_ratio(3), MEASURED), line_of("cpu", of_ratio(2), MEASURED)
    assert render_table([now, line_of("cpu", within("a longer case", 2, 1.5, "s"), MEASURED)], [before]) == (
        "case             ours  reference   ratio    target  verdict  before             why\n"
        "a case         300 µs     100 µs  3.00 ×     ≤ 2 ×  short    worse, was 2.00 ×  ratio 3.00 × > 2 ×\n"
        "a longer case     2 s          –  1.33 ×  ≤ 1.50 s  short    new                2 s > 1.50 s"
    )
