"""What a form remembers, whatever comes back (section 12)."""

import pytest

from bot.views.components.view_state import decode_metadata, encode_metadata


def test_what_was_remembered_is_known_again() -> None:
    assert decode_metadata({"private_metadata": encode_metadata(group=7, seen="on", counts=[1, 2])}) == {
        "group": 7,
        "seen": "on",
        "counts": [1, 2],
    }


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "null", '"text"', "[" * 600 + "]" * 600, "[" * 20_000])
def test_what_is_not_ours_is_nothing(text: str) -> None:
    assert decode_metadata({"private_metadata": text}) == {}


def test_control_characters_do_not_come_in_by_it() -> None:
    """JSON writes them in other characters."""
    assert decode_metadata({"private_metadata": r'{"seen": "o\u0000n\u001b", "list": ["\u0007a"]}'}) == {
        "seen": "on",
        "list": ["a"],
    }
