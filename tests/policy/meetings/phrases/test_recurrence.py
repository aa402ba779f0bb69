"""How often, in people's words; what is no repeat of MEET-3 is left in the text."""

import calendar

import pytest

from bot.policy.meetings.phrases.recurrence import extract_rule
from bot.policy.meetings.phrases.vocabulary import MONTHS, WEEKDAYS_LONG, WEEKDAYS_SHORT
from bot.policy.meetings.recurrence import Weekday
from bot.policy.meetings.rrule_text import to_rrule

EVERY_WEEKDAY = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def found(text: str) -> tuple[str, str]:
    rest, rule = extract_rule(text)
    return " ".join(rest.split()), to_rrule(rule) if rule else ""


@pytest.mark.parametrize(
    "words,rule",
    [
        ("every day", "FREQ=DAILY"),
        ("each day", "FREQ=DAILY"),
        ("every 1 day", "FREQ=DAILY"),
        ("every other day", "FREQ=DAILY;INTERVAL=2"),
        ("every second week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every 2nd month", "FREQ=MONTHLY;INTERVAL=2"),
        ("every 99 years", "FREQ=YEARLY;INTERVAL=99"),
        ("Every Weekday", EVERY_WEEKDAY),
        ("every workday", EVERY_WEEKDAY),
        ("every friday", "FREQ=WEEKLY;BYDAY=FR"),
        ("every fridays", "FREQ=WEEKLY;BYDAY=FR"),
        ("every thu, mon and tue", "FREQ=WEEKLY;BYDAY=MO,TU,TH"),
        ("every mon & mon", "FREQ=WEEKLY;BYDAY=MO"),
        ("every other tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 3 mondays", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"),
        ("every week on sat and sun", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("every 2 weeks on wed", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("every day 1 times", "FREQ=DAILY;COUNT=1"),
        ("every day 365 times", "FREQ=DAILY;COUNT=365"),
        ("every weekday 12 times", EVERY_WEEKDAY + ";COUNT=12"),
        ("every friday 3 times", "FREQ=WEEKLY;BYDAY=FR;COUNT=3"),
        ("every first monday", "FREQ=MONTHLY;BYDAY=1MO"),
        ("every 3rd wednesday", "FREQ=MONTHLY;BYDAY=3WE"),
        ("every fourth thu", "FREQ=MONTHLY;BYDAY=4TH"),
        ("every last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every last friday of each month 365 times", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=365"),
        ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("jeden Tag", "FREQ=DAILY"),
        ("jede zweite Woche", "FREQ=WEEKLY;INTERVAL=2"),
        ("jeden Montag und Donnerstag", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("cada mes", "FREQ=MONTHLY"),
        ("todos los lunes y martes", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("chaque jour", "FREQ=DAILY"),
        ("tous les lundi et jeudi", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("ogni anno", "FREQ=YEARLY"),
        ("elke week", "FREQ=WEEKLY"),
    ],
)
def test_a_repeat_is_taken_out_of_the_text(words: str, rule: str) -> None:
    """MEET-3."""
    assert found(f"sync {words}") == ("sync", rule)
    assert found(f"{words} sync") == ("sync", rule)
    assert found(f"sync {words} 10:00") == ("sync 10:00", rule)


@pytest.mark.parametrize("words,ordinal", [("first 1st", 1), ("second 2nd", 2), ("third 3rd", 3), ("fourth 4th", 4)])
def test_days_of_the_month_are_counted_in_words_and_in_figures(words: str, ordinal: int) -> None:
    """MEET-3."""
    for word in words.split():
        assert found(f"sync every {word} mon of the month") == ("sync", f"FREQ=MONTHLY;BYDAY={ordinal}MO")


@pytest.mark.parametrize(
    "words,rule",
    [
        ("daily", "FREQ=DAILY"),
        ("täglich", "FREQ=DAILY"),
        ("weekly", "FREQ=WEEKLY"),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("monthly", "FREQ=MONTHLY"),
        ("yearly", "FREQ=YEARLY"),
        ("Annually", "FREQ=YEARLY"),
        ("weekly 5 times", "FREQ=WEEKLY;COUNT=5"),
    ],
)
def test_an_adverb_says_how_often_behind_a_topic_or_before_an_hour(words: str, rule: str) -> None:
    """Before a noun, or alone, it is a name: “weekly sync”."""
    assert found(f"sync {words}") == ("sync", rule)
    for hour in ("at 10:00", "10:00", "3pm", "3 pm"):
        assert found(f"{words} {hour} sync") == (f"{hour} sync", rule)
    for name in (words, f"{words} sync", f"the {words} sync"):
        assert found(name) == (name, "")


def test_an_adverb_with_days_is_a_repeat_anywhere() -> None:
    assert found("weekly on tue and fri sync") == ("sync", "FREQ=WEEKLY;BYDAY=TU,FR")
    assert found("biweekly on monday 4 times sync") == ("sync", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=4")


@pytest.mark.parametrize(
    "text",
    [
        *("every 0 days", "every 100 days", "every day 0 times", "every day 366 times", "every weekday 366 times"),
        *("every first monday 366 times", "every fifth monday", "every customer", "everyday", "every daytime"),
        *(
            "every month on friday",
            "every day on monday",
            "monthly on mondays",
            "daily on monday",
            "sync weekly 0 times",
        ),
        *("every second opinion", "all tuesdays"),
    ],
)
def test_what_is_no_repeat_of_ours_stays_as_it_is(text: str) -> None:
    """MEET-3 counts to 365 and steps to 99; days belong to weeks."""
    assert extract_rule(text) == (text, None)


@pytest.mark.parametrize(
    "language,names",
    [
        ("English", " ".join(calendar.day_name)),
        ("German", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
        ("Spanish", "lunes martes miércoles jueves viernes sábado domingo"),
        ("French", "lundi mardi mercredi jeudi vendredi samedi dimanche"),
        ("Italian", "lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        ("Dutch", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    ],
)
def test_the_days_of_the_week_are_known_in_six_languages(language: str, names: str) -> None:
    assert [WEEKDAYS_LONG[name.lower()] for name in names.split()] == list(Weekday), language


def test_short_days_and_all_months_are_known_in_english() -> None:
    assert [WEEKDAYS_SHORT[name.lower()] for name in calendar.day_abbr] == list(Weekday)
    assert {name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name} <= set(MONTHS)
