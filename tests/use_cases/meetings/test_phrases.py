"""Real sentences behind `/schedule`, and what the form is filled with or asks for (MEET-2, MEET-10)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.meetings.phrases.grammar import MAX_TEXT_LENGTH
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.use_cases.meetings.phrases import Part, Prefill, Unread, first_start, read_phrase

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
"""A Sunday, 10:00 in Berlin."""
MONDAY = date(2026, 3, 2)
EVERY_WEEKDAY = RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS)


@dataclass(frozen=True)
class Expected:
    """What is expected of a sentence; what is not named is nothing."""

    topic: str
    day: date | None = None
    clock: str = ""
    minutes: int | None = None
    rule: RecurrenceRule | None = None
    people: tuple[str, ...] = ()
    channel: str = ""
    unread: tuple[Unread, ...] = ()


def asked(part: Part, *words: str) -> tuple[Unread, ...]:
    return tuple(Unread(part, each) for each in words)


SENTENCES = {
    # The issue's own.
    "1:1 with Sam": Expected("1:1 with Sam"),
    "March update": Expected("March update"),
    "Design review tomorrow 3pm for 45m with <@U1|bob>": Expected("Design review", MONDAY, "15:00", 45, people=("U1",)),
    "Design review tomorrow 3pm for 45m with <@U1> <#C1|team> weekly": Expected(
        "Design review", MONDAY, "15:00", 45, RecurrenceRule(Frequency.WEEKLY), ("U1",), "C1"
    ),
    "mañana 10:00": Expected("", MONDAY, "10:00"),
    "standup every weekday 9:15": Expected("standup", MONDAY, "09:15", rule=EVERY_WEEKDAY),
    "Q3 planning": Expected("Q3 planning"),
    "lunch 12": Expected("lunch 12"),
    # An hour, and what only looks like one.
    "sync 11:30": Expected("sync", date(2026, 3, 1), "11:30"),
    "sync 9:30": Expected("sync", MONDAY, "09:30"),
    "10:00 standup": Expected("standup", MONDAY, "10:00"),
    "coffee at 3": Expected("coffee", date(2026, 3, 1), "15:00"),
    "coffee at 3pm": Expected("coffee", date(2026, 3, 1), "15:00"),
    "dinner 7.30 p.m.": Expected("dinner", date(2026, 3, 1), "19:30"),
    "John 3:16": Expected("John 3:16"),
    "High Noon": Expected("High Noon"),
    "12 Angry Men": Expected("12 Angry Men"),
    "24/7 support review": Expected("24/7 support review"),
    "release v1.5": Expected("release v1.5"),
    "move the 10:00 meeting to 11:00": Expected(
        "move the 10:00 meeting to 11:00", unread=asked(Part.HOUR, "10:00", "11:00")
    ),
    "gym in 30 min": Expected("gym", date(2026, 3, 1), "10:30"),
    "review in 2 hours": Expected("review", date(2026, 3, 1), "12:00"),
    # A day, and what only looks like one.
    "retro on friday": Expected("retro", date(2026, 3, 6)),
    "retro friday": Expected("retro", date(2026, 3, 6)),
    "Friday demo": Expected("Friday demo"),
    "Sun migration": Expected("Sun migration"),
    "plan for tomorrow": Expected("plan", MONDAY),
    "report until 3 May": Expected("report until 3 May"),
    "May 3 launch": Expected("May 3 launch"),
    "launch party May 3 at 7pm": Expected("launch party", date(2026, 5, 3), "19:00"),
    "planning 2026-05-04 14:00": Expected("planning", date(2026, 5, 4), "14:00"),
    "kickoff next monday 9am": Expected("kickoff", MONDAY, "09:00"),
    "call at noon tomorrow": Expected("call", MONDAY, "12:00"),
    "trip in 3 days": Expected("trip", date(2026, 3, 4)),
    "check 31 feb 10:00": Expected("check", clock="10:00", unread=asked(Part.DAY, "31 feb")),
    "review 28 Feb 10:00": Expected("review", date(2027, 2, 28), "10:00"),
    "tomorrow": Expected("", MONDAY),
    "dinner tonight 8pm": Expected("dinner", date(2026, 3, 1), "20:00"),
    "Kickoff: Project X – Monday 9:30am": Expected("Kickoff: Project X", MONDAY, "09:30"),
    "Feedback on Monday's demo tomorrow 11:00": Expected("Feedback on Monday's demo", MONDAY, "11:00"),
    # What is not understood of a day or a zone is asked.
    "demo on 12/05 at 10:00": Expected("demo", clock="10:00", unread=asked(Part.DAY, "on 12/05")),
    "Team lunch on Friday the 13th at 12pm": Expected("Team lunch", date(2026, 3, 13), "12:00"),
    "Standup Mon-Fri 9am": Expected("Standup", clock="09:00", unread=asked(Part.PATTERN, "Mon-Fri")),
    "catch up next week 10:00": Expected("catch up", clock="10:00", unread=asked(Part.DAY, "next week")),
    "Review Tuesday 5pm PST": Expected("Review", date(2026, 3, 4), "02:00"),
    "review tomorrow at 10:00 CET": Expected("review", MONDAY, "10:00"),
    # How long.
    "workshop for 90 min": Expected("workshop", minutes=90),
    "party tomorrow 18:00 for 1h30": Expected("party", MONDAY, "18:00", 90),
    "sync for half an hour": Expected("sync", minutes=30),
    "sync for 1.5 hours": Expected("sync", minutes=90),
    "90 min workshop": Expected("90 min workshop"),
    "break for 5m": Expected("break", unread=asked(Part.DURATION, "for 5m")),
    "budget 10:00-11:30 on 3 May": Expected("budget", date(2026, 5, 3), "10:00", 90),
    "interview 3-4pm tomorrow": Expected("interview", MONDAY, "15:00", 60),
    "Retreat for 2 hours": Expected("Retreat", minutes=120),
    "Plans for 2027": Expected("Plans for 2027"),
    "Sprint for 5 minutes": Expected("Sprint", unread=asked(Part.DURATION, "for 5 minutes")),
    # How often.
    "weekly sync": Expected("weekly sync"),
    "weekly": Expected("weekly"),
    "weekly at 10:00": Expected("", MONDAY, "10:00", rule=RecurrenceRule(Frequency.WEEKLY)),
    "every weekday": Expected("", rule=EVERY_WEEKDAY),
    "standup every weekday": Expected("standup", rule=EVERY_WEEKDAY),
    "daily standup tomorrow 9:15": Expected("daily standup", MONDAY, "09:15"),
    "all hands monthly": Expected("all hands", rule=RecurrenceRule(Frequency.MONTHLY)),
    "1:1 with <@U2> every other tuesday at 14:30 for 30 minutes": Expected(
        "1:1", date(2026, 3, 3), "14:30", 30, RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.TU,)), ("U2",)
    ),
    "sync weekly on mon and thu 9:00": Expected(
        "sync", MONDAY, "09:00", rule=RecurrenceRule(Frequency.WEEKLY, days=(Weekday.MO, Weekday.TH))
    ),
    "gym every day 10 times 19:00": Expected(
        "gym", date(2026, 3, 1), "19:00", rule=RecurrenceRule(Frequency.DAILY, count=10)
    ),
    "review every 2 weeks": Expected("review", rule=RecurrenceRule(Frequency.WEEKLY, 2)),
    "Board every first monday 10:00": Expected(
        "Board", MONDAY, "10:00", rule=RecurrenceRule(Frequency.MONTHLY, days=(Weekday.MO,), ordinal=1)
    ),
    "Drinks every last friday of the month 3 times": Expected(
        "Drinks", rule=RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=-1, count=3)
    ),
    "Sync every second tuesday of the month 9:00": Expected(
        "Sync", date(2026, 3, 10), "09:00", rule=RecurrenceRule(Frequency.MONTHLY, days=(Weekday.TU,), ordinal=2)
    ),
    "Sync every second tuesday 9:00": Expected(
        "Sync", date(2026, 3, 3), "09:00", rule=RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.TU,))
    ),
    "Board every fifth monday 10:00": Expected(
        "Board", date(2026, 3, 30), "10:00", rule=RecurrenceRule(Frequency.MONTHLY, days=(Weekday.MO,), ordinal=5)
    ),
    "Payroll monthly on the 31st": Expected("Payroll", date(2026, 3, 31), rule=RecurrenceRule(Frequency.MONTHLY)),
    "every customer counts": Expected("every customer counts"),
    "every 200 days": Expected("", unread=asked(Part.PATTERN, "every 200 days")),
    # Who and where.
    "1:1 with <@U1|sam>": Expected("1:1 with <@U1|sam>", people=("U1",)),
    "weekly one on one with <@U1|sam> and <@U2|tom> tomorrow": Expected(
        "weekly one on one with <@U1|sam>", MONDAY, people=("U1", "U2")
    ),
    "<@U1|sam>'s birthday tomorrow": Expected("<@U1|sam>'s birthday", MONDAY, people=("U1",)),
    "ask <@U1|sam> about the roof": Expected("ask <@U1|sam> about the roof", people=("U1",)),
    "sync <@U1|sam> tomorrow 3pm": Expected("sync", MONDAY, "15:00", people=("U1",)),
    "Planning with <@U1> <#C1|general> weekly": Expected(
        "Planning", rule=RecurrenceRule(Frequency.WEEKLY), people=("U1",), channel="C1"
    ),
    "lunch with <@U1>, <@U2> and <@U1>": Expected("lunch", people=("U1", "U2")),
    "<@U1> and <@W2>": Expected("", people=("U1", "W2")),
    "news in <#C1|news>": Expected("news", channel="C1"),
    "<#C1> or <#C2>": Expected("<#C1> or <#C2>"),
    "hello <!channel> & friends": Expected("hello <!channel> & friends"),
    # Other languages.
    "Besprechung morgen um 15 Uhr für 45 Minuten": Expected("Besprechung", MONDAY, "15:00", 45),
    "Réunion demain à 15h30": Expected("Réunion", MONDAY, "15:30"),
    "reunión martes 10:00": Expected("reunión", date(2026, 3, 3), "10:00"),
    "cena pasado mañana 20:00": Expected("cena", date(2026, 3, 3), "20:00"),
    "": Expected(""),
    "   ": Expected(""),
}


@pytest.mark.parametrize("sentence,says", SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_fills_the_form(sentence: str, says: Expected) -> None:
    clock = time.fromisoformat(says.clock) if says.clock else None
    expected: dict[str, Any] = {**says.__dict__, "clock": clock}
    assert read_phrase(sentence, "Europe/Berlin", NOW) == Prefill(**expected)


def test_a_bare_hour_is_today_or_tomorrow_by_the_clock_of_whoever_asks() -> None:
    assert read_phrase("sync 11:30", "Asia/Tokyo", NOW).day == MONDAY
    assert read_phrase("sync 11:30", "America/New_York", NOW).day == date(2026, 3, 1)


def test_a_repeat_without_a_day_begins_on_its_first_day() -> None:
    """MEET-3."""
    thursday = RecurrenceRule(Frequency.WEEKLY, days=(Weekday.TH,))
    seen = read_phrase("sync every thursday 9:00", "Europe/Berlin", NOW)
    assert (seen.rule, seen.day) == (thursday, date(2026, 3, 5))


@pytest.mark.parametrize(
    "sentence,start",
    [
        ("sync", "2026-03-01T11:00"),
        ("sync 11:30", "2026-03-01T11:30"),
        ("retro friday", "2026-03-06T09:00"),
        ("retro today", "2026-03-01T11:00"),
        ("standup every weekday", "2026-03-02T11:00"),
        ("report every other tuesday", "2026-03-03T11:00"),
        ("launch 28 Mar", "2026-03-28T09:00"),
    ],
)
def test_the_form_opens_at_what_was_said_and_soon_where_nothing_was(sentence: str, start: str) -> None:
    """MEET-2, MEET-3: on a day of the repeat, and not in the past."""
    said = read_phrase(sentence, "Europe/Berlin", NOW)
    assert first_start(said, "Europe/Berlin", NOW) == datetime.fromisoformat(start)


def test_soon_is_on_the_next_day_shortly_before_midnight() -> None:
    late = NOW.replace(hour=22, minute=40)
    for sentence in ("sync", "sync today"):
        said = read_phrase(sentence, "Europe/Berlin", late)
        assert first_start(said, "Europe/Berlin", late) == datetime.fromisoformat("2026-03-02T00:30")


def test_a_very_long_text_is_a_topic_and_nothing_else() -> None:
    """Section 12."""
    long = "tomorrow 3pm " * 8000
    assert read_phrase(long, "UTC", NOW) == Prefill(topic=long)
    almost = ", " * (MAX_TEXT_LENGTH // 2)
    assert read_phrase(almost, "UTC", NOW).people == ()


words = st.sampled_from(
    [
        "tomorrow",
        "at",
        "3pm",
        "10:00",
        "-",
        "every",
        "week",
        "on",
        "monday",
        "and",
        "for",
        "45m",
        "<@U1>",
        "<#C1>",
        ",",
        "May",
        "3",
        "with",
        "1:1",
        "до",
        "明日",
    ]
)


@example("with")
@given(st.lists(words, max_size=8).map(" ".join) | st.text(max_size=60))
def test_no_text_is_too_strange_and_nothing_that_was_typed_gets_lost(text: str) -> None:
    seen = read_phrase(text, "Europe/Berlin", NOW)
    understood = seen.people or seen.channel or seen.minutes or seen.rule or seen.day or seen.clock or seen.unread
    assert understood or seen.topic == " ".join(text.split())
