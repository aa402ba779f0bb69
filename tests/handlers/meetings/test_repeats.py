"""What the form says of a repeat before it is saved: its dates, the last day of a month, and changed dates (MEET-3, MEET-5)."""

from datetime import timedelta

from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal
from tests.support.views.ics_reader import components, values

MUCH, WHICH = "Which occurrences?", "Which one?"


def opened(live_bot: BotUnderTest, text: str, **fields: object) -> Driver:
    """Somebody at the unfolded form, with these fields filled in by label."""
    mia = live_bot.newcomer()
    mia.type(f"/schedule {text}")
    if "More options" in top_modal(mia).buttons:
        mia.press("More options")
    mia.fill(fields)
    return mia


def file_of(live_bot: BotUnderTest, mia: Driver) -> bytes:
    """The .ics of the meeting that was scheduled last."""
    mia.press("Copy invitation")
    address = mia.press("Add to calendar").removeprefix("https://pmi.example.com")
    return live_bot.http_client().get(address).content


def test_every_second_thursday_from_a_sunday_begins_on_the_next_thursday(live_bot: BotUnderTest) -> None:
    """MEET-3: the form shows the first dates while it is filled in, and the .ics has the same."""
    mia = opened(live_bot, "Tea", Date="2027-01-03", Repeats="Every week", **{"How often": "every 2 weeks"})
    mia.fill({"On these days": ["Thursday"], "Or end after this many times": "3"})
    dates = "Thursday, 7 January 2027 · Thursday, 21 January 2027 · Thursday, 4 February 2027"
    assert f"First dates: {dates}" in top_modal(mia).text
    mia.submit()
    assert "The first meeting is on Thursday, 7 January 2027." in top_modal(mia).text
    assert dates in top_modal(mia).text
    mia.press("Save anyway")
    (event,) = components(file_of(live_bot, mia), "VEVENT")
    assert values(event, "DTSTART")[0].startswith("20270107T")
    assert values(event, "RRULE") == ["FREQ=WEEKLY;COUNT=3;INTERVAL=2;BYDAY=TH"]


def test_the_dates_follow_what_is_changed(live_bot: BotUnderTest) -> None:
    mia = opened(live_bot, "Tea", Date="2027-01-04", Repeats="Every week")
    assert "Monday, 4 January 2027 · Monday, 11 January 2027 · Monday, 18 January 2027" in top_modal(mia).text
    mia.fill({"Topic": "Typed meanwhile", "Date": "2027-01-05"})
    assert "First dates: Tuesday, 5 January 2027 ·" in top_modal(mia).text
    assert top_modal(mia).fields["Topic"] == "Typed meanwhile"
    mia.fill({"End on": "2027-01-12"})
    assert "First dates: Tuesday, 5 January 2027 · Tuesday, 12 January 2027\n" in top_modal(mia).text
    mia.fill({"Repeats": "Does not repeat"})
    assert "dates:" not in top_modal(mia).text


def test_a_series_that_runs_already_shows_its_next_dates(fresh_bot: BotUnderTest) -> None:
    mia = opened(fresh_bot, "Tea", Date="2026-03-02", Time="12:00", Repeats="Every day")
    assert "First dates: Monday, 2 March 2026 ·" in top_modal(mia).text
    mia.submit()
    mia.close(everything=True)
    fresh_bot.clock.advance(timedelta(days=3))
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({MUCH: "All"})
    mia.submit()
    assert "Next dates: Wednesday, 4 March 2026 · Thursday, 5 March 2026 · Friday, 6 March 2026" in top_modal(mia).text


def test_the_last_day_of_the_month_can_be_chosen(live_bot: BotUnderTest) -> None:
    """MEET-3: no month is skipped."""
    mia = opened(live_bot, "Closing", Date="2027-01-31", Repeats="Every month on this date")
    assert "Months without a 31st are skipped. “Every month on its last day” leaves out none." in top_modal(mia).text
    mia.fill({"Repeats": "Every month on its last day"})
    assert "Sunday, 31 January 2027 · Sunday, 28 February 2027 · Wednesday, 31 March 2027" in top_modal(mia).text
    mia.submit()
    assert "every month on the last day" in top_modal(mia).text
    (event,) = components(file_of(live_bot, mia), "VEVENT")
    assert (values(event, "RRULE"), values(event, "DTSTART")[0][:8]) == (["FREQ=MONTHLY;BYMONTHDAY=-1"], "20270131")


def test_moved_and_dropped_dates_are_listed_before_the_whole_series_gets_another_zone(live_bot: BotUnderTest) -> None:
    """MEET-5: a moved one keeps its instant, old → new local time."""
    mia = opened(
        live_bot, "Tea", Date="2026-06-07", Time="18:00", Repeats="Every week", **{"Time zone": "Europe/Zurich"}
    )
    mia.submit()
    mia.close(everything=True)
    first, second = "Sunday, 7 June 2026, 18:00", "Sunday, 14 June 2026, 18:00"
    edit(mia, "This one", first)
    mia.fill({"Time": "19:00"})
    mia.submit()
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Cancel meeting")
    mia.fill({MUCH: "This one", WHICH: second})
    mia.submit()
    mia.close(everything=True)
    edit(mia, "All")
    mia.fill({"Time": "19:00", "Time zone": "Pacific/Auckland"})
    mia.submit()
    text = top_modal(mia).text
    assert "Sunday, 7 June 2026, 19:00 (Europe/Zurich) → Monday, 8 June 2026, 05:00 (Pacific/Auckland)" in text
    assert "Sunday, 14 June 2026: stays cancelled" in text
    mia.press("Save anyway")
    assert top_modal(mia).title == "Saved"
    series, moved = components(file_of(live_bot, mia), "VEVENT")
    assert values(series, "EXDATE") == ["20260614T190000"]
    assert values(moved, "DTSTART") == ["20260608T050000"]


def edit(mia: Driver, much: str, which: str = "") -> None:
    """At the form for so much of the series."""
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({MUCH: much, **({WHICH: which} if which else {})})
    mia.submit()
