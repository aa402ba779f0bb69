"""Personal links, LINK-1 to LINK-3."""

import csv
import math
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.reasons import reason_text
from bot.policy.clock import Instant
from bot.policy.rooms import links
from bot.policy.rooms.links import WORDS, LinkRecord, is_taken

VECTORS = Path(__file__).parents[2] / "data" / "links.csv"
ROWS = [(row["link"], row["ok"] == "yes") for row in csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines())]

OWNER = 1
STRANGER = 2
RELEASED = datetime(2025, 3, 1, 12, tzinfo=UTC)
A_YEAR = timedelta(days=365)


@pytest.mark.parametrize("text,ok", ROWS)
def test_every_row_of_the_spec_s_table_is_judged_as_it_says(text: str, ok: bool) -> None:
    """LINK-1, LINK-2."""
    assert (not links.violations(text)) == ok


@given(st.text() | st.from_regex(r"\A[a-zA-Z0-9.]{3,45}\Z"))
def test_any_text_is_either_refused_or_has_the_allowed_shape(text: str) -> None:
    """LINK-1."""
    shape = re.fullmatch(r"(?=.{5,40}\Z)[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*", text)
    reserved = text.lower() in links.RESERVED_WORDS
    assert (not links.violations(text)) == (shape is not None and not reserved)


@pytest.mark.parametrize(
    "text,reasons",
    [
        ("jane", ["A personal link has 5 to 40 characters; that one has 4."]),
        ("", ["A personal link has 5 to 40 characters; type one."]),
        ("1jane", ["A personal link starts with a letter; that one starts with “1”."]),
        ("jane_doe", ["A personal link has letters A to Z, digits and periods only; that one has “_” in it."]),
        ("jane doe", ["A personal link has letters A to Z, digits and periods only; that one has a space in it."]),
        ("jane..doe", ["That personal link has two periods in a row; one at a time is allowed."]),
        ("jane.doe.", ["That personal link ends with a period; end it with a letter or a digit."]),
        ("Support", ["“Support” is a reserved word; choose another personal link."]),
        (
            "zoom",
            [
                "A personal link has 5 to 40 characters; that one has 4.",
                "“zoom” is a reserved word; choose another personal link.",
            ],
        ),
    ],
)
def test_a_refusal_says_everything_that_is_wrong(text: str, reasons: list[str]) -> None:
    """LINK-1, LINK-2."""
    assert [reason_text(fault.reason) for fault in links.violations(text)] == reasons


def test_the_reserved_words_are_exactly_the_spec_s() -> None:
    """LINK-2."""
    assert sorted(links.RESERVED_WORDS) == [
        *("admin", "billing", "channel", "everybody", "everyone", "help", "info"),
        *("meeting", "meetings", "owner", "security", "slack", "support", "zoom"),
    ]


@given(st.sampled_from(sorted(links.RESERVED_WORDS)), st.integers().map(Random))
def test_a_reserved_word_is_refused_in_any_case(word: str, random: Random) -> None:
    """LINK-2: compared without case."""
    typed = "".join(random.choice([each.upper(), each]) for each in word)
    assert "LINK-2" in [fault.rule for fault in links.violations(typed)]


@pytest.mark.parametrize("text", ["support.team", "admins", "zoomer", "my.admin"])
def test_a_link_may_contain_a_reserved_word(text: str) -> None:
    """LINK-2 reserves the words, not what they are part of."""
    assert links.violations(text) == []


def test_links_that_differ_in_case_only_are_the_same_link() -> None:
    """LINK-1."""
    assert links.link_key("Jane.Doe") == links.link_key("jane.dOE") == "jane.doe"


@given(st.integers().map(Random))
def test_a_generated_link_obeys_the_rules_and_reads_easily(random: Random) -> None:
    """LINK-3: everybody's room has one from the start."""
    link = links.generate_link(random.randrange)
    assert links.violations(link) == []
    assert re.fullmatch(r"[a-z]+[0-9]{4}\.[a-z]+[0-9]{4}", link)


def test_every_word_and_digit_is_used_as_it_was_chosen() -> None:
    chosen = iter([0, 42, len(WORDS) - 1, 9_999])
    assert links.generate_link(lambda _: next(chosen)) == "acorn0042.window9999"


def test_generated_links_can_neither_be_guessed_nor_run_out() -> None:
    """LINK-3: at least 40 bits, drawn at random, from words that are all different and fit."""
    drawn_from: list[int] = []

    def choose(below: int) -> int:
        drawn_from.append(below)
        return 0

    links.generate_link(choose)
    assert math.log2(math.prod(drawn_from)) >= 40
    assert len(set(WORDS)) == len(WORDS) == 128
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in WORDS)
    assert len({links.generate_link() for _ in range(200)}) == 200


def test_a_link_nobody_had_is_free() -> None:
    assert not is_taken(None, person=STRANGER, instant=Instant(RELEASED))


def test_a_link_in_use_is_taken_for_all_but_its_owner() -> None:
    """LINK-2; its owner may write it in another case."""
    assert is_taken(LinkRecord(OWNER), person=STRANGER, instant=Instant(RELEASED))
    assert not is_taken(LinkRecord(OWNER), person=OWNER, instant=Instant(RELEASED))


def test_a_released_link_is_kept_for_its_former_owner_for_365_days() -> None:
    """LINK-2, to the instant."""
    holding = LinkRecord(OWNER, RELEASED)
    assert not is_taken(holding, person=OWNER, instant=Instant(RELEASED))
    assert is_taken(holding, person=STRANGER, instant=Instant(RELEASED))
    assert is_taken(holding, person=STRANGER, instant=Instant(RELEASED + A_YEAR - timedelta(microseconds=1)))
    assert not is_taken(holding, person=STRANGER, instant=Instant(RELEASED + A_YEAR))
