"""Passcodes and tokens, PASS-1 to PASS-3."""

import re
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.reasons import reason_text
from bot.policy.rooms import passcodes

SIGNS = "ABCXYZabcxyz0189@-_*"
allowed = st.text(SIGNS, min_size=6, max_size=10)
DIGITS, LETTERS = "0123456789" * 2, "abcdefghijklmnopqrstuvwxyz"


def is_guessed(text: str) -> bool:
    """Of two characters or more, all the same, or digits or letters that are each one up or each one down."""
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(text.lower())}
    digits = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(text)} if text.isdecimal() else set()
    letters = steps if text.isascii() and text.isalpha() else set()
    return len(text) > 1 and (len(set(text)) == 1 or digits in ({1}, {9}) or letters in ({1}, {-1}))


@given(allowed.filter(lambda text: not is_guessed(text)))
def test_letters_digits_and_the_four_signs_are_accepted(text: str) -> None:
    """PASS-1."""
    assert passcodes.violations(text, 6) == []


@given(st.text(), st.integers(1, 10))
def test_any_text_is_either_refused_or_has_the_allowed_shape(text: str, minimum: int) -> None:
    """PASS-1."""
    fine = re.fullmatch(r"[A-Za-z0-9@_*-]+", text) is not None and minimum <= len(text) <= 10
    found = passcodes.violations(text, minimum)
    assert (not found) == (fine and not is_guessed(text))
    assert {fault.rule for fault in found} <= {"PASS-1"}


@pytest.mark.parametrize(
    "text,minimum,reasons",
    [
        ("12354", 6, ["A passcode has 6 to 10 characters; that one has 5."]),
        ("", 1, ["A passcode has 1 to 10 characters; type one."]),
        ("12345678911", 6, ["A passcode has 6 to 10 characters; that one has 11."]),
        ("123456798", 10, ["A passcode has exactly 10 characters; that one has 9."]),
        ("1234 56", 6, ["A passcode has letters A to Z, digits and @ - _ * only; that one has a space in it."]),
        ("pässcode", 6, ["A passcode has letters A to Z, digits and @ - _ * only; that one has “ä” in it."]),
        ("123465\n", 6, ["A passcode has letters A to Z, digits and @ - _ * only; that one has a space in it."]),
        (
            "1\u200f!",
            6,
            [
                "A passcode has 6 to 10 characters; that one has 3.",
                "A passcode has letters A to Z, digits and @ - _ * only; that one has an invisible character in it.",
            ],
        ),
    ],
)
def test_a_refusal_says_everything_that_is_wrong(text: str, minimum: int, reasons: list[str]) -> None:
    """PASS-1."""
    assert [reason_text(fault.reason) for fault in passcodes.violations(text, minimum)] == reasons


@pytest.mark.parametrize("text,minimum", [("1", 1), ("1243567890", 1), ("123465", 6), ("1243567890", 10)])
def test_the_shortest_and_the_longest_are_accepted(text: str, minimum: int) -> None:
    """PASS-1."""
    assert passcodes.violations(text, minimum) == []


@pytest.mark.parametrize("minimum,length", [(1, 6), (6, 6), (7, 7), (10, 10)])
def test_a_generated_passcode_has_at_least_six_digits(minimum: int, length: int) -> None:
    """PASS-1."""
    assert re.fullmatch(rf"[0-9]{{{length}}}", passcodes.generate_passcode(minimum))


@given(st.integers(1, 10), st.integers().map(Random))
def test_a_generated_passcode_has_no_fault(minimum: int, random: Random) -> None:
    """PASS-1."""
    assert passcodes.violations(passcodes.generate_passcode(minimum, random.randrange), minimum) == []


def test_a_generated_passcode_may_start_with_zero() -> None:
    digits = iter([0, 4, 2, 7, 1, 1])
    assert passcodes.generate_passcode(6, lambda _: next(digits)) == "042711"


@pytest.mark.parametrize("guessed", ["111111", "000000", "123456", "987654", "890123", "210987"])
def test_what_anybody_would_guess_is_never_generated(guessed: str) -> None:
    """PASS-1: other digits are drawn instead."""
    drawn = iter([*map(int, guessed), 4, 2, 7, 1, 1, 8])
    assert passcodes.generate_passcode(6, lambda _: next(drawn)) == "427118"


REPEATED = "That passcode is the same character again and again; choose another one."
COUNTING = "That passcode counts up or down; choose another one."


@pytest.mark.parametrize(
    "text,minimum,reason",
    [
        ("111111", 6, REPEATED),
        ("aaaaaa", 6, REPEATED),
        ("AAAaaa", 6, REPEATED),
        ("@@@@@@@@@@", 6, REPEATED),
        ("------", 6, REPEATED),
        ("******", 1, REPEATED),
        ("99", 2, REPEATED),
        ("123456", 6, COUNTING),
        ("654321", 6, COUNTING),
        ("3456789", 6, COUNTING),
        ("1234567890", 6, COUNTING),
        ("0987654321", 6, COUNTING),
        ("0123456789", 10, COUNTING),
        ("abcdef", 6, COUNTING),
        ("UVWXYZ", 6, COUNTING),
        ("fedcba", 6, COUNTING),
        ("aBcDeF", 6, COUNTING),
        ("12", 1, COUNTING),
        ("ba", 2, COUNTING),
        ("90", 2, COUNTING),
    ],
)
def test_what_anybody_would_guess_is_refused_with_the_reason(text: str, minimum: int, reason: str) -> None:
    """PASS-1: one character throughout, digits or letters each one up or one down throughout."""
    assert [reason_text(fault.reason) for fault in passcodes.violations(text, minimum)] == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "a",
        "112233",
        "123457",
        "1234561",
        "123abc",
        "abcabc",
        "aaaaab",
        "13579",
        "xyzabc",
        "zab",
        "@AB",
        "_ab",
        "/0",
        "9:",
    ],
)
def test_whatever_else_looks_regular_is_not(text: str) -> None:
    """PASS-1: neither sequences that break off, nor signs beside digits and letters in some table of characters."""
    assert {fault.reason for fault in passcodes.violations(text, 1)} & {REPEATED, COUNTING} == set()


def test_a_faulty_one_is_told_of_every_fault() -> None:
    """PASS-1."""
    reasons = [reason_text(fault.reason) for fault in passcodes.violations("1234", 6)]
    assert reasons == ["A passcode has 6 to 10 characters; that one has 4.", COUNTING]


def test_tokens_fit_a_link_as_they_are_and_hold_128_bits() -> None:
    """PASS-2; four bits a hexadecimal digit."""
    tokens = {passcodes.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in tokens)


@given(st.text(st.characters()), st.text(st.characters()))
def test_texts_are_the_same_only_if_every_character_is(a: str, b: str) -> None:
    assert passcodes.constant_time_equal(a, a)
    assert passcodes.constant_time_equal(a, b) == (a == b)


@pytest.mark.parametrize("text", ["pässwört", "١٢٣٤٥٦", "🔒", "\ud800", ""])
def test_anything_may_be_compared(text: str) -> None:
    """Spec section 12: a guest may type anything."""
    assert passcodes.constant_time_equal(text, text)
    assert not passcodes.constant_time_equal(text, "123456")


@given(allowed)
def test_a_hidden_passcode_tells_nothing_not_even_its_length(text: str) -> None:
    """PASS-3."""
    assert passcodes.masked(text) == "••••••"


@pytest.mark.parametrize("nothing", [None, ""])
def test_where_there_is_no_passcode_nothing_is_hidden(nothing: str | None) -> None:
    assert passcodes.masked(nothing) == ""
