"""Of a series: this one, this and the following, or all, from any of its occurrences (MEET-5)."""

import pytest

from bot.policy.meetings import Meeting
from bot.policy.people import TeamId, UserId
from bot.sandbox.driver import Driver
from bot.use_cases import cancellations, meetings
from bot.use_cases.series_edits import OccurrenceRef
from tests.databases import everything_in, rows_in
from tests.handlers.administering import on_top
from tests.living import House

THIRD = "Wednesday, 15 April 2026, 09:00"
MUCH, WHICH = "How much of it?", "Which one?"


def with_series(house: House) -> Driver:
    """Somebody with a meeting every Wednesday from 1 April at 09:00 in Berlin, at its **“Edit”** or **“Cancel meeting”**."""
    mia = house.newcomer()
    mia.type("/schedule Weekly numbers weekly")
    mia.fill({"Date": "2026-04-01", "Time": "09:00", "Time zone": "Europe/Berlin"})
    mia.submit()
    mia.close(everything=True)
    mia.type("/schedule list")
    return mia


def kept(house: House, mia: Driver) -> list[Meeting]:
    """Their upcoming meetings, by time."""
    team, now = TeamId(house.workspace.team_id), house.clock.now()
    listed = meetings.upcoming(house.bot.database, team, UserId(mia.user_id), now, most=50)
    return [each.meeting for each in listed.meetings]


def asked(mia: Driver, button: str, much: str, which: str = THIRD) -> None:
    mia.press(button)
    mia.fill({MUCH: much, WHICH: which})
    mia.submit()


def test_a_series_is_edited_from_its_third_occurrence(house: House) -> None:
    """Issue 6: the first two stay as they were."""
    mia = with_series(house)
    asked(mia, "Edit", "This and the following")
    assert (on_top(mia).fields["Date"], on_top(mia).fields["Time"]) == ("2026-04-15", "09:00")
    mia.fill({"Topic": "Numbers, later", "Time": "11:00"})
    mia.submit()
    first, rest = kept(house, mia)
    assert (first.topic, f"{first.pattern.start:%m-%d %H}") == ("Weekly numbers", "04-01 09")
    assert first.pattern.rule is not None
    assert f"{first.pattern.rule.until}" == "2026-04-14"
    assert (rest.topic, f"{rest.pattern.start:%m-%d %H}") == ("Numbers, later", "04-15 11")
    assert first.generated_id == rest.generated_id
    mia.close()
    assert mia.modal is None, "the question comes up again"


def test_only_the_third_one_is_moved(house: House) -> None:
    mia = with_series(house)
    asked(mia, "Edit", "This one")
    mia.fill({"Date": "2026-04-16"})
    mia.submit()
    (meeting,) = kept(house, mia)
    assert [(f"{at:%m-%d}", f"{each.local_start:%m-%d}") for at, each in meeting.overrides.items()] == [
        ("04-15", "04-16")
    ]


def test_only_the_third_one_is_cancelled_and_is_offered_no_more(house: House) -> None:
    mia = with_series(house)
    asked(mia, "Cancel meeting", "This one")
    (meeting,) = kept(house, mia)
    assert [(f"{at:%m-%d}", each.local_start) for at, each in meeting.overrides.items()] == [("04-15", None)]
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Edit")
    view = house.workspace.views.top(mia.user_id)
    assert view is not None
    assert THIRD not in str(view.blocks)
    assert "Wednesday, 22 April 2026, 09:00" in str(view.blocks)


def test_the_third_one_and_the_following_are_cancelled(house: House) -> None:
    mia = with_series(house)
    asked(mia, "Cancel meeting", "This and the following")
    (meeting,) = kept(house, mia)
    assert meeting.pattern.rule is not None
    assert f"{meeting.pattern.rule.until}" == "2026-04-14"


def test_all_is_all_whichever_stands_beside_it(house: House) -> None:
    mia = with_series(house)
    asked(mia, "Cancel meeting", "All")
    assert kept(house, mia) == []


def test_a_form_that_is_older_than_the_meeting_saves_nothing_and_shows_how_it_is(house: House) -> None:
    """UX-5; issue 6: two edits from stale forms."""
    mia = with_series(house)
    asked(mia, "Edit", "This and the following")
    (meeting,) = kept(house, mia)
    team, user = TeamId(house.workspace.team_id), UserId(mia.user_id)
    spot = OccurrenceRef(meeting.key, meeting.version, meeting.pattern.start)
    cancellations.cancel_one(house.bot.database, team, user, spot, house.clock.now())
    before = rows_in(house.bot.database, "meetings")
    mia.fill({"Topic": "From the older form"})
    mia.submit()
    assert "This meeting has changed since." in on_top(mia).text
    assert on_top(mia).fields["Topic"] == "Weekly numbers"
    assert rows_in(house.bot.database, "meetings") == before
    mia.close()
    assert mia.modal is None, "the older form comes up again"


@pytest.mark.parametrize("label", ["Edit", "Cancel meeting"])
@pytest.mark.parametrize("field, value", [("scope", "x"), ("which", "2026-04-14T09:00"), ("which", "<!channel>" * 9)])
def test_a_forged_choice_changes_nothing(house: House, label: str, field: str, value: str) -> None:
    """Section 12."""
    mia = with_series(house)
    mia.press(label)
    before = everything_in(house.bot.database)
    view = house.workspace.views.top(mia.user_id)
    assert view is not None
    view.state.setdefault(field, {})["typed"] = {"selected_option": {"value": value}}
    mia.submit()
    assert everything_in(house.bot.database) == before
