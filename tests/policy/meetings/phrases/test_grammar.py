"""What the grammar finds in a text: how long, on which day, at which hour; what is doubtful stays topic (MEET-2)."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.meetings.phrases.grammar import MAX_TEXT_LENGTH, ParsedPhrase, parse_phrase, trim_topic
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule
from bot.policy.meetings.rrule_text import to_rrule


def check(text: str, topic: str, **found: Any) -> None:  # noqa: ANN401 - any field of a phrase
    clock = found.pop("clock", None)
    assert parse_phrase(text) == ParsedPhrase(topic, clock=time.fromisoformat(clock) if clock else None, **found)


@pytest.mark.parametrize(
    "words,minutes",
    [
        ("15m", 15),
        ("90 min", 90),
        ("45 Minuten", 45),
        ("1440 minutes", 1440),
        ("1h", 60),
        ("2 hours", 120),
        ("24h", 1440),
        ("1.5 hours", 90),
        ("1,25 h", 75),
        ("1h30", 90),
        ("1h 30 min", 90),
        ("2 hours and 15 minutes", 135),
        ("0h 20", 20),
        ("an hour", 60),
        ("one hour", 60),
        ("half an hour", 30),
        ("half a hour", 30),
    ],
)
def test_how_long_is_understood_behind_for(words: str, minutes: int) -> None:
    check(f"sync for {words}", "sync", minutes=minutes)


@pytest.mark.parametrize("words", ["14m", "0m", "1441 minutes", "24h 1", "25 hours", "0h", "5 people", "10:00", "2027"])
def test_what_is_too_short_too_long_or_no_time_stays_topic(words: str) -> None:
    check(f"sync for {words}", f"sync for {words}")


@pytest.mark.parametrize("text", ["90 min workshop", "wait for 45minutely reports", "therefor 45m"])
def test_a_duration_stands_behind_for_and_ends_with_its_word(text: str) -> None:
    check(text, text)


@pytest.mark.parametrize(
    "words,clock",
    [
        ("1am", "01:00"),
        ("11am", "11:00"),
        ("12am", "00:00"),
        ("12:30 a.m.", "00:30"),
        ("1pm", "13:00"),
        ("11:59 PM", "23:59"),
        ("12pm", "12:00"),
        ("12.05 p.m.", "12:05"),
        ("7.30pm", "19:30"),
        ("15 Uhr", "15:00"),
        ("15:30 Uhr", "15:30"),
        ("15h", "15:00"),
        ("15h45", "15:45"),
        ("0h05", "00:05"),
        ("noon", "12:00"),
        ("midday", "12:00"),
        ("Midnight", "00:00"),
        ("7:00", "07:00"),
        ("23:59", "23:59"),
    ],
)
def test_an_hour_is_understood_in_each_of_its_spellings(words: str, clock: str) -> None:
    check(f"call at {words}", "call", clock=clock)
    check(f"call tomorrow {words}", "call", day="tomorrow", clock=clock)
    check(f"call {words}, tomorrow", "call", day="tomorrow", clock=clock)


@pytest.mark.parametrize("words", ["13pm", "0am", "24:00", "10:60", "3", "3:5", "25h", "24 Uhr"])
def test_what_no_clock_shows_is_no_hour(words: str) -> None:
    check(f"call at {words}", f"call at {words}")


@pytest.mark.parametrize(
    "text,topic,clock",
    [
        ("sync 7:00", "sync", "07:00"),
        ("7:00 sync", "sync", "07:00"),
        ("sync 6:59", "sync 6:59", None),
        ("6:59 sync", "6:59 sync", None),
        ("read 10:00 aloud", "read 10:00 aloud", None),
        ("read at 10:00 aloud", "read aloud", "10:00"),
        ("read 3pm aloud", "read aloud", "15:00"),
        ("read 15h aloud", "read aloud", "15:00"),
        ("High Noon", "High Noon", None),
        ("lunch at noon", "lunch", "12:00"),
        ("coffee at 6:30", "coffee", "06:30"),
    ],
)
def test_a_bare_hour_counts_by_day_and_at_the_edge_of_a_text(text: str, topic: str, clock: str | None) -> None:
    """“John 3:16” is no hour of the night; with “at”, am, pm or “h” it is one anywhere."""
    check(text, topic, clock=clock)


def test_beside_a_repeat_any_hour_is_meant() -> None:
    every_weekday = RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS)
    check("every weekday 6:30 swim team", "swim team", clock="06:30", rule=every_weekday)
    check("every weekday 6:30 before next week", "before next week", clock="06:30", rule=every_weekday)


@pytest.mark.parametrize(
    "text",
    [
        "move the 10:00 call to 11:00",
        "demo on 12/05 at 10:00",
        "demo 12.05 at 10:00",
        "demo on the 5th at 10:00",
        "standup Mon-Fri at 9am",
        "walk at the weekend at 10:00",
        "catch up next week at 10:00",
        "catch up this month at 10:00",
        "lunch on Friday the 13th at 12pm",
        "review until 10:00",
        "review before noon",
    ],
)
def test_an_hour_of_something_that_is_not_understood_stays_with_it(text: str) -> None:
    """Neither of two hours, none of an unclear day, none behind “until”."""
    check(text, text)


@pytest.mark.parametrize("zone", ["CET", "PST", "UTC", "IST"])
@pytest.mark.parametrize("hour", ["at 10:00", "5pm", "5 p.m."])
def test_an_hour_in_a_zone_that_it_names_is_left_to_the_person(zone: str, hour: str) -> None:
    for text in (f"review tomorrow {hour} {zone}", f"review {hour} {zone}"):
        check(text, text)


def test_small_letters_behind_an_hour_are_no_zone() -> None:
    check("déjeuner demain 10:00 et café", "déjeuner et café", day="demain", clock="10:00")


@pytest.mark.parametrize(
    "words,clock,minutes",
    [
        ("10:00-11:30", "10:00", 90),
        ("10:30 - 12:00", "10:30", 90),
        ("10:00–10:15", "10:00", 15),
        ("from 9:15 to 10:00", "09:15", 45),
        ("von 9:15 bis 10:00", "09:15", 45),
        ("3-4pm", "15:00", 60),
        ("3-4 p.m.", "15:00", 60),
        ("11am-1pm", "11:00", 120),
        ("0:00-23:59", "00:00", 1439),
    ],
)
def test_from_one_hour_to_another_is_a_start_and_a_duration(words: str, clock: str, minutes: int) -> None:
    check(f"interview tomorrow {words}", "interview", day="tomorrow", clock=clock, minutes=minutes)
    check(f"interview {words} tomorrow", "interview", day="tomorrow", clock=clock, minutes=minutes)


@pytest.mark.parametrize("words", ["10:00-10:14", "11:00-10:00", "9-5", "13-14pm", "10:00-99:00", "3-4", "13-2pm"])
def test_two_hours_that_make_no_meeting_stay_topic(words: str) -> None:
    check(f"interview {words}", f"interview {words}")


def test_beside_a_duration_a_span_of_hours_is_doubtful() -> None:
    check("interview 10:00-11:30 for 45m", "interview 10:00-11:30", minutes=45)


@pytest.mark.parametrize(
    "day",
    [
        *("today", "Tomorrow", "the day after tomorrow", "übermorgen", "pasado mañana", "vandaag"),
        *("friday", "Freitag", "mercredi", "2026-05-04", "3 May", "3rd of May", "May 3rd", "May 3, 2027", "31. Mai"),
        *("01 feb.", "Sept 30", "in 3 days", "in a week", "in one day"),
    ],
)
def test_a_day_at_the_end_or_behind_on_is_found_and_left_to_be_read(day: str) -> None:
    check(f"retro {day}", "retro", day=day)
    check(f"on {day} retro", "retro", day=day)
    check(f"retro {day} 10:00", "retro", day=day, clock="10:00")
    check(f"{day} retro", f"{day} retro")


@pytest.mark.parametrize("text", ["32 May", "0 May", "May 32", "2026-5-4", "in 1000 days", "Smarch 3", "fridays"])
def test_what_is_no_day_stays_topic(text: str) -> None:
    check(f"retro {text}", f"retro {text}")


def test_a_short_name_of_a_day_may_be_something_else() -> None:
    """“Sun”, “sat” and “wed” are words; with “on” or an hour they are days."""
    check("look at the sun", "look at the sun")
    check("retro on sat", "retro", day="sat")
    check("retro sat 10:00", "retro", day="sat", clock="10:00")


@pytest.mark.parametrize(
    "text",
    [
        *("report until friday", "report by tomorrow", "plan for tomorrow", "news since 3 May", "bis Freitag"),
        *("offsite monday and friday", "offsite monday, and friday", "montag oder freitag", "mon & fri"),
        *("every customer friday", "each one friday", "notes of friday 10:00"),
    ],
)
def test_a_day_that_is_not_when_it_starts_stays_topic(text: str) -> None:
    check(text, text)


def test_and_joins_more_than_days() -> None:
    check("bread and friday", "bread", day="friday")
    check("and friday", "", day="friday")
    check("monday with bread and friday", "monday with bread", day="friday")
    check("friday lunch tomorrow", "friday lunch", day="tomorrow")
    check("notes every one may read friday", "notes every one may read", day="friday")


@pytest.mark.parametrize(
    "words", ["in 30 min", "in 2 hours", "in an hour", "in one hour", "in a minute", "in 120 mins"]
)
def test_in_some_time_says_day_and_hour_at_once(words: str) -> None:
    check(f"gym {words}", "gym", day=words, exact=True)
    check(f"{words} gym", f"{words} gym")


def test_the_topic_is_also_known_as_it_would_be_if_the_day_meant_nothing() -> None:
    """The use case reads the day; where it cannot, the words for it come back."""
    parsed = parse_phrase("Design review tomorrow 3pm for 45m with <@U1> weekly")
    assert parsed.without_when == "Design review tomorrow 3pm"
    assert parse_phrase("  tea \n time ").without_when == "tea time"
    assert parse_phrase("tea with").without_when == "tea with"


def test_everything_at_once() -> None:
    check(
        "Design review tomorrow 3pm for 45m with <@U1|bob> <#C1|team> weekly",
        "Design review",
        people=("U1",),
        channel="C1",
        minutes=45,
        rule=RecurrenceRule(Frequency.WEEKLY),
        day="tomorrow",
        clock="15:00",
    )


@pytest.mark.parametrize(
    "words,trimmed",
    [
        ("tea with", "tea"),
        ("tea  in and at", "tea"),
        ("tea –", "tea"),
        ("- tea", "tea"),
        (", tea ,", "tea"),
        ("tea-", "tea-"),
        ("without", "without"),
        ("with", ""),
        ("tea for two", "tea for two"),
    ],
)
def test_what_led_to_a_phrase_goes_with_it(words: str, trimmed: str) -> None:
    assert trim_topic(words) == trimmed


@pytest.mark.parametrize("text", ["tea with", "- tea", "and", "<@u1>", ","])
def test_a_text_of_which_nothing_is_understood_loses_nothing(text: str) -> None:
    check(text, text)


def test_a_text_of_a_thousand_characters_is_read_and_a_longer_one_is_all_topic() -> None:
    """Section 12."""
    spoken = " tomorrow 3pm"
    fits = "x" * (MAX_TEXT_LENGTH - len(spoken)) + spoken
    assert len(fits) == 1000
    assert parse_phrase(fits).day == "tomorrow"
    longer = "x" + fits
    assert parse_phrase(longer) == ParsedPhrase(longer)
    assert parse_phrase(longer).without_when == longer


@given(
    topic=st.sampled_from(["tea", "Q3 planning", "1:1"]),
    day=st.sampled_from(["", "tomorrow", "on friday", "3 May"]),
    clock=st.sampled_from(["", "3pm", "at 10:00", "15h30"]),
    minutes=st.integers(15, 1440),
    rule=st.sampled_from(["", "every weekday", "every 2 weeks", "every other tuesday"]),
)
def test_the_parts_are_found_in_either_order(topic: str, day: str, clock: str, minutes: int, rule: str) -> None:
    one = parse_phrase(f"{topic} {day} {clock} for {minutes} minutes {rule}")
    other = parse_phrase(f"{rule} {topic} for {minutes} minutes {day} {clock}")
    assert (one.minutes, bool(one.day), one.clock is not None) == (minutes, bool(day), bool(clock))
    assert bool(one.rule) == bool(rule)
    assert one.topic == topic
    assert (one, to_rrule(one.rule) if one.rule else "") == (other, to_rrule(other.rule) if other.rule else "")
