"""MEET-10: sentences in four languages, and what the form shows of each: `read` exactly this, `ask` only what is certain."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.policy.meetings.phrases.grammar import parse_phrase
from bot.policy.meetings.phrases.values import PhraseTime
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule

DATA = Path(__file__).parents[3] / "data"
FILES = ("phrases.csv", "phrases_en.csv", "phrases_de.csv", "phrases_fr.csv", "phrases_es.csv")


@dataclass(frozen=True)
class Row:
    """A sentence, when and where it is read, and what of it is shown."""

    now: datetime
    zone: str
    text: str
    kind: str
    shown: tuple[str, str, str, str]


def rows(name: str) -> Iterator[Row]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        now = datetime.strptime(row["now_utc"], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        shown = (row["topic"], row["start"], row["duration"], row["repeats"])
        yield Row(now, row["zone"], row["text"], row["kind"], shown)


ROWS = [row for name in FILES for row in rows(name)]


def start(said: PhraseTime) -> str:
    if said.day is None:
        return f"T{said.clock:%H:%M}" if said.clock else ""
    return f"{said.day} {said.clock:%H:%M}" if said.clock else str(said.day)


def repeats(rule: RecurrenceRule | None, said: PhraseTime) -> str:
    """As the table writes it: a repeat by date names it, as does the last day."""
    if rule is None:
        return ""
    days = " ".join(f"{rule.ordinal or ''}{day.name}" for day in rule.days)
    by_date = rule.frequency is Frequency.MONTHLY and not rule.days and not rule.last_day and said.day is not None
    parts = {
        "FREQ": rule.frequency.value,
        "INTERVAL": "" if rule.interval == 1 else str(rule.interval),
        "BYDAY": days,
        "BYMONTHDAY": "-1" if rule.last_day else str(said.day.day) if by_date and said.day else "",
        "UNTIL": str(rule.until or ""),
        "COUNT": str(rule.count or ""),
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def test_the_tables_hold_what_the_grammar_promises() -> None:
    """At least 25 sentences in each language beside the 69, about half of them to be asked about."""
    for name in FILES[1:]:
        kinds = [row.kind for row in rows(name)]
        assert len(kinds) >= 25
        assert 0.4 <= kinds.count("ask") / len(kinds) <= 0.6
    assert len(list(rows(FILES[0]))) == 69


@pytest.mark.parametrize("row", ROWS, ids=[row.text for row in ROWS])
def test_a_sentence_is_read_or_asked_about(row: Row) -> None:
    found = parse_phrase(row.text, row.zone, row.now)
    said = found.time
    assert (found.topic, start(said), str(said.minutes or ""), repeats(said.rule, said)) == row.shown
    assert bool(said.unread) == (row.kind == "ask")


@pytest.mark.parametrize("row", ROWS, ids=[row.text for row in ROWS])
def test_what_is_not_understood_is_quoted_as_it_was_typed(row: Row) -> None:
    for unread in parse_phrase(row.text, row.zone, row.now).time.unread:
        assert unread.words
        assert unread.words in " ".join(row.text.split())
