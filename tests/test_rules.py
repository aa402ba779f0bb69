"""Every rule of docs/rules.md is cited in the docstring of a collected test or of its class; comments and ranges do not count."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEFINITION = re.compile(r"^(?:- |\| )([A-Z]{2,8}-\d+)\b", re.MULTILINE)
RANGE = re.compile(r"\b[A-Z]{2,8}-\d+(?: to |–|\.\.)(?:[A-Z]{2,8}-)?\d+")
CITATION = re.compile(r"\b[A-Z]{2,8}-\d+\b")
RULES = DEFINITION.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))

EXAMPLE = '''
"""PMI-1: of the module."""
def helper():
    """PMI-2: of no test."""
class TestLinks:
    """LINK-1"""
    def test_a_link(self):
        """LINK-2"""
class TestNothing:
    """LINK-3"""
def test_passcodes():
    """PASS-1, PASS-2, and PMI-3 to PMI-8, LOCK-1–LOCK-9."""
    check()  # PMI-9
'''


def citations(source: str) -> set[str]:
    """The rules that a module's tests cite."""
    return {rule for text in _docstrings(ast.parse(source).body) for rule in CITATION.findall(RANGE.sub("", text))}


def _docstrings(body: list[ast.stmt]) -> Iterator[str]:
    """Of each test in a module or class, and of each class that has a test."""
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test") and (found := [*_docstrings(node.body)]):
            yield from [ast.get_docstring(node) or "", *found]
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield ast.get_docstring(node) or ""


@pytest.fixture(scope="module")
def cited() -> set[str]:
    """The rules that any test cites."""
    return {
        rule for path in (ROOT / "tests").rglob("test_*.py") for rule in citations(path.read_text(encoding="utf-8"))
    }


def test_comments_helpers_and_ranges_are_no_citations() -> None:
    assert citations(EXAMPLE) == {"LINK-1", "LINK-2", "PASS-1", "PASS-2"}


def test_there_are_rules() -> None:
    assert len(RULES) > 60
    assert len(RULES) == len(set(RULES))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_cited_by_a_test(rule: str, cited: set[str]) -> None:
    assert rule in cited
