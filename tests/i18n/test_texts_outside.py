"""LANG-1: nothing that people read is left outside the catalogues."""

from pathlib import Path

import pytest

from tests.i18n.texts_outside import ROOT, texts_outside

NO_READER: dict[str, str] = {}
"""A literal with words in it that nobody reads as a text → what it is."""
READ_BY_PEOPLE = ("bot/views", "bot/handlers", "bot/web", "bot/transports/replies", "bot/i18n")


@pytest.mark.parametrize("folder", READ_BY_PEOPLE)
def test_every_text_that_people_read_is_a_message(folder: str) -> None:
    found = [each for path in sorted((ROOT / folder).rglob("*.py")) for each in texts_outside(path)]
    assert [str(each) for each in found if each.text not in NO_READER] == []


def test_a_literal_with_words_is_found_wherever_it_stands(tmp_path: Path) -> None:
    source = '''"""A docstring of words."""
TITLE = "Edit meeting"
LABELS = {"one": "Save"}
def view(name: str) -> str:
    return f"{name} has left the building"
KEPT = _("Some other words")
ID = "meeting_form"
'''
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert sorted(each.text for each in texts_outside(path)) == [" has left the building", "Edit meeting", "Save"]
