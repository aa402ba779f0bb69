"""What calendar files say of meetings whose host left: what took place took place (MEET-9, INV-2)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import Actor, Role
from bot.use_cases.meetings import handovers
from bot.use_cases.meetings.handovers import HandedOver, Handover
from bot.use_cases.people import identities
from storage import Database
from tests.support.factories.meetings import (
    GUEST,
    MONDAY,
    THIRD,
    WEEK,
    WEEKLY,
    advance_all,
    directory,
    expect_edited,
    save_following_form,
    save_meeting_form,
    schedule_meeting,
    stored_meeting,
)
from tests.support.factories.people import HOST, NOW, OTHER, add_person, caller, identity, make_context
from tests.support.invariants.ics_history import file_bytes
from tests.support.views import ics_reader as reading

DAY = timedelta(days=1)
ADMIN = "U0ADMIN"


def described(db: Database, now: datetime, **said: Any) -> None:  # noqa: ANN401 - any field of an identity
    """What Slack says of the host at this time."""
    identities.sync_identity(db, identity(**said), now)


def leave(db: Database, now: datetime) -> None:
    described(db, now, active=False)


def said(db: Database, meeting: Meeting) -> tuple[str, str, int]:
    """METHOD of the file; STATUS and SEQUENCE of this meeting in it."""
    ics = file_bytes(db, meeting)
    (event,) = [each for each in reading.components(ics, "VEVENT") if reading.values(each, "UID") == [meeting.uid]]
    (method,), (status,), (sequence,) = (
        reading.values(lines, name)
        for lines, name in (
            (reading.components(ics, "VCALENDAR")[0], "METHOD"),
            (event, "STATUS"),
            (event, "SEQUENCE"),
        )
    )
    return method, status, int(sequence)


def days(db: Database, meeting: Meeting) -> list[str]:
    """When it takes place by its file, of the next months."""
    found = reading.occurrences(file_bytes(db, meeting), NOW - WEEK, NOW + 8 * WEEK)
    return [f"{each:%m-%d}" for each in sorted(found)]


def test_a_meeting_that_is_over_stays_as_it_was(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST,))
    advance_all(db, NOW + 2 * DAY)
    before = file_bytes(db, meeting)
    leave(db, NOW + 3 * DAY)
    assert said(db, meeting)[:2] == ("PUBLISH", "CONFIRMED")
    assert file_bytes(db, meeting) == before


def test_one_that_was_over_a_moment_ago_took_place(db: Database) -> None:
    """Its host left before the job found that it was over."""
    meeting = schedule_meeting(db)
    leave(db, NOW + 2 * DAY)
    assert said(db, meeting) == ("PUBLISH", "CONFIRMED", 1)


@pytest.mark.parametrize("gone", [{"active": False}, {"role": Role.GUEST}], ids=["deactivated", "guest"])
def test_one_that_was_still_to_come_stays_cancelled_when_its_time_has_passed(
    db: Database, gone: dict[str, object]
) -> None:
    meeting = schedule_meeting(db)
    described(db, NOW, **gone)
    assert said(db, meeting) == ("CANCEL", "CANCELLED", 1)
    advance_all(db, NOW + 2 * DAY)
    assert said(db, meeting)[:2] == ("CANCEL", "CANCELLED")
    described(db, NOW + 3 * DAY)
    assert said(db, meeting)[:2] == ("CANCEL", "CANCELLED")


def test_a_series_keeps_the_dates_before_its_host_left(db: Database) -> None:
    meeting = schedule_meeting(db, rule=WEEKLY)
    advance_all(db, NOW + 9 * DAY)
    leave(db, NOW + 9 * DAY)
    assert (said(db, meeting), days(db, meeting)) == (("PUBLISH", "CONFIRMED", 1), ["03-02", "03-09"])
    shown = file_bytes(db, meeting)
    advance_all(db, NOW + 30 * DAY)
    assert file_bytes(db, meeting) == shown
    assert b"/j/" not in shown
    described(db, NOW + 30 * DAY)
    assert (said(db, meeting)[1:], days(db, meeting)[:3]) == (("CONFIRMED", 2), ["03-02", "03-09", "03-16"])


def test_the_first_part_of_a_series_took_place_whoever_takes_the_rest(db: Database) -> None:
    add_person(db, ADMIN, role=Role.ADMIN)
    add_person(db, OTHER, name="Dan")
    first = schedule_meeting(db, rule=WEEKLY)
    rest = expect_edited(save_following_form(db, first, THIRD))
    now = NOW + 12 * DAY
    advance_all(db, now)
    before = said(db, first)
    leave(db, now)
    assert (said(db, first), said(db, rest)) == (before, ("PUBLISH", "CANCELLED", 1))
    answer = handovers.hand_over(
        make_context(db, directory=directory()),
        caller(Actor(identity(ADMIN).user, Role.ADMIN, now), now=now),
        Handover(HOST, OTHER),
    )
    assert isinstance(answer, HandedOver)
    method, status, sequence = before
    assert (said(db, first), said(db, rest)) == ((method, status, sequence + 1), ("PUBLISH", "CONFIRMED", 2))


def test_a_host_who_is_back_can_hold_later_what_did_not_take_place(db: Database) -> None:
    meeting = schedule_meeting(db)
    leave(db, NOW)
    advance_all(db, NOW + 2 * DAY)
    described(db, NOW + 2 * DAY)
    stored = stored_meeting(db, meeting.key)
    expect_edited(save_meeting_form(db, stored, start=MONDAY + 2 * WEEK))
    assert said(db, meeting)[:2] == ("PUBLISH", "CONFIRMED")
