"""A repeat in RFC 5545's words (MEET-3)."""

from datetime import date

import pytest

from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.policy.meetings.rrule_text import parse_rrule, to_rrule

UNTIL = date(2027, 5, 3)
TEXTS = [
    (RecurrenceRule(Frequency.DAILY), "FREQ=DAILY"),
    (RecurrenceRule(Frequency.DAILY, 3, count=1), "FREQ=DAILY;INTERVAL=3;COUNT=1"),
    (
        RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS, count=12),
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=12",
    ),
    (RecurrenceRule(Frequency.WEEKLY), "FREQ=WEEKLY"),
    (
        RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH), until=UNTIL),
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270503T235959",
    ),
    (
        RecurrenceRule(Frequency.WEEKLY, days=(Weekday.MO, Weekday.WE, Weekday.SU)),
        "FREQ=WEEKLY;BYDAY=MO,WE,SU",
    ),
    (RecurrenceRule(Frequency.MONTHLY), "FREQ=MONTHLY"),
    (
        RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=-1),
        "FREQ=MONTHLY;BYDAY=-1FR",
    ),
    (
        RecurrenceRule(Frequency.MONTHLY, 2, (Weekday.TU,), 2),
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU",
    ),
    (
        RecurrenceRule(Frequency.MONTHLY, count=4, last_day=True),
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4",
    ),
    (RecurrenceRule(Frequency.YEARLY), "FREQ=YEARLY"),
]


@pytest.mark.parametrize("rule,text", TEXTS)
def test_a_rule_is_stored_in_the_words_of_rfc_5545(rule: RecurrenceRule, text: str) -> None:
    assert to_rrule(rule) == text
    assert parse_rrule(text) == rule


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
