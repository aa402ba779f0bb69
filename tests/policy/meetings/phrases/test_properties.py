"""MEET-10: what holds for every sentence: languages agree, other words change nothing, nothing raises, and it is quick."""

import math
import time
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.policy.meetings.phrases.grammar import MAX_TEXT_LENGTH, MAX_TOKENS, parse_phrase
from bot.policy.meetings.phrases.senses import Sense, Vocabulary
from bot.policy.meetings.phrases.tokens import tokenize
from bot.policy.meetings.phrases.vocabulary import english, french, german, others, spanish
from tests.policy.meetings.phrases.spoken_times import LANGUAGES, Sentence, sentences

NOW = datetime(2026, 12, 3, 9, 15, tzinfo=UTC)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001 - UTC is given
zones = st.sampled_from(
    ["Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "UTC", "", "Nowhere/At_All"]
)
known = sorted(
    {word for words in (english, german, french, spanish, others) for sense in words.WORDS.values() for word in sense}
)
other_words = st.sampled_from(
    ["budget", "Julian", "Überblick", "café", "Q4", "3D", "v2", "naïve", "r\u0435view", "進捗", "1:1", "A/B"]
)
pieces = st.one_of(
    st.sampled_from(known),
    st.from_regex(r"\A[0-9]{1,4}([:./-][0-9]{1,4}){0,2}\Z"),
    st.sampled_from([",", "-", "–", "to", "am", "pm", "@", "(", ")", "“", "”", "GMT+3", "PST", "IST", "."]),
    st.text(max_size=6),
)


@given(sentences, instants, zones)
@settings(max_examples=300)
def test_every_language_says_the_same_time(sentence: Sentence, now: datetime, zone: str) -> None:
    said = {language: parse_phrase(sentence.of(language), zone, now) for language in LANGUAGES}
    english_one = said["en"]
    assert not english_one.time.unread
    assert english_one.time.clock is not None
    assert {language: found.time for language, found in said.items()} == dict.fromkeys(LANGUAGES, english_one.time)
    assert {found.topic for found in said.values()} == {"Xylo"}


@given(sentences, st.sampled_from(LANGUAGES), st.lists(other_words, min_size=1, max_size=4), st.booleans())
def test_a_word_that_is_no_time_word_never_changes_the_time(
    sentence: Sentence, language: str, words: list[str], before: bool
) -> None:
    phrase, more = sentence.of(language, topic=""), " ".join(words)
    found = parse_phrase(f"{more} {phrase}" if before else f"{phrase}, {more}", "Europe/Berlin", NOW)
    assert found.time == parse_phrase(phrase, "Europe/Berlin", NOW).time
    assert found.topic == more


@given(st.lists(pieces, max_size=12).map(" ".join), instants, zones)
@settings(max_examples=400)
def test_no_sentence_raises_and_every_word_is_accounted_for(text: str, now: datetime, zone: str) -> None:
    """A token is in the topic, in what is quoted, or something was understood."""
    found = parse_phrase(text, zone, now)
    said = found.time
    understood = said.day or said.clock or said.minutes or said.rule or found.people or found.channel
    quoted = " ".join([found.topic, *(each.words for each in said.unread)])
    if not understood and not said.unread:
        assert [token.text for token in tokenize(found.topic)] == [token.text for token in tokenize(quoted)]
    for unread in said.unread:
        assert unread.words in " ".join(text.split())


@given(st.text(max_size=80), zones)
def test_no_text_is_too_strange(text: str, zone: str) -> None:
    parse_phrase(text, zone, NOW)


@given(sentences, st.sampled_from(LANGUAGES))
def test_capitals_and_accents_change_nothing(sentence: Sentence, language: str) -> None:
    text = sentence.of(language)
    assume("à" not in text)  # “a” leads to an hour only where it shows itself as one
    plain = text.translate(str.maketrans("äöüáéíóúñèêûô", "aouaeiouneeuo"))
    assert parse_phrase(text.upper().replace("H", "h"), "UTC", NOW).time == parse_phrase(text, "UTC", NOW).time
    assert parse_phrase(plain, "UTC", NOW).time == parse_phrase(text, "UTC", NOW).time


@given(st.integers(2, 400))
def test_an_hour_without_a_day_is_the_next_time_it_comes(minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    found = parse_phrase(f"Sync {at:%H:%M} UTC", "UTC", NOW).time
    assert (found.day, found.clock) == (at.date(), at.time().replace(second=0))


@pytest.mark.parametrize(
    "text",
    [
        "every second monday on the 20th from 9 to 11 am until 18 dec for an hour and a half " * 6,
        "tomorrow " * 55,
        "10:00 - " * 60,
        "every " * 90,
        "montags und dienstags und " * 20,
        "“" * 250,
        "1" * 500,
        "4.12." * 100,
        "am " * 80,
        "by " * 80,
        "le 20 de chaque mois " * 24,
    ],
    ids=lambda text: text[:20],
)
def test_no_sentence_costs_more_than_five_milliseconds(text: str) -> None:
    """The quickest of some, of the thread alone: what else the machine does is no matter."""
    text = text[:MAX_TEXT_LENGTH]
    parse_phrase(text, "Europe/Berlin", NOW)
    costs = []
    for _ in range(7):
        began = time.thread_time()
        parse_phrase(text, "Europe/Berlin", NOW)
        costs.append(time.thread_time() - began)
    assert min(costs) < 0.005


LEADS = (
    *(
        Sense.ON,
        Sense.STARTING,
        Sense.FROM,
        Sense.TO,
        Sense.BEFORE_OR_AFTER,
        Sense.UNTIL,
        Sense.EXCEPT,
        Sense.EVERY,
        Sense.IN,
    ),
    *(Sense.FOR, Sense.AT, Sense.OTHER_WEEK, Sense.NEXT, Sense.NUMBER, Sense.UNIT, Sense.MONTH, Sense.AND, Sense.WITH),
)
"""What leads to something else: where one looks ahead for another, a row of them could cost what their number squared does."""


@pytest.mark.parametrize("vocabulary", [english.WORDS, german.WORDS, french.WORDS, spanish.WORDS])
def test_twice_as_many_words_do_not_cost_four_times_as_much(vocabulary: Vocabulary) -> None:
    """Each lead behind each other, as often as a text may be long: what it costs grows with its length."""
    words = [next(iter(vocabulary[sense])) for sense in LEADS if vocabulary.get(sense)]
    assert [pair for pair in product(words, words) if growth(pair) >= 3] == []


def growth(pair: tuple[str, str]) -> float:
    """What all of a text costs, in units of its half: the least of some tries, of one where it is well below the limit."""
    text = " ".join(pair) + " "
    half = text * (min(MAX_TOKENS // len(tokenize(text)), MAX_TEXT_LENGTH // len(text)) // 2)
    least = math.inf
    for _ in range(6):
        least = min(least, cost(half * 2) / cost(half))
        if least < 3:
            break
    return least


def cost(text: str) -> float:
    """Seconds of the thread, whatever else the machine does."""
    began = time.thread_time()
    parse_phrase(text, "Europe/Berlin", NOW)
    return time.thread_time() - began
