"""The pages name files and functions that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/**/*.md")])
PATH = re.compile(r"`((?:bot|storage|tests|docs)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
NAME = re.compile(r"`([A-Za-z_]+)`")


def missing(page: Path) -> list[str]:
    """Paths in backticks, from the root, and links, from the page, that lead nowhere; `outbox` stands for `outbox.py`."""
    text = page.read_text()
    paths = [ROOT / path for path in PATH.findall(text)]
    links = [page.parent / link for link in LINK.findall(text)]
    return [str(path) for path in (*paths, *links) if not path.exists() and not path.with_suffix(".py").exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_path_that_a_page_names_is_there(page: Path) -> None:
    assert missing(page) == []


def test_the_file_that_answers_a_question_has_what_the_answer_names() -> None:
    answers = (ROOT / "docs/architecture.md").read_text().partition("the file that answers")[2]
    header, _, *rows = [row for row in answers.splitlines() if row.startswith("|")]
    assert header == "| question | file |"
    assert rows
    for row in rows:
        _, _, answer, _ = row.split(" | ".strip())
        assert PATH.findall(answer), row
        code = "".join((ROOT / path).read_text() for path in PATH.findall(answer))
        assert [name for name in NAME.findall(answer) if not re.search(rf"\b{name}\b", code)] == [], row


def test_a_page_that_names_what_is_gone_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("`bot/gone.py`, [gone](gone.md), `bot/policy/ids.py`, `storage/rows`, [here](page.md)")
    assert missing(page) == [str(ROOT / "bot/gone.py"), str(tmp_path / "gone.md")]
