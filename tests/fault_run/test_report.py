"""The page keeps the result of the last long run, and what people wrote above it."""

import re
from collections import Counter

from tests.fault_run.report import CleanRuns, with_result
from tests.fault_run.soak import MINUTES, PAGE

PROSE = "# Reliable\n\n| what | meaning |\n| --- | --- |\n\n"
RESULT = CleanRuns(
    20,
    7,
    "a machine, 2 cores",
    "abc1234, 2026-01-31",
    Counter({"sqlite": 2, "postgresql": 1}),
    {"sqlite": Counter(messages=600, killed=3), "postgresql": Counter(messages=1300)},
)


def test_a_result_is_a_table_with_a_column_for_each_database() -> None:
    page = with_result(PROSE, RESULT)
    assert page.startswith(PROSE)
    assert "Machine: a machine, 2 cores; abc1234, 2026-01-31; seed 7." in page
    assert page.endswith("| runs | 2 | 1 |\n| killed | 3 | 0 |\n| messages | 600 | 1,300 |\n")


def test_writing_again_replaces_the_result_and_nothing_else() -> None:
    page = with_result(PROSE, RESULT)
    assert with_result(page, RESULT) == page


def test_the_page_of_this_project_shows_twenty_minutes_or_more_on_both_databases() -> None:
    text = PAGE.read_text(encoding="utf-8")
    minutes = re.search(r"^(\d+) minutes, clean", text, re.MULTILINE)
    assert minutes is not None
    assert int(minutes[1]) >= MINUTES
    assert "| what | sqlite | postgresql |" in text
