"""Finds texts for people that stand in no message: string literals of words outside gettext's functions.

`python -m tests.i18n.texts_outside bot/views/admin` prints those of a folder.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "N_", "gettext_noop", "ngettext_noop", "pgettext_noop"}
NO_READER = {
    "getLogger",
    "get_logger",
    "info",
    "warning",
    "error",
    "exception",
    "debug",
    "NewType",
    "cast",
    "format_skeleton",
}
"""Calls whose texts are for a log, a type checker or Babel."""
_WORDS = re.compile(r"[^\W\d_]{2,}[.,:;!?…)”]* +[(“]?[^\W\d_]|^[A-Z][^\W\d_]+[a-z]\b[.!?…]?$|^\W*[A-Z][^\W\d_]*[a-z]\b")
_TOKEN_OF_SLACK = re.compile(r"\{[a-z_]+\}|<[!@#][^>]*>|:[a-z0-9_+-]+:|`/[a-z][^`]*`|https?://\S+")


@dataclass(frozen=True, slots=True, order=True)
class Outside:
    """A literal with words, and where it stands."""

    path: str
    line: int
    text: str


def texts_outside(path: Path) -> Iterator[Outside]:
    """Every literal of a module that has words in it, is no docstring, and is no argument of gettext's functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = set(_allowed(tree))
    for node in ast.walk(tree):
        if id(node) in allowed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and has_words(node.value):
            yield Outside(
                path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name, node.lineno, node.value
            )


def has_words(text: str) -> bool:
    """Whether people would read words in it."""
    return bool(_WORDS.search(_TOKEN_OF_SLACK.sub("", text)))


def _allowed(tree: ast.Module) -> Iterator[int]:
    """Ids of the nodes that no person reads, or that stand in a message."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):  # docstrings
                yield id(node.value)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in GETTEXT | NO_READER:
                yield from (id(each) for each in ast.walk(node) if isinstance(each, ast.Constant))
            case ast.Raise() | ast.Assert():  # for whoever reads a traceback
                yield from (id(each) for each in ast.walk(node))
            case ast.AnnAssign(annotation=annotation):
                yield from (id(each) for each in ast.walk(annotation))
            case ast.FunctionDef():
                annotations = [node.returns, *(each.annotation for each in (*node.args.args, *node.args.kwonlyargs))]
                yield from (id(each) for found in annotations if found for each in ast.walk(found))


def main() -> None:
    for folder in sys.argv[1:]:
        paths = sorted((ROOT / folder).rglob("*.py")) if (ROOT / folder).is_dir() else [ROOT / folder]
        for path in paths:
            for found in texts_outside(path):
                print(f"{found.path}:{found.line}: {found.text!r}")  # noqa: T201 - a program for a terminal


if __name__ == "__main__":
    main()
