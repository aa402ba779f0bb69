"""LANG-1: policy and use cases give keys and values; every key has its message, with the same values, and every message its key."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.i18n.reasons import REFUSALS
from tests.i18n.texts_outside import ROOT

WITHOUT_LANGUAGE = ("bot/policy", "bot/use_cases", "storage")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SENTENCE = re.compile(r"[^\W\d_]{2,} +[^\W\d_]{2,} +[^\W\d_]{2,}.*[.!?…]$", re.DOTALL)
"""Words that end as a sentence does: what a person would read."""


@dataclass(frozen=True)
class Told:
    """A place where a reason is given: its key, and the names of its values, which are none where they are not written out."""

    where: str
    key: str
    values: frozenset[str] | None


def told_in(path: Path) -> Iterator[Told]:
    """Every call of `reason` in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "reason"):
            continue
        names = {each.arg for each in node.keywords}
        values = None if None in names else frozenset(name for name in names if name)
        for key in _keys(node.args[0]):
            yield Told(f"{path.relative_to(ROOT)}:{node.lineno}", key, values)


def _keys(written: ast.expr) -> Iterator[str]:
    """The key, or both of “this if so else that”."""
    match written:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_keys(body), *_keys(orelse))


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


TOLD = [told for path in modules("bot", "storage") for told in told_in(path)]


def test_every_reason_has_a_message_and_every_message_is_told() -> None:
    literals = {
        node.value
        for path in modules("bot", "storage")
        if "i18n" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(TOLD) > 100
    assert {told.where: told.key for told in TOLD if told.key not in REFUSALS} == {}
    assert REFUSALS.keys() - literals == set()


@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.where} {told.key}")
def test_a_reason_names_the_values_of_its_message(told: Told) -> None:
    if told.values is None:
        return
    message = REFUSALS[told.key]
    wanted = set(_PLACEHOLDER.findall(message.text + message.more))
    assert wanted <= told.values
    assert told.values <= wanted | ({"count"} if message.more else set())


@pytest.mark.parametrize("folder", WITHOUT_LANGUAGE)
def test_what_has_no_language_holds_no_sentence(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
        for path in modules(folder)
        for node in _literals(ast.parse(path.read_text(encoding="utf-8")))
        if _SENTENCE.match(str(node.value))
    ]
    assert found == []


def _literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Texts that are neither docstrings nor for whoever reads a traceback."""
    spared = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise | ast.Assert)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for each in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield node
