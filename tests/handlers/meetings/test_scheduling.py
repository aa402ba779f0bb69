"""`/schedule` and its form (MEET-1 to MEET-5, MEET-7)."""

import pytest
from sqlalchemy import func, select, update

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from storage.tables.meetings_and_invitations import own_ids
from tests.support.fixtures.bot_fixture import BotUnderTest, forge_button_value
from tests.support.fixtures.screens import top_modal


def scheduled(live_bot: BotUnderTest, topic: str = "Design review", **filled: object) -> Driver:
    """Somebody who has just scheduled a meeting for the next day."""
    mia = live_bot.newcomer()
    mia.type(f"/schedule {topic}")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", **filled})
    mia.submit()
    return mia


def test_a_meeting_is_scheduled_and_stands_in_the_list(live_bot: BotUnderTest) -> None:
    """MEET-2, MEET-5."""
    mia = scheduled(live_bot)
    assert top_modal(mia).title == "Meeting scheduled"
    assert "Design review" in top_modal(mia).text
    mia.close(everything=True)
    seen = mia.type("/schedule list")
    assert seen is not None
    assert "Design review" in seen.text
    assert "Meeting ID" in seen.text


def test_more_options_keep_what_was_typed(live_bot: BotUnderTest) -> None:
    """MEET-2."""
    mia = live_bot.newcomer()
    mia.type("/schedule")
    mia.fill({"Topic": "Budget", "Date": "2026-04-01", "Time": "15:00"})
    mia.press("More options")
    mia.fill({"Time zone": "Asia/Tokyo", "Repeats": "Every week"})
    mia.fill({"On these days": ["Monday", "Thursday"]})
    mia.submit()
    assert "The first meeting is on Thursday, 2 April 2026" in top_modal(mia).text
    mia.press("Save anyway")
    assert "Budget" in top_modal(mia).text
    assert "every week on Monday and Thursday" in top_modal(mia).text


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(live_bot: BotUnderTest) -> None:
    """MEET-4."""
    mia = live_bot.newcomer()
    mia.type("/schedule Too late")
    mia.fill({"Date": "2020-01-01", "Time": "15:00"})
    mia.submit()
    assert "past" in str(top_modal(mia).errors)
    mia.fill({"Date": "2026-04-01"})
    mia.submit()
    assert "Too late" in top_modal(mia).text


def test_the_pmi_can_be_chosen(live_bot: BotUnderTest) -> None:
    """MEET-2."""
    mia = live_bot.newcomer()
    mia.type("/schedule On my number")
    number = format_number(live_bot.room(mia).number)
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Meeting ID": f"Personal Meeting ID {number}"})
    mia.submit()
    assert f"Personal Meeting ID {number}" in top_modal(mia).text


def test_two_meetings_on_the_pmi_that_are_too_close_are_warned_of_once(live_bot: BotUnderTest) -> None:
    """MEET-7."""
    mia = live_bot.newcomer()
    for topic, time in (("One", "15:00"), ("Two", "15:35")):
        mia.type(f"/schedule {topic}")
        label = f"Personal Meeting ID {format_number(live_bot.room(mia).number)}"
        mia.fill({"Date": "2026-04-01", "Time": time, "Meeting ID": label})
        mia.submit()
        if topic == "One":
            mia.close(everything=True)
    assert "walk into the second" in top_modal(mia).text
    mia.press("Save anyway")
    assert top_modal(mia).title == "Meeting scheduled"


def test_a_meeting_is_started_and_ended_from_the_list(live_bot: BotUnderTest) -> None:
    """MEET-5."""
    mia = scheduled(live_bot)
    mia.close(everything=True)
    mia.type("/pmi list")
    mia.press("Start")
    assert "Your meeting is open" in mia.messages()[-1].text
    mia.press("End", confirm=True)
    assert "The meeting is closed" in mia.messages()[-1].text


