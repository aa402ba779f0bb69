"""LANG-1: nothing that people read is left outside the catalogues."""

from pathlib import Path

import pytest

from tests.i18n.texts_outside import ROOT, texts_outside

NO_READER = {
    **dict.fromkeys(("PMI Bot", "-//PMI Bot//PMI Bot//EN"), "the product's name"),
    **dict.fromkeys(
        ("time (UTC)", "by (name)", "group (name)", "person (name)", "text before", "text after", "assigned (UTC)"),
        "a heading of a CSV file, which is English",
    ),
    **dict.fromkeys(
        (
            *("valid until (UTC)", "people with a room", "started it in the last 90 days", "started it longer ago"),
            *("never started it", "expiring in the week from", "people’s choices hidden by a lock", "the account"),
            "groups’ settings hidden by a lock",
        ),
        "a heading or a cell of a CSV file, which is English",
    ),
    "upper left": "a place, for the library that draws",
    "shared with another company": "a state as it is stored",
    **dict.fromkeys(("Etc/UTC", "Zulu", "Etc/Zulu", "Etc/UCT", "Universal", "Etc/Universal"), "a name of a zone"),
    **dict.fromkeys(("Cc", "Cs"), "a category of Unicode"),
    **dict.fromkeys(("it is decided already", "it is for nobody"), "why a message was dropped, for the log"),
    " as of ": "the value of a button",
    **dict.fromkeys(
        (
            *("private, no-cache", "If-None-Match", "Cache-Control", "ETag", "text/calendar; charset=utf-8", "Vary"),
            *("Retry-After", "Content-Language", "Accept-Language", "Referrer-Policy", "Content-Security-Policy"),
            "noindex, nofollow",
        ),
        "a header of HTTP and its value",
    ),
    **dict.fromkeys(("calendar file", "calendar feed", "join by number", "join by link", "gateway style"), "a route"),
    **dict.fromkeys(("answers to ", "home of ", "modal of "), "the name of a task"),
    **dict.fromkeys(
        (
            "the role, for a command of admins (ROLE-1); who somebody is (PMI-11)",
            (
                "the role of whoever sends an admin's form, asked for what it decides about, or could approve it"
                " (ROLE-1, APP-4, APP-5); who somebody is, also those whom the form names (PMI-11)"
            ),
            "whether anybody else could approve (APP-4)",
            "what kind of channel the approvals channel would be (APP-7)",
            "who is in the user group that the form names",
            "the view under a form, which closes with its acknowledgement",
        ),
        "why a call may be made before the answer, for whoever reads the table",
    ),
}
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
