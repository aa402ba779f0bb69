"""What a reminder says is true at the moment at which it is sent (REM-1)."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.ids import PersonId, Pmi, RoomId
from bot.policy.rooms.rooms import Room
from bot.views.rooms.profile import START_ROOM
from bot.views.rooms.reminders import OPEN_PROFILE, SNOOZE, expiry_reminder, reminder_text, snoozed
from tests.support.views.catalogue_of_meeting_views import sample_series_view
from tests.support.views.catalogue_of_views import TypedTexts, sample_person

END = datetime(2026, 6, 1, 18, 30, tzinfo=UTC)
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
ROOM = Room(
    id=RoomId(17),
    person=PersonId(1),
    number=Pmi("2345678923"),
    link="Ava.Example",
    passcode="424242",
    token="secret-token",
    assigned_at=END - 365 * DAY,
    last_used_at=None,
    suspended_at=None,
    ended_at=None,
    ended_by=None,
)


def shown(now: datetime, *, may_snooze: bool = True) -> str:
    return json.dumps(expiry_reminder(ROOM, END, now, may_snooze=may_snooze), ensure_ascii=False)


@pytest.mark.parametrize(
    "before,words",
    [
        (30 * DAY, "expires in 30 days"),
        (29 * DAY + INSTANT, "expires in 30 days"),
        (29 * DAY, "expires in 29 days"),
        (7 * DAY, "expires in 7 days"),
        (DAY + INSTANT, "expires in 2 days"),
        (DAY, "expires within a day"),
        (INSTANT, "expires within a day"),
    ],
)
def test_the_time_that_is_left_is_told_in_begun_days(before: timedelta, words: str) -> None:
    """It may be sent the next morning, or held up: the text is made then."""
    assert f"234 567 8923 {words}" in reminder_text(ROOM, END, END - before)
    assert f"*234 567 8923* {words}" in shown(END - before)


@given(st.timedeltas(INSTANT, 364 * DAY))
@example(DAY)
@example(2 * DAY)
def test_the_days_that_are_told_are_never_too_few_and_less_than_one_too_many(left: timedelta) -> None:
    match = re.search(r"in (\d+) days", reminder_text(ROOM, END, END - left))
    days = int(match[1]) if match else 1
    assert left <= days * DAY
    assert days * DAY - left < DAY
    assert days == ceil(left / DAY)


@pytest.mark.parametrize("after", [timedelta(0), 29 * DAY])
def test_after_the_expiry_it_says_that_the_number_has_expired_and_leads_to_the_new_one(after: timedelta) -> None:
    seen = shown(END + after)
    assert reminder_text(ROOM, END, END + after) == "Your personal meeting ID 234 567 8923 has expired."
    assert "*234 567 8923* expired on" in seen
    assert OPEN_PROFILE in seen
    assert START_ROOM not in seen
    assert SNOOZE not in seen


def test_before_the_expiry_one_press_keeps_the_number_and_another_snoozes() -> None:
    """REM-1: **“Start”** counts as use."""
    *_, buttons = expiry_reminder(ROOM, END, END - DAY, may_snooze=True)
    assert [(each["text"]["text"], each["action_id"]) for each in buttons["elements"]] == [
        ("Start", START_ROOM),
        ("Remind me in a week", SNOOZE),
    ]
    assert buttons["elements"][1]["value"] == "17"


def test_on_the_last_day_there_is_nothing_to_snooze() -> None:
    assert SNOOZE not in shown(END - DAY, may_snooze=False)
    assert START_ROOM in shown(END - DAY, may_snooze=False)


@pytest.mark.parametrize("now", [END - 7 * DAY, END + DAY])
def test_the_moment_is_shown_in_the_reader_s_own_zone(now: datetime) -> None:
    """REM-1, UX-4: Slack's date token."""
    assert f"<!date^{int(END.timestamp())}^" in shown(now)


@pytest.mark.parametrize("now,words", [(END - 7 * DAY, "stop working"), (END + DAY, "Nobody can join")])
def test_it_says_what_breaks_and_shows_no_secret(now: datetime, words: str) -> None:
    """REM-1, PASS-3."""
    seen = shown(now) + reminder_text(ROOM, END, now)
    assert words in seen
    assert "424242" not in seen
    assert "secret-token" not in seen


def test_a_snooze_is_answered_with_the_moment_at_which_it_comes_again() -> None:
    assert f"<!date^{int(END.timestamp())}^" in snoozed(END)


def test_every_number_is_shown_in_groups() -> None:
    assert "555 014 2368" in reminder_text(replace(ROOM, number=Pmi("5550142368")), END, END - DAY)


@pytest.mark.parametrize(
    "now, words, button",
    [
        (END - DAY, "After that nobody can join these meetings", "Start"),
        (END, "until then nobody can join them", "Switch all to generated IDs"),
    ],
)
def test_it_lists_what_breaks(now: datetime, words: str, button: str) -> None:
    meetings = [sample_series_view(sample_person(TypedTexts()), f"Planning {each}") for each in range(12)]
    said = json.dumps(expiry_reminder(ROOM, END, now, may_snooze=True, meetings=meetings), ensure_ascii=False)
    for expected in (words, button, "• *Planning 0* <!date", "every 2 weeks", "… and 2 more"):
        assert expected in said
    assert words not in shown(now)
