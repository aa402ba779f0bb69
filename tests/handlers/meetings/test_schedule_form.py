"""The scheduling form as it opens: from the text behind `/schedule`, from shortcuts, from a message (MEET-2, section 11)."""

from typing import Any

import pytest

from bot.sandbox.client.driver import Driver
from bot.use_cases.meetings.phrases import warm_up
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal

WIDE = "会" * 200


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """As the process does before anybody can type."""
    warm_up()


def opened(live_bot: BotUnderTest, text: str, command: str = "/schedule") -> Driver:
    """Somebody in Berlin, at 10:00 on Sunday, 1 March, with the form open."""
    mia = live_bot.newcomer(tz="Europe/Berlin")
    mia.type(f"{command} {text}")
    assert top_modal(mia).title == "Schedule a meeting"
    return mia


def fields(person: Driver) -> dict[str, Any]:
    return top_modal(person).fields


@pytest.mark.parametrize("command", ["/schedule", "/pmi schedule"])
def test_a_whole_sentence_fills_every_field(live_bot: BotUnderTest, command: str) -> None:
    """MEET-2, and section 11: `/pmi schedule …` is the same."""
    bob = live_bot.newcomer("Bob")
    place = live_bot.channel(bob)
    mia = opened(live_bot, f"Design review tomorrow 3pm for 45m with @{live_bot.name(bob)} #{place} weekly", command)
    assert {name: fields(mia)[name] for name in ("Topic", "Date", "Time", "Duration", "Repeats", "Invite")} == {
        "Topic": "Design review",
        "Date": "2026-03-02",
        "Time": "15:00",
        "Duration": "45 minutes",
        "Repeats": "Every week",
        "Invite": (live_bot.name(bob),),
    }
    assert place in fields(mia)["Post to channel"]
    mia.submit()
    assert top_modal(mia).title == "Meeting scheduled"
    assert "every week on Monday" in top_modal(mia).text


@pytest.mark.parametrize(
    "text,topic,day,clock",
    [
        ("1:1 with Sam", "1:1 with Sam", "2026-03-01", "11:00"),
        ("March update", "March update", "2026-03-01", "11:00"),
        ("Plans for 2027", "Plans for 2027", "2026-03-01", "11:00"),
        ("mañana 10:00", "", "2026-03-02", "10:00"),
        ("Retro friday", "Retro", "2026-03-06", "09:00"),
        ("hello <!channel>", "hello @channel", "2026-03-01", "11:00"),
    ],
)
def test_what_is_doubtful_stays_in_the_topic_as_it_was_typed(
    live_bot: BotUnderTest, text: str, topic: str, day: str, clock: str
) -> None:
    """MEET-2: what could not be read is left to the form."""
    mia = opened(live_bot, text)
    assert (fields(mia)["Topic"], fields(mia)["Date"], fields(mia)["Time"]) == (topic, day, clock)


def test_what_was_not_understood_is_quoted_and_asked_and_everything_else_is_filled_in(live_bot: BotUnderTest) -> None:
    """MEET-10."""
    mia = opened(live_bot, "R&D sync 31 feb 10:00 for 45m <b>")
    assert "I did not understand “31 feb”: please choose." in top_modal(mia).text
    assert (fields(mia)["Topic"], fields(mia)["Time"], fields(mia)["Duration"]) == (
        "R&D sync <b>",
        "10:00",
        "45 minutes",
    )
    assert not fields(mia)["Date"]
    mia.fill({"Date": "2026-03-31"})
    assert "Tuesday, 31 March 2026, 10:00 (Europe/Berlin)" in top_modal(mia).text
    mia.submit()
    assert top_modal(mia).title == "Meeting scheduled"


def test_another_zone_for_something_that_repeats_is_that_of_the_form(live_bot: BotUnderTest) -> None:
    """MEET-10."""
    mia = opened(live_bot, "Sync every friday 9am ET")
    assert fields(mia)["Time zone"] == "America/New York"
    assert "First dates: Friday, 6 March 2026 · Friday, 13 March 2026 · Friday, 20 March 2026" in top_modal(mia).text


def test_one_to_one_with_somebody_names_them_in_the_topic_too(live_bot: BotUnderTest) -> None:
    sam = live_bot.newcomer("Sam")
    mia = opened(live_bot, f"1:1 with @{live_bot.name(sam)} every other tuesday at 14:30 for 30 minutes")
    assert fields(mia)["Topic"] == f"1:1 with @{live_bot.name(sam).lower()}"
    assert fields(mia)["Invite"] == (live_bot.name(sam),)
    assert (fields(mia)["Date"], fields(mia)["How often"]) == ("2026-03-03", "every 2 weeks")


def test_a_text_that_is_too_long_for_a_topic_is_kept_whole_in_the_description(live_bot: BotUnderTest) -> None:
    """Section 12: nothing that was typed is lost."""
    mia = opened(live_bot, WIDE)
    assert fields(mia)["Topic"] == WIDE
    mia.close()
    mia.type(f"/schedule {WIDE} and more")
    assert fields(mia)["Topic"] == WIDE[:199] + "…"
    mia.press("Schedule")
    assert top_modal(mia).title == "Meeting scheduled"


def test_both_shortcuts_open_the_form(live_bot: BotUnderTest) -> None:
    """Section 11."""
    mia = live_bot.newcomer()
    mia.shortcut("schedule_meeting")
    assert top_modal(mia).title == "Schedule a meeting"
    mia.close(everything=True)
    bob = live_bot.newcomer("Bob")
    bob.type("/pmi")
    text = f"@{live_bot.name(bob)}, shall we talk about the roof?\nIt leaks & the <b>ladder</b> is gone."
    mia.type(text)
    mia.message_shortcut("schedule_about", mia.messages()[-1])
    assert fields(mia)["Topic"] == text.partition("\n")[0]
    assert fields(mia)["Description"] == text
