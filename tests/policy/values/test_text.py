"""Which characters of what comes from outside stay there (section 12)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.values.reasons import Reason
from bot.policy.values.text import (
    about_character,
    strip_bidi_controls,
    strip_control_characters,
    strip_control_characters_deep,
)


@pytest.mark.parametrize(
    "text,left",
    [
        ("Bud\0get", "Budget"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("ding\a", "ding"),
        ("a\x7fb\x80c\x85d\x9fe", "abcde"),
        ("a\x0bb\x0cc", "abc"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one two"),
        ("one\r\r\ntwo", "one \ntwo"),
        ("half \ud83d", "half "),
        ("whole 😀", "whole 😀"),
        ("right \u200f to left", "right \u200f to left"),
        ("", ""),
    ],
)
def test_control_characters_go_and_a_lone_cr_separates_words(text: str, left: str) -> None:
    """Section 12: all but line feed and tab, whichever page of Unicode they stand on."""
    assert strip_control_characters(text) == left


@given(st.text(st.characters()))
def test_what_is_left_can_be_stored_and_is_otherwise_as_it_was(text: str) -> None:
    left = strip_control_characters(text)
    assert {unicodedata.category(each) for each in left} & {"Cc", "Cs"} <= {"Cc"}
    assert {each for each in left if unicodedata.category(each) == "Cc"} <= {"\n", "\t"}
    assert left.encode().decode() == left
    assert strip_control_characters(left) == left
    kept = [each for each in text if unicodedata.category(each) not in {"Cc", "Cs"} and each != " "]
    assert [each for each in left if each not in "\n\t "] == kept


def test_so_it_is_however_deep_a_text_stands() -> None:
    found = strip_control_characters_deep({"a": ["\0b", {"c": "d\0", "e": 7, "f": None, "g": True}], "h": 1.5})
    assert found == {"a": ["b", {"c": "d", "e": 7, "f": None, "g": True}], "h": 1.5}


@pytest.mark.parametrize(
    "character,key",
    [
        *((each, "space") for each in " \t\n\r\u00a0\u2003\u2028"),
        *((each, "invisible") for each in "\x00\u200b\u202e\u0301\ufe0f\ue000"),
        *((each, "visible") for each in "a9_é漢🦊!"),
    ],
)
def test_a_character_is_named_so_that_a_person_can_find_it(character: str, key: str) -> None:
    told = about_character(character, space=Reason("space"), invisible=Reason("invisible"), visible=Reason("visible"))
    assert told.key == key


def test_nothing_turns_the_text_behind_it_around() -> None:
    """Section 12: letters keep their own direction, and so do the marks that concern only themselves."""
    turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert strip_bidi_controls(f"a{turning}b") == "ab"
    kept = "עברית \u200e\u200f\u2029\u202f\u2065\u206a"
    assert strip_bidi_controls(kept) == kept
