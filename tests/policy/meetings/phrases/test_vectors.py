"""MEET-10: sentences in four languages, and what the form shows of each: `read` exactly this, `ask` only what is certain."""

import pytest

from bot.policy.meetings.phrases.grammar import parse_phrase
from tests.support.factories.phrase_tables import FILES, Row, repeats, rows, start

ROWS = [row for name in FILES for row in rows(name)]


def test_the_tables_hold_what_the_grammar_promises() -> None:
    """At least 25 sentences in each language beside the 69, about half of them to be asked about; more may be added of either kind."""
    for name in FILES[1:]:
        kinds = [row.kind for row in rows(name)]
        assert min(kinds.count("read"), kinds.count("ask")) >= 13
    assert len(list(rows(FILES[0]))) == 69


@pytest.mark.parametrize("row", ROWS, ids=[row.text for row in ROWS])
def test_a_sentence_is_read_or_asked_about(row: Row) -> None:
    """MEET-10."""
    found = parse_phrase(row.text, row.zone, row.now)
    said = found.time
    assert (
        found.topic,
        start(said.day, said.clock),
        str(said.minutes or ""),
        repeats(said.rule, said.day),
    ) == row.shown
    assert bool(said.unread) == (row.kind == "ask")


@pytest.mark.parametrize("row", ROWS, ids=[row.text for row in ROWS])
def test_what_is_not_understood_is_quoted_as_it_was_typed(row: Row) -> None:
    for unread in parse_phrase(row.text, row.zone, row.now).time.unread:
        assert unread.words
        assert unread.words in " ".join(row.text.split())
