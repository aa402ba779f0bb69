"""The code keeps its own rules: the import contracts, the names and sizes of files, and the top level."""

import ast
import keyword
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted(path for folder in ("bot", "storage") for path in (ROOT / folder).rglob("*.py"))
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]

MOST_LINES = 400
LONGER_FOR_A_REASON: dict[str, str] = {}
"""Path → why the file is one idea all the same."""
MOST_MODULES = 16
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "core", "manager", "service"}
OUTSIDE_WORLD = {
    "asyncio",
    "logging",
    "os",
    "pathlib",
    "random",
    "socket",
    "sqlite3",
    "subprocess",
    "threading",
    "time",
}
BEYOND_THE_STANDARD_LIBRARY = {("bot/policy/meetings/recurrence.py", "dateutil")}
"""RFC 5545 rules are expanded by dateutil: pure arithmetic, and too easy to get wrong to be written anew (MEET-3)."""
NAMED_BUT_NOT_IN_THE_CODE = {
    **dict.fromkeys(("amber4821", "otter7354", "V0MK3QV2A1", "prefix_name", "http_500"), "an example of what is made"),
    **dict.fromkeys(("Today", "Yesterday", "Tomorrow"), "what people read"),
    **dict.fromkeys(("link_disabled", "ssl_check"), "what Slack sends"),
}
"""What stands in backticks in a docstring and is no name of the code → what it is."""
LOG_LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
CLOCK_READERS = {"now", "utcnow", "today"}

OFFENCES = {
    "bot/policy/people/offence.py": "import sqlalchemy\nimport bot.views\nimport bot.policy.rooms.rooms\n",
    "bot/views/components/offence.py": "import httpx\nimport storage.rooms.rooms\nimport bot.config\nimport bot.policy\n"
    "import bot.views.meetings.list\n",
    "bot/use_cases/rooms/offence.py": "import bot.sandbox\nimport storage.deliveries.claims\n"
    "import bot.use_cases.meetings.cards\n",
    "bot/handlers/request/offence.py": "import bot.handlers.rooms.rooms\n",
    "bot/transports/offence.py": "import bot.web\n",
    "bot/slack/client.py": "import bot.slack.directory\n",
    "bot/i18n/languages.py": "import bot.i18n.messages\n",
    "bot/sandbox/workspace/offence.py": "import bot.policy\nimport bot.sandbox.pages.pages\n",
    "storage/engine/offence.py": "import bot.use_cases\nimport storage.tables\n",
}
"""At least one import against every contract; what stands in a file already is added to it."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    return subprocess.run(  # noqa: S603 - our own interpreter and a constant program
        [sys.executable, "-c", program],
        cwd=folder,
        env={"COLUMNS": "300", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def of(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, f"{folder} holds no Python file"
    return found


def test_every_import_contract_is_kept() -> None:
    """The floors of docs/architecture.md."""
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_import_contract_would_notice_an_offence(tmp_path: Path) -> None:
    for folder in ("bot", "storage"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, source in OFFENCES.items():
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write(source)
    linted = lint_imports(tmp_path)
    unnoticed = [name for name in CONTRACTS if f"{name} BROKEN" not in linted.stdout]
    assert not unnoticed, linted.stdout + linted.stderr


def test_no_file_grows_past_400_lines_without_a_reason() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {path for path, lines in lengths.items() if lines > MOST_LINES} == set(LONGER_FOR_A_REASON)


def test_a_listing_of_a_folder_fits_into_one_look() -> None:
    """A folder of modules is a table of contents."""
    modules = Counter(
        str(path.parent.relative_to(ROOT)) for path in [*CODE, *of("tests")] if path.name != "__init__.py"
    )
    assert {folder: count for folder, count in modules.items() if count > MOST_MODULES} == {}


def test_a_feature_of_the_use_cases_has_a_namesake_in_policy_or_storage() -> None:
    """The same words through all layers, so that `git ls-files '*/approvals/*'` shows a feature."""
    features = {layer: {path.parent.name for path in of(layer)} for layer in ("bot/use_cases", "bot/policy", "storage")}
    assert features["bot/use_cases"] - features["bot/policy"] - features["storage"] == {"use_cases"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    everything = [*CODE, *of("tests")]
    named = {path: {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING for path in everything}
    assert [str(path) for path, found in named.items() if found] == []


@pytest.mark.parametrize("path", of("bot/policy"), ids=lambda path: str(path.relative_to(ROOT / "bot/policy")))
def test_policy_uses_the_standard_library_alone_and_asks_nothing_of_the_world(path: Path) -> None:
    """Habits 2 and 5: plain values in, a decision out; the time is an argument."""
    modules = {each for each in imports(path) if not each.startswith("bot.policy")}
    foreign = {each.split(".")[0] for each in modules} - sys.stdlib_module_names
    assert {(path.relative_to(ROOT).as_posix(), each) for each in foreign} <= BEYOND_THE_STANDARD_LIBRARY
    assert modules & OUTSIDE_WORLD == set()
    called = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert called & CLOCK_READERS == set()


def test_every_log_event_is_a_fixed_key_that_can_be_searched_for() -> None:
    """`snake_case`; what varies stands in fields. A module logs by `log`, and `uncaught` is what nobody catches."""
    events = {
        ast.unparse(call.args[0])
        for path in CODE
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args
        if ast.unparse(call.func.value) in {"log", "uncaught"} and call.func.attr in LOG_LEVELS
    }
    assert "'handler_failed'" in events
    assert [event for event in events if not re.fullmatch(r"'[a-z]+(_[a-z]+)+'", event)] == []


def identifiers_in_docstrings(source: str) -> set[str]:
    """What stands in single backticks and looks like a module, class, function or constant; of a dotted name each part."""
    statements = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr)]
    texts = [str(each.value) for each in statements if isinstance(each, ast.Constant)]
    quoted = {each for text in texts for each in re.findall(r"`([A-Za-z_][\w.]*)(?:\(…?\))?`", text)}
    return {part for each in quoted if not (ROOT / each).is_file() for part in each.removesuffix(".py").split(".")}


def identifiers_in_code(source: str) -> set[str]:
    """Every name that is defined or used, and every text that could be one: keys, columns, ids. No docstring is a text of one word."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        for field in ("id", "attr", "arg", "name", "module", "value"):
            if isinstance(text := getattr(node, field, None), str):
                found |= set(re.findall(r"\w+", text)) if re.fullmatch(r"[\w.]+", text) else set()
    return found