def test_the_invitation_can_be_copied(live_bot: BotUnderTest) -> None:
    """INV-1."""
    mia = scheduled(live_bot)
    mia.press("Copy invitation")
    text = top_modal(mia).text
    assert "invites you to a meeting" in text
    assert "Passcode: " in text
    assert "(Europe/London)" in text


def test_cancelling_asks_first_and_takes_it_off_the_list(live_bot: BotUnderTest) -> None:
    """MEET-5, UX-5."""
    mia = scheduled(live_bot)
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Cancel meeting", confirm=True)
    assert "is cancelled" in mia.messages()[-1].text
    assert "no upcoming meetings" in mia.messages()[-1].text


def test_an_instant_meeting_says_which_id_it_has_and_why(live_bot: BotUnderTest) -> None:
    """MEET-1."""
    mia = live_bot.newcomer()
    seen = mia.type("/schedule now Stand-up")
    assert seen is not None
    assert "generated ID" in seen.text
    seen = mia.type("/schedule now pmi Stand-up")
    assert seen is not None
    assert "uses your Personal Meeting ID" in seen.text


def test_the_home_lists_the_next_meetings(live_bot: BotUnderTest) -> None:
    """MEET-5."""
    mia = scheduled(live_bot, "Shown at home")
    mia.close(everything=True)
    assert "Shown at home" in mia.open_home().text


def test_a_meeting_is_edited(live_bot: BotUnderTest) -> None:
    """MEET-5."""
    mia = scheduled(live_bot)
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({"Topic": "Renamed"})
    mia.submit()
    assert top_modal(mia).title == "Saved"
    assert "Renamed" in top_modal(mia).text


@pytest.mark.parametrize(
    "passcode, words", [("111111", "the same character again and again"), ("456789", "counts up or down")]
)
def test_a_passcode_that_anybody_would_guess_is_refused_for_meetings_too(
    live_bot: BotUnderTest, passcode: str, words: str
) -> None:
    """PASS-1: beside its field; one that a meeting has already stays until it is changed."""
    mia = scheduled(live_bot)
    with live_bot.bot.database.write("test") as tx:
        newest = tx.execute(select(func.max(own_ids.c.id))).scalar_one()
        tx.execute(update(own_ids).where(own_ids.c.id == newest).values(passcode="345678"))
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Edit")
    assert top_modal(mia).fields["Passcode"] == "345678"
    mia.fill({"Topic": "Tea", "Passcode": passcode})
    mia.submit()
    assert words in top_modal(mia).errors["Passcode"]
    assert top_modal(mia).fields["Passcode"] == passcode
    mia.fill({"Passcode": "345678"})
    mia.submit()
    assert top_modal(mia).title == "Saved"


def test_one_of_a_series_is_moved(live_bot: BotUnderTest) -> None:
    """MEET-5."""
    mia = live_bot.newcomer()
    mia.type("/schedule Weekly")
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Repeats": "Every week"})
    mia.submit()
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Edit")
    mia.submit()
    mia.fill({"Time": "16:00"})
    mia.submit()
    assert top_modal(mia).title == "Saved"


def test_nobody_can_touch_somebody_elses_meeting(live_bot: BotUnderTest) -> None:
    """Section 12: a forged id on a button."""
    mia, max_ = scheduled(live_bot, "Private"), scheduled(live_bot, "Other")
    for person in (mia, max_):
        person.close(everything=True)
        person.type("/schedule list")
    theirs = next(
        element["value"]
        for block in mia.messages()[-1].surface.blocks  # type: ignore[union-attr]  # a message
        for element in block.get("elements", ())
        if element.get("action_id") == "meeting_start"
    )
    for label in ("Start", "Copy invitation", "Edit"):
        max_.type("/schedule list")
        forge_button_value(max_.messages()[-1], label, theirs)
        max_.press(label)
        assert "Private" not in max_.messages()[-1].text
        assert max_.modal is None
