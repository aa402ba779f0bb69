"""docs/operations.md says of every column what it is for and how long it is kept; what deletes is a job that runs (AUDIT-1)."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.runtime import jobs
from storage.tables import metadata

ROOT = Path(__file__).parent.parent
SECTION = "## What is kept, and for how long\n"
CODE = re.compile(r"`([^`]+)`")
NO_JOB = ("for good", "until", "as the meeting")
"""What may stand in place of a job: an act of somebody's, or nothing at all, ends it."""


class Line(NamedTuple):
    """One line of the inventory."""

    table: str
    columns: Sequence[str]
    purpose: str
    kept: str
    erased: str


def inventory(page: str) -> list[Line]:
    """The lines of the table in the page's section."""
    section = page.partition(SECTION)[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [
        Line(CODE.findall(table)[0], CODE.findall(columns), purpose, kept, erased)
        for table, columns, purpose, kept, erased in rows
    ]


def uncovered(lines: Sequence[Line]) -> dict[str, set[str]]:
    """Columns of the schema without a line, and lines without a column, by table; columns with two lines."""
    written = Counter((line.table, column) for line in lines for column in line.columns)
    declared = {(table.name, column.name) for table in metadata.tables.values() for column in table.c}
    wrong = written.keys() ^ declared | {each for each, times in written.items() if times > 1}
    return {table: {column for of, column in wrong if of == table} for table, _ in wrong}


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    """The inventory of the page."""
    return inventory((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))


def job_names() -> set[str]:
    """The names of all periodic jobs."""
    return set(re.findall(r'PeriodicJob\(\s*"([^"]+)"', Path(jobs.__file__).read_text(encoding="utf-8")))


def test_every_column_has_its_line(lines: list[Line]) -> None:
    assert uncovered(lines) == {}


def test_a_new_column_or_a_line_too_many_is_noticed(lines: list[Line]) -> None:
    fewer = [line for line in lines if line.table != "secrets"]
    assert uncovered(fewer) == {"secrets": {"name", "value"}}
    more = [*lines, Line("secrets", ["value", "gone"], "", "", "")]
    assert uncovered(more) == {"secrets": {"value", "gone"}}


def test_every_line_says_what_for_how_long_and_what_erasing_does(lines: list[Line]) -> None:
    for line in lines:
        assert line.purpose, line
        assert line.erased, line
        assert CODE.search(line.kept) or any(words in line.kept for words in NO_JOB), line


def test_what_deletes_after_some_time_is_a_job_that_runs(lines: list[Line]) -> None:
    """And every job that forgets has its line."""
    columns = {column for line in lines for column in line.columns}
    named = {name for line in lines for name in CODE.findall(line.kept)} - columns
    assert named <= job_names()
    assert {name for name in job_names() if name.startswith("forget")} <= named
