"""Every rule of docs/rules.md is cited by a test, alone or within “PMI-1 to PMI-8”."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULE = re.compile(r"^(?:- |\| )([A-Z]{2,8}-\d+)\b", re.MULTILINE)
CITED = re.compile(r"\b([A-Z]{2,8})-(\d+)(?:(?: to |–|\.\.)(?:[A-Z]{2,8}-)?(\d+))?")
RULES = RULE.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cited() -> set[str]:
    """The rules that stand in names, docstrings and tables of tests."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for kind, first, last in CITED.findall(path.read_text(encoding="utf-8")):
            found |= {f"{kind}-{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def test_there_are_rules() -> None:
    assert len(RULES) > 60
    assert len(RULES) == len(set(RULES))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_cited_by_a_test(rule: str, cited: set[str]) -> None:
    assert rule in cited
