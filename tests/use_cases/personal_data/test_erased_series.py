"""A series whose parts went to different hosts stays one when the first of them is erased (AUDIT-1, INV-2)."""

from datetime import timedelta

from bot.policy.ids import UserId
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import Actor, Role
from bot.use_cases.invitations import calendars
from bot.use_cases.meetings import handovers
from bot.use_cases.meetings.handovers import HandedOver, Handover
from bot.use_cases.people import identities
from bot.use_cases.personal_data import erasure
from storage import Database
from storage.personal_data import erasure as erasure_store
from tests.support.database.databases import table_rows
from tests.support.factories.meetings import (
    GUEST,
    THIRD,
    WEEK,
    WEEKLY,
    directory,
    expect_edited,
    save_following_form,
    schedule_meeting,
    stored_meeting,
)
from tests.support.factories.people import HOST, NOW, OTHER, TEAM, add_person, caller, identity, make_context

LATER = NOW + timedelta(days=11)
"""The first part of the series is over."""
LATER_ADMIN = Actor(UserId("U0ADMIN"), Role.ADMIN, LATER)


def series_in_three_parts(db: Database) -> list[Meeting]:
    """A series that was cut twice, and whose host left when the first part was over: the rest is Dan's."""
    add_person(db, "U0ADMIN", role=Role.ADMIN)
    add_person(db, OTHER, name="Dan")
    first = schedule_meeting(db, rule=WEEKLY, invite=(GUEST,))
    second = expect_edited(save_following_form(db, first, THIRD, topic="Second"))
    third = expect_edited(save_following_form(db, second, THIRD + 2 * WEEK, topic="Third"))
    identities.sync_identity(db, identity(active=False), LATER)
    handed_over = handovers.hand_over(
        make_context(db, directory=directory()), caller(LATER_ADMIN, now=LATER), Handover(HOST, OTHER, None)
    )
    assert isinstance(handed_over, HandedOver)
    return [stored_meeting(db, each.key) for each in (first, second, third)]


def file_of(db: Database, meeting: Meeting) -> list[str]:
    """The topics in the .ics file of a meeting."""
    file = calendars.read_file(db, meeting.ics_file)
    assert file is not None
    return [view.meeting.topic for view in file.parts]


def test_what_somebody_else_took_over_stays_one_series_when_the_first_host_is_erased(db: Database) -> None:
    """AUDIT-1: the remaining parts point at the first of them, which others hear nothing of."""
    _, second, third = series_in_three_parts(db)
    assert file_of(db, second) == file_of(db, third) == ["Second", "Third"]
    erasure.erase(db, TEAM, HOST, LATER)
    assert [stored_meeting(db, each.key).part_of for each in (second, third)] == [second.key, second.key]
    assert [stored_meeting(db, each.key).version for each in (second, third)] == [second.version, third.version]
    assert file_of(db, second) == file_of(db, third) == ["Second", "Third"]


def test_it_stays_one_when_the_next_host_leaves_as_well(db: Database) -> None:
    """MEET-9: one part goes with all the others, which share its generated ID."""
    _, second, third = series_in_three_parts(db)
    erasure.erase(db, TEAM, HOST, LATER)
    identities.sync_identity(db, identity(OTHER, name="Dan", active=False), LATER)
    answer = handovers.hand_over(
        make_context(db, directory=directory()), caller(LATER_ADMIN, now=LATER), Handover(OTHER, GUEST, third.key)
    )
    assert isinstance(answer, HandedOver)
    assert {each.key for each in answer.meetings} == {second.key, third.key}


def test_what_was_kept_of_a_series_is_forgotten_part_by_part(db: Database) -> None:
    """AUDIT-1: 30 days after its host was erased, however few meetings a batch has."""
    _, second, third = series_in_three_parts(db)
    erasure.erase(db, TEAM, HOST, LATER)
    erasure.erase(db, TEAM, OTHER, LATER)
    with db.write("remains") as tx:
        erasure_store.forget_remains(tx, LATER + timedelta(days=30), 1)
    assert [row[0] for row in table_rows(db, "meetings")] == [third.key]
    assert stored_meeting(db, third.key).part_of == third.key != second.key
    erasure.forget_remains(db, LATER + timedelta(days=30))
    assert table_rows(db, "meetings") == []
