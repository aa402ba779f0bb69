"""A word with one slip of the fingers in it."""

import pytest

from bot.policy.values.typing_slips import is_slip, is_swapped


@pytest.mark.parametrize("typed", ["lsit", "ilst", "lits", "lis", "ist", "listt", "llist", "lidt", "lost"])
def test_one_letter_missing_too_many_changed_or_two_swapped_is_a_slip(typed: str) -> None:
    assert is_slip(typed, "list")


@pytest.mark.parametrize("typed", ["list", "", "l", "listing", "tsil", "stil", "guests", "lisst!"])
def test_the_word_itself_and_any_other_is_none(typed: str) -> None:
    assert not is_slip(typed, "list")


@pytest.mark.parametrize(
    "typed, swapped", [("lsit", True), ("lits", True), ("list", False), ("lis", False), ("tisl", False), ("", False)]
)
def test_only_neighbours_count_as_swapped(typed: str, swapped: bool) -> None:
    assert is_swapped(typed, "list") == swapped
