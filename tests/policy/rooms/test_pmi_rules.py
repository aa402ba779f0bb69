"""The number's shape, PMI-1 to PMI-8: the table of docs/rules.md row by row, then what holds for any number and any text."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.reasons import reason_text
from bot.policy.ids import MeetingId, Pmi
from bot.policy.rooms import numbers

VECTORS = Path(__file__).parents[2] / "data" / "pmi_numbers.csv"
ROWS = [(row["number"], row["rule"]) for row in csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines())]
RESERVED = "200 300 400 500 508 600 660 700 800 803 804 807 808 809 850 855 866 877 887 888 900"

ten_digits = st.text("0123456789", min_size=10, max_size=10)
repetitive = st.lists(st.sampled_from(["2", "22", "222", "247", "3", "33333", "45678", "98765"]), min_size=2).map(
    lambda parts: "".join(parts)[:10]
)


def rules(text: str) -> list[str]:
    return [fault.rule for fault in numbers.violations(text)]


def rules_spelled_out(digits: str) -> list[str]:
    """PMI-2 to PMI-8 once more, as plain loops, to compare with."""
    windows = {size: [digits[i : i + size] for i in range(11 - size)] for size in (5, 9)}
    steps = [[int(b) - int(a) for a, b in pairwise(w)] for w in windows[9]]
    triplets = [[w[i : i + 3] for i in (0, 3, 6)] for w in windows[9]]
    broken = {
        "PMI-2": digits[0] in "01",
        "PMI-3": digits[:3] in RESERVED.split(),
        "PMI-4": any(a == b == c for a, b, c in triplets),
        "PMI-5": any(all(len(set(each)) == 1 for each in three) for three in triplets),
        "PMI-6": any(digits.count(each) >= 8 for each in "0123456789"),
        "PMI-7": any(len(set(w)) == 1 for w in windows[5]),
        "PMI-8": any(all(s in (1, -9) for s in each) or all(s == -1 for s in each) for each in steps),
    }
    return [rule for rule, is_broken in broken.items() if is_broken]


@pytest.mark.parametrize("text,rule", ROWS)
def test_every_row_of_the_spec_s_table_breaks_the_rule_it_names_and_no_other(text: str, rule: str) -> None:
    """PMI-1, PMI-2, PMI-3, PMI-4, PMI-5, PMI-6, PMI-7, PMI-8."""
    assert rules(text) == ([] if rule == "ok" else [rule])


def test_every_rule_has_a_number_in_the_table_that_breaks_it_alone() -> None:
    """PMI-1 to PMI-8."""
    assert {rule for _, rule in ROWS} == {"ok", *(f"PMI-{n}" for n in range(1, 9))}


@pytest.mark.parametrize("prefix", RESERVED.split())
def test_every_reserved_beginning_is_refused_and_named(prefix: str) -> None:
    """PMI-3."""
    [fault] = numbers.violations(f"{prefix}1357246")
    assert fault.rule == "PMI-3"
    assert f"starts with {prefix}" in reason_text(fault.reason)


@pytest.mark.parametrize(
    "text,reason",
    [
        ("555123456", "A personal meeting ID has exactly 10 digits; that one has 9."),
        ("- -", "A personal meeting ID has exactly 10 digits; type one."),
        ("55501423a8", "A personal meeting ID has exactly 10 digits and nothing else; that one has “a” in it."),
        ("1902738465", "That number starts with 1; a personal meeting ID starts with 2 to 9."),
        ("8005551234", "That number starts with 800, which is reserved; choose another beginning."),
        ("9247247247", "That number repeats 247 three times in a row; personal meeting IDs may not."),
        ("5551112222", "That number has three triplets in a row (555, 111, 222); two are the most."),
        ("2223222322", "The digit 2 is in that number 8 times; seven times is the most."),
        ("3456711111", "The digit 1 is in that number 5 times in a row; four times is the most."),
        ("2345678901", "That number counts up for 10 digits (2345678901); eight digits are the most."),
        ("9876543215", "That number counts down for 9 digits (987654321); eight digits are the most."),
    ],
)
def test_a_refusal_says_what_was_found(text: str, reason: str) -> None:
    """Spec section 2: every refusal names the rule in words a person can act on."""
    assert [reason_text(fault.reason) for fault in numbers.violations(text)] == [reason]


def test_all_broken_rules_are_told_at_once_in_their_order() -> None:
    """PMI-2 to PMI-7."""
    assert rules("0000000000") == ["PMI-2", "PMI-4", "PMI-5", "PMI-6", "PMI-7"]
    assert rules("8888888881") == ["PMI-3", "PMI-4", "PMI-5", "PMI-6", "PMI-7"]


def test_a_wrong_length_is_told_alone() -> None:
    assert rules("000000000") == ["PMI-1"]


@pytest.mark.parametrize("text", ["6789012345", "4567890123", "7890123456", "2567890123"])
def test_counting_up_goes_on_from_nine_to_zero(text: str) -> None:
    assert "PMI-8" in rules(text)


@pytest.mark.parametrize("text", ["3210987654", "5432109876", "2109876543"])
def test_counting_down_ends_at_zero_so_these_are_fine(text: str) -> None:
    """PMI-8 lets only the way up wrap."""
    assert rules(text) == []


@pytest.mark.parametrize("text", ["2345678913", "8765432197", "5456789013"])
def test_eight_digits_counting_are_fine(text: str) -> None:
    assert rules(text) == []


@given(ten_digits | repetitive.filter(lambda text: len(text) == 10))
def test_the_rules_agree_with_the_same_rules_spelled_out(digits: str) -> None:
    """PMI-2 to PMI-8."""
    assert rules(digits) == rules_spelled_out(digits)


@given(st.text() | ten_digits)
def test_any_text_is_either_refused_with_reasons_or_a_well_formed_number(text: str) -> None:
    found = numbers.violations(text)
    assert all(reason_text(fault.reason).endswith(".") and len(reason_text(fault.reason)) < 150 for fault in found)
    if not found:
        assert re.fullmatch(r"[2-9][0-9]{9}", numbers.normalise_number(text))


@pytest.mark.parametrize(
    "text",
    [
        "555 014 2368",
        "555-014-2368",
        "555\u2011014\u20112368",
        "555\u2013014\u20142368",
        "555\u2212014\uff0d2368",
        "\u00a0555\u202f014\u20092368\t\n",
        "555\u00ad014\u200b2368\ufeff",
        "5 5 5 0 1 4 2 3 6 8",
    ],
)
def test_spaces_and_hyphens_of_all_kinds_are_dropped(text: str) -> None:
    """Spec section 2, normalising."""
    assert numbers.normalise_number(text) == "5550142368"


@pytest.mark.parametrize("text", ["555.014.2368", "+5550142368", "(555)0142368", "555_0142368", "5550142368٨", "５550142368"])  # fmt: skip
def test_anything_else_is_kept_and_refused(text: str) -> None:
    """PMI-1: ASCII digits only, after normalising."""
    assert rules(text) == ["PMI-1"]


def test_an_invisible_character_is_named_in_words() -> None:
    [fault] = numbers.violations("\u202d5550142368")
    assert "that one has an invisible character in it" in reason_text(fault.reason)


def test_a_hundred_kilobytes_get_a_short_answer() -> None:
    """Spec section 12."""
    [fault] = numbers.violations("7" * 100_000)
    assert reason_text(fault.reason) == "A personal meeting ID has exactly 10 digits; that one has 100,000."


def test_a_number_is_shown_in_groups() -> None:
    """Spec section 2: 3-3-4, and 3-4-4 for a meeting ID."""
    assert numbers.format_number(Pmi("2345678901")) == "234 567 8901"
    assert numbers.format_number(MeetingId("81234567890")) == "812 3456 7890"


@given(ten_digits)
def test_a_number_that_is_shown_reads_back_as_itself(digits: str) -> None:
    assert numbers.normalise_number(numbers.format_number(Pmi(digits))) == digits
