"""The page keeps the last results, and what people wrote above them."""

from pathlib import Path

from tests.bench.__main__ import CASES, PAGE
from tests.bench.report.lines import Line, line_of
from tests.bench.report.measurement import within
from tests.bench.report.page import Results, read_results, with_results

PROSE = "# How fast\n\n| word | meaning |\n| --- | --- |\n| case | one line |\n\n"
ORDER = ("cpu", "memory", "start")


def line(name: str, case: str = "a case", ours: float = 1) -> Line:
    return line_of(name, within(case, ours, 2, "s"), "abc1234, 2026-01-31")


RESULTS = Results("a machine, 2 cores", [line("cpu"), line("start", ours=3)])


def test_results_are_read_back_as_they_were_written() -> None:
    assert read_results(with_results(PROSE, RESULTS)) == RESULTS


def test_a_page_without_results_has_none() -> None:
    assert read_results(PROSE) == Results("", [])
    assert read_results(with_results(PROSE, Results("a machine"))) == Results("a machine", [])


def test_writing_again_replaces_the_results_and_nothing_else() -> None:
    page = with_results(PROSE, RESULTS)
    assert page.startswith(PROSE)
    assert with_results(page, RESULTS) == page
    assert with_results(page, Results("another machine")).startswith(PROSE)
    assert "a machine, 2 cores" not in with_results(page, Results("another machine"))


def test_a_run_of_some_cases_replaces_their_lines_alone() -> None:
    once_more = [line("cpu", "renamed"), line("cpu", "one more")]
    replaced = RESULTS.replaced("cpu", once_more, ORDER)
    assert replaced == Results(RESULTS.machine, [*once_more, line("start", ours=3)])
    added = replaced.replaced("memory", [line("memory")], ORDER)
    assert [each.name for each in added.lines] == ["cpu", "cpu", "memory", "start"]


def test_lines_of_cases_that_are_gone_are_not_kept() -> None:
    assert RESULTS.only(["start"]) == Results(RESULTS.machine, [line("start", ours=3)])


def test_the_page_of_this_project_is_of_the_cases_that_there_are() -> None:
    page = Path(PAGE).read_text(encoding="utf-8")
    results = read_results(page)
    assert {each.name for each in results.lines} <= set(CASES)
    assert with_results(page, results) == page
    assert [f"| `{name}` |" for name in CASES if f"| `{name}` |" not in page] == []
