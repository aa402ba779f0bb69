"""A repeat in RFC 5545's words and in people's (MEET-3, INV-1)."""

from datetime import date, datetime

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.policy.meetings.rrule_text import describe_rule, parse_rrule, skipped_notice, to_rrule

START = datetime.fromisoformat("2027-01-31T10:00")
UNTIL = date(2027, 5, 3)
TEXTS = [
    (RecurrenceRule(Frequency.DAILY), "FREQ=DAILY", "every day"),
    (RecurrenceRule(Frequency.DAILY, 3, count=1), "FREQ=DAILY;INTERVAL=3;COUNT=1", "every 3 days, once"),
    (
        RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS, count=12),
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=12",
        "every weekday, 12 times",
    ),
    (RecurrenceRule(Frequency.WEEKLY), "FREQ=WEEKLY", "every week on Sunday"),
    (
        RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH), until=UNTIL),
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270503T235959",
        "every 2 weeks on Monday and Thursday until 3 May 2027",
    ),
    (
        RecurrenceRule(Frequency.WEEKLY, days=(Weekday.MO, Weekday.WE, Weekday.SU)),
        "FREQ=WEEKLY;BYDAY=MO,WE,SU",
        "every week on Monday, Wednesday and Sunday",
    ),
    (RecurrenceRule(Frequency.MONTHLY), "FREQ=MONTHLY", "every month on the 31st"),
    (
        RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=-1),
        "FREQ=MONTHLY;BYDAY=-1FR",
        "every month on the last Friday",
    ),
    (
        RecurrenceRule(Frequency.MONTHLY, 2, (Weekday.TU,), 2),
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU",
        "every 2 months on the second Tuesday",
    ),
    (
        RecurrenceRule(Frequency.MONTHLY, count=4, last_day=True),
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4",
        "every month on the last day, 4 times",
    ),
    (RecurrenceRule(Frequency.YEARLY), "FREQ=YEARLY", "every year on 31 January"),
]


@pytest.mark.parametrize("rule,text,_words", TEXTS)
def test_a_rule_is_stored_in_the_words_of_rfc_5545(rule: RecurrenceRule, text: str, _words: str) -> None:
    assert to_rrule(rule) == text
    assert parse_rrule(text) == rule


@pytest.mark.parametrize("rule,_text,words", TEXTS)
def test_a_rule_reads_as_people_say_it(rule: RecurrenceRule, _text: str, words: str) -> None:
    assert describe_rule(rule, START) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every day",
        "FREQ=HOURLY",
        "FREQ=DAILY;FREQ=DAILY",
        "COUNT=3",
        "FREQ=DAILY;COUNT=3;UNTIL=20270503T235959",
        "FREQ=DAILY;UNTIL=20270503",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=TH,MO",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTHDAY=-1",
        "freq=daily",
        "FREQ=DAILY;COUNT=x",
    ],
)
def test_rules_that_the_product_does_not_know_are_not_read(text: str) -> None:
    with pytest.raises(ValueError):
        parse_rrule(text)


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
    found = skipped_notice(rule, start)
    assert (reason_text(found) if found else "") == words


@pytest.mark.parametrize(
    "day,ordinal", [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (13, "13th"), (22, "22nd")]
)
def test_days_of_the_month_are_counted_as_in_english(day: int, ordinal: str) -> None:
    assert (
        describe_rule(RecurrenceRule(Frequency.MONTHLY), datetime.fromisoformat(f"2027-01-{day:02}"))
        == f"every month on the {ordinal}"
    )
