"""What the form does about words of the time that were not understood: it asks, and proposes nothing else (MEET-10)."""

import pytest

from bot.policy.meetings.recurrence import Frequency, RecurrenceRule, Weekday
from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal
from tests.support.views.prefilled_form import opened_with, prefill

SCHEDULED = "Meeting scheduled"
ASKED = "I did not understand “31 February”: please choose."
THIRD_FRIDAY = RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=3)
BY_WEEKDAY = "Every month on this weekday, such as the second Tuesday"


def shown(mia: Driver, *labels: str) -> tuple[object, ...]:
    fields = top_modal(mia).fields
    return tuple(fields[label] or "" for label in labels)


def test_a_day_that_was_not_understood_is_asked_and_the_hour_is_kept(live_bot: BotUnderTest) -> None:
    """No other day is proposed, whatever is pressed and changed before one is chosen; nothing typed is lost."""
    mia = opened_with(live_bot, prefill("Audit", clock="09:00", unread={"day": "31 February"}))
    assert ASKED in top_modal(mia).text
    assert shown(mia, "Topic", "Date", "Time", "Duration") == ("Audit", "", "09:00", "30 minutes")
    mia.fill({"Topic": "Audit of 2025", "Duration": "45 minutes"})
    mia.press("More options")
    mia.fill({"Repeats": BY_WEEKDAY, "Time zone": "Asia/Tokyo"})
    mia.fill({"Time": "08:30", "How often": "every 2 months"})
    assert ASKED in top_modal(mia).text
    assert "dates:" not in top_modal(mia).text
    assert shown(mia, "Topic", "Date", "Time", "Duration") == ("Audit of 2025", "", "08:30", "45 minutes")
    mia.submit()
    assert list(top_modal(mia).errors) == ["Date"]
    assert ASKED in top_modal(mia).text
    mia.fill({"Date": "2026-03-10"})
    assert "Tuesday, 10 March 2026, 08:30 (Asia/Tokyo)" in top_modal(mia).text
    assert "First dates: Tuesday, 10 March 2026 · Tuesday, 12 May 2026 · Tuesday, 14 July 2026" in top_modal(mia).text
    mia.submit()
    assert top_modal(mia).title == SCHEDULED
    assert "every 2 months on the second Tuesday" in top_modal(mia).text


@pytest.mark.parametrize("part", ["hour", "zone"])
def test_an_hour_or_a_zone_that_was_not_understood_leaves_the_time_empty(live_bot: BotUnderTest, part: str) -> None:
    """The zone can be chosen at once."""
    mia = opened_with(live_bot, prefill(day="2026-03-10", unread={part: "CST"}))
    assert "I did not understand “CST”: please choose." in top_modal(mia).text
    assert shown(mia, "Date", "Time") == ("2026-03-10", "")
    assert ("Time zone" in top_modal(mia).fields) == (part == "zone")
    mia.submit()
    assert list(top_modal(mia).errors) == ["Time"]
    mia.fill({"Time": "00:00"})
    assert "Tuesday, 10 March 2026, 00:00 (Europe/Berlin)" in top_modal(mia).text
    mia.submit()
    assert top_modal(mia).title == SCHEDULED


def test_a_duration_that_was_not_understood_is_asked(live_bot: BotUnderTest) -> None:
    mia = opened_with(live_bot, prefill(day="2026-03-10", clock="15:00", unread={"duration": "3 fortnights"}))
    assert shown(mia, "Date", "Time", "Duration") == ("2026-03-10", "15:00", "")
    mia.press("More options")
    mia.fill({"Repeats": "Every day"})
    assert "First dates: Tuesday, 10 March 2026" in top_modal(mia).text
    mia.submit()
    assert list(top_modal(mia).errors) == ["Duration"]
    mia.fill({"Duration": "45 minutes"})
    mia.submit()
    assert top_modal(mia).title == SCHEDULED
    assert "45 minutes" in top_modal(mia).text


