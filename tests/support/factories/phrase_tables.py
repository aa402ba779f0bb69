"""The sentences of `tests/data/phrases*.csv`, and how their tables write a start and a repeat (MEET-10)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path

from bot.policy.meetings.recurrence import Frequency, RecurrenceRule

DATA = Path(__file__).parents[2] / "data"
FILES = ("phrases.csv", "phrases_en.csv", "phrases_de.csv", "phrases_fr.csv", "phrases_es.csv")


@dataclass(frozen=True)
class Row:
    """A sentence, when and where it is read, and what of it is shown: topic, start, minutes and repeat as the table writes them."""

    now: datetime
    zone: str
    text: str
    kind: str
    shown: tuple[str, str, str, str]


def rows(name: str) -> Iterator[Row]:
    """The rows of one of the files, in its order."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        now = datetime.strptime(row["now_utc"], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        shown = (row["topic"], row["start"], row["duration"], row["repeats"])
        yield Row(now, row["zone"], row["text"], row["kind"], shown)


def start(day: date | None, clock: clock_time | None) -> str:
    """A start as the table writes it: `2026-12-04 09:00`, `2026-12-04` without an hour, `T09:00` without a day."""
    if day is None:
        return f"T{clock:%H:%M}" if clock else ""
    return f"{day} {clock:%H:%M}" if clock else str(day)


def repeats(rule: RecurrenceRule | None, day: date | None) -> str:
    """A repeat as the table writes it: one by date names the date, which is that of its start, as does the last day."""
    if rule is None:
        return ""
    days = " ".join(f"{rule.ordinal or ''}{weekday.name}" for weekday in rule.days)
    by_date = rule.frequency is Frequency.MONTHLY and not rule.days and not rule.last_day and day is not None
    parts = {
        "FREQ": rule.frequency.value,
        "INTERVAL": "" if rule.interval == 1 else str(rule.interval),
        "BYDAY": days,
        "BYMONTHDAY": "-1" if rule.last_day else str(day.day) if by_date and day else "",
        "UNTIL": str(rule.until or ""),
        "COUNT": str(rule.count or ""),
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)
