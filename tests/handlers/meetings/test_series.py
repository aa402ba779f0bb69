"""Of a series: this one, this and the following, or all, from any of its occurrences (MEET-5)."""

import pytest

from bot.policy.ids import TeamId, UserId
from bot.policy.meetings.meetings import Meeting
from bot.sandbox.client.driver import Driver
from bot.use_cases.meetings import cancellations, scheduling
from bot.use_cases.meetings.series import OccurrenceRef
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.people import caller, make_context
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal

THIRD = "Wednesday, 15 April 2026, 09:00"
MUCH, WHICH = "Which occurrences?", "Which one?"


def with_series(live_bot: BotUnderTest) -> Driver:
    """Somebody with a meeting every Wednesday from 1 April at 09:00 in Berlin, at its **“Edit”** or **“Cancel meeting”**."""
    mia = live_bot.newcomer()
    mia.type("/schedule Weekly numbers weekly")
    mia.fill({"Date": "2026-04-01", "Time": "09:00", "Time zone": "Europe/Berlin"})
    mia.submit()
    mia.close(everything=True)
    mia.type("/schedule list")
    return mia


def kept(live_bot: BotUnderTest, mia: Driver) -> list[Meeting]:
    """Their upcoming meetings, by time."""
    team, now = TeamId(live_bot.workspace.team_id), live_bot.clock.now()
    listed = scheduling.upcoming(
        make_context(live_bot.bot.database), caller(UserId(mia.user_id), now=now, team=team), most=50
    )
    return [each.meeting for each in listed.meetings]


def asked(mia: Driver, button: str, much: str, which: str = THIRD) -> None:
    mia.press(button)
    mia.fill({MUCH: much, WHICH: which})
    mia.submit()


def test_a_series_is_edited_from_its_third_occurrence(live_bot: BotUnderTest) -> None:
    """Issue 6: the first two stay as they were."""
    mia = with_series(live_bot)
    asked(mia, "Edit", "This and the following")
    assert (top_modal(mia).fields["Date"], top_modal(mia).fields["Time"]) == ("2026-04-15", "09:00")
    mia.fill({"Topic": "Numbers, later", "Time": "11:00"})
    mia.submit()
    first, rest = kept(live_bot, mia)
    assert (first.topic, f"{first.pattern.start:%m-%d %H}") == ("Weekly numbers", "04-01 09")
    assert first.pattern.rule is not None
    assert f"{first.pattern.rule.until}" == "2026-04-14"
    assert (rest.topic, f"{rest.pattern.start:%m-%d %H}") == ("Numbers, later", "04-15 11")
    assert first.generated_id == rest.generated_id
    mia.close()
    assert mia.modal is None, "the question comes up again"


def test_only_the_third_one_is_moved(live_bot: BotUnderTest) -> None:
    mia = with_series(live_bot)
    asked(mia, "Edit", "This one")
    mia.fill({"Date": "2026-04-16"})
    mia.submit()
    (meeting,) = kept(live_bot, mia)
    assert [(f"{at:%m-%d}", f"{each.local_start:%m-%d}") for at, each in meeting.overrides.items()] == [
        ("04-15", "04-16")
    ]


def test_only_the_third_one_is_cancelled_and_is_offered_no_more(live_bot: BotUnderTest) -> None:
    mia = with_series(live_bot)
    asked(mia, "Cancel meeting", "This one")
    (meeting,) = kept(live_bot, mia)
    assert [(f"{at:%m-%d}", each.local_start) for at, each in meeting.overrides.items()] == [("04-15", None)]
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Edit")
    view = live_bot.workspace.views.top(mia.user_id)
    assert view is not None
    assert THIRD not in str(view.blocks)
    assert "Wednesday, 22 April 2026, 09:00" in str(view.blocks)


def test_the_third_one_and_the_following_are_cancelled(live_bot: BotUnderTest) -> None:
    mia = with_series(live_bot)
    asked(mia, "Cancel meeting", "This and the following")
    (meeting,) = kept(live_bot, mia)
    assert meeting.pattern.rule is not None
    assert f"{meeting.pattern.rule.until}" == "2026-04-14"


def test_all_is_all_whichever_stands_beside_it(live_bot: BotUnderTest) -> None:
    mia = with_series(live_bot)
    asked(mia, "Cancel meeting", "All")
    assert kept(live_bot, mia) == []


def test_a_form_that_is_older_than_the_meeting_saves_nothing_and_shows_how_it_is(live_bot: BotUnderTest) -> None:
    """UX-5; issue 6: two edits from stale forms."""
    mia = with_series(live_bot)
    asked(mia, "Edit", "This and the following")
    (meeting,) = kept(live_bot, mia)
    team, user = TeamId(live_bot.workspace.team_id), UserId(mia.user_id)
    spot = OccurrenceRef(meeting.key, meeting.version, meeting.pattern.start)
    cancellations.cancel_one(
        make_context(live_bot.bot.database), caller(user, now=live_bot.clock.now(), team=team), spot
    )
    before = table_rows(live_bot.bot.database, "meetings")
    mia.fill({"Topic": "From the older form"})
    mia.submit()
    assert "This meeting has changed since." in top_modal(mia).text
    assert top_modal(mia).fields["Topic"] == "Weekly numbers"
    assert table_rows(live_bot.bot.database, "meetings") == before
    mia.close()
    assert mia.modal is None, "the older form comes up again"


@pytest.mark.parametrize("label", ["Edit", "Cancel meeting"])
@pytest.mark.parametrize("field, value", [("scope", "x"), ("which", "2026-04-14T09:00"), ("which", "<!channel>" * 9)])
def test_a_forged_choice_changes_nothing(live_bot: BotUnderTest, label: str, field: str, value: str) -> None:
    """Section 12."""
    mia = with_series(live_bot)
    mia.press(label)
    before = all_rows(live_bot.bot.database)
    view = live_bot.workspace.views.top(mia.user_id)
    assert view is not None
    view.state.setdefault(field, {})["typed"] = {"selected_option": {"value": value}}
    mia.submit()
    assert all_rows(live_bot.bot.database) == before
