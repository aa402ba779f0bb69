"""Who is reminded of a meeting, and when (MEET-8)."""

from dataclasses import replace
from datetime import timedelta

from bot.policy.ids import PersonId, UserId
from bot.policy.invitations.invitations import Invitee, Rsvp
from bot.policy.people.people import License, Person, Role
from bot.policy.reminders.meeting_start import reminder_recipients, starting_soon
from tests.support.factories.meeting_values import DAILY, make_meeting
from tests.support.factories.people import NOW

HOST = PersonId(1)
BEN = Person(PersonId(2), UserId("U2"), "Ben", "UTC", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None)
INVITED = Invitee(BEN, None, None, None, removed=False)
START = NOW + timedelta(hours=25)
TEN_MINUTES = timedelta(minutes=10)
INSTANT = timedelta(microseconds=1)


def test_a_meeting_is_starting_from_ten_minutes_before_until_it_starts() -> None:
    series = make_meeting("03-02T10:00", rule=DAILY)
    assert starting_soon(series, START - TEN_MINUTES - INSTANT) == []
    assert [each.starts_at for each in starting_soon(series, START - TEN_MINUTES)] == [START]
    assert [each.starts_at for each in starting_soon(series, START - INSTANT)] == [START]
    assert starting_soon(series, START) == []
    assert starting_soon(replace(series, cancelled_at=NOW), START - TEN_MINUTES) == []


def test_host_and_invitees_are_reminded_who_did_not_say_no() -> None:
    for answer, who in ((None, [1, 2]), (Rsvp.YES, [1, 2]), (Rsvp.MAYBE, [1, 2]), (Rsvp.NO, [1])):
        assert reminder_recipients(HOST, [replace(INVITED, rsvp=answer)], []) == who


def test_nobody_is_reminded_who_left_was_removed_or_wants_none() -> None:
    gone = replace(INVITED, person=replace(BEN, active=False))
    assert reminder_recipients(HOST, [gone], []) == [1]
    assert reminder_recipients(HOST, [replace(INVITED, removed=True)], []) == [1]
    assert reminder_recipients(HOST, [INVITED], [PersonId(2)]) == [1]
    assert reminder_recipients(HOST, [INVITED], [HOST]) == [2]
