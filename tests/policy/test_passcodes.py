"""Passcodes and tokens, PASS-1 to PASS-3."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import passcodes

allowed = st.text("ABCXYZabcxyz0189@-_*", min_size=6, max_size=10)


@given(allowed)
def test_letters_digits_and_the_four_signs_are_accepted(text: str) -> None:
    """PASS-1."""
    assert passcodes.faults(text, 6) == []


@given(st.text(), st.integers(1, 10))
def test_any_text_is_either_refused_or_has_the_allowed_shape(text: str, minimum: int) -> None:
    """PASS-1."""
    fine = re.fullmatch(r"[A-Za-z0-9@_*-]+", text) is not None and minimum <= len(text) <= 10
    found = passcodes.faults(text, minimum)
    assert (not found) == fine
    assert {fault.rule for fault in found} <= {"PASS-1"}


@pytest.mark.parametrize(
    "text,minimum,reasons",
    [
        ("12345", 6, ["A passcode has 6 to 10 characters; that one has 5."]),
        ("", 1, ["A passcode has 1 to 10 characters; that one has none."]),
        ("12345678901", 6, ["A passcode has 6 to 10 characters; that one has 11."]),
        ("123456789", 10, ["A passcode has exactly 10 characters; that one has 9."]),
        ("1234 56", 6, ["A passcode has letters A to Z, digits and @ - _ * only; that one has a space in it."]),
        ("pässcode", 6, ["A passcode has letters A to Z, digits and @ - _ * only; that one has “ä” in it."]),
        ("123456\n", 6, ["A passcode has letters A to Z, digits and @ - _ * only; that one has a space in it."]),
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
    assert [fault.reason for fault in passcodes.faults(text, minimum)] == reasons


@pytest.mark.parametrize("text,minimum", [("1", 1), ("1234567890", 1), ("123456", 6), ("1234567890", 10)])
def test_the_shortest_and_the_longest_are_accepted(text: str, minimum: int) -> None:
    """PASS-1."""
    assert passcodes.faults(text, minimum) == []


@pytest.mark.parametrize("minimum,length", [(1, 6), (6, 6), (7, 7), (10, 10)])
def test_a_generated_passcode_has_at_least_six_digits(minimum: int, length: int) -> None:
    """PASS-1."""
    assert re.fullmatch(rf"[0-9]{{{length}}}", passcodes.generate(minimum))


@given(st.integers(1, 10), st.integers().map(Random))
def test_a_generated_passcode_has_no_fault(minimum: int, random: Random) -> None:
    """PASS-1."""
    assert passcodes.faults(passcodes.generate(minimum, random.randrange), minimum) == []


def test_a_generated_passcode_may_start_with_zero() -> None:
    assert passcodes.generate(6, lambda _: 0) == "000000"


def test_tokens_fit_a_link_as_they_are_and_hold_128_bits() -> None:
    """PASS-2; four bits a hexadecimal digit."""
    tokens = {passcodes.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in tokens)


@given(st.text(st.characters()), st.text(st.characters()))
def test_texts_are_the_same_only_if_every_character_is(a: str, b: str) -> None:
    assert passcodes.same(a, a)
    assert passcodes.same(a, b) == (a == b)


@pytest.mark.parametrize("text", ["pässwört", "١٢٣٤٥٦", "🔒", "\ud800", ""])
def test_anything_may_be_compared(text: str) -> None:
    """Spec section 12: a guest may type anything."""
    assert passcodes.same(text, text)
    assert not passcodes.same(text, "123456")


@given(allowed)
def test_a_hidden_passcode_tells_nothing_not_even_its_length(text: str) -> None:
    """PASS-3."""
    assert passcodes.hidden(text) == "••••••"


@pytest.mark.parametrize("nothing", [None, ""])
def test_where_there_is_no_passcode_nothing_is_hidden(nothing: str | None) -> None:
    assert passcodes.hidden(nothing) == ""
