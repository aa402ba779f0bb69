"""MEET-10: what is printed in words is read back as itself, in every language whose words the grammar knows."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import formats
from bot.i18n.languages import Language, available
from bot.i18n.messages import Message, say
from bot.i18n.spoken import speaking
from bot.policy.meetings.phrases.grammar import parse_phrase
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday, first_matching_start
from bot.views.components.help import SCHEDULE_COMMANDS
from bot.views.meetings.recurrence import describe_rule

OF_THE_GRAMMAR = [language for language in available() if language in ("en", "de", "fr", "es")]
"""A catalogue may be there before its vocabulary."""
NOW = datetime(2026, 12, 3, 9, 15, tzinfo=UTC)
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2026, 12, 4), date(2029, 12, 31))
weekdays = st.sets(st.sampled_from(Weekday), min_size=1).map(lambda found: tuple(sorted(found)))
intervals = st.integers(1, 12)
ends: st.SearchStrategy[dict[str, int | date]] = st.one_of(
    st.just({}),
    st.integers(2, 365).map(lambda count: {"count": count}),
    st.dates(date(2030, 1, 1), date(2040, 12, 31)).map(lambda until: {"until": until}),
)
patterns = st.one_of(
    st.builds(lambda n: {"frequency": Frequency.DAILY, "interval": n}, intervals),
    st.builds(lambda n, found: {"frequency": Frequency.WEEKLY, "interval": n, "days": found}, intervals, weekdays),
    st.just({"frequency": Frequency.WEEKLY, "days": WEEKDAYS}),
    st.builds(
        lambda n, nth, day: {"frequency": Frequency.MONTHLY, "interval": n, "ordinal": nth, "days": (day,)},
        intervals,
        st.sampled_from([1, 2, 3, 4, 5, -1]),
        st.sampled_from(Weekday),
    ),
    st.builds(lambda n: {"frequency": Frequency.MONTHLY, "interval": n, "last_day": True}, intervals),
    st.builds(lambda n: {"frequency": Frequency.MONTHLY, "interval": n}, intervals),
    st.builds(lambda n: {"frequency": Frequency.YEARLY, "interval": n}, intervals),
)
rules = st.builds(lambda pattern, end: RecurrenceRule(**pattern, **end), patterns, ends)


@pytest.mark.parametrize("language", OF_THE_GRAMMAR)
@given(day=days, clock=clocks)
def test_a_date_and_an_hour_are_read_back(language: Language, day: date, clock: time) -> None:
    with speaking(language):
        printed = [f"{form(day)} {formats.clock(clock)}" for form in (formats.day, formats.weekday_and_day)]
    for text in printed:
        said = parse_phrase(f"Sync {text}", "Europe/Berlin", NOW)
        assert (said.topic, said.time.day, said.time.unread) == ("Sync", day, ())
        assert said.time.clock == clock


@pytest.mark.parametrize("language", OF_THE_GRAMMAR)
@given(rule=rules, day=days, hour=st.integers(10, 23))
@settings(max_examples=150)
def test_a_repeat_is_read_back(language: Language, rule: RecurrenceRule, day: date, hour: int) -> None:
    """With the hour behind it, as the list of meetings prints it; it begins on the next day that fits."""
    start = first_matching_start(datetime.combine(day, time(hour)), rule)
    assert start is not None
    with speaking(language):
        text = f"Sync {describe_rule(rule, start)}, {formats.clock(start)}"
    said = parse_phrase(text, "UTC", datetime.combine(start.date(), time(0), UTC) - timedelta(hours=1))
    assert (said.topic, said.time.unread) == ("Sync", ())
    assert said.time.rule == rule
    assert said.time.clock == start.time()
    if rule.frequency is Frequency.MONTHLY:
        assert said.time.day == start.date()


@pytest.mark.parametrize("language", OF_THE_GRAMMAR)
def test_the_examples_of_the_help_are_read_whole(language: Language) -> None:
    """MEET-10: what `/schedule help` shows can be typed as it stands."""
    with speaking(language):
        shown = [say(command) for command in SCHEDULE_COMMANDS if isinstance(command, Message)]
    assert len(shown) == 2
    for command in shown:
        sentence = re.sub(r"\S+@\S+|@\S+", "<@U1>", command.strip("`").removeprefix("/schedule ")).replace("#", "")
        said = parse_phrase(sentence, "Europe/Berlin", NOW).time
        assert said.clock
        assert not said.unread
        assert said.minutes or said.rule
