"""How a meeting repeats, in words; the grammar behind `/schedule` reads what is written here (MEET-3, MEET-10)."""

from datetime import datetime

from bot.i18n import formats
from bot.i18n.messages import Message, ngettext, ngettext_noop, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, first_matching_start

_LAST = -1
_BY_ORDINAL: dict[int, Message] = {
    1: ngettext_noop("every month on the first {weekday}", "every {count} months on the first {weekday}"),
    2: ngettext_noop("every month on the second {weekday}", "every {count} months on the second {weekday}"),
    3: ngettext_noop("every month on the third {weekday}", "every {count} months on the third {weekday}"),
    4: ngettext_noop("every month on the fourth {weekday}", "every {count} months on the fourth {weekday}"),
    5: ngettext_noop("every month on the fifth {weekday}", "every {count} months on the fifth {weekday}"),
    _LAST: ngettext_noop("every month on the last {weekday}", "every {count} months on the last {weekday}"),
}
# Translators: a day of the month, as in “every month on the 1st”.
_FIRST_OF_MONTH = N_("1st")
_DAYS_OF_MONTH: dict[int, Message] = {
    # Translators: a day of the month that ends in 1, as in “every month on the 21st”; the number alone where you count so.
    1: N_("{day}st"),
    # Translators: a day of the month that ends in 2, as in “every month on the 22nd”; the number alone where you count so.
    2: N_("{day}nd"),
    # Translators: a day of the month that ends in 3, as in “every month on the 23rd”; the number alone where you count so.
    3: N_("{day}rd"),
}
# Translators: any other day of the month, as in “every month on the 20th”; the number alone where you count so.
_OTHER_DAY_OF_MONTH = N_("{day}th")
_EVERY_MONTH_HAS = 28
_FIFTH = 5


def describe_rule(rule: RecurrenceRule, start: datetime) -> str:
    """The rule in words: “every 2 weeks on Monday and Thursday until 3 May 2027” (INV-1). `start` is local."""
    pattern = _pattern(rule, start)
    if rule.until is not None:
        # Translators: for example “every week on Monday until 3 May 2027”.
        return _("{pattern} until {date}", pattern=pattern, date=formats.day(rule.until))
    if rule.count is not None:
        # Translators: for example “every week on Monday, 12 times”.
        return ngettext("{pattern}, once", "{pattern}, {count} times", rule.count, pattern=pattern)
    return pattern


def _pattern(rule: RecurrenceRule, start: datetime) -> str:
    every = rule.interval
    match rule.frequency:
        case Frequency.DAILY:
            return ngettext("every day", "every {count} days", every)
        case Frequency.WEEKLY if every == 1 and rule.days == WEEKDAYS:
            # Translators: from Monday to Friday.
            return _("every weekday")
        case Frequency.WEEKLY:
            weekdays = formats.listed([formats.weekday(day) for day in rule.days or (start.weekday(),)])
            return ngettext("every week on {weekdays}", "every {count} weeks on {weekdays}", every, weekdays=weekdays)
        case Frequency.MONTHLY:
            return _monthly(rule, start)
        case Frequency.YEARLY:
            date = formats.day_of_year(start)
            return ngettext("every year on {date}", "every {count} years on {date}", every, date=date)


def _monthly(rule: RecurrenceRule, start: datetime) -> str:
    every = rule.interval
    if rule.ordinal:
        return say(_BY_ORDINAL[rule.ordinal], count=every, weekday=formats.weekday(rule.days[0]))
    if rule.last_day:
        return ngettext("every month on the last day", "every {count} months on the last day", every)
    day = day_of_month(start.day)
    return ngettext("every month on the {day}", "every {count} months on the {day}", every, day=day)


def day_of_month(day: int) -> str:
    """“1st”, “20th”, “22nd”, as in “every month on the 20th”."""
    if day == 1:
        return say(_FIRST_OF_MONTH)
    teen = day // 10 == 1
    return say(_OTHER_DAY_OF_MONTH if teen else _DAYS_OF_MONTH.get(day % 10, _OTHER_DAY_OF_MONTH), day=day)


def skipped_notice(rule: RecurrenceRule | None, start: datetime) -> str:
    """What the form says of months and years that lack the day (MEET-3); empty where none does."""
    if rule is None or rule.last_day:
        return ""
    if rule.frequency is Frequency.MONTHLY and rule.ordinal == _FIFTH:
        return _("Months without a fifth {weekday} are skipped.", weekday=formats.weekday(rule.days[0]))
    if rule.frequency is Frequency.MONTHLY and not rule.ordinal and start.day > _EVERY_MONTH_HAS:
        return _("Months without a {day} are skipped.", day=day_of_month(start.day))
    leap_day = rule.frequency is Frequency.YEARLY and (start.month, start.day) == (2, 29)
    return _("Years without 29 February are skipped.") if leap_day else ""


def recurrence_notice(draft: Draft) -> str:
    """What the form says of the repeat before saving (MEET-3): a moved start, skipped months; else empty."""
    start = first_matching_start(draft.start, draft.rule)
    if start is None:
        return ""
    day = formats.weekday_and_day(start.date())
    moved = _("The first meeting is on {day}.", day=day) if start != draft.start else ""
    return " ".join(filter(None, (moved, skipped_notice(draft.rule, start))))
