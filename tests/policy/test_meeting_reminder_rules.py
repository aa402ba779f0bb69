"""Who is reminded of a meeting, and when (MEET-8)."""

from dataclasses import replace
from datetime import timedelta

from bot.policy.accounts import License
from bot.policy.invitations import Answer, Invitee
from bot.policy.meeting_reminders import LEAD, reminded, starting
from bot.policy.people import Person, PersonId, Role, UserId
from tests.factories import NOW
from tests.meeting_values import DAILY, meeting

HOST = PersonId(1)
BEN = Person(PersonId(2), UserId("U2"), "Ben", "UTC", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None)
INVITED = Invitee(BEN, None, None, None, removed=False)
START = NOW + timedelta(hours=25)
INSTANT = timedelta(microseconds=1)


def test_a_meeting_is_starting_from_ten_minutes_before_until_it_starts() -> None:
    series = meeting("03-02T10:00", rule=DAILY)
    assert starting(series, START - LEAD - INSTANT) == []
    assert [each.at for each in starting(series, START - LEAD)] == [START]
    assert [each.at for each in starting(series, START - INSTANT)] == [START]
    assert starting(series, START) == []
    assert starting(replace(series, cancelled_at=NOW), START - LEAD) == []


def test_host_and_invitees_are_reminded_who_did_not_say_no() -> None:
    for answer, who in ((None, [1, 2]), (Answer.YES, [1, 2]), (Answer.MAYBE, [1, 2]), (Answer.NO, [1])):
        assert reminded(HOST, [replace(INVITED, answer=answer)], []) == who


def test_nobody_is_reminded_who_left_was_removed_or_wants_none() -> None:
    gone = replace(INVITED, person=replace(BEN, active=False))
    assert reminded(HOST, [gone], []) == [1]
    assert reminded(HOST, [replace(INVITED, removed=True)], []) == [1]
    assert reminded(HOST, [INVITED], [PersonId(2)]) == [1]
    assert reminded(HOST, [INVITED], [HOST]) == [2]
