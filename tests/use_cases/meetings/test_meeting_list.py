"""My meetings in pages, however many they are (MEET-5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.ids import MeetingKey
from bot.policy.meetings.meetings import OccurrenceTimes
from bot.use_cases.meetings import scheduling
from storage import Database
from storage.meetings import meetings as meeting_store
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.meetings import GUEST, schedule_meeting
from tests.support.factories.people import HOST, NOW, TEAM, caller, make_context

PAGE = 5
DAY = timedelta(days=1)


def copied(db: Database, first: int, last: int) -> None:
    """The same meeting on so many later days."""
    with db.write(TEAM) as tx:
        one = meeting_store.get(tx, MeetingKey(1))
        for n in range(first, last):
            start = one.pattern.start + n * DAY
            pattern, at = replace(one.pattern, start=start), NOW + (n + 1) * DAY
            copy = replace(one, topic=f"{n}", pattern=pattern, uid=f"u{n}", ics_file=f"f{n}", public_ics_file=f"o{n}")
            times = OccurrenceTimes(at, at + timedelta(minutes=30), at)
            meeting_store.add(tx, replace(copy, part_of=MeetingKey(0)), f"copy {n}", times)


def cost(db: Database) -> int:
    with recorded_statements() as asked:
        found = scheduling.upcoming(make_context(db), caller(HOST), most=PAGE)
    assert len(found.meetings) == PAGE
    return len(asked)


def test_a_page_of_five_hundred_meetings_costs_the_statements_of_a_page_of_five(db: Database) -> None:
    """Issue 6: a host with 500 upcoming meetings."""
    schedule_meeting(db, invite=(GUEST,))
    copied(db, 1, 5)
    few = cost(db)
    copied(db, 5, 500)
    assert cost(db) == few


@pytest.mark.parametrize(
    "skip, at, topics", [(5, 5, ["5", "6"]), (6, 5, ["5", "6"]), (10, 5, ["5", "6"]), (10**10, 5, ["5", "6"])]
)
def test_past_the_last_page_is_the_last_page(db: Database, skip: int, at: int, topics: list[str]) -> None:
    """UX-5."""
    schedule_meeting(db)
    copied(db, 1, 7)
    found = scheduling.upcoming(make_context(db), caller(HOST), most=PAGE, skip=skip)
    assert (found.skip, found.total) == (at, 7)
    assert [each.meeting.topic for each in found.meetings] == topics
