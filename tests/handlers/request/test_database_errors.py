"""When the database fails in the middle: a reference for the person, found in the log, and nothing typed is lost (UX-6)."""

import json
import re

from tests.support.database.outages import locked
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until, with_missing_table
from tests.support.fixtures.screens import top_modal

REFERENCE = re.compile(r"[A-Z]{3}-\d{4}")


def test_a_fault_of_the_database_gives_a_reference_that_the_log_knows(fresh_bot: BotUnderTest) -> None:
    """UX-6."""
    mia = fresh_bot.newcomer()
    mia.type("/pmi start")
    with with_missing_table(fresh_bot):
        mia.press("End", confirm=True)
    text = mia.messages()[-1].text
    assert "Something went wrong, and it is not your fault" in text
    (reference,) = REFERENCE.findall(text)
    lines = [json.loads(line) for line in fresh_bot.log.getvalue().splitlines()]
    assert [line["level"] for line in lines if line.get("reference") == reference] == ["error"]
    mia.press("End", where=mia.messages()[-2], confirm=True)
    assert "Your room is closed" in "".join(seen.text for seen in mia.messages())


def test_a_form_survives_a_fault_of_the_database(fresh_bot: BotUnderTest) -> None:
    """UX-1, UX-6: what was typed is kept."""
    mia = fresh_bot.newcomer()
    mia.type("/pmi edit")
    mia.fill({"Passcode": "Typed-1"})
    with with_missing_table(fresh_bot):
        mia.submit()
    assert any(REFERENCE.search(text) for text in top_modal(mia).errors.values())
    assert top_modal(mia).fields["Passcode"] == "Typed-1"
    mia.submit()
    assert top_modal(mia).title == "Saved"


def test_an_empty_home_says_that_something_is_wrong_and_a_full_one_is_left_alone(fresh_bot: BotUnderTest) -> None:
    mia, max_ = fresh_bot.newcomer(), fresh_bot.newcomer("Max")
    max_.open_home()
    max_.wait_for(lambda: "Start" in max_.home.buttons)
    with with_missing_table(fresh_bot):
        mia.open_home()
        mia.wait_for(lambda: bool(REFERENCE.search(mia.home.text)))
        max_.open_home()
        wait_until(lambda: fresh_bot.log.getvalue().count("handler_failed") == 2)
    assert "Start" in max_.home.buttons


def test_while_others_hold_the_database_people_are_asked_to_try_again_and_nothing_is_half_done(
    fresh_bot: BotUnderTest,
) -> None:
    """UX-1, section 12: in time, with what was typed kept, and without a line of the log for each."""
    fresh_bot.bot.database.on_outage = lambda _error: None
    mia = fresh_bot.newcomer()
    mia.type("/pmi start")
    mia.type("/pmi edit")
    mia.fill({"Passcode": "Typed-1"})
    room = fresh_bot.room(mia)
    with locked(fresh_bot.bot.config.database_url):
        mia.submit()
        assert "Please try again in a moment." in "".join(top_modal(mia).errors.values())
        assert top_modal(mia).fields["Passcode"] == "Typed-1"
        mia.type("/pmi")
        assert "Your personal meeting room" in mia.messages()[-1].text
        for job in fresh_bot.bot.scheduler.jobs[:2]:  # each waits as long as a person would
            fresh_bot.bot.scheduler.run(job)
    assert fresh_bot.room(mia) == room
    lines = [json.loads(line)["event"] for line in fresh_bot.log.getvalue().splitlines()]
    assert {"handler_failed", "job_failed"} & {*lines} == set()
    mia.submit()
    assert top_modal(mia).title == "Saved"
    assert fresh_bot.room(mia).passcode == "Typed-1"
