"""How a meeting repeats, in words, and what is said of dates that are skipped or moved (MEET-3, INV-1, LANG-1)."""

from datetime import date, datetime

import pytest

from bot.i18n.languages import Language, available
from bot.i18n.spoken import speaking
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.recurrence import ORDINALS, WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.views.meetings.recurrence import describe_rule, recurrence_notice, skipped_notice

START = datetime.fromisoformat("2027-01-31T10:00")
UNTIL = date(2027, 5, 3)
TEXTS = [
    (RecurrenceRule(Frequency.DAILY), "every day"),
    (RecurrenceRule(Frequency.DAILY, 3, count=1), "every 3 days, once"),
    (
        RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS, count=12),
        "every weekday, 12 times",
    ),
    (RecurrenceRule(Frequency.WEEKLY), "every week on Sunday"),
    (
        RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH), until=UNTIL),
        "every 2 weeks on Monday and Thursday until 3 May 2027",
    ),
    (
        RecurrenceRule(Frequency.WEEKLY, days=(Weekday.MO, Weekday.WE, Weekday.SU)),
        "every week on Monday, Wednesday and Sunday",
    ),
    (RecurrenceRule(Frequency.MONTHLY), "every month on the 31st"),
    (
        RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=-1),
        "every month on the last Friday",
    ),
    (
        RecurrenceRule(Frequency.MONTHLY, 2, (Weekday.TU,), 2),
        "every 2 months on the second Tuesday",
    ),
    (
        RecurrenceRule(Frequency.MONTHLY, count=4, last_day=True),
        "every month on the last day, 4 times",
    ),
    (RecurrenceRule(Frequency.YEARLY), "every year on 31 January"),
]


@pytest.mark.parametrize("rule,words", TEXTS)
def test_a_rule_reads_as_people_say_it(rule: RecurrenceRule, words: str) -> None:
    assert describe_rule(rule, START) == words


@pytest.mark.parametrize(
    "rule,start,words",
    [
        (RecurrenceRule(Frequency.MONTHLY), START, "Months without a 31st are skipped."),
        (RecurrenceRule(Frequency.MONTHLY, last_day=True), START, ""),
        (RecurrenceRule(Frequency.MONTHLY), datetime.fromisoformat("2027-01-28"), ""),
        (RecurrenceRule(Frequency.MONTHLY), datetime.fromisoformat("2027-01-29"), "Months without a 29th are skipped."),
        (
            RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=5),
            START,
            "Months without a fifth Friday are skipped.",
        ),
        (RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=-1), START, ""),
        (
            RecurrenceRule(Frequency.YEARLY),
            datetime.fromisoformat("2028-02-29"),
            "Years without 29 February are skipped.",
        ),
        (RecurrenceRule(Frequency.YEARLY), START, ""),
        (RecurrenceRule(Frequency.WEEKLY), START, ""),
        (None, START, ""),
    ],
)
def test_the_form_says_which_months_and_years_are_skipped(
    rule: RecurrenceRule | None, start: datetime, words: str
) -> None:
    assert skipped_notice(rule, start) == words


@pytest.mark.parametrize(
    "day,ordinal", [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (13, "13th"), (22, "22nd")]
)
def test_days_of_the_month_are_counted_as_in_english(day: int, ordinal: str) -> None:
    assert (
        describe_rule(RecurrenceRule(Frequency.MONTHLY), datetime.fromisoformat(f"2027-01-{day:02}"))
        == f"every month on the {ordinal}"
    )


def noticed(start: str, rule: RecurrenceRule | None) -> str:
    return recurrence_notice(Draft("Tea", datetime.fromisoformat(start), "Europe/Berlin", rule=rule))


def test_a_moved_start_and_skipped_months_are_said_before_saving() -> None:
    """MEET-3."""
    weekdays = RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS)
    assert noticed("2026-03-07T09:00", weekdays) == "The first meeting is on Monday, 9 March 2026."
    assert noticed("2026-03-31T09:00", RecurrenceRule(Frequency.MONTHLY)) == "Months without a 31st are skipped."
    assert noticed("2026-03-02T09:00", RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=5)) == (
        "The first meeting is on Friday, 29 May 2026. Months without a fifth Friday are skipped."
    )
    assert noticed("2026-03-02T09:00", None) == ""
    assert noticed("2026-03-02T09:00", RecurrenceRule(Frequency.DAILY, until=date(2026, 3, 1))) == ""


@pytest.mark.parametrize(
    "ordinal, words",
    [(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (-1, "last")],
)
@pytest.mark.parametrize("interval", [1, 3])
def test_each_weekday_of_a_month_has_a_message_of_its_own(ordinal: int, words: str, interval: int) -> None:
    """LANG-1."""
    every = "every month" if interval == 1 else "every 3 months"
    rule = RecurrenceRule(Frequency.MONTHLY, interval, (Weekday.TU,), ordinal)
    assert describe_rule(rule, START) == f"{every} on the {words} Tuesday"


@pytest.mark.parametrize("language", available())
def test_no_two_patterns_read_alike_in_any_language(language: Language) -> None:
    """LANG-1."""
    every_week = [RecurrenceRule(Frequency.WEEKLY, days=(day,)) for day in Weekday]
    by_day = [RecurrenceRule(Frequency.MONTHLY, days=(day,), ordinal=nth) for day in Weekday for nth in ORDINALS]
    rules = [*(rule for rule, _ in TEXTS), *every_week, *by_day]
    with speaking(language):
        assert len({describe_rule(rule, START) for rule in rules}) == len(set(rules)) - 1  # START is on a Sunday
