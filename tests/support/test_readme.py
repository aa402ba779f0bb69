"""The README of this folder names what is there."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
CODE = re.findall(r"`([^`]+)`", (FOLDER / "README.md").read_text(encoding="utf-8"))
PATHS = [each for each in CODE if re.fullmatch(r"[a-z_]+/[a-z_/.]*", each)]
NAMES = {name for each in CODE if each not in PATHS for name in re.findall(r"[A-Za-z_]{4,}", each)}


def test_every_path_leads_somewhere() -> None:
    roots = FOLDER, FOLDER.parent.parent
    assert [
        path for path in PATHS if not any((root / f"{path}{end}").exists() for root in roots for end in ("", ".py"))
    ] == []


def test_every_name_is_used_in_the_tests() -> None:
    """Renamed helpers are renamed here, too."""
    sources = list(FOLDER.parent.rglob("*.py"))
    words = set(re.findall(r"[A-Za-z_]{4,}", " ".join(path.read_text(encoding="utf-8") for path in sources)))
    assert NAMES - words - {path.stem for path in sources} == set()