@pytest.fixture(scope="module")
def known_identifiers() -> set[str]:
    folders = {part for path in CODE for part in path.relative_to(ROOT).with_suffix("").parts}
    return folders.union(keyword.kwlist, *(identifiers_in_code(path.read_text(encoding="utf-8")) for path in CODE))


def test_whatever_a_docstring_names_exists(known_identifiers: set[str]) -> None:
    """Renamed code is renamed in the sentences about it, too."""
    named = {path: identifiers_in_docstrings(path.read_text(encoding="utf-8")) for path in CODE}
    stale = {
        (path.relative_to(ROOT).as_posix(), each) for path, names in named.items() for each in names - known_identifiers
    }
    assert {(path, each) for path, each in stale if each not in NAMED_BUT_NOT_IN_THE_CODE} == set()
    assert {each for _path, each in stale} == set(NAMED_BUT_NOT_IN_THE_CODE)


def test_a_name_that_exists_nowhere_would_be_noticed(known_identifiers: set[str]) -> None:
    source = '''"""See `storage`, `made_up_name` and `rooms.MadeUpClass`; `MADE_UP()` raises."""'''
    assert identifiers_in_docstrings(source) - known_identifiers == {"made_up_name", "MadeUpClass", "MADE_UP"}


def test_a_migration_imports_nothing_of_ours() -> None:
    """A migration must do tomorrow what it did on the day it was written."""
    roots = {path.name: {each.split(".")[0] for each in imports(path)} for path in of("storage/migrations/versions")}
    assert {name: found for name, found in roots.items() if found & {"bot", "storage"}} == {}


@pytest.mark.parametrize(
    "entry",
    [
        *("bot", "bot/handlers", "storage", "tests", "docs"),
        *("manifest.yml", "pyproject.toml", "requirements.txt", "requirements-dev.txt"),
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", ".env.example", ".ci/run"),
    ],
)
def test_the_top_level_holds_what_it_promises(entry: str) -> None:
    assert (ROOT / entry).exists()


def test_code_lives_in_bot_storage_and_tests_alone() -> None:
    hidden_or_built = {"dist", "build", "node_modules"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    with_code = {name for name in folders - hidden_or_built if any((ROOT / name).rglob("*.py"))}
    assert with_code == {"bot", "storage", "tests"}
    assert list(ROOT.glob("*.py")) == []