def test_a_pattern_that_was_not_understood_unfolds_the_form_and_is_asked(live_bot: BotUnderTest) -> None:
    mia = opened_with(live_bot, prefill(day="2026-03-10", clock="15:00", unread={"pattern": "every blue moon"}))
    assert shown(mia, "Date", "Time", "Repeats") == ("2026-03-10", "15:00", "")
    mia.fill({"Time": "16:00"})
    assert shown(mia, "Time", "Repeats") == ("16:00", "")
    mia.submit()
    assert list(top_modal(mia).errors) == ["Repeats"]
    mia.fill({"Repeats": "Does not repeat"})
    mia.submit()
    assert top_modal(mia).title == SCHEDULED


def test_several_parts_are_quoted_in_one_line_and_as_they_were_typed(live_bot: BotUnderTest) -> None:
    """Section 12: nothing that was typed pings or links."""
    mia = opened_with(live_bot, prefill(unread={"day": "31 <!channel>", "hour": "25:00 &lt;b&gt;"}))
    assert "I did not understand “31 @channel” and “25:00 &lt;b&gt;”: please choose." in str(view_text(mia))
    assert shown(mia, "Date", "Time") == ("", "")
    mia.submit()
    assert set(top_modal(mia).errors) == {"Date", "Time"}


def view_text(mia: Driver) -> list[str]:
    view = mia.workspace.views.top(mia.user_id)
    assert view is not None
    return [block["text"]["text"] for block in view.blocks if block["type"] == "section"]


def test_what_was_not_understood_is_quoted_until_the_form_is_sent(live_bot: BotUnderTest) -> None:
    """A warning of what is sent then takes its place."""
    mia = opened_with(live_bot, prefill(clock="09:00", unread={"day": "31 February"}))
    mia.press("More options")
    mia.fill({"Repeats": "Every month on this date", "Date": "2026-03-31"})
    assert ASKED in top_modal(mia).text
    mia.submit()
    assert "Months without a 31st are skipped." in top_modal(mia).text
    assert ASKED not in top_modal(mia).text
    mia.press("Save anyway")
    assert top_modal(mia).title == SCHEDULED


def test_a_pattern_by_a_weekday_waits_for_its_date(live_bot: BotUnderTest) -> None:
    mia = opened_with(live_bot, prefill(clock="09:00", rule=THIRD_FRIDAY, unread={"day": "31 February"}))
    assert shown(mia, "Date", "Repeats") == ("", BY_WEEKDAY)
    mia.fill({"Date": "2026-03-20"})
    assert "First dates: Friday, 20 March 2026 · Friday, 17 April 2026" in top_modal(mia).text


def test_the_zone_that_a_sentence_names_is_that_of_the_form(live_bot: BotUnderTest) -> None:
    mia = opened_with(live_bot, prefill(day="2026-03-10", clock="09:00", zone="America/New_York"))
    assert "Tuesday, 10 March 2026, 09:00 (America/New York)" in top_modal(mia).text
    assert shown(mia, "Time zone") == ("America/New York",)
    assert "did not understand" not in top_modal(mia).text


def test_the_form_says_date_and_time_in_words_after_every_change(live_bot: BotUnderTest) -> None:
    """MEET-10: the weekday is what shows a slip."""
    mia = live_bot.newcomer(tz="Europe/Berlin")
    mia.type("/schedule Tea")
    assert "Sunday, 1 March 2026, 11:00 (Europe/Berlin)" in top_modal(mia).text
    mia.fill({"Topic": "Tea & cake", "Date": "2026-12-04"})
    assert "Friday, 4 December 2026, 11:00 (Europe/Berlin)" in top_modal(mia).text
    mia.fill({"Time": "15:00"})
    assert "Friday, 4 December 2026, 15:00 (Europe/Berlin)" in top_modal(mia).text
    mia.press("More options")
    mia.fill({"Time zone": "UTC"})
    assert "Friday, 4 December 2026, 15:00 (UTC)" in top_modal(mia).text
    assert shown(mia, "Topic", "Date", "Time") == ("Tea & cake", "2026-12-04", "15:00")
    mia.fill({"Date": None})
    assert "(UTC)" not in top_modal(mia).text
    assert shown(mia, "Topic", "Date", "Time") == ("Tea & cake", "", "15:00")
