"""What the form for one's room says that it did (section 11 of the rules, LANG-1)."""

from dataclasses import replace

import pytest

from bot.views.rooms.edit_form import saved
from tests.support.views.catalogue_of_views import OPTIONS, SAMPLE_ROOM


@pytest.mark.parametrize(
    "before, now, words",
    [
        ("641205", "267116", "changed: older one-click links now ask for it"),
        ("", "267116", "new: your room now asks for a passcode"),
        ("641205", "", "removed: anybody with the link comes in"),
    ],
)
def test_a_passcode_that_is_new_changed_or_gone_is_called_so_and_not_shown(before: str, now: str, words: str) -> None:
    seen = saved(OPTIONS, replace(SAMPLE_ROOM, passcode=before), replace(SAMPLE_ROOM, passcode=now))
    assert seen["blocks"][0]["text"]["text"] == f"*Passcode*\n{words}"


def test_where_nothing_of_the_room_changed_the_choices_are_saved() -> None:
    assert saved(OPTIONS, SAMPLE_ROOM, SAMPLE_ROOM)["blocks"][0]["text"]["text"] == "Your choices are saved."
